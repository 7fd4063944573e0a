/** What becomes of rules that have an order, in a few lines: which come, which go, which move. */
import type { Json } from '../../json.ts';
import { mergedLines } from '../../line-merge.ts';

const MOST = 6;

const linesOf = (value: Json): string[] => (Array.isArray(value) ? value.map(String) : []);

/** `+ IN ACCEPT -p tcp -dport 80; - IN DROP; moved IN DROP -source +bad`; null where there is nothing to compare. */
export function listNote(before: Json, after: Json): string | null {
  if (!Array.isArray(before) || !Array.isArray(after)) return null;
  const merged = mergedLines(linesOf(before), linesOf(after));
  const of = (mark: '+' | '-') => merged.filter((line) => line.mark === mark).map(({ text }) => text);
  const [gone, come] = [of('-'), of('+')];
  const moved: string[] = [];
  const left = [...come];
  const dropped = gone.filter((text) => {
    const at = left.indexOf(text);
    if (at < 0) return true;
    moved.push(text);
    left.splice(at, 1);
    return false;
  });
  const told = [
    ...dropped.map((text) => `- ${text}`),
    ...left.map((text) => `+ ${text}`),
    ...moved.map((text) => `moved ${text}`),
  ];
  const rest = told.length - MOST;
  return [...told.slice(0, MOST), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
