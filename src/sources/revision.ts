/** Names of commits that come from users and events, checked before they reach git. */
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';

const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const MAX_LENGTH = 250;
/**
 * `:` would name a file, `..` a range, `@{` a day of this clone; git reads a leading `-` as an option; blanks and control
 * characters are in no name.
 */
const REFUSED = /^-|[\u0000-\u0020\u007f-\u009f:?*[\\]|\.\.|@\{/;

export function isSha(text: string): boolean {
  return SHA.test(text);
}

/** @throws PhoenixError `GIT` for a text that cannot name a commit. */
export function checkRevision(text: string): string {
  if (text !== '' && text.length <= MAX_LENGTH && !REFUSED.test(text)) return text;
  throw new PhoenixError('GIT', `${quote(text)} cannot name a commit`, {
    hint: 'Give a branch, a tag or a commit id, such as origin/main.',
  });
}

/** @throws PhoenixError `GIT` for anything but a full commit id. */
export function checkSha(text: string): string {
  if (isSha(text)) return text;
  throw new PhoenixError('GIT', `${quote(text)} is not a full commit id`, {
    hint: 'Give all 40 characters.',
  });
}

/** Names of branches and remotes: the strict part of what git allows. */
const REF_NAME = /^[A-Za-z0-9_][A-Za-z0-9._/+@#-]*$/;

/** @throws PhoenixError `GIT` for a text that cannot name a branch or a remote. */
export function checkRefName(text: string, what: 'branch' | 'remote'): string {
  if (text.length <= MAX_LENGTH && REF_NAME.test(text) && !text.includes('..')) return text;
  throw new PhoenixError('GIT', `${quote(text)} cannot name a ${what}`, {
    hint: `Give the ${what} as git lists it.`,
  });
}
