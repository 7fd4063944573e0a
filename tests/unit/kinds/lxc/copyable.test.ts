import * as assert from 'uvu/assert';
import type { JsonObject } from '../../../../src/json.ts';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import { describe } from '../../../support/describe.ts';
import { gitDiff } from '../../../support/lxc-diff.ts';
import { resource } from '../../../support/lxc-resource.ts';

const REASON = /^lxc\/b runs, and Proxmox copies a running guest only as of a snapshot/;

function made(origin: JsonObject, clone: LxcInput['clone'] = 'lxc/b', more: Partial<LxcInput> = {}) {
  const others = { 'lxc/b': { vmid: 901, rootfs: { storage: 'local-zfs', size: '4G' }, ...origin } };
  return resource({ vmid: 950, clone, ...more }, { others });
}

describe('a clone of a guest', (test) => {
  test('that runs is impossible without a snapshot, and the plan says so', () => {
    const [whole, ...rest] = gitDiff(null, made({})).changes;
    assert.is(whole?.effect, 'impossible');
    assert.match(whole?.note ?? '', REASON);
    assert.ok(rest.every(({ effect }) => effect === 'live'));
    assert.is(gitDiff(null, made({ state: 'running' })).changes[0]?.effect, 'impossible');
  });

  test('that is stopped, a template, or cloned as of a snapshot is possible', () => {
    assert.is(gitDiff(null, made({ state: 'stopped' })).changes[0]?.effect, 'live');
    assert.is(gitDiff(null, made({ template: true })).changes[0]?.effect, 'live');
    const snapshot = { from: 'lxc/b', full: true, snapshot: 's1' };
    assert.is(gitDiff(null, made({ snapshots: { s1: {} } }, snapshot)).changes[0]?.effect, 'live');
  });

  test('that was made long ago is nothing to say any more', () => {
    assert.equal(gitDiff(made({ state: 'stopped' }), made({})).changes, []);
  });

  test('that is made anew from one that runs is impossible', () => {
    const [whole] = gitDiff(made({}), made({}, 'lxc/b', { generation: 2 })).changes;
    assert.is(whole?.effect, 'impossible');
    assert.match(whole?.note ?? '', REASON);
  });
});
