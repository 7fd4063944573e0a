/**
 * Whatever comes in, it is read, or refused in words: no exception, nothing lost, no secret told. `FUZZ_SEED` and `FUZZ_RUNS`
 * look elsewhere and longer. Whole estates stand in config-fuzz.test.ts.
 */
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { fuzz } from '../support/fuzz/harness.ts';
import { checkRecordedConfs, CONF, CONFIG, PROPERTY_STRINGS } from '../support/fuzz/targets-of-files.ts';
import { COMMENT, EVENTS, VAULT } from '../support/fuzz/targets-of-streams.ts';

describe('fuzz', (test) => {
  test('conf: every file that Proxmox wrote is written byte for byte', () => {
    assert.ok(checkRecordedConfs() > 500);
  });

  for (const target of [CONFIG, CONF, PROPERTY_STRINGS, COMMENT, EVENTS, VAULT]) fuzz(test, target);
});
