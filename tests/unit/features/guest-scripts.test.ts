/** guest-scripts.json is made from guest/*.sh: after a change of one, `npx tsx scripts/guest-scripts.ts`. */
import { readdirSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { AGENT, BOOTSTRAP, CLEAN, CLOUD, LIB, RUN } from '../../../src/features/guest-scripts.ts';
import { describe } from '../../support/describe.ts';

const FOLDER = 'src/features/guest';
const TEXTS: Readonly<Record<string, string>> = {
  'agent.sh': AGENT,
  'bootstrap.sh': BOOTSTRAP,
  'clean.sh': CLEAN,
  'cloud.sh': CLOUD,
  'lib.sh': LIB,
  'run.sh': RUN,
};

describe('guest scripts', (test) => {
  for (const name of readdirSync(FOLDER)) {
    test(`${name} is imported as it is`, () => {
      const again = 'run `npx tsx scripts/guest-scripts.ts`';
      assert.is(TEXTS[name], readFileSync(`${FOLDER}/${name}`, 'utf8'), again);
    });
  }

  test('the bootstrap fits into one argument of a command', () => {
    // Linux takes 128 KiB; pct hands it on several times.
    assert.ok(BOOTSTRAP.length < 8192);
    assert.not.match(BOOTSTRAP, /\u0000/);
  });
});
