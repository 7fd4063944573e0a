/** `phoenix fmt`: one file laid out anew. What it says and every comment stay; a file that is not sound is left as it is. */
import type { SourceFile } from '../../config/model.ts';
import { parseFile } from '../../config/parse.ts';
import type { Finding } from '../../errors.ts';
import { canonical } from '../../json.ts';
import { orderOf } from '../order.ts';
import { print } from './print.ts';
import { readDocument } from './read.ts';
import { sortDocument } from './sort.ts';

export type Formatted =
  | { readonly is: 'text'; readonly text: string }
  /** It cannot be read, or not in one way only. */
  | { readonly is: 'broken'; readonly findings: readonly Finding[] };

/** Lines end with a line feed, the last one too. */
export function format(file: SourceFile): Formatted {
  const { value, findings } = parseFile(file);
  if (value === null || findings.length > 0) return { is: 'broken', findings };
  const document = readDocument(file.text.replaceAll(/\r\n?/g, '\n'));
  const text = print(sortDocument(document, orderOf(file.path)), { lastComma: file.path.endsWith('.jsonc') });
  const again = parseFile({ path: file.path, text });
  if (again.value === null || canonical(again.value) !== canonical(value)) {
    throw new Error(`formatting ${file.path} would change what it says; the file is as it was`);
  }
  return { is: 'text', text };
}
