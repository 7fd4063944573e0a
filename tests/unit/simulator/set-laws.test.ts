/** What holds after any sequence of calls on a guest, whatever they were and however they ended. */
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { formatConf, parseConf } from '../../../src/node/conf.ts';
import { isRunning } from '../../../src/simulator/guests.ts';
import { volumesOf } from '../../../src/simulator/storage/volumes.ts';
import { describe } from '../../support/describe.ts';
import { confOf, nodeWith, type SimulatedNode } from '../../support/simulated-node.ts';

const oneOf = (...values: readonly string[]) => fc.constantFrom(...values);
const option = (name: string, values: fc.Arbitrary<string>) => values.map((value) => [`--${name}`, value]);
const indexed = (name: string, last: number, values: fc.Arbitrary<string>) =>
  fc.tuple(fc.integer({ min: 0, max: last }), values).map(([index, value]) => [`--${name}${index}`, value]);

const nets = fc
  .record({
    name: oneOf('eth0', 'eth1', 'lan'),
    bridge: oneOf('vmbr0', 'vmbr0', 'vmbr0', 'nope'),
    rest: oneOf(
      '',
      ',ip=dhcp',
      ',hwaddr=BC:24:11:00:00:09',
      ',link_down=1',
      ',mtu=1400',
      ',rate=5',
      ',tag=7',
    ),
  })
  .map(({ name, bridge, rest }) => `name=${name},bridge=${bridge}${rest}`);

const mounts = fc
  .record({
    volume: oneOf('btr:1', 'btr:0', 'local:1', '/srv', '/nope', '/dev/null', 'nostore:1'),
    rest: oneOf('mp=/a', 'mp=/b,ro=1', 'mp=c,backup=1', 'size=1G'),
  })
  .map(({ volume, rest }) => `${volume},${rest}`);

const keys = oneOf(
  'memory',
  'swap',
  'tty',
  'tags',
  'description',
  'features',
  'net0',
  'net1',
  'mp0',
  'mp1',
  'dev0',
  'unused0',
  'unused1',
  'nosuch',
  'hostname',
  'timezone',
  'protection',
  'rootfs',
  'env',
  'arch',
);

const setOptions = fc.oneof(
  option('memory', oneOf('16', '512', '8', 'x')),
  option('swap', oneOf('0', '64')),
  option('cpulimit', oneOf('0', '1', '0.5')),
  option('cpuunits', oneOf('0', '100', '20000')),
  option('tty', oneOf('0', '3', '9')),
  option('tags', oneOf('a;b', 'B,a', '')),
  option('description', fc.oneof(oneOf('', 'a\nb', 'x'), fc.string({ unit: 'binary', maxLength: 30 }))),
  option('features', oneOf('nesting=1', 'fuse=0', 'bad=1')),
  option('hostname', oneOf('a', 'b.c', '-')),
  option('protection', oneOf('0', '1')),
  option('ostype', oneOf('debian', 'ubuntu', 'unmanaged')),
  option('env', oneOf('A=1', 'A=1\0B=2')),
  option('nameserver', oneOf('1.1.1.1 8.8.8.8', 'fe80::1%eth0')),
  indexed('net', 2, nets),
  indexed('mp', 2, mounts),
  indexed('dev', 1, oneOf('/dev/null', '/dev/nope', '/dev/zero,mode=0660')),
  option(
    'delete',
    fc.array(keys, { minLength: 1, maxLength: 3 }).map((list) => list.join(',')),
  ),
  option('revert', keys),
);

const commands = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .array(setOptions, { minLength: 1, maxLength: 3 })
      .map((all) => ['set', '101', ...all.flat()]),
  },
  { weight: 1, arbitrary: fc.constant(['start', '101']) },
  { weight: 1, arbitrary: fc.constant(['stop', '101']) },
  { weight: 1, arbitrary: fc.constant(['reboot', '101']) },
);

const histories = fc.record({
  running: fc.boolean(),
  cgroup: fc.constantFrom(1 as const, 2 as const),
  calls: fc.array(commands, { minLength: 1, maxLength: 12 }),
});

const fresh = ({ running, cgroup }: { running: boolean; cgroup: 1 | 2 }): SimulatedNode =>
  nodeWith(confOf('memory: 512', 'net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,type=veth'), {
    running,
    facts: { cgroup, locale: 'UTF-8' },
  });

/** Volumes of the guest's own that its conf file names, in any section. */
function namedVolumes(text: string): Set<string> {
  const named = [...text.matchAll(/^(?:rootfs|mp\d+|unused\d+): (?:volume=)?([a-z]+):(101\/[^,\n]+)/gm)];
  return new Set(named.map(([, store = '', name = '']) => `${store}:${name}`));
}

function eachStep(check: (node: SimulatedNode, before: string, exit: number) => void): void {
  const run = (history: Parameters<typeof fresh>[0] & { calls: readonly (readonly string[])[] }) => {
    const node = fresh(history);
    for (const call of history.calls) {
      const before = node.conf();
      check(node, before, node.pct(...call).exit);
    }
  };
  fc.assert(fc.property(histories, run), { numRuns: 150 });
}

describe('laws of pct set', (test) => {
  test('the file is always one that Proxmox would write', () => {
    eachStep((node) => {
      // An empty value gets a second blank when it is next written: the one thing that is not stable.
      const text = node.conf().replaceAll(/^([a-z]+\d*: )$/gm, '$1 ');
      assert.is(formatConf(parseConf(text, (line) => assert.unreachable(line))), text);
    });
  });

  test('a volume that the file names is there', () => {
    eachStep((node) => {
      const there = ['btr', 'local'].flatMap((store) =>
        volumesOf(node.host, store, 101).map((name) => `${store}:${name}`),
      );
      for (const volume of namedVolumes(node.conf())) assert.ok(there.includes(volume), `${volume} is lost`);
    });
  });

  test('a call that succeeds on a stopped guest leaves nothing pending that was not', () => {
    eachStep((node, before, exit) => {
      if (exit !== 0 || isRunning(node.host, 101)) return;
      const pending = (text: string) => [...(parseConf(text).pending?.options.keys() ?? [])];
      const earlier = pending(before);
      assert.equal(
        pending(node.conf()).filter((key) => !earlier.includes(key)),
        [],
      );
    });
  });

  test('the root file system, the privileges and the lock are never touched', () => {
    const lines = (text: string) => text.match(/^(?:rootfs|unprivileged|lock): .*$/gm);
    eachStep((node, before) => assert.equal(lines(node.conf()), lines(before)));
  });

  test('the same history gives the same file', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const play = () => {
          const node = fresh(history);
          const results = history.calls.map((call) => node.pct(...call));
          return { results, files: [...node.host.files()] };
        };
        assert.equal(play(), play());
      }),
      { numRuns: 50 },
    );
  });

  test('a fork does not see what happens after it', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const node = fresh(history);
        const files = [...node.host.files()];
        const fork = node.host.fork();
        for (const call of history.calls) node.pct(...call);
        assert.equal([...fork.files()], files);
      }),
      { numRuns: 50 },
    );
  });
});
