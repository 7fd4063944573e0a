/** Other revisions of the old tool's files: keys that go, come, or are called or made otherwise never end in a crash, and nothing is lost. */
import * as assert from 'uvu/assert';
import { reportJson, reportText } from '../../src/authoring/migrate/report.ts';
import { PhoenixError } from '../../src/errors.ts';
import { describe } from '../support/describe.ts';
import { fc } from '../support/fast-check.ts';
import {
  changed,
  changes,
  type Files,
  leavesBelow,
  migrated,
  NEW_KEY,
  originalFiles,
} from '../support/migrate-source.ts';

const ROLES = ['lxc', 'host', 'vms'] as const;
const original = originalFiles();

/** What holds whatever the files say. */
function holds(files: Files): void {
  let migration;
  try {
    migration = migrated(files);
  } catch (error) {
    if (error instanceof PhoenixError && error.code === 'CONFIG_INVALID') return;
    throw error;
  }
  assert.equal(migration.proof.differences, []);
  // As it is read: what means something to Markdown is an entity.
  const report = reportText(migration).replaceAll('&#95;', '_');
  assert.type(JSON.stringify(reportJson(migration)), 'string');
  for (const role of ROLES) {
    const pointers = migration.entries.filter((one) => one.role === role).map(({ pointer }) => pointer);
    const entries = new Set(pointers);
    assert.is(entries.size, pointers.length, role);
    for (const leaf of leavesBelow(files[role] ?? {})) {
      let times = 0;
      for (let at = leaf; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) times += entries.has(at) ? 1 : 0;
      assert.is(times, 1, role + leaf);
      if (leaf.includes(NEW_KEY)) assert.ok(report.includes(NEW_KEY), leaf);
    }
  }
}

describe('files of another revision', (test) => {
  test('are migrated, each value is told of once, and what is said to be kept is', () => {
    fc.assert(
      fc.property(changes, (all) => holds(changed(original, all))),
      { numRuns: 60 },
    );
  });

  test('may be nearly empty', () => {
    holds({ lxc: { lxc_configs: { '100': {} } } });
    holds({ lxc: { lxc_configs: { '100': { name: 'a' } } }, host: {}, vms: {} });
    holds({ lxc: { lxc_configs: { '100': null, x: 5, '101': [] } } });
  });
});
