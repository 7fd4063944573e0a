/** Secrets for tests that look for them: everything in them that means something to somebody, and random words between. */
import { randomBytes } from 'node:crypto';

export const word = (): string => randomBytes(3).toString('hex');

/** One line. */
export const nasty = (): string =>
  `-${word()}'${word()}"$(${word()})\`${word()}\` %0A${word()}\\n${word()}::set-output name=${word()}::${word()}\${{ ${word()} }}é${word()}東😀${word()}<&>${word()} ${word()}/+=~`;

/** Several, one of them too short to be masked by itself. */
export const nastyLines = (): string => `${nasty()}\n  ${nasty()}\nab\n${nasty()}`;

/** What a header of HTTP takes. */
export const nastyHeader = (): string => `${word()}'"$(${word()}) %0A${word()}::${word()}${word()}`;

export const privateKey = (): string =>
  [
    '-----BEGIN PRIVATE KEY-----',
    randomBytes(48).toString('base64'),
    randomBytes(40).toString('base64'),
    '-----END PRIVATE KEY-----\n',
  ].join('\n');
