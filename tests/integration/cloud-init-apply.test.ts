/** A machine from an image, told by user data with a secret: made, changed and removed on the simulator. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyOn, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';

const STORAGES = 'dir: local\n\tpath /var/lib/vz\n\tcontent images,iso,vztmpl,backup,import,snippets\n';
const SNIPPETS = '/var/lib/vz/snippets';
const SECRET = 'sesame "open"';

const IMAGE = {
  url: 'https://cloud.example/debian-13-genericcloud-amd64.qcow2',
  storage: 'local',
  checksum: `sha256:${'a'.repeat(64)}`,
};

const MACHINE = {
  vmid: 104,
  disks: { scsi0: { storage: 'local', size: '8G', import: 'image/debian-13' } },
  net0: { bridge: 'vmbr0', ip: '10.0.0.4/24', gw: '10.0.0.1' },
  scsihw: 'virtio-scsi-single',
};

const userData = (timezone: string) => ({
  timezone,
  write_files: [{ path: '/root/token', content: '${secret:env:PHX_TEST_TOKEN}', permissions: '0600' }],
});

function estate(machine: object | null, kept?: ReadonlyMap<string, Uint8Array>): Estate {
  const files = new Map<string, string>([
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: { pve: '9.2' } } })],
    ['image/debian-13.json', JSON.stringify({ ...IMAGE, nodes: ['pve1'] })],
  ]);
  if (machine) files.set('vm/web.json', JSON.stringify({ ...MACHINE, ...machine }));
  return estateOf(files, kept ? { kept } : {});
}

async function applied(host: MemoryHost, want: Estate) {
  assert.equal(want.findings, []);
  const { report } = await applyOn(inProcessCluster(host), want);
  assert.is(report.ok, true, JSON.stringify(report, null, 1));
  const { plan } = await livePlanOf(want, inProcessCluster(host));
  assert.equal(
    plan.items.filter(({ action }) => action !== 'no-op').map(({ address, changes }) => [address, changes]),
    [],
  );
  return JSON.stringify(report);
}

const conf = (host: MemoryHost) => host.read('/etc/pve/nodes/pve1/qemu-server/104.conf') ?? '';
const snippet = (host: MemoryHost) => host.read(`${SNIPPETS}/${host.list(SNIPPETS)[0]}`) ?? '';

describe('cloud-init by apply', (test) => {
  test.before(() => void (process.env['PHX_TEST_TOKEN'] = SECRET));
  test.after(() => void delete process.env['PHX_TEST_TOKEN']);

  test('a snippet is written before the machine is made, changed with it, and goes with it', async () => {
    const one = estate({ cloudInit: { userData: userData('UTC') } });
    const host = hostFor(one, { storages: STORAGES });
    const report = await applied(host, one);
    const [name = ''] = host.list(SNIPPETS);
    assert.match(name, /^phoenix-104-user-[0-9a-f]{8}\.yaml$/);
    assert.match(conf(host), `cicustom: user=local:snippets/${name}`);
    const written = snippet(host);
    assert.is(written.split('\n', 1)[0], '#cloud-config');
    assert.match(written, `"content": ${JSON.stringify(SECRET)}`);
    for (const text of [report, conf(host), JSON.stringify(host.read('/var/lib/phoenix/journal/lab.jsonl'))])
      assert.not.match(text, 'sesame');

    await applied(host, estate({ cloudInit: { userData: userData('Europe/Paris') } }));
    assert.is(host.list(SNIPPETS).length, 1);
    assert.is.not(host.list(SNIPPETS)[0], name);
    assert.match(snippet(host), 'Europe/Paris');

    // Nobody knows here what git said before: what it does not name is not touched.
    const [named = ''] = host.list(SNIPPETS);
    await applied(host, estate({ cloudInit: { user: 'ops' } }));
    assert.equal(host.list(SNIPPETS), [named]);
    assert.match(conf(host), named);
  });

  test('a file beside that of the machine is brought as it is', async () => {
    const text = '#cloud-config\ntimezone: UTC\n';
    const kept = new Map([['vm/web.user-data.yaml', Buffer.from(text)]]);
    const want = estate({ cloudInit: { userData: 'web.user-data.yaml' } }, kept);
    const host = hostFor(want, { storages: STORAGES });
    await applied(host, want);
    assert.is(snippet(host), text);
  });

  test('what stands beside user data is told', () => {
    const { findings } = estate({ cloudInit: { user: 'ops', userData: { packges: [] } } });
    assert.equal(findings.map(({ id }) => id).toSorted(), ['PHX676', 'PHX679']);
  });

  test('a storage without folders is told before anything is made', async () => {
    const want = estate({ cloudInit: { snippets: 'local-zfs', userData: {} } });
    const host = hostFor(want, {
      storages: `${STORAGES}\nzfspool: local-zfs\n\tpool rpool\n\tcontent images\n`,
    });
    const run = applyOn(inProcessCluster(host), want);
    await run.then(
      () => assert.unreachable(),
      (error: Error) => assert.match(error.message, /no folder for snippets/),
    );
    assert.is(conf(host), '');
  });
});
