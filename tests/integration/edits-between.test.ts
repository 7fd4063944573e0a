/**
 * Somebody works on the nodes by hand while an apply runs. Whatever is edited at whichever moment, what they have written
 * stays, and the next applies bring everything else to where it shall be.
 */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Cluster } from '../../src/node/port.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { firewallEstate, IN_FROM_OFFICE, OF_CLUSTER, WHOLE } from '../support/firewall-estate.ts';
import {
  type Applied,
  applyOn,
  estateOf,
  hostFor,
  livePlanOf,
  runPlanned,
} from '../support/in-process-apply.ts';
import { watched } from '../support/law-cluster.ts';
import { historyOf } from '../support/law-estate.ts';
import { VM_STORAGES, WEB, whole } from '../support/vm-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const fresh = (vmid: number, more: object = {}) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'tank', size: '4G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
  state: 'running',
  ...more,
});

function containers(guests: Readonly<Record<string, object>>): Estate {
  const node = { storages: { tank: { type: 'zfspool' } } };
  const files = new Map([['phoenix.json', JSON.stringify({ name: 'lab', nodes: { vm: node } })]]);
  for (const [name, guest] of Object.entries(guests)) files.set(`lxc/${name}.json`, JSON.stringify(guest));
  return estateOf(files);
}

interface Life {
  readonly first: Estate;
  readonly next: Estate;
  readonly host: MemoryHost;
  /** What somebody does by hand, and where it must stand in the end. */
  readonly hand: readonly (readonly string[])[];
  readonly path: string;
  readonly line: RegExp;
  /** None: the operator confirms each plan. */
  readonly history?: ReturnType<typeof historyOf>;
}

const changedGuest = {
  memory: 1024,
  nesting: true,
  tags: ['prod'],
  mounts: { '/data': { storage: 'tank', size: '2G' } },
  raw: { 'lxc.apparmor.profile': 'unconfined' },
};

function ofContainers(): Life {
  const first = containers({ web: fresh(101, { memory: 512 }) });
  return {
    first,
    next: containers({ web: fresh(101, changedGuest), new: fresh(102, { dependsOn: ['lxc/web'] }) }),
    host: hostFor(first),
    hand: [['pct', 'set', '101', '--cores', '3']],
    path: '/etc/pve/nodes/vm/lxc/101.conf',
    line: /^cores: 3\n/m,
  };
}

function ofMachines(): Life {
  const first = whole(1);
  const disks = { scsi0: { size: '40G' }, scsi1: { storage: 'local-lvm', size: '12G', iothread: true } };
  const next = whole(2, {
    'vm/web': { ...WEB, cores: 6, protection: true, disks, net1: { bridge: 'vmbr0' } },
  });
  return {
    first,
    next,
    host: hostFor(first, { storages: VM_STORAGES }),
    hand: [['qm', 'set', '101', '--cpuunits', '200']],
    path: '/etc/pve/nodes/pve1/qemu-server/101.conf',
    line: /^cpuunits: 200\n/m,
    history: historyOf(first, next),
  };
}

const optionsOf = (host: MemoryHost, { history }: Life) => ({
  parallel: 1,
  clock: virtualClock(host.now()),
  ...(history && { history }),
});

const failed = ({ report }: Applied) =>
  report.resources.filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped');

/** Applies until nothing is left to do; how often that took. */
async function settled(host: MemoryHost, life: Life, what: string): Promise<number> {
  for (let runs = 0; runs < 4; runs++) {
    const applied = await applyOn(inProcessCluster(host), life.next, optionsOf(host, life));
    const todo = applied.live.entries.filter(({ hold }) => !hold);
    if (todo.length === 0) return runs;
    if (runs > 0) assert.equal(failed(applied), [], what);
  }
  throw new Error(`${what}: it never ends`);
}

const plain = (text: string) =>
  text.replaceAll(
    /hwaddr=[0-9A-F:]+|(?:virtio|e1000)=[0-9A-F:]+|-disk-\d+|^(?:unused\d+|vmgenid|smbios1|meta): .*\n/gm,
    '',
  );

const lives: readonly [string, () => Life][] = [
  ['a container, by pct set', ofContainers],
  ['a machine, by qm set', ofMachines],
];

describe('a guest that somebody edits while an apply changes it', (test) => {
  for (const [what, make] of lives) {
    test(`keeps the edit, and gets the change with the next apply: ${what}`, async () => {
      const life = make();
      const made = await applyOn(inProcessCluster(life.host), life.first, optionsOf(life.host, life));
      assert.ok(made.report.ok, JSON.stringify(failed(made)));
      const end = life.host.fork();
      let commands = 0;
      const count = watched(inProcessCluster(end), {
        before: ([program]) => void (commands += program === 'lxc-ls' ? 0 : 1),
      });
      assert.ok((await applyOn(count, life.next, optionsOf(end, life))).report.ok);
      await settled(end, life, 'undisturbed');
      let refused = 0;
      for (const when of ['before', 'after'] as const) {
        for (let at = 1; at <= commands; at++) {
          const host = life.host.fork(at);
          let given = 0;
          const edit = ([program]: readonly string[], moment: 'before' | 'after') => {
            if (program === 'lxc-ls') return;
            if (moment === 'before') given += 1;
            if (given !== at || moment !== when) return;
            for (const argv of life.hand) {
              const { exit, stderr } = simulate({
                host,
                node: 'vm' in life.next.settings.nodes ? 'vm' : 'pve1',
                argv,
              });
              assert.is(exit, 0, stderr);
            }
          };
          const cluster = watched(inProcessCluster(host), {
            before: (argv) => edit(argv, 'before'),
            after: (argv) => edit(argv, 'after'),
          });
          const applied = await applyOn(cluster, life.next, optionsOf(host, life));
          const told = failed(applied);
          refused += told.length > 0 ? 1 : 0;
          for (const { text } of told) {
            assert.match(
              text,
              /someone else|modified configuration|change by other user|not as it was planned|did not succeed/,
              text,
            );
          }
          const where = `${when} command ${at}`;
          assert.match(host.read(life.path) ?? '', life.line, `${where}: the edit is gone`);
          await settled(host, life, where);
          const text = host.read(life.path) ?? '';
          assert.match(text, life.line, `${where}: the edit is gone in the end`);
          assert.is(plain(text.replace(life.line, '')), plain(end.read(life.path) ?? ''), where);
        }
      }
      assert.ok(refused > 0, 'no edit was ever in the way');
    });
  }

  test('between the plan that was confirmed and its first step: nothing is sent', async () => {
    const life = ofContainers();
    await applyOn(inProcessCluster(life.host), life.first, optionsOf(life.host, life));
    const sent: string[] = [];
    const cluster = watched(inProcessCluster(life.host), {
      before: (argv) => void (argv[0] !== 'lxc-ls' && argv[2] === '101' && sent.push(argv.join(' '))),
    });
    const live = await livePlanOf(life.next, cluster);
    simulate({ host: life.host, node: 'vm', argv: ['pct', 'set', '101', '--cores', '3'] });
    const report = await runPlanned(cluster, life.next, live, optionsOf(life.host, life));
    const web = report.resources.find(({ address }) => address === 'lxc/web');
    assert.is(web?.outcome, 'failed');
    assert.match(web?.text ?? '', /not as it was planned/);
    assert.equal(sent, []);
  });
});

/** Somebody saves the rules in the web interface, which writes the file as a whole, before the nth write of Phoenix. */
function savedBefore(
  cluster: Cluster,
  n: number,
  save: () => void,
): { cluster: Cluster; count: () => number } {
  let writes = 0;
  return {
    count: () => writes,
    cluster: {
      ...cluster,
      node: (name) => {
        const port = cluster.node(name);
        return {
          ...port,
          writeFile: (write) => {
            writes += 1;
            if (writes === n) save();
            return port.writeFile(write);
          },
        };
      },
    },
  };
}

describe('a file that somebody saves in the web interface while an apply writes it', (test) => {
  test('keeps their rule and gets ours, whenever it was', async () => {
    const first = firewallEstate(WHOLE);
    const rules = [...IN_FROM_OFFICE, { type: 'in', action: 'ACCEPT', proto: 'tcp', dport: 4443 }];
    const next = firewallEstate({ ...WHOLE, 'firewall/cluster.json': { ...OF_CLUSTER, rules } });
    const base = hostFor(first);
    const options = () => ({ clock: virtualClock(base.now()), parallel: 1 });
    assert.ok((await applyOn(inProcessCluster(base), first, options())).report.ok);
    const path = '/etc/pve/firewall/cluster.fw';
    const whole = base.fork();
    const { cluster: counted, count } = savedBefore(inProcessCluster(whole), 0, () => {});
    assert.ok((await applyOn(counted, next, options())).report.ok);
    assert.ok(count() > 0);
    for (let at = 1; at <= count(); at++) {
      const host = base.fork(at);
      const save = () =>
        host.write(
          path,
          (host.read(path) ?? '').replace('[RULES]\n', '[RULES]\n\nIN ACCEPT -p tcp -dport 2222\n'),
        );
      const { report } = await applyOn(
        savedBefore(inProcessCluster(host), at, save).cluster,
        next,
        options(),
      );
      const ours = report.resources.find(({ address }) => address === 'firewall/cluster');
      if (ours?.outcome === 'failed') assert.match(ours.text, /someone else|not as it was planned/);
      assert.match(host.read(path) ?? '', /dport 2222/, `write ${at}: their rule is gone`);
      await applyOn(inProcessCluster(host), next, options());
      const text = host.read(path) ?? '';
      assert.match(text, /dport 2222/, `write ${at}: their rule is gone in the end`);
      assert.match(text, /dport 4443/, `write ${at}: ours is not there`);
      assert.equal(
        (await livePlanOf(next, inProcessCluster(host))).entries.filter(({ hold }) => !hold),
        [],
      );
    }
  });
});
