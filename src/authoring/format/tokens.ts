/** The words of a JSONC text, each with the line breaks before it: what laying it out anew has to keep in mind. */
import { createScanner } from 'jsonc-parser';

type Mark = '{' | '}' | '[' | ']' | ',' | ':';

export interface Token {
  readonly is: Mark | 'comment' | 'scalar';
  /** As written. */
  readonly text: string;
  /** Line breaks between the token before and this one: two or more are an empty line. */
  readonly breaks: number;
}

/** @param text of a file that can be parsed; lines end with `\n` */
export function tokensOf(text: string): readonly Token[] {
  const scanner = createScanner(text);
  const tokens: Token[] = [];
  let breaks = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const own = text.slice(offset, offset + scanner.getTokenLength());
    if (own === '\n') breaks += 1;
    else if (own.trim() !== '') {
      const is = kindOf(own);
      tokens.push({ is, text: is === 'comment' ? tidy(own) : own, breaks });
      breaks = 0;
    }
  }
  return tokens;
}

function kindOf(text: string): Token['is'] {
  if (text.startsWith('/')) return 'comment';
  return isMark(text) ? text : 'scalar';
}

const isMark = (text: string): text is Mark => text.length === 1 && '{}[],:'.includes(text);

/** No line of a comment ends with blanks. */
function tidy(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
