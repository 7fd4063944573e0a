/** What every message of the command line has to be like. */
import * as assert from 'uvu/assert';

/** No stack, no code's own words, nothing invisible. */
export function isForPeople(said: string): void {
  assert.not.match(said, /\n\s+at |node:internal|undefined|\[object|This is a bug/);
  assert.not.match(said, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
}
