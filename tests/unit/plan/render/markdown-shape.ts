/**
 * What a browser would make of a rendered document, as far as a test needs it: which HTML stands in it, whether blocks
 * are closed, and what is left of the text outside of code. Strict: it knows only what our renderers write.
 */

const OWN_TAGS = /^<(?:details(?: open)?|\/details|summary|\/summary|b|\/b|code|\/code)>/;
const ENTITY = /^&#\d{1,5};/;

export interface Shape {
  /** HTML that is not ours, unclosed fences or folds, links to elsewhere: empty when all is well. */
  readonly faults: readonly string[];
}

interface Fence {
  readonly ticks: string;
}

/** Lines outside of fences, and whether the last fence was closed. */
function outsideFences(lines: readonly string[]): { kept: string[]; isClosed: boolean } {
  const kept: string[] = [];
  let fence: Fence | null = null;
  for (const line of lines) {
    const mark = /^(`{3,})(\w*)$/.exec(line);
    if (fence) {
      if (mark?.[1] && mark[2] === '' && mark[1].length >= fence.ticks.length) fence = null;
    } else if (mark?.[1]) fence = { ticks: mark[1] };
    else kept.push(line);
  }
  return { kept, isClosed: fence === null };
}

/** Takes code spans, escapes and our own links away; what remains must not mean anything. */
function bareText(line: string, linkBase: string): { text: string; faults: string[] } {
  const faults: string[] = [];
  let text = '';
  for (let i = 0; i < line.length;) {
    const rest = line.slice(i);
    if (rest[0] === '\\') {
      text += ' ';
      i += 2;
      continue;
    }
    const code = /^`[^`]*`/.exec(rest);
    const link = /^\[((?:[^\]\\]|\\.)*)\]\(([^()\s]*)\)/.exec(rest);
    const own = OWN_TAGS.exec(rest) ?? ENTITY.exec(rest);
    if (code) i += code[0].length;
    else if (link) {
      if (!link[2]?.startsWith(linkBase)) faults.push(`link to ${link[2]}`);
      text += ` ${bareText(link[1] ?? '', linkBase).text} `;
      i += link[0].length;
    } else if (own) i += own[0].length;
    else {
      text += rest[0];
      i += 1;
    }
  }
  return { text, faults };
}

const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['HTML', /</],
  ['an entity', /&/],
  ['a mention', /@[\w-]/],
  ['an issue', /#\d/],
  ['an issue', /\bGH-\d/i],
  ['a web address', /https?:\/\/|\bwww\./i],
  ['a backtick', /`/],
  ['an image', /!\[/],
  ['a control character', /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/],
];

export function shapeOf(markdown: string, linkBase: string): Shape {
  const faults: string[] = [];
  const { kept, isClosed } = outsideFences(markdown.split('\n'));
  if (!isClosed) faults.push('a fence is not closed');
  const opened = kept.filter((line) => line.startsWith('<details')).length;
  const closed = kept.filter((line) => line === '</details>').length;
  if (opened !== closed) faults.push(`${opened} folds opened, ${closed} closed`);
  for (const line of kept) {
    if (line.startsWith('<details') && !/^<details(?: open)?><summary>.*<\/summary>$/.test(line)) {
      faults.push(`an odd fold: ${line.slice(0, 80)}`);
    }
    // Phoenix's own callouts; nothing else may begin one.
    const bare = bareText(line.replace(/^> \[!(?:WARNING|CAUTION|NOTE)\]$/, ''), linkBase);
    faults.push(...bare.faults);
    for (const [what, pattern] of FORBIDDEN) {
      if (pattern.test(bare.text)) faults.push(`${what} in: ${bare.text.slice(0, 120)}`);
    }
  }
  let columns: number | null = null;
  for (const line of kept) {
    const cells: number | null = line.startsWith('|')
      ? bareText(line, linkBase).text.split('|').length - 2
      : null;
    // The first line of a table is ours: each of its rows has as many cells.
    if (cells !== null && columns !== null && cells !== columns)
      faults.push(`${cells} cells in: ${line.slice(0, 120)}`);
    columns = cells === null ? null : (columns ?? cells);
  }
  return { faults };
}
