/** Pools, datasets and storages together: from empty disks to a guest on them, and back. */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { preparePools } from '../../src/simulator/zfs/state.ts';
import { disksPath } from '../../src/simulator/zfs/disks.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';

type Files = Readonly<Record<string, object>>;

const SETTINGS = { name: 'lab', nodes: { pve1: {} }, binds: { media: { path: '/srv/media/films' } } };

const estate = (files: Files) =>
  estateOf(
    new Map(
      Object.entries({ 'phoenix.json': SETTINGS, ...files }).map(([path, one]) => [
        path,
        JSON.stringify(one),
      ]),
    ),
  );

const DISKS = ['/dev/disk/by-id/nvme-A', '/dev/disk/by-id/nvme-B'];
const TEMPLATE = 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst';
const fresh = (): MemoryHost => hostFor(estate({}), { templates: [TEMPLATE] });

const POOL = { disks: DISKS, layout: 'mirror', create: true, ashift: 12, autotrim: true };

const WHOLE: Files = {
  'zpool/tank.json': POOL,
  'dataset/guests.json': { name: 'tank/guests', quota: '600G' },
  'dataset/media.json': {
    name: 'tank/media',
    mountpoint: '/srv/media',
    owner: { guest: 'lxc/web', uid: 33 },
  },
  'dataset/iso.json': { name: 'tank/iso', mountpoint: '/srv/iso' },
  'storage/tank-guests.json': {
    type: 'zfspool',
    pool: 'tank/guests',
    content: ['rootdir', 'images'],
    sparse: true,
  },
  'storage/iso.json': { type: 'dir', path: '/srv/iso', content: ['iso', 'vztmpl'], is_mountpoint: true },
  'lxc/web.json': {
    vmid: 101,
    ostemplate: TEMPLATE,
    rootfs: { storage: 'tank-guests', size: '8G' },
    net0: { bridge: 'vmbr0', ip: 'dhcp' },
    mounts: { '/films': 'bind:media' },
  },
};

const type = (host: MemoryHost, ...argv: string[]): string => {
  const { exit, stdout, stderr } = simulate({ host, node: 'pve1', argv });
  if (exit !== 0) throw new Error(stderr);
  return stdout;
};

async function run(host: MemoryHost, files: Files) {
  const { report, live } = await applyTo(host, estate(files));
  assert.ok(report.ok, JSON.stringify({ ...report, plan: undefined }, null, 1));
  return live;
}

async function converged(host: MemoryHost, files: Files) {
  const { plan } = await livePlanOf(estate(files), inProcessCluster(host));
  assert.equal(
    plan.items.map(({ address, changes, notes }) => ({ address, changes, notes })),
    [],
  );
}

describe('pools, datasets and storages', (test) => {
  test('are made from empty disks up to the guest, in one apply, and then there is nothing to do', async () => {
    assert.equal(estate(WHOLE).findings, []);
    const host = fresh();
    await run(host, WHOLE);
    assert.match(type(host, 'zfs', 'list', '-H', '-o', 'name'), /^tank\/guests\/subvol-101-disk-0$/m);
    assert.match(type(host, 'pvesm', 'status'), /tank-guests\s+zfspool\s+active/);
    await converged(host, WHOLE);
  });

  test('a pool is not made on a disk that holds something', async () => {
    for (const disk of [
      { signature: 'ext4' },
      { partitions: 1 },
      { mountpoint: '/mnt' },
      { missing: true },
    ]) {
      const host = fresh();
      host.write(disksPath('pve1'), JSON.stringify({ [DISKS[1] as string]: disk }));
      const { report } = await applyTo(host, estate({ 'zpool/tank.json': POOL }));
      assert.not(report.ok, JSON.stringify(disk));
      assert.match(type(host, 'zpool', 'status'), /no pools available/);
    }
  });

  test('what would be on a pool that is not there is held back with that reason', async () => {
    const host = fresh();
    const { create: _, ...declared } = POOL;
    const { report } = await applyTo(host, estate({ ...WHOLE, 'zpool/tank.json': declared }));
    const why = new Map(report.resources.map(({ address, ...rest }) => [address, JSON.stringify(rest)]));
    for (const address of ['dataset/guests', 'dataset/media', 'storage/tank-guests', 'lxc/web']) {
      assert.match(
        why.get(address) ?? '',
        /zpool\/tank is not made: .*there is no pool tank on pve1/,
        address,
      );
    }
    assert.is(host.read('/etc/pve/lxc/101.conf'), null);
    assert.not.match(host.read('/etc/pve/storage.cfg') ?? '', /tank/);
  });

  test('files that go take no data with them', async () => {
    const host = fresh();
    const { 'lxc/web.json': _, 'dataset/media.json': media, ...rest } = WHOLE;
    const plain = { ...rest, 'dataset/media.json': { ...media, owner: 33 } };
    await run(host, plain);
    await run(host, {});
    assert.not.match(host.read('/etc/pve/storage.cfg') ?? '', /tank/);
    assert.match(type(host, 'zfs', 'list', '-H', '-o', 'name'), /^tank\/media$/m);
    assert.match(type(host, 'zpool', 'status'), /pool: tank/);
    await converged(host, {});
  });

  test('a storage with volumes on it is kept, and so is what needs it', async () => {
    const host = fresh();
    await run(host, WHOLE);
    const { 'storage/tank-guests.json': _, 'lxc/web.json': __, ...rest } = WHOLE;
    const { plan } = await livePlanOf(
      estate({ ...rest, 'dataset/media.json': { name: 'tank/media', mountpoint: '/srv/media' } }),
      inProcessCluster(host),
    );
    const item = plan.items.find(({ address }) => address === 'storage/tank-guests');
    assert.is(item?.action, 'remove');
    assert.is(item?.cover?.[0]?.is, 'held');
  });

  test('a storage is changed by what differs, and what was never in git stays', async () => {
    const host = fresh();
    const iso = { type: 'dir', path: '/srv', content: ['iso'], 'prune-backups': { 'keep-last': 3 } };
    await run(host, { 'storage/iso.json': iso });
    type(host, 'pvesm', 'set', 'iso', '--preallocation', 'off');
    const next = { 'storage/iso.json': { type: 'dir', path: '/srv', content: ['iso', 'vztmpl'] } };
    await run(host, next);
    const text = host.read('/etc/pve/storage.cfg') ?? '';
    assert.match(text, /dir: iso\n\tpath \/srv\n\tcontent iso,vztmpl\n/);
    assert.match(text, /\tpreallocation off\n/);
    await converged(host, next);
  });

  test('passwords and keys are in files of root, and on no command line', async () => {
    process.env['PHX_TEST_NAS'] = 'hunter2-hunter2';
    const host = fresh();
    preparePools(host, 'pve1', { tank: [{ type: 'mirror', disks: DISKS }] });
    const files = {
      'storage/nas.json': {
        type: 'cifs',
        server: '10.0.0.5',
        share: 'backup',
        username: 'pve',
        password: '${secret:env:PHX_TEST_NAS}',
      },
      'dataset/private.json': { name: 'tank/private', encryption: { key: '${secret:env:PHX_TEST_NAS}' } },
    };
    assert.equal(estate(files).findings, []);
    const argvs: string[] = [];
    const { report } = await applyTo(host, estate(files), { onRun: (_, argv) => argvs.push(argv.join(' ')) });
    assert.ok(report.ok, JSON.stringify({ ...report, plan: undefined }, null, 1));
    assert.is(host.read('/etc/pve/priv/storage/nas.pw'), 'password=hunter2-hunter2\n');
    assert.is(host.read('/.sim/own/pve1/etc/phoenix/keys/tank%2Fprivate'), 'hunter2-hunter2\n');
    assert.match(type(host, 'zfs', 'get', '-Hp', '-o', 'value', 'encryption', 'tank/private'), /aes-256-gcm/);
    assert.not.match(host.read('/etc/pve/storage.cfg') ?? '', /disable|hunter2/);
    assert.not.match(`${argvs.join('\n')}${JSON.stringify(report)}`, /hunter2/);
    await converged(host, files);
    const { 'storage/nas.json': _, ...rest } = files;
    await run(host, rest);
    assert.is(host.read('/etc/pve/priv/storage/nas.pw'), null);
  });
});
