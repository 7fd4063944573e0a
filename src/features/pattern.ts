/**
 * Whether a text matches the pattern of an option. Both may come from a pull request, and a few characters can keep a
 * regular expression busy for years: it gets a moment, on a clock that ends it.
 */
import process from 'node:process';
import type { Context, Script } from 'node:vm';

/** Milliseconds: sound patterns need some hundredths of one, and a busy machine may look away for a while. */
const MOMENT = 1000;
/** Where one did not end already, the files are refused anyway: they may hold hundreds of such, and get less and less. */
const LESS = 10;
const MOST_ENDLESS = 50;

/** How many did not end. */
let endless = 0;

/** Guests of one estate say the same again and again. */
const known = new Map<string, boolean | null>();
let judge: { readonly script: Script; readonly context: Context } | null = null;

function judgeNow() {
  // Loaded when the first pattern is there: most features have none.
  const { createContext, Script: Program } = process.getBuiltinModule('node:vm');
  return { script: new Program('new RegExp(pattern, "u").test(text)'), context: createContext({}) };
}

function judged(pattern: string, text: string): boolean | null {
  if (endless >= MOST_ENDLESS) return null;
  judge ??= judgeNow();
  Object.assign(judge.context, { pattern, text });
  try {
    return judge.script.runInContext(judge.context, { timeout: endless === 0 ? MOMENT : LESS }) === true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    endless += 1;
    return null;
  }
}

/** Null: it was not to be found out in time. @param pattern that is a regular expression */
export function matches(pattern: string, text: string): boolean | null {
  const key = `${pattern}\u0000${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const answer = judged(pattern, text);
  known.set(key, answer);
  return answer;
}
