/** Golden argument vectors of pools, datasets and storages, and the laws of every kind for random files of them. */
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { assemble } from '../../src/apply/assemble.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { preparePools } from '../../src/simulator/zfs/state.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';

type Files = Readonly<Record<string, object>>;

const estate = (files: Files) =>
  estateOf(
    new Map(
      Object.entries({ 'phoenix.json': { name: 'lab', nodes: { pve1: {} } }, ...files }).map(
        ([path, one]) => [path, JSON.stringify(one)],
      ),
    ),
  );

function freshHost() {
  const host = hostFor(estate({}));
  preparePools(host, 'pve1', { tank: [{ type: 'disk', disks: ['/dev/disk/by-id/a'] }] });
  return host;
}

async function commandsOf(before: Files, after: Files): Promise<string[]> {
  const host = freshHost();
  await applyTo(host, estate(before));
  const cluster = inProcessCluster(host);
  const wanted = estate(after);
  const live = await livePlanOf(wanted, cluster);
  const known = {
    kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
    resources: wanted.resources,
    cluster,
  };
  const about = { estate: 'lab', run: 'test', owner: 'test', commit: null };
  const { steps } = assemble({ ...live, ...known, ...about }, live.snapshot.at);
  return steps.flatMap(({ do: verb }) => {
    if (verb.verb !== 'run') return [];
    const words = verb.argv.map((word) => (typeof word === 'string' ? word : '…'));
    return [words.map((word) => word.replace(/^(phoenix:(?:mark|released)=).*/s, '$1…')).join(' ')];
  });
}

const MEDIA = { name: 'tank/media', mountpoint: '/srv/media', quota: '2T' };
const ISO = { type: 'dir', path: '/srv/iso', content: ['iso'] };

const GOLDEN: readonly (readonly [string, Files, Files, readonly string[]])[] = [
  [
    'a dataset is made with all that it has',
    {},
    { 'dataset/media.json': { ...MEDIA, owner: 33, mode: '0750' } },
    [
      'zfs create -o quota=2199023255552 -o mountpoint=/srv/media -o phoenix:mark=… tank/media',
      'chown -- 33 /srv/media',
      'chmod -- 0750 /srv/media',
      'zfs set phoenix:owner=33:-:0750 phoenix:mark=… tank/media',
    ],
  ],
  [
    'a property of a dataset',
    { 'dataset/media.json': MEDIA },
    { 'dataset/media.json': { ...MEDIA, quota: '3T' } },
    ['zfs set quota=3298534883328 tank/media', 'zfs set phoenix:mark=… tank/media'],
  ],
  [
    'a dataset that goes is let go of',
    { 'dataset/media.json': MEDIA },
    {},
    ['zfs set phoenix:released=… tank/media', 'zfs inherit phoenix:mark tank/media'],
  ],
  ['a storage', {}, { 'storage/iso.json': ISO }, ['pvesm add dir iso --path /srv/iso --content iso']],
  [
    'an option of a storage',
    { 'storage/iso.json': ISO },
    { 'storage/iso.json': { ...ISO, content: ['iso', 'vztmpl'] } },
    ['pvesm set iso --content iso,vztmpl'],
  ],
  ['a storage that goes', { 'storage/iso.json': ISO }, {}, ['pvesm remove iso']],
];

describe('commands of storage', (test) => {
  for (const [what, before, after, commands] of GOLDEN) {
    test(what, async () => assert.equal(await commandsOf(before, after), [...commands]));
  }
});

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const properties = fc
  .record({
    quota: maybe(fc.constantFrom('500G', '2T', 'none')),
    compression: maybe(fc.constantFrom('lz4', 'zstd', 'off')),
    recordsize: maybe(fc.constantFrom('16K', '1M')),
    atime: maybe(fc.boolean()),
    sync: maybe(fc.constantFrom('standard', 'always', 'disabled')),
    snapshots: maybe(fc.record({ keep: fc.record({ daily: fc.integer({ min: 1, max: 9 }) }) })),
  })
  .map((all) => JSON.parse(JSON.stringify(all)) as object);

const options = fc
  .record({
    content: fc.subarray(['iso', 'vztmpl', 'backup', 'snippets'], { minLength: 1 }),
    shared: maybe(fc.boolean()),
    disable: maybe(fc.boolean()),
    'prune-backups': maybe(fc.record({ 'keep-last': fc.integer({ min: 1, max: 9 }) })),
  })
  .map((all) => JSON.parse(JSON.stringify(all)) as object);

const filesOf = fc
  .record({
    above: maybe(properties),
    below: maybe(properties),
    storage: maybe(options),
  })
  .map(({ above, below, storage }): Files => ({
    ...(above ? { 'dataset/a.json': { name: 'tank/a', ...above } } : {}),
    ...(below ? { 'dataset/b.json': { name: 'tank/b', ...below } } : {}),
    ...(storage ? { 'storage/files.json': { type: 'dir', path: '/srv/files', ...storage } } : {}),
  }));

describe('laws of datasets and storages', (test) => {
  test('whatever was there before: after an apply there is nothing to do, in any order of files', async () => {
    await fc.assert(
      fc.asyncProperty(filesOf, filesOf, async (before, after) => {
        const host = freshHost();
        for (const files of [before, after]) {
          // What was let go of is taken over again where it comes back.
          const adopting = Object.entries(files).map(
            ([path, one]) => [path, { adopt: true, ...one }] as const,
          );
          const there = new Set(datasetsOn(host));
          const wanted = Object.fromEntries(
            adopting.map(([name, one]) => [
              name,
              there.has((one as { name?: string }).name ?? '') ? one : files[name],
            ]),
          ) as Files;
          const { report } = await applyTo(host, estate(wanted));
          assert.ok(report.ok, JSON.stringify(report.resources));
          const turned = Object.fromEntries(Object.entries(wanted).toReversed()) as Files;
          for (const again of [wanted, turned]) {
            const { plan } = await livePlanOf(estate(again), inProcessCluster(host));
            assert.equal(
              plan.items.map(({ address, changes }) => ({ address, changes })),
              [],
            );
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** The datasets that are there. */
function datasetsOn(host: ReturnType<typeof freshHost>): string[] {
  const { datasets } = JSON.parse(host.read('/.sim/zfs/pve1.json') ?? '{}') as { datasets: object };
  return Object.keys(datasets);
}
