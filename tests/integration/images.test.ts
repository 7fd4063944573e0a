/** Images on the simulator: downloaded once a node, compared by Proxmox itself, replaced by another file, removed. */
import * as assert from 'uvu/assert';
import type { Estate, Resource } from '../../src/config/model.ts';
import { expandImage } from '../../src/kinds/image/expand.ts';
import { imageOn, type ImageSpec } from '../../src/kinds/image/spec.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { checkRules } from '../../src/rules/check/check.ts';
import { describe } from '../support/describe.ts';
import { applyOn, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';

const STORAGES = 'dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup,import\n';
const URL = 'https://cloud.example/debian-13-genericcloud-amd64.qcow2';
const sum = (digit: string) => `sha256:${digit.repeat(64)}`;

function estate(image: object | null, nodes = ['pve1'], pve = '9.2'): Estate {
  const declared = Object.fromEntries(nodes.map((name) => [name, { pve }]));
  const files: [string, object][] = [['phoenix.json', { name: 'lab', nodes: declared }]];
  if (image)
    files.push(['image/debian-13.json', { url: URL, storage: 'local', checksum: sum('a'), ...image }]);
  return estateOf(new Map(files.map(([path, value]) => [path, JSON.stringify(value)])));
}

const fresh = (of: Estate) => hostFor(of, { storages: STORAGES });

/** What the storage has, and how often something was downloaded. */
function stored(host: MemoryHost): string[] {
  return host
    .list('/.sim/volumes/local/content')
    .map((name) => decodeURIComponent(name.replace('.json', '')));
}

async function applied(host: MemoryHost, want: Estate) {
  assert.equal(want.findings, []);
  const { report } = await applyOn(inProcessCluster(host), want);
  return report;
}

const actions = async (host: MemoryHost, want: Estate) => {
  const { plan } = await livePlanOf(want, inProcessCluster(host));
  return plan.items.flatMap(({ address, action }) => (action === 'no-op' ? [] : [`${address} ${action}`]));
};

describe('images', (test) => {
  for (const pve of ['8.4', '9.2']) {
    test(`are downloaded once a node, on PVE ${pve}; then nothing is to be done`, async () => {
      const want = estate({ nodes: ['pve1', 'pve2'] }, ['pve1', 'pve2'], pve);
      const host = fresh(want);
      assert.equal(await actions(host, want), ['image/debian-13@pve1 create', 'image/debian-13@pve2 create']);
      const report = await applied(host, want);
      assert.is(report.ok, true, JSON.stringify(report));
      assert.equal(stored(host), ['import/debian-13-aaaaaaaa.qcow2']);
      assert.equal(await actions(host, want), []);
    });
  }

  test('another checksum is another file; the old one goes', async () => {
    const one = estate({ nodes: ['pve1'] });
    const host = fresh(one);
    await applied(host, one);
    const two = estate({ nodes: ['pve1'], checksum: sum('b') });
    // What has lost its address to another gets one of its own.
    const [create, remove] = (await actions(host, two)).toSorted();
    assert.is(create, 'image/debian-13@pve1 create');
    assert.match(remove ?? '', /debian-13-aaaaaaaa\.qcow2 remove$/);
    assert.is((await applied(host, two)).ok, true);
    assert.equal(stored(host), ['import/debian-13-bbbbbbbb.qcow2']);
    assert.equal(await actions(host, two), []);
    const none = estate(null);
    assert.is((await applied(host, none)).ok, true);
    assert.equal(stored(host), []);
    assert.equal(await actions(host, none), []);
  });

  test('what lies there already is compared, not downloaded again', async () => {
    const want = estate({ nodes: ['pve1'] });
    const host = fresh(want);
    await applied(host, want);
    const before = host.read('/.sim/volumes/local/content/import%2Fdebian-13-aaaaaaaa.qcow2.json');
    for (const name of host.list('/etc/pve/phoenix')) {
      for (const mark of host.list(`/etc/pve/phoenix/${name}`))
        host.remove(`/etc/pve/phoenix/${name}/${mark}`);
    }
    assert.equal(await actions(host, want), ['image/debian-13@pve1 create']);
    assert.is((await applied(host, want)).ok, true);
    assert.is(host.read('/.sim/volumes/local/content/import%2Fdebian-13-aaaaaaaa.qcow2.json'), before);
    assert.equal(await actions(host, want), []);
  });

  const faults: readonly [string, object, string, RegExp][] = [
    ['a file that is gone', { [URL]: { gone: true } }, STORAGES, /download failed/],
    ['a file that is another', { [URL]: { sum: sum('c') } }, STORAGES, /checksum mismatch/],
    [
      'a storage without such content',
      {},
      'dir: local\n\tpath /var/lib/vz\n\tcontent iso\n',
      /content-type 'import'/,
    ],
  ];
  for (const [name, downloads, storages, why] of faults) {
    test(`${name}: it fails though pvesh ends well, and says why`, async () => {
      const want = estate({ nodes: ['pve1'] });
      const host = hostFor(want, { storages });
      host.write('/.sim/downloads.json', JSON.stringify(downloads));
      const report = await applied(host, want);
      assert.is(report.ok, false);
      assert.match(JSON.stringify(report), why);
      assert.equal(stored(host), []);
      assert.equal(await actions(host, want), ['image/debian-13@pve1 create']);
    });
  }

  const wrong: readonly [object, string][] = [
    [{ url: 'https://cloud.example/debian-13.tar.xz', nodes: ['pve1'] }, 'PHX680'],
    [{ content: 'iso', nodes: ['pve1'] }, 'PHX680'],
    [{ filename: 'x.iso', nodes: ['pve1'] }, 'PHX680'],
    [{}, 'PHX681'],
  ];
  for (const [image, id] of wrong) {
    test(`finds ${id} in ${JSON.stringify(image)}`, () => {
      assert.equal(
        estate(image).findings.map((found) => found.id),
        [id],
      );
    });
  }

  test('a storage that is declared to hold no such thing is told', () => {
    const storages = { local: { type: 'dir', content: ['iso'] } };
    const settings = JSON.stringify({ name: 'lab', nodes: { pve1: { storages } } });
    const image = JSON.stringify({ url: URL, storage: 'local', checksum: sum('a'), nodes: ['pve1'] });
    const files = new Map([
      ['phoenix.json', settings],
      ['image/debian-13.json', image],
    ]);
    const found = checkRules(estateOf(files)).findings;
    assert.match(JSON.stringify(found), /PHX520.*no images to import/);
  });

  test('goes to the nodes whose resources are made from it', () => {
    const { settings, resources } = estate({ nodes: ['pve1'] }, ['pve1', 'pve2']);
    const made = resources.get('image/debian-13@pve1') as Resource<ImageSpec> | undefined;
    if (!made) throw new Error('there is no image');
    const { nodes: _, ...spec } = made.spec;
    const image = { ...made, address: 'image/debian-13', spec };
    const machine = {
      ...made,
      address: 'vm/a',
      kind: 'vm',
      spec: { images: ['image/debian-13'], node: 'pve2' },
    };
    const known = new Map([['vm/a', machine]]);
    const found = expandImage({ resource: image, resources: known, settings, guestOf: () => null });
    assert.equal(
      found.resources.map(({ address }) => address),
      [imageOn('image/debian-13', 'pve2')],
    );
  });
});
