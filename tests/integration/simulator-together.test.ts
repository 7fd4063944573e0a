/** Eight programs of a lab at once, each with its own change of the same file: none of them is lost. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { openLab, runInLab } from '../../src/simulator/edge/lab.ts';
import { ownPath } from '../../src/simulator/own-files.ts';
import { preparePools } from '../../src/simulator/zfs/state.ts';
import { describe } from '../support/describe.ts';

const COUNT = 8;
const NUMBERS = Array.from({ length: COUNT }, (_, n) => n);

interface Case {
  readonly what: string;
  readonly before?: readonly (readonly string[])[];
  readonly argv: (n: number) => readonly string[];
  /** The file that all of them change, and what each leaves there. */
  readonly file: string;
  readonly leaves: (n: number) => string;
}

const ZONE = ['--type', 'simple', '--dhcp', 'dnsmasq', '--ipam', 'pve'];
const create = (...argv: readonly string[]) => ['pvesh', 'create', ...argv];
const guest = (vmid: number) =>
  ['qm', 'create', String(vmid), '--memory', '128', '--name', `g${vmid}`] as const;

const CASES: readonly Case[] = [
  {
    what: 'datasets',
    argv: (n) => ['zfs', 'create', `tank/d${n}`],
    file: '/.sim/zfs/pve1.json',
    leaves: (n) => `"tank/d${n}"`,
  },
  {
    what: 'properties of one dataset',
    argv: (n) => ['zfs', 'set', `phoenix:p${n}=${n}`, 'tank'],
    file: '/.sim/zfs/pve1.json',
    leaves: (n) => `"phoenix:p${n}"`,
  },
  {
    what: 'owners of folders',
    argv: (n) => ['chown', '--', String(n + 1), `/tank/o${n}`],
    before: NUMBERS.map((n) => ['zfs', 'create', `tank/o${n}`]),
    file: '/.sim/folders/pve1.json',
    leaves: (n) => `"/tank/o${n}":{"uid":${n + 1}`,
  },
  {
    what: 'storages',
    argv: (n) => ['pvesm', 'add', 'dir', `s${n}x`, '--path', `/srv/${n}`],
    file: '/etc/pve/storage.cfg',
    leaves: (n) => `dir: s${n}x\n`,
  },
  {
    what: 'pools',
    argv: (n) => create('/pools', '--poolid', `p${n}`),
    file: '/etc/pve/user.cfg',
    leaves: (n) => `pool:p${n}:`,
  },
  {
    what: 'guests in a pool',
    before: [create('/pools', '--poolid', 'lab'), ...NUMBERS.map((n) => guest(200 + n))],
    argv: (n) => ['pvesh', 'set', '/pools/lab', '--vms', String(200 + n)],
    file: '/etc/pve/user.cfg',
    leaves: (n) => String(200 + n),
  },
  {
    what: 'resources of HA',
    before: NUMBERS.map((n) => guest(300 + n)),
    argv: (n) => ['ha-manager', 'add', `vm:${300 + n}`],
    file: '/etc/pve/ha/resources.cfg',
    leaves: (n) => `vm: ${300 + n}\n`,
  },
  {
    what: 'rules of HA',
    argv: (n) =>
      [
        'ha-manager',
        'rules',
        'add',
        'node-affinity',
        `r${n}`,
        '--resources',
        `vm:${300 + n}`,
        '--nodes',
        'pve1',
      ] as const,
    file: '/etc/pve/ha/rules.cfg',
    leaves: (n) => `node-affinity: r${n}\n`,
  },
  {
    what: 'vnets',
    before: [create('/cluster/sdn/zones', '--zone', 'lab', ...ZONE)],
    argv: (n) => create('/cluster/sdn/vnets', '--vnet', `v${n}`, '--zone', 'lab'),
    file: '/etc/pve/sdn/vnets.cfg',
    leaves: (n) => `vnet: v${n}\n`,
  },
  {
    what: 'addresses of IPAM',
    before: [
      create('/cluster/sdn/zones', '--zone', 'ips', ...ZONE),
      create('/cluster/sdn/vnets', '--vnet', 'inet', '--zone', 'ips'),
      create('/cluster/sdn/vnets/inet/subnets', '--subnet', '10.9.0.0/24', '--type', 'subnet'),
      ['pvesh', 'set', '/cluster/sdn'],
    ],
    argv: (n) =>
      [
        'qm',
        'create',
        String(500 + n),
        '--name',
        `i${n}`,
        '--net0',
        `virtio=BC:24:11:00:00:0${n},bridge=inet`,
      ] as const,
    file: '/etc/pve/sdn/pve-ipam-state.json',
    leaves: (n) => `"vmid":"${500 + n}"`,
  },
  {
    what: 'packages',
    argv: (n) => ['apt-get', 'install', '-y', '--', `pkg${n}`],
    file: ownPath('pve1', '/var/lib/dpkg/status'),
    leaves: (n) => `Package: pkg${n}\n`,
  },
  {
    what: 'tasks',
    before: NUMBERS.map((n) => guest(600 + n)),
    argv: (n) => ['qm', 'start', String(600 + n)],
    file: '/var/log/pve/tasks/index',
    leaves: (n) => `:qmstart:${600 + n}:`,
  },
  {
    what: 'images',
    argv: (n) =>
      create(
        '/nodes/pve1/storage/local/download-url',
        '--content',
        'iso',
        '--filename',
        `i${n}.iso`,
        '--url',
        `https://example.org/${n}.iso`,
      ),
    file: '/var/log/pve/tasks/index',
    leaves: (n) => `${n}`,
  },
];

describe('programs that change one file at once', (test) => {
  const dir = mkdtempSync(join(tmpdir(), 'phoenix-together-'));
  test.after(() => rmSync(dir, { recursive: true, force: true }));
  const lab = openLab(dir);
  preparePools(lab.host, 'pve1', { tank: [{ type: 'disk', disks: ['/dev/disk/by-id/a'] }] });

  const started = (argv: readonly string[]): Promise<string> =>
    new Promise((resolve) => {
      const [program = '', ...args] = argv;
      // `chown` is found by Phoenix alone, as its own stand-in.
      const folder = program === 'chown' ? join(dir, '.sim/system/pve1') : lab.bin();
      const child = spawn(join(folder, program), args, { env: { PATH: process.env['PATH'] } });
      let said = '';
      child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
      child.stdout.resume();
      child.stdin.end();
      child.on('close', (exit) => resolve(exit === 0 ? '' : `${argv.join(' ')}: ${exit} ${said}`));
    });

  for (const { what, before = [], argv, file, leaves } of CASES) {
    test(what, async () => {
      for (const one of before) {
        const { exit, stderr } = runInLab(dir, one);
        assert.is(exit, 0, `${one.join(' ')}: ${stderr}`);
      }
      const ends = await Promise.all(NUMBERS.map((n) => started(argv(n))));
      assert.equal(
        ends.filter((end) => end !== ''),
        [],
      );
      const text = lab.host.read(file) ?? '';
      assert.equal(
        NUMBERS.filter((n) => !text.includes(leaves(n))),
        [],
      );
    });
  }

  test('no task is left that is not at work', () => {
    assert.is((lab.host.read('/var/log/pve/tasks/active') ?? '').trim(), '');
  });

  test('a timer that is due runs once, and the rest goes on', async () => {
    for (const n of NUMBERS) {
      const copy = [
        'systemd-run',
        `--unit=t${n}`,
        '--on-active=0',
        '--',
        'cp',
        `/etc/pve/a${n}`,
        `/etc/pve/b${n}`,
      ];
      lab.host.write(`/etc/pve/a${n}`, String(n));
      runInLab(dir, copy);
    }
    const ends = await Promise.all(NUMBERS.map(() => started(['pct', 'list'])));
    assert.equal(
      ends.filter((end) => end !== ''),
      [],
    );
    assert.equal(
      NUMBERS.map((n) => lab.host.read(`/etc/pve/b${n}`)),
      NUMBERS.map(String),
    );
  });

  test('exports of an NFS server', async () => {
    for (const n of NUMBERS)
      lab.host.write(ownPath('pve1', `/etc/exports.d/e${n}.exports`), `/e${n} *(ro)\n`);
    await Promise.all(NUMBERS.map(() => started(['exportfs', '-ra'])));
    const etab = lab.host.read(ownPath('pve1', '/var/lib/nfs/etab')) ?? '';
    assert.is(etab.trim().split('\n').length, COUNT);
  });
});
