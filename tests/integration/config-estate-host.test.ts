/** The example estate says of the host and its machines what the files say that it was rewritten from (tests/data/original). */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { loadEstate } from '../../src/config/estate.ts';
import type { Json, JsonObject } from '../../src/json.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { describe } from '../support/describe.ts';

const originalFile = (name: string) =>
  JSON.parse(readFileSync(`tests/data/original/${name}.json`, 'utf8')) as JsonObject;

const host = originalFile('phoenix_hypervisor_config');
const estate = loadEstate(readDiskTree('configs'), { env: null, kinds, shipped: shippedFeatures });
const text = (value: Json | undefined) => (typeof value === 'string' ? value : JSON.stringify(value));

interface Host {
  readonly nfs: {
    readonly exports: readonly {
      readonly path: string;
      readonly clients: readonly string[];
      readonly options: readonly string[];
    }[];
  };
  readonly samba: {
    readonly user: string;
    readonly shares: readonly { readonly name: string; readonly path: string }[];
  };
  readonly users: { readonly username: string };
  readonly zfs: {
    readonly arc_max_gb: number;
    readonly pools: readonly {
      readonly name: string;
      readonly raid_level: string;
      readonly disks: readonly string[];
    }[];
    readonly datasets: readonly Readonly<
      Record<'name' | 'pool' | 'properties' | 'proxmox_storage_type' | 'proxmox_content_type', string>
    >[];
  };
}

interface Machines {
  readonly vm_defaults: Readonly<Record<'cores' | 'memory_mb' | 'disk_size_gb', number>> &
    Readonly<Record<'storage_pool' | 'network_bridge', string>>;
  readonly vms: readonly {
    readonly vmid: number;
    readonly name: string;
    readonly features?: readonly string[];
    readonly network_config: {
      readonly ip: string;
      readonly gw: string;
      readonly nameservers?: readonly string[];
    };
    readonly user_config: { readonly username: string };
  }[];
}

const { zfs } = host as unknown as Host;
const mergedOf = (address: string): JsonObject => estate.resources.get(address)?.merged ?? {};

/** Datasets that the original made storages, and used as folders: mistake 17. */
const FOLDERS = ['quickOS-shared-prod-data', 'quickOS-shared-prod-data-sync', 'fastData-shared-test-data'];

describe('the example estate, its host and machines', (test) => {
  test('has the datasets of the original, and their storages but for those that are folders', () => {
    const { datasets, pools, arc_max_gb } = zfs;
    for (const { name, pool, properties, ...entry } of datasets) {
      const id = `${pool}-${name}`;
      // Mistake 16: nothing used it.
      if (id === 'fastData-fastData-shared-iso') continue;
      const dataset = mergedOf(`dataset/${id}`);
      const said = Object.fromEntries(properties.split(',').map((line) => line.split('=')));
      const got = Object.keys(said).map((key) => [key, dataset[key] ?? (key === 'sync' ? 'standard' : null)]);
      assert.equal([dataset['name'], Object.fromEntries(got)], [`${pool}/${name}`, said], id);
      const storage = estate.resources.get(`storage/${id}`)?.merged;
      assert.is(storage === undefined, FOLDERS.includes(id), id);
      if (!storage) continue;
      const content = entry.proxmox_content_type.split(',');
      // The cloud image of the machines came in.
      assert.equal(
        [storage['type'], storage['content']],
        [entry.proxmox_storage_type, id === 'fastData-shared-iso' ? [...content, 'import'] : content],
        id,
      );
      assert.is(
        storage['pool'] ?? storage['path'],
        storage['pool'] ? dataset['name'] : dataset['mountpoint'],
        id,
      );
    }
    for (const { name, raid_level, disks } of pools) {
      const pool = mergedOf(`zpool/${name}`);
      // Mistake 23: one disk twice.
      const got = (pool['disks'] as readonly string[]).map((disk) => disk.replace(/SERIAL\d$/, 'SERIAL'));
      assert.equal([pool['layout'], got], [raid_level === 'single' ? 'stripe' : raid_level, disks], name);
    }
    const modules = mergedOf('node/phoenix')['modules'];
    assert.equal(modules, { zfs: `zfs_arc_max=${arc_max_gb * 2 ** 30}` });
  });

  test('exports and shares the folders of the original, behind its firewall', () => {
    const { nfs, samba, users } = host as unknown as Host;
    for (const { path, clients, options } of nfs.exports) {
      const dataset = mergedOf(`dataset/${path.slice(1).replace('/', '-')}`);
      const said = Object.fromEntries(clients.map((client) => [client, options.join(',')]));
      assert.equal([dataset['mountpoint'], dataset['nfs']], [`/mnt/pve${path}`, said]);
    }
    const features = mergedOf('node/phoenix')['features'] as unknown as Record<string, JsonObject>;
    const shares = samba.shares.map(({ name, path }) => `${name} /mnt/pve/${path}`);
    assert.equal(
      [features['samba']?.['account'], features['samba']?.['shares'], features['node-base']?.['account']],
      [samba.user, shares, users.username],
    );
    const { enabled, default_input_policy, default_output_policy } = (host['shared_volumes'] as JsonObject)[
      'firewall'
    ] as JsonObject;
    assert.equal(mergedOf('firewall/cluster')['options'], {
      enable: enabled,
      policy_in: default_input_policy,
      policy_out: default_output_policy,
    });
  });

  test('has the machines of the original, one the clone of the other', () => {
    const { vm_defaults: defaults, vms } = originalFile('phoenix_vm_configs') as unknown as Machines;
    const [template = vms[0], machine = vms[1]] = vms;
    const [first = {}, second = {}] = vms.map(({ name }) => mergedOf(`vm/${name}`));
    for (const merged of [first, second]) {
      assert.equal(
        [merged['cores'], merged['memory'], (merged['net0'] as JsonObject)['bridge']],
        [defaults.cores, `${defaults.memory_mb / 1024}G`, defaults.network_bridge],
      );
    }
    const { storage, size } = (first['disks'] as Record<string, JsonObject>)['scsi0'] ?? {};
    assert.equal([storage, size], [defaults.storage_pool, `${defaults.disk_size_gb}G`]);
    assert.equal(
      [first['vmid'], first['template'], second['vmid'], second['clone']],
      [template?.vmid, true, machine?.vmid, `vm/${template?.name}`],
    );
    const { ip, gw } = second['net0'] as JsonObject;
    assert.equal({ ip, gw }, machine?.network_config);
    assert.equal(Object.keys(second['features'] as JsonObject), machine?.features);
    const cloudInit = first['cloudInit'] as JsonObject;
    assert.equal(
      [cloudInit['user'], text(cloudInit['nameserver']).split(' ')],
      [template?.user_config.username, template?.network_config.nameservers],
    );
  });
});
