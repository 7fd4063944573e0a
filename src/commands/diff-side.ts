/** One side of `phoenix diff`: a revision, an environment, or both. */
import { PhoenixError } from '../errors.ts';
import { quote } from '../config/quote.ts';

export interface DiffSide {
  /** Null: the files on disk. */
  readonly revision: string | null;
  readonly env: string | null;
}

/** A name of a folder of `configs/environments/`. */
const ENV = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * `main`, `main:prod`, `:prod` for the files on disk, `.` for those without an environment.
 * @param env the environment where the text names none
 * @throws PhoenixError `USAGE`
 */
export function parseSide(text: string, env: string | null): DiffSide {
  const colon = text.indexOf(':');
  const [name, own] = colon < 0 ? [text, null] : [text.slice(0, colon), text.slice(colon + 1)];
  if (text === '' || (own !== null && !ENV.test(own))) {
    throw new PhoenixError('USAGE', `${quote(text)} is no side of a diff`, {
      hint: 'Give REV, REV:ENV, or :ENV for the files on disk, such as main:prod.',
    });
  }
  return { revision: name === '' || name === '.' ? null : name, env: own ?? env };
}

/** `main:prod`, `the files on disk`. */
export function sideText({ revision, env }: DiffSide): string {
  const files = revision ?? 'the files on disk';
  return env === null ? files : `${files} in ${env}`;
}
