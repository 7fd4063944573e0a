/**
 * The files that Proxmox and Phoenix write for the dnsmasq of a zone, with a real dnsmasq and a real DHCP client: each in a
 * network namespace, so that nothing of this machine's network is touched, and with this machine's files for reading only.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { addressIn, ipamIn } from '../../src/kinds/sdn/ipam.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyTo, hostFor } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { dhcpGuest, sdnEstate, ZONE } from '../support/sdn-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const MACS = { db: '02:00:5E:10:00:01', app: '02:00:5E:10:00:02', stranger: '02:00:5E:10:00:03' };

const net0 = (hwaddr: string, more: object = {}) => ({ bridge: 'web', ip: 'dhcp', hwaddr, ...more });

const ESTATE = sdnEstate('9.2', 'a', {
  'zone/lab.json': ZONE,
  'vnet/web.json': {
    zone: 'lab',
    subnets: { '10.9.0.0/24': { gateway: '10.9.0.1', dhcp: ['10.9.0.50-10.9.0.59'] } },
  },
  'hosts/lab.json': { zone: 'lab', domain: 'lab.internal', others: { nas: '10.0.0.5' } },
  'lxc/db.json': dhcpGuest(101, { net0: net0(MACS.db, { pin: '10.9.0.20' }) }),
  'lxc/app.json': dhcpGuest(102, { net0: net0(MACS.app) }),
});

const hasProgram = (name: string) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

function missing(): string | null {
  if (process.getuid?.() !== 0) return 'it needs root for network namespaces';
  const programs = ['dnsmasq', 'dhclient', 'ip', 'unshare'].filter((name) => !hasProgram(name));
  if (programs.length > 0) return `this machine has no ${programs.join(', ')}`;
  return isSafe() ? null : 'this machine lets nobody take the right to write from a process';
}

/**
 * They run as root, and dhclient puts a new file in the place of its old ones: whatever they are told, they may write below
 * the folder and nowhere else, least of all in /dev.
 */
const READ_ONLY =
  'mount --bind "$1" "$1" && mount -o remount,bind,ro / && mount -o remount,bind,ro /dev && shift && exec "$@"';

const CAGE = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', READ_ONLY, 'sh'];
const caged = (folder: string, ...argv: readonly string[]): string[] => [...CAGE, folder, ...argv];

/** A file beside the folder cannot be made, and a device cannot be removed: tried with one of its own. */
function isSafe(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-cage-'));
  // Not in the folder of scratch files, which may be a file system of its own.
  const beside = join('/var/tmp', `${basename(folder)}-beside`);
  try {
    const own = 'touch "$1/own" && ! touch "$2" 2>&1 && ! touch "/dev/$3" 2>&1';
    const [command = '', ...words] = caged(folder, 'sh', '-c', own, 'sh', folder, beside, basename(folder));
    return spawnSync(command, words).status === 0 && !existsSync(beside);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(beside, { force: true });
    rmSync(join('/dev', basename(folder)), { force: true });
  }
}

function must(...argv: string[]): string {
  const { status, stdout, stderr } = spawnSync(argv[0] ?? '', argv.slice(1), {
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.is(status, 0, `${argv.join(' ')}: ${stderr}`);
  return stdout;
}

/** What the node has, below a folder of ours. */
function filesBelow(folder: string, host: MemoryHost): void {
  const root = '/.sim/own/pve1';
  for (const [path, text] of host.files()) {
    if (!path.startsWith(`${root}/etc/dnsmasq.d/`)) continue;
    const there = join(folder, path.slice(root.length));
    mkdirSync(dirname(there), { recursive: true });
    writeFileSync(
      there,
      text
        .replaceAll('/etc/dnsmasq.d/', `${folder}/etc/dnsmasq.d/`)
        .replaceAll('/var/lib/misc/', `${folder}/`),
    );
  }
}

interface Network {
  /** The address that a card with this MAC gets; null: none. */
  readonly lease: (mac: string) => string | null;
  readonly resolve: (name: string) => string;
  readonly end: () => void;
}

async function networkWith(host: MemoryHost): Promise<Network> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-dns-'));
  const [node, guest] = [`phxn${process.pid}`, `phxg${process.pid}`];
  const inNode = (...argv: string[]) => ['ip', 'netns', 'exec', node, ...argv];
  const inGuest = (...argv: string[]) => ['ip', 'netns', 'exec', guest, ...argv];
  let server: ChildProcess | null = null;
  const end = () => {
    server?.kill('SIGKILL');
    for (const name of [node, guest]) spawnSync('ip', ['netns', 'del', name]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    filesBelow(folder, host);
    for (const name of [node, guest]) must('ip', 'netns', 'add', name);
    must(...inNode('ip', 'link', 'add', 'web', 'type', 'bridge'));
    must(...inNode('ip', 'addr', 'add', '10.9.0.1/24', 'dev', 'web'));
    must(...inNode('ip', 'link', 'set', 'web', 'up'));
    must('ip', 'link', 'add', 'veth0', 'netns', node, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', guest);
    must(...inNode('ip', 'link', 'set', 'veth0', 'master', 'web', 'up'));
    must(...inGuest('ip', 'link', 'set', 'lo', 'up'));
    const [command = '', ...words] = inNode(
      ...caged(folder, 'dnsmasq'),
      '--keep-in-foreground',
      '--user=root',
      '--conf-file=/dev/null',
      `--conf-dir=${folder}/etc/dnsmasq.d/lab,*.conf`,
      '--no-resolv',
      `--pid-file=${folder}/pid`,
    );
    server = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    for (let tries = 0; tries < 100 && !existsSync(`${folder}/pid`); tries += 1) await sleep(50);
    assert.ok(existsSync(`${folder}/pid`), `dnsmasq did not start: ${said}`);
  } catch (error) {
    end();
    throw error;
  }
  const lease = (mac: string) => {
    must(...inGuest('ip', 'link', 'set', 'eth0', 'down'));
    must(...inGuest('ip', 'addr', 'flush', 'dev', 'eth0'));
    must(...inGuest('ip', 'link', 'set', 'eth0', 'address', mac, 'up'));
    const leases = join(folder, `${mac}.leases`);
    writeFileSync(join(folder, 'dhclient.conf'), 'timeout 5;\nretry 1;\n');
    const conf = join(folder, 'dhclient.conf');
    const pidFile = join(folder, 'dhclient.pid');
    const client = ['-1', '-v', '-sf', '/bin/true', '-cf', conf, '-lf', leases, '-pf', pidFile, 'eth0'];
    const [command = '', ...words] = inGuest(...caged(folder, 'dhclient', ...client));
    spawnSync(command, words, { encoding: 'utf8', timeout: 30_000 });
    const pid = existsSync(join(folder, 'dhclient.pid'))
      ? readFileSync(join(folder, 'dhclient.pid'), 'utf8').trim()
      : '';
    if (/^\d+$/.test(pid)) spawnSync('kill', [pid]);
    const text = existsSync(leases) ? readFileSync(leases, 'utf8') : '';
    return /fixed-address ([\d.]+);/.exec(text)?.[1] ?? null;
  };
  const resolve = (name: string) => {
    spawnSync('ip', ['-n', guest, 'addr', 'add', '10.9.0.99/24', 'dev', 'eth0']);
    const ask = `const r = new (require('dns').Resolver)(); r.setServers(['10.9.0.1']);
      r.resolve4(${JSON.stringify(name)}, (error, found) => console.log(error ? error.code : found.join()));`;
    return must(...inGuest(process.execPath, '-e', ask)).trim();
  };
  return { lease, resolve, end };
}

describe('the dnsmasq of a zone', (test) => {
  const why = missing();
  if (why !== null) {
    test.skip(`gives the addresses of IPAM, and answers for names (${why})`, () => {});
    return;
  }
  test('gives the addresses of IPAM, and answers for names', async () => {
    const host = hostFor(ESTATE);
    const { report } = await applyTo(host, ESTATE, { history: historyOf(ESTATE), clock: virtualClock() });
    assert.ok(report.ok, JSON.stringify(report.resources));
    const entries = ipamIn(host.files());
    const app = addressIn(entries, MACS.app, 4);
    assert.is(addressIn(entries, MACS.db, 4), '10.9.0.20');
    assert.match(app ?? '', /^10\.9\.0\.5\d$/);
    const network = await networkWith(host);
    try {
      assert.is(network.lease(MACS.db), '10.9.0.20');
      assert.is(network.lease(MACS.app), app);
      assert.is(network.lease(MACS.stranger), null);
      assert.is(network.resolve('db'), '10.9.0.20');
      assert.is(network.resolve('app.lab.internal'), app);
      assert.is(network.resolve('nas'), '10.0.0.5');
      assert.is(network.resolve('nobody.lab.internal'), 'ENOTFOUND');
    } finally {
      network.end();
    }
    assert.ok(statSync('/dev/null').isCharacterDevice());
  });
});
