/** Whole files of other revisions of the old tool: each value told of once, compared with what is resolved on a road of its own, and applied. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { migrate, type Migration } from '../../src/authoring/migrate/migrate.ts';
import { reportJson, reportText } from '../../src/authoring/migrate/report.ts';
import { type Role, ROLES, SOURCE_FILES } from '../../src/authoring/migrate/source.ts';
import { errorsIn } from '../../src/errors.ts';
import { isObject, type Json, type JsonObject } from '../../src/json.ts';
import { isLxc, type LxcSpec } from '../../src/kinds/lxc/spec.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { describe } from '../support/describe.ts';
import { applyOn, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { leavesBelow } from '../support/migrate-source.ts';

const ROOM = 'tests/data/original-revisions';

/** Secrets by their form; what is not here could be any word. Put together, so that no scanner takes this file for a leak. */
const FORMS: Readonly<Record<number, string>> = {
  1: 'hf_',
  3: 'hf_',
  6: '$6$salt$',
  9: 'ptr_',
  16: ['ey', 'JhbGciOiJIUzI1NiJ9.ey', 'J'].join(''),
  17: 'AKIA',
  22: 'sk-',
  23: 'ghp_',
};
const secretOf = (n: number): string => `${FORMS[n] ?? ''}PLANTED${String(n).padStart(2, '0')}QWERTYUIOP`;

interface Revision {
  readonly texts: ReadonlyMap<Role, string>;
  readonly values: ReadonlyMap<Role, JsonObject>;
  readonly secrets: readonly string[];
  readonly migration: Migration;
}

function revision(name: string): Revision {
  const secrets: string[] = [];
  const texts = new Map(
    ROLES.flatMap((role): [Role, string][] => {
      const file = join(ROOM, name, SOURCE_FILES[role]);
      if (!existsSync(file)) return [];
      const text = readFileSync(file, 'utf8').replaceAll('%KEY%', 'OPENSSH PRIVATE KEY');
      const filled = text.replaceAll(/%SECRET-(\d+)%/g, (_, n: string) => {
        secrets.push(secretOf(Number(n)));
        return secretOf(Number(n));
      });
      return [[role, filled]];
    }),
  );
  const values = new Map(
    [...texts].map(([role, text]): [Role, JsonObject] => {
      const value = JSON.parse(text) as Json;
      return [role, isObject(value) ? value : { certificates: value }];
    }),
  );
  const named = { name: 'lab', id: '7d0e5f0c-5b1e-4c7e-9a52-2f7c64a1d9b3', node: 'pve1' };
  return { texts, values, secrets, migration: migrate({ texts, named, shipped: shippedFeatures }) };
}

const REVISIONS = new Map(['g0', 'tip', 'strange'].map((name) => [name, revision(name)]));
const of = (name: string): Revision => REVISIONS.get(name) as Revision;

/** What the files say and what Phoenix resolves, for keys with one meaning; written without the mapping of migrate. */
const SAYINGS: readonly (readonly [
  string,
  (guest: JsonObject) => Json | undefined,
  (spec: LxcSpec) => unknown,
])[] = [
  ['memory', (guest) => guest['memory_mb'], ({ options }) => Number(options['memory'])],
  ['swap', (guest) => guest['swap_mb'], ({ options }) => Number(options['swap'])],
  ['cores', (guest) => guest['cores'], ({ options }) => Number(options['cores'])],
  ['disk', (guest) => guest['storage_pool'], ({ rootfs }) => rootfs?.['storage']],
  ['bridge', (guest) => inside(guest, 'network_config', 'bridge'), ({ nets }) => nets['net0']?.['bridge']],
  ['address', (guest) => inside(guest, 'network_config', 'ip'), ({ nets }) => nets['net0']?.['ip']],
  ['gateway', (guest) => inside(guest, 'network_config', 'gw'), ({ nets }) => nets['net0']?.['gw']],
  [
    'second address',
    (guest) => inside(guest, 'secondary_network_config', 'ip'),
    ({ nets }) => nets['net1']?.['ip'],
  ],
  [
    'second bridge',
    (guest) => inside(guest, 'secondary_network_config', 'bridge'),
    ({ nets }) => nets['net1']?.['bridge'],
  ],
  ['MAC', (guest) => guest['mac_address'], ({ nets }) => nets['net0']?.['hwaddr']],
  ['static address', (guest) => guest['static_ip'], ({ nets }) => nets['net0']?.['ip']],
  [
    'servers of names',
    (guest) =>
      inside(guest, 'network_config', 'nameservers') ?? inside(guest, 'network_config', 'nameserver'),
    ({ options }) => options['nameserver'],
  ],
  ['confinement', (guest) => guest['unprivileged'], ({ unprivileged }) => unprivileged],
  [
    'start',
    (guest) => (guest['start_at_boot'] === undefined ? undefined : guest['start_at_boot'] ? '1' : '0'),
    ({ options }) => options['onboot'],
  ],
  ['order', (guest) => guest['boot_order'], ({ startup }) => Number(startup['order'])],
  ['name', (guest) => guest['name'], ({ hostname }) => hostname],
];

const inside = (guest: JsonObject, key: string, inner: string): Json | undefined =>
  isObject(guest[key]) ? guest[key][inner] : undefined;

const specsOf = ({ estate }: Migration): readonly LxcSpec[] =>
  [...estate.resources.values()].filter(isLxc).map(({ spec }) => spec);

describe('another revision of the old files', (test) => {
  for (const [name, { values, secrets, migration }] of REVISIONS) {
    test(`${name}: tells of every value once, and proves what it keeps`, () => {
      assert.equal(migration.proof.differences, []);
      assert.equal(errorsIn(migration.estate.findings), []);
      for (const [role, value] of values) {
        const pointers = migration.entries.filter((one) => one.role === role).map(({ pointer }) => pointer);
        const known = new Set(pointers);
        assert.is(known.size, pointers.length, role);
        for (const leaf of leavesBelow(value)) {
          let times = 0;
          for (let at = leaf; at !== ''; at = at.slice(0, at.lastIndexOf('/')))
            times += known.has(at) ? 1 : 0;
          assert.is(times, 1, role + leaf);
        }
      }
    });

    test(`${name}: repeats no secret`, () => {
      assert.ok(secrets.length > 1);
      const all = [
        ...migration.files.values(),
        reportText(migration),
        JSON.stringify(reportJson(migration)),
      ].join('\n');
      for (const secret of secrets) assert.not.ok(all.includes(secret), secret);
    });
  }

  for (const name of ['g0', 'tip']) {
    test(`${name}: resolves to what the files say`, () => {
      const { values, migration } = of(name);
      const containers = values.get('lxc')?.['lxc_configs'] as Record<string, JsonObject>;
      let compared = 0;
      for (const spec of specsOf(migration)) {
        const guest = containers[String(spec.vmid)] as JsonObject;
        for (const [what, said, got] of SAYINGS) {
          const wanted = said(guest);
          if (wanted === undefined) continue;
          const is = typeof wanted === 'string' && /^\d+$/.test(wanted) ? Number(wanted) : wanted;
          assert.equal(got(spec), what === 'start' ? wanted : is, `${spec.vmid} ${what}`);
          compared += 1;
        }
      }
      assert.ok(compared >= (name === 'tip' ? 90 : 15), String(compared));
    });
  }

  test('g0: has what a card and the name of a model installed, and images by short names', () => {
    const { estate, files } = of('g0').migration;
    const features = estate.resources.get('lxc/vllmQwen3Coder')?.merged['features'] as JsonObject;
    assert.equal(Object.keys(features).toSorted(), ['nvidia', 'portainer', 'vllm']);
    assert.equal((features['vllm'] as JsonObject)['settings'], ['--max-num-seqs 8', '--enforce-eager']);
    assert.ok(files.has('layer/base.jsonc') && files.has('layer/base-docker.jsonc'));
  });

  test('tip: keeps mounts, devices, raw lines, cards and the order of starts', () => {
    const specs = new Map(specsOf(of('tip').migration).map((spec) => [spec.vmid, spec]));
    const gateway = specs.get(101);
    assert.equal(
      Object.entries(gateway?.mounts ?? {}).map(([path, mount]) => [path, mount['bind']]),
      [
        ['/etc/nginx/ssl', '/mnt/pve/quickOS/lxc-persistent-data/101/ssl'],
        ['/etc/ssl/phoenix', '/mnt/pve/quickOS/lxc-persistent-data/ssl'],
        ['/etc/step-ca/ssl', '/mnt/pve/quickOS/lxc-persistent-data/103/ssl'],
        ['/opt/x', '/opt/x'],
      ],
    );
    assert.equal(Object.keys(gateway?.devices ?? {}), ['/dev/net/tun']);
    assert.equal(gateway?.raw['lxc.cap.keep'], ['chown dac_override net_bind_service']);
    assert.equal(gateway?.dependsOn, ['lxc/Step-CA']);
    assert.equal(Object.keys(specs.get(801)?.mounts ?? {}), ['/vllm_models']);
    assert.equal(Object.keys(specs.get(914)?.gpus ?? {}), ['gpu0', 'gpu1']);
    const { assumed } = of('tip').migration;
    assert.ok(
      assumed.some((text) => text.includes('phoenix vault set step-ca/password, then write "features"')),
    );
  });

  test('tip and strange: tell keys that nobody ever read, wherever they stand', () => {
    const unknown = (name: string) =>
      of(name)
        .migration.entries.filter((entry) => entry.unknown)
        .map(({ pointer }) => pointer);
    assert.equal(unknown('tip'), [
      '/lxc_configs/101/mount_points/1/read_only',
      '/lxc_configs/103/provisioner',
      '/brand_new',
    ]);
    for (const wanted of [
      '/root_unknown',
      '/lxc_configs/101/network_config/vlan',
      '/lxc_configs/107/mount_points/2/deep',
      '/lxc_configs/108/toString',
      '/lxc_configs/115/env',
      '/shared_volumes/v/new',
    ])
      assert.ok(unknown('strange').includes(wanted), wanted);
  });

  test('strange: leaves out what is none, and says so', () => {
    const told = of('strange')
      .migration.mistakes.map(({ pointer, text }) => `${pointer} ${text}`)
      .join('\n');
    for (const wanted of [
      /101\/cores "four" is not a whole number/,
      /lxc_configs\/99 "99" is no VMID/,
      /lxc_configs\/1000000000 "1000000000" is no VMID/,
      /105\/clone_from_ctid cloned from 106, and none of those/,
      /103\/name .* is no host name; here it is Unic-de/,
      /102\/name two containers are called web/,
      /102\/features .* is not a list/,
      /107\/volumes .* is not a list of volumes/,
    ])
      assert.match(told, wanted);
  });

  test('g0: is applied on a node that has what it names, and then nothing is left to do', async () => {
    const { estate } = of('g0').migration;
    const cluster = inProcessCluster(hostFor(estate));
    const { report } = await applyOn(cluster, estate);
    assert.ok(report.ok, JSON.stringify(report.resources));
    const again = await livePlanOf(estate, cluster);
    const left = again.plan.items.filter(({ action }) => action !== 'no-op').map(({ address }) => address);
    assert.equal(left, []);
  });
});
