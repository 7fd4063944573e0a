/** Actions and changes from git alone. */
import * as assert from 'uvu/assert';
import { worst } from '../../../../src/kinds/effect.ts';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import { describe } from '../../../support/describe.ts';
import { brief, gitDiff } from '../../../support/lxc-diff.ts';
import { guest, resource, settingsWith } from '../../../support/lxc-resource.ts';
import { SUBJECT } from '../../../support/spec-world.ts';

describe('diff from git', (test) => {
  test('a new file is a create of every field', () => {
    const diff = gitDiff(null, guest({ memory: '1G', net0: { bridge: 'vmbr0' } }));
    assert.is(diff.action, 'create');
    assert.is(diff.downtime, 0);
    const lines = brief(diff);
    for (const line of [
      ' null -> vmid:950 live',
      '/memory null -> 1024 live',
      '/net0/bridge null -> vmbr0 live',
      '/unprivileged null -> 1 live',
    ]) {
      assert.ok(lines.includes(line), `${line} is not in ${lines.join('\n')}`);
    }
    assert.equal(
      lines.filter((line) => /^\/(state|template) /.test(line)),
      [],
      'what every guest has goes without saying',
    );
    const power = (more: Partial<LxcInput>) =>
      brief(gitDiff(null, guest(more))).filter((line) => /^\/(state|template) /.test(line));
    assert.equal(power({ state: 'stopped' }), ['/state null -> stopped live']);
    assert.equal(power({ template: true }), ['/template null -> 1 live']);
  });

  test('a file that is gone is a retire, for good', () => {
    const base = guest({ mounts: { '/data': { storage: 'local-lvm', size: '50G' }, '/m': 'bind:models' } });
    const diff = gitDiff(base, null);
    assert.is(diff.action, 'retire');
    assert.is(diff.downtime, null);
    assert.equal(brief(diff), [' vmid:950 -> retired retire']);
    assert.match(diff.changes[0]?.note ?? '', /rootfs 4G on local-zfs, \/data 50G on local-lvm kept for 7 d/);
    assert.ok(diff.notes.some((note) => note === 'never touched: /mnt/models'));
    assert.ok(diff.notes.some((note) => /no backup is taken/.test(note)));
  });

  test('with no time to keep it, it is a destroy', () => {
    const diff = gitDiff(guest(), null, settingsWith({ policies: { retire: 0 } }));
    assert.is(diff.action, 'destroy');
    assert.equal(brief(diff), [' vmid:950 -> null destroy']);
  });

  test('nothing changed is nothing to do', () => {
    assert.equal(gitDiff(guest(), guest()), { action: 'no-op', changes: [], notes: [], downtime: 0 });
    assert.is(gitDiff(null, null).action, 'no-op');
  });

  test('a higher generation is a replace, a change that only creation can make is not', () => {
    const to = { ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst' };
    assert.equal(brief(gitDiff(guest(), guest(to))), [
      `/ostemplate local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst -> ${to.ostemplate} impossible`,
    ]);
    const diff = gitDiff(guest(), guest({ ...to, generation: 2, memory: 256 }));
    assert.is(diff.action, 'replace');
    assert.is(worst(diff.changes.map((change) => change.effect)), 'replace');
    assert.ok(brief(diff).includes('/generation 1 -> 2 replace'));
    assert.ok(brief(diff).includes('/memory null -> 256 replace'));
    assert.ok((diff.downtime ?? 0) > 0);
  });

  test('a lower generation asks for nothing', () => {
    assert.is(gitDiff(guest({ generation: 3 }), guest({ generation: 2 })).action, 'no-op');
  });

  test('a guest with data volumes is not replaced', () => {
    const mounts = { '/data': { storage: 'local-zfs', size: '4G' } };
    const diff = gitDiff(guest({ mounts }), guest({ generation: 2, memory: '2G' }));
    assert.equal(
      diff.changes.map(({ path, effect }) => `${path} ${effect}`),
      ['/generation impossible', '/memory impossible'],
    );
    assert.match(diff.changes[0]?.note ?? '', /\/data/);
  });

  test('clones: every part is for creation alone', () => {
    const from = (clone: LxcInput['clone']) => resource({ vmid: SUBJECT.vmid, clone });
    for (const [before, after, path] of [
      ['lxc/base', { from: 'lxc/peer', full: true, snapshot: 'golden' }, '/clone/from'],
      ['lxc/base', { from: 'lxc/base', full: true }, '/clone/full'],
      [
        { from: 'lxc/base', full: true },
        { from: 'lxc/base', full: true, storage: 'local' },
        '/clone/storage',
      ],
    ] as [LxcInput['clone'], LxcInput['clone'], string][]) {
      const found = gitDiff(from(before), from(after)).changes.find((change) => change.path === path);
      assert.is(found?.effect, 'impossible', path);
    }
    assert.is(gitDiff(from('lxc/base'), from({ from: 900 })).action, 'no-op');
  });

  test('a renamed file is a rename, with the host name that follows from it', () => {
    const diff = gitDiff(guest({}, { name: 'old' }), guest({}, { name: 'new' }));
    assert.is(diff.action, 'rename');
    assert.equal(brief(diff), [' lxc/old -> lxc/new config', '/hostname old -> new restart']);
    const named = gitDiff(
      guest({ hostname: 'x' }, { name: 'old' }),
      guest({ hostname: 'x' }, { name: 'new' }),
    );
    assert.equal(brief(named), [' lxc/old -> lxc/new config']);
  });

  test('another node is a migration, which a bind forbids unless both nodes have it', () => {
    const two = settingsWith({ nodes: { pve1: {}, pve2: {} } });
    const on = (node: string, more: Partial<LxcInput> = {}) => guest({ node, ...more }, { settings: two });
    const diff = gitDiff(on('pve1'), on('pve2'), two);
    assert.is(diff.action, 'migrate');
    assert.equal(brief(diff), ['/node pve1 -> pve2 offline']);
    const bind = { mounts: { '/m': { bind: 'models' } } };
    assert.equal(brief(gitDiff(on('pve1', bind), on('pve2', bind), two)), ['/node pve1 -> pve2 impossible']);
    const shared = { mounts: { '/m': { bind: 'models', shared: true } } };
    assert.equal(brief(gitDiff(on('pve1', shared), on('pve2', shared), two)), ['/node pve1 -> pve2 offline']);
    const stopped = { state: 'stopped' as const };
    assert.equal(brief(gitDiff(on('pve1', stopped), on('pve2', stopped), two)), [
      '/node pve1 -> pve2 config',
    ]);
  });

  test('an existing guest is adopted: one change, and what it is', () => {
    const diff = gitDiff(null, guest({ adopt: true }));
    assert.is(diff.action, 'adopt');
    assert.equal(brief(diff), ['/adopt null -> true live']);
    assert.match(diff.notes.join(), /^adopts 950: what differs from its file is known after a live plan/);
    assert.is(gitDiff(guest({ adopt: true }), guest({ adopt: true, memory: 600 })).action, 'update');
  });

  test('a file that adopts from now on, or no longer: what the guest was made from is no difference', () => {
    const adopts = guest({ ostemplate: undefined, adopt: true });
    assert.is(adopts.spec.source, null);
    const swapped = gitDiff(guest(), adopts);
    assert.equal([swapped.action, brief(swapped)], ['update', ['/adopt null -> true live']]);
    assert.match(swapped.notes.join(), /where it is ours already, there is nothing to adopt$/);
    const more = gitDiff(guest({ memory: 600 }), guest({ ostemplate: undefined, adopt: true, memory: 700 }));
    assert.equal(brief(more), ['/adopt null -> true live', '/memory 600 -> 700 live']);
    assert.equal(gitDiff(adopts, guest()).changes, []);
  });

  test('downtime is that of a reboot for a restart, of a stop for an offline change, and none else', () => {
    const restart = gitDiff(guest({ state: 'running' }), guest({ state: 'running', nesting: true })).downtime;
    assert.ok(restart !== null && restart >= 3 && restart < 10);
    assert.is(gitDiff(guest(), guest({ memory: 1024 })).downtime, 0);
    assert.is(gitDiff(guest({ state: 'running' }), guest({ state: 'stopped' })).downtime, null);
    assert.is(gitDiff(guest({ state: 'stopped' }), guest({ state: 'stopped', nesting: true })).downtime, 0);
  });

  test('default values are no changes', () => {
    const defaults: Partial<LxcInput> = {
      onboot: false,
      protection: false,
      console: true,
      cmode: 'tty',
      tty: 2,
      swap: 512,
      memory: 512,
      nesting: false,
      tags: [],
      cpulimit: 0,
      state: 'running',
      net0: { bridge: 'vmbr0', name: 'eth0', firewall: false },
    };
    assert.is(gitDiff(guest({ net0: { bridge: 'vmbr0' } }), guest(defaults)).action, 'no-op');
    assert.is(gitDiff(guest(defaults), guest({ net0: { bridge: 'vmbr0' } })).action, 'no-op');
  });

  test('a root disk that is no longer named is no longer managed', () => {
    const clone = (rootfs?: object) =>
      resource({ vmid: SUBJECT.vmid, clone: 'lxc/base', ...(rootfs && { rootfs }) });
    assert.is(gitDiff(clone({ size: '8G' }), clone()).action, 'no-op');
    assert.equal(brief(gitDiff(clone({ size: '8G', ro: true }), clone())), ['/rootfs/ro 1 -> null restart']);
  });

  test('memory and swap without a key go back to what Proxmox gives', () => {
    assert.equal(brief(gitDiff(guest({ memory: 1024, swap: 0 }), guest())), [
      '/memory 1024 -> 512 live',
      '/swap 0 -> 512 live',
    ]);
  });
});
