/** Storages and the datasets under them become files, and the plan right after adopts them and changes nothing else. */
import { parse } from 'jsonc-parser';
import * as assert from 'uvu/assert';
import { importCluster } from '../../src/authoring/import/import.ts';
import { loadEstate } from '../../src/config/estate.ts';
import type { Tree } from '../../src/config/model.ts';
import { readsOf } from '../../src/kinds/reads.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { preparePools } from '../../src/simulator/zfs/state.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';

const load = (tree: Tree) => loadEstate(tree, { env: null, kinds });
const bare = estateOf(new Map([['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })]]));

const STORAGES = `dir: local
	path /var/lib/vz
	content iso,vztmpl,backup
	prune-backups keep-daily=7,keep-weekly=4

zfspool: tank-guests
	pool tank/guests
	content images,rootdir
	sparse 1
	mountpoint /tank/guests

dir: iso
	path /srv/iso
	content iso
	is_mountpoint yes
	nodes pve1

cifs: nas
	server nas.lan
	share backup
	path /mnt/pve/nas
	username phoenix
	content backup
	disable

glusterfs: old
	server 10.0.0.9
	volume x
`;

describe('storages and datasets that are there', (test) => {
  test('are imported, adopted, and left as they are', async () => {
    const host = hostFor(bare, {});
    const type = (...argv: string[]) => {
      const { exit, stdout, stderr } = simulate({ host, node: 'pve1', argv });
      assert.is(exit, 0, stderr);
      return stdout;
    };
    preparePools(host, 'pve1', { tank: [{ type: 'disk', disks: ['/dev/disk/by-id/a'] }] });
    type('zfs', 'create', '-o', 'quota=600G', '-o', 'compression=zstd', 'tank/guests');
    type('zfs', 'create', '-o', 'mountpoint=/srv/iso', '-o', 'recordsize=1M', '-o', 'atime=off', 'tank/iso');
    type('zfs', 'create', 'tank/nobody');
    host.write('/etc/pve/storage.cfg', STORAGES);
    const snapshot = await inProcessCluster(host).snapshot({ reads: readsOf(kinds) });
    const found = importCluster({
      cluster: { snapshot, addresses: new Map(), hasStorages: true },
      identity: { name: 'lab', id: '5f0c2a7e-8a2b-4d0e-9a3c-0d6f1b2c3d4e' },
      vmids: null,
      storages: true,
      load,
      estate: bare,
    });
    assert.equal(
      found.skipped.map(({ id, why }) => `${id}: ${why}`),
      ['storage:old: Phoenix does not know storages of type glusterfs'],
    );
    const file = (path: string) =>
      parse(found.tree.files.get(path)?.text ?? 'null') as Record<string, unknown>;
    assert.equal(file('dataset/iso.jsonc'), {
      name: 'tank/iso',
      adopt: true,
      recordsize: '1M',
      mountpoint: '/srv/iso',
      atime: 'off',
    });
    assert.equal(file('storage/local.jsonc')['prune-backups'], { 'keep-daily': 7, 'keep-weekly': 4 });
    assert.equal(file('storage/nas.jsonc'), {
      type: 'cifs',
      adopt: true,
      server: 'nas.lan',
      share: 'backup',
      username: 'phoenix',
      content: ['backup'],
      disable: true,
    });
    const estate = estateOf(new Map([...found.tree.files].map(([path, { text }]) => [path, text] as const)));
    assert.equal(
      estate.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    const mine = [
      'dataset/guests',
      'dataset/iso',
      'storage/iso',
      'storage/local',
      'storage/nas',
      'storage/tank-guests',
    ];
    const { plan } = await livePlanOf(estate, inProcessCluster(host));
    assert.equal(
      plan.items.map(({ address, action, changes }) => [address, action, changes.map(({ path }) => path)]),
      mine.map((address) => [address, 'adopt', ['/adopt']]),
    );
    const { report } = await applyTo(host, estate);
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.is(host.read('/etc/pve/storage.cfg'), STORAGES);
    assert.equal(
      (await livePlanOf(estate, inProcessCluster(host))).plan.items.map(({ address }) => address),
      [],
    );
  });
});
