/** What `phoenix node` lets through: all that an apply sends, and nothing that is made up. */
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { kinds } from '../../../src/kinds/registry.ts';
import { enterCommand, hostCommand } from '../../../src/node/guest-exec.ts';
import { readAllowed, writeAllowed } from '../../../src/node/gate/allowed.ts';
import { commandRefused, runsProgram } from '../../../src/node/gate/commands.ts';
import { readRefused, writeRefused } from '../../../src/node/gate/paths.ts';
import { serve } from '../../../src/node/gate/serve.ts';
import type { Machine } from '../../../src/node/machine.ts';
import { describe } from '../../support/describe.ts';

const rules = {
  pve: '9.2',
  tools: kinds.flatMap(({ tools = [] }) => tools),
  asks: kinds.flatMap(({ reads }) => (reads?.asks ?? []).map(({ argv }) => argv)),
  hooks: false,
  features: false,
  reads: readAllowed(kinds),
  writes: writeAllowed(false),
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
];

const quiet = async () => {};

function spyMachine(): { machine: Machine; ran: string[][] } {
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
    write: quiet,
    remove: async () => true,
    replaceLocked: quiet,
    spawns: () => 0,
    close: quiet,
  };
  return { machine, ran };
}

async function served(lines: readonly string[]): Promise<string[][]> {
  const { machine, ran } = spyMachine();
  const [input, output] = [new PassThrough(), new PassThrough()];
  output.resume();
  const done = serve({ machine, version: '1', rules, input, output });
  input.end(lines.map((line) => `${line}\n`).join(''));
  await done;
  return ran;
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
    assert.is(writeRefused('/etc/pve/phoenix/lab/ha%3Act%3A101.json', rules), null);
    for (const path of [
      '/root/.ssh/authorized_keys',
      '/etc/crontab',
      '/etc/pve/nodes/pve1/lxc/101.conf',
      '/etc/pve/phoenix/../user.cfg',
    ]) {
      assert.type(writeRefused(path, rules), 'string', path);
    }
  });

  test('knows every program that kinds say they need', () => {
    const unknown = rules.tools.filter((tool) => !runsProgram(tool));
    assert.equal(unknown, []);
  });
});
