/** What `phoenix node` lets through: all that an apply sends, and nothing that is made up. */
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { kinds } from '../../../src/kinds/registry.ts';
import { enterCommand, hostCommand } from '../../../src/node/guest-exec.ts';
import { readAllowed, writeAllowed } from '../../../src/node/gate/allowed.ts';
import { commandRefused, runsProgram } from '../../../src/node/gate/commands.ts';
import { lineReader } from '../../../src/node/gate/messages.ts';
import { readRefused, replaceRefused, writeRefused } from '../../../src/node/gate/paths.ts';
import { serve } from '../../../src/node/gate/serve.ts';
import type { Machine } from '../../../src/node/machine.ts';
import { confText, recordsText } from '../../../src/kinds/hosts/spec.ts';
import { describe } from '../../support/describe.ts';

const rules = {
  pve: '9.2',
  tools: kinds.flatMap(({ tools = [] }) => tools),
  asks: kinds.flatMap(({ reads }) => (reads?.asks ?? []).map(({ argv }) => argv)),
  hooks: false,
  features: false,
  reads: readAllowed(kinds),
  writes: writeAllowed(kinds, false),
} as const;

const RUN: readonly string[] = [
  'lxc-ls --active',
  'pct create 101 local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst --rootfs local-zfs:8 --hostname a',
  'pct set 101 --memory 512 --digest 0123456789012345678901234567890123456789',
  'pct migrate 101 pve2 --restart 1 --timeout 60',
  'pct destroy 101 --purge 1',
  'qm set 101 --memory 512',
  'qm guest exec 101 --pass-stdin 1 --timeout 30 -- sh -c id',
  'ha-manager add ct:101 --state started',
  'ha-manager rules add node-affinity home --resources ct:101 --nodes pve1:2,pve2',
  'ha-manager crm-command migrate ct:101 pve2',
  'pvesh set /cluster/sdn',
  'pvesh get /nodes/pve1/storage/local/content --content backup --output-format json',
  'pvesh set /pools --poolid web --vms 101',
  'vzdump 101 --storage local --mode snapshot',
  'zfs set quota=8G tank/data',
  'zfs create -o mountpoint=/srv/media -o mountpoint=/var/lib/vz/x tank/data',
  'zpool create -o ashift=12 tank mirror /dev/disk/by-id/a /dev/disk/by-id/b',
  'qm set 101 --scsi1 local-zfs:0,import-from=local:import/debian.qcow2',
  'qm set 101 --scsi1 /dev/disk/by-id/ata-x,cache=none',
  'chown -- 100000 /tank/data',
  'chmod -- 0750 /tank/data',
  'zpool get -Hp -o name,property,value,source size tank',
  'exportfs -ra',
  'modprobe -- nvidia',
  'sysctl --load=/etc/sysctl.d/90-phoenix.conf',
  'apt-get update --quiet --option DPkg::Lock::Timeout=600',
  'systemctl stop phoenix-revert-cluster-*.timer',
  'systemd-run --unit=phoenix-revert-cluster-1 --on-active=90 --timer-property=AccuracySec=1s --collect --quiet -- rm -f -- /etc/pve/firewall/cluster.fw',
];

const REFUSED: readonly string[] = [
  '',
  'sh -c id',
  'bash',
  'perl -e 1',
  'lxc-ls --active --fancy',
  'lxc-attach -n 101 -s NETWORK -- sh',
  'lxc-attach -n 101 -- perl -e 1',
  'nsenter --net=/proc/1/ns/net -- id',
  'pct enter 101',
  'pct console 101',
  'pct push 101 /etc/shadow /shadow',
  'pct pull 101 /x /etc/cron.d/x',
  'pct set 101 --hookscript local:snippets/x',
  'pct set 101 -hooks local:snippets/x',
  'pct set 101 --nosuch 1',
  'pct set x --memory 512',
  'qm monitor 101',
  'qm terminal 101',
  'qm set 101 --args -chardev',
  'qm start 101 --skiplock 1',
  'pvesh create /access/users --userid x@pam',
  'pvesh create /nodes/pve1/execute --commands []',
  'pvesh create /nodes/pve1/termproxy',
  'pvesh create /nodes/pve1/../../access/users --userid x',
  'pvesh usage /',
  'vzdump 101 --script /tmp/x',
  'systemd-run -- sh',
  'systemd-run --unit=phoenix-revert-x --on-active=90 --timer-property=AccuracySec=1s --collect --quiet -- rm -f -- /etc/shadow',
  'systemctl start ssh',
  'chown -- 0 /etc/shadow',
  'chown -- 0 /tank/../etc/shadow',
  'chmod -- 4755 /tank/x',
  'apt-get install --yes ./x.deb',
  'apt-get update -o APT::Update::Pre-Invoke::=id',
  'sysctl --load=/tmp/x',
  'modprobe -C /tmp/x nvidia',
  'zfs set exec=on tank',
  'zfs create -oexec=on tank/x',
  'zfs create -o mountpoint=/etc/cron.d tank/x',
  'zfs create -omountpoint=/usr tank/x',
  'zfs set mountpoint=/ tank/x',
  'zfs set mountpoint=//etc tank/x',
  'zfs set mountpoint=/srv/../etc tank/x',
  'zpool create -m /etc tank /dev/sdb',
  'zpool create -o cachefile=/etc/shadow tank /dev/sdb',
  'zpool set cachefile=/etc/shadow tank',
  'zpool status -c upath',
  'chown -- 100000 //etc/shadow',
  'chmod -- 0777 /tank//etc',
  'modprobe -rkvm',
  'pct create 101 - --rootfs local-zfs:8',
  'pct create 101 /etc/x.tar.gz --rootfs local-zfs:8',
  'qmrestore - 101',
  'qm create 101 --archive /etc/x',
  'qm disk import 101 /etc/shadow local-zfs',
  'qm set 101 --scsi1 local-zfs:0,import-from=/etc/shadow',
  'qm set 101 --ide2 /etc/shadow,media=cdrom',
  'qm set 101 --scsi1 file=/dev/../etc/shadow',
  'qm set 101 --cdrom /etc/shadow',
  'qm start 101 --stateuri unix:/x',
  'vzdump 101 --dumpdir /etc/cron.d',
  'pvesh create //access/users --userid x@pam',
  'pvesh create access/users --userid x@pam',
  'pvesh create /nodes/pve1/status --command reboot',
  'pvesh delete /nodes/pve1/network',
];

const HOSTS = {
  name: 'lab',
  node: 'pve1',
  zone: 'lab',
  domain: 'lab.lan',
  nodes: null,
  records: [{ name: 'db', ip: '10.9.0.5' }],
};

const quiet = async () => {};

function spyMachine(): { machine: Machine; ran: string[][]; wrote: string[][] } {
  const wrote: string[][] = [];
  const ran: string[][] = [];
  const machine: Machine = {
    name: 'pve1',
    run: async (argv) => {
      ran.push([...argv]);
      return { exit: 0, stdout: '', stderr: '', ms: 0 };
    },
    read: async () => new Map(),
    append: quiet,
    makeFolder: async () => true,
    write: async (path) => {
      wrote.push([path]);
    },
    remove: async () => true,
    replaceLocked: quiet,
    spawns: () => 0,
    close: quiet,
  };
  return { machine, ran, wrote };
}

async function served(lines: readonly string[], what: 'run' | 'write' = 'run'): Promise<string[][]> {
  const { machine, ran, wrote } = spyMachine();
  const [input, output] = [new PassThrough(), new PassThrough()];
  output.resume();
  const done = serve({ machine, version: '1', rules, input, output });
  input.end(lines.map((line) => `${line}\n`).join(''));
  await done;
  return what === 'run' ? ran : wrote;
}

const words = [...new Set([...RUN, ...REFUSED].flatMap((line) => line.split(' ')))];
const word = fc.oneof(
  fc.constantFrom(...words),
  fc.string(),
  fc.constantFrom('--', '-c', ';', '$(id)', '..', '\0'),
);
const argvs = fc.array(word, { minLength: 0, maxLength: 8 });

describe('phoenix node', (test) => {
  for (const line of RUN) {
    test(`runs ${line}`, () => {
      assert.is(commandRefused(line.split(' '), rules), null);
    });
  }

  for (const line of REFUSED) {
    test(`does not run ${line || 'nothing'}`, () => {
      assert.type(
        commandRefused(
          line.split(' ').filter((one) => one !== ''),
          rules,
        ),
        'string',
      );
    });
  }

  test('enters guests by the constant program, and runs scripts on the host only where that is allowed', () => {
    assert.is(commandRefused(enterCommand(101), rules), null);
    assert.type(commandRefused(hostCommand(), rules), 'string');
    assert.is(commandRefused(hostCommand(), { ...rules, features: true }), null);
  });

  test('starts no process for what it refuses, whatever the words are', async () => {
    const programs = [
      'pct',
      'qm',
      'pvesh',
      'pvesm',
      'pveam',
      'ha-manager',
      'vzdump',
      'qmrestore',
      'lxc-ls',
      'pveversion',
      ...rules.tools,
    ];
    await fc.assert(
      fc.asyncProperty(argvs, async (argv) => {
        const request = { id: 1, do: 'run', key: 'abcdabcd', argv, timeout: 1000 };
        const ran = await served([JSON.stringify(request)]);
        const isAllowed = argv.length > 0 && commandRefused(argv, rules) === null;
        assert.equal(ran, isAllowed ? [argv] : []);
        if (!isAllowed) return;
        assert.ok(programs.includes(argv[0] ?? ''));
        const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
        assert.not.ok(own.some((one) => /^--?(?:hook|args|script|skiplock)/i.test(one)));
      }),
      { numRuns: 300 },
    );
  });

  test('takes no line that is no request', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (line) => {
        assert.equal(await served([line.replaceAll('\n', ' ')]), []);
      }),
      { numRuns: 100 },
    );
  });

  test('reads what every kind declares, and nothing above it', () => {
    for (const pattern of rules.reads) assert.is(readRefused(pattern, rules), null, pattern);
    for (const path of [
      '/etc/shadow',
      '/etc/pve/priv/authkey.key',
      '/etc/pve/nodes/*/../priv/*',
      '/etc/pve/*',
      'etc/pve/storage.cfg',
      '/etc/pve/storage.cfg/',
    ]) {
      assert.type(readRefused(path, rules), 'string', path);
    }
  });

  test('writes marks and locks, and no keys, crontabs or conf files', () => {
    assert.is(writeRefused('/etc/pve/phoenix/lab/ha%3Act%3A101.json', '{}', rules), null);
    for (const path of [
      '/root/.ssh/authorized_keys',
      '/etc/crontab',
      '/etc/pve/nodes/pve1/lxc/101.conf',
      '/etc/pve/phoenix/../user.cfg',
    ]) {
      assert.type(writeRefused(path, '', rules), 'string', path);
    }
  });

  const RAW: readonly (readonly [line: string, isRefused: boolean])[] = [
    ['lxc.mount.auto: cgroup', false],
    ['lxc.hook.pre-start: /x', true],
    ['lxc.include: /var/lib/vz/snippets/x', true],
    ['lxc.log.file: /etc/cron.d/x', true],
    ['lxc.console.logfile: /root/.ssh/authorized_keys', true],
  ];
  for (const [line, isRefused] of RAW) {
    test(`${isRefused ? 'does not write' : 'writes'} ${line}`, () => {
      const request = {
        path: '/etc/pve/nodes/pve1/lxc/101.conf',
        lock: '/run/lock/lxc/pve-config-101.lock',
        before: 'arch: amd64\n',
        after: `arch: amd64\n${line}\n`,
      };
      const why = replaceRefused(request, rules);
      assert.is(why !== null, isRefused, why ?? '');
      assert.is(replaceRefused(request, { ...rules, hooks: true }), null);
    });
  }

  const CONTENTS: readonly (readonly [path: string, text: string, isRefused: boolean])[] = [
    ['/etc/dnsmasq.d/lab/20-phoenix.conf', confText(HOSTS), false],
    ['/etc/dnsmasq.d/lab/phoenix.hosts', recordsText(HOSTS), false],
    ['/etc/dnsmasq.d/lab/20-phoenix.conf', 'user=root\ndhcp-script=/var/lib/vz/snippets/x\n', true],
    ['/etc/dnsmasq.d/lab/20-phoenix.conf', '#\rconf-file=/x\n', true],
    ['/etc/sysctl.d/90-phoenix.conf', 'vm.swappiness = 10\n', false],
    ['/etc/sysctl.d/90-phoenix.conf', 'vm.swappiness = 10\n kernel.core_pattern = |/x\n', true],
    ['/etc/sysctl.d/90-phoenix.conf', '-kernel/modprobe=/x', true],
    ['/etc/exports.d/phoenix-tank.exports', '/tank 10.0.0.0/24(rw)\n', false],
    ['/etc/exports.d/phoenix-tank.exports', '"/" *(rw,no_root_squash)\n', true],
    ['/etc/exports.d/phoenix-tank.exports', '/etc/ *(rw)\n', true],
    ['/etc/exports.d/phoenix-tank.exports', String.raw`/\145tc *(rw)`, true],
  ];
  for (const [path, text, isRefused] of CONTENTS) {
    test(`${isRefused ? 'does not write' : 'writes'} ${JSON.stringify(text)} to ${path}`, () => {
      const why = writeRefused(path, text, rules);
      assert.is(why !== null, isRefused, why ?? '');
    });
  }

  test("makes no program root's by the mode of a file", async () => {
    const path = '/var/lib/vz/snippets/x';
    const wrote = await served(
      [JSON.stringify({ id: 1, do: 'write', path, text: '', mode: 0o4755 })],
      'write',
    );
    assert.equal(wrote, []);
    const plain = JSON.stringify({ id: 1, do: 'write', path, text: '', mode: 0o644 });
    assert.equal(await served([plain], 'write'), [[path]]);
  });

  test('finds no patterns that take for ever to compare', () => {
    assert.type(readRefused('/etc/pve/nodes/*/lxc/*a*a*a*a*a.conf', rules), 'string');
    assert.type(readRefused(`/etc/pve/nodes/${'x'.repeat(5000)}/lxc/1.conf`, rules), 'string');
  });

  test('hears nothing after a line without an end', () => {
    const heard: (string | null)[] = [];
    const read = lineReader((line) => heard.push(line), 8);
    for (const chunk of ['a\nbb', 'b\n', '123456', '789', '\nafter\n']) read(Buffer.from(chunk));
    assert.equal(heard, ['a', 'bbb', null]);
  });

  test('knows every program that kinds say they need', () => {
    const unknown = rules.tools.filter((tool) => !runsProgram(tool));
    assert.equal(unknown, []);
  });
});
