/**
 * Every quirk of Proxmox that the simulator has is there because Phoenix must cope with it. Each is asked twice: with
 * the quirk the law holds, without it the same law must fail, or its test would notice nothing.
 */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { liveIn } from '../../src/kinds/lxc/live.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Cluster } from '../../src/node/port.ts';
import { type Quirks, readFacts, writeFacts } from '../../src/simulator/facts.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import { isRunning } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { type Applied, applyOn } from '../support/in-process-apply.ts';
import { mortal, watched } from '../support/law-cluster.ts';
import { commitOf, historyOf, lawEstate, lawHost } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const VMID = 950;
const GUEST = {
  vmid: VMID,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: '10.0.0.50/24', gw: '10.0.0.1' },
  nesting: true,
};

const estate = (commit: string, guests: Readonly<Record<string, object>>): Estate =>
  lawEstate(commitOf(commit), guests, { world: false });

interface Scene {
  readonly host: MemoryHost;
  readonly next: Estate;
  /** Applies the second commit on a cluster that the test may watch. */
  readonly apply: (cluster?: Cluster) => Promise<Applied>;
}

/** A node without one quirk, or with all of them, on which the first commit is applied. */
async function scene(
  quirk: keyof Quirks,
  on: boolean,
  before: Readonly<Record<string, object>>,
  after: Readonly<Record<string, object>>,
): Promise<Scene> {
  const [first, next] = [estate('a', before), estate('b', after)];
  const host = lawHost(next);
  for (const name of Object.keys(next.settings.nodes)) {
    const facts = readFacts(host, name);
    writeFacts(host, { ...facts, quirks: { ...facts.quirks, [quirk]: on } });
  }
  const made = await applyOn(inProcessCluster(host), first, {
    history: historyOf(first),
    clock: virtualClock(),
  });
  assert.ok(made.report.ok, JSON.stringify(made.report.resources));
  const history = historyOf(first, next);
  const apply = (cluster = inProcessCluster(host)) =>
    applyOn(cluster, next, { history, clock: virtualClock() });
  return { host, next, apply };
}

const pct = (host: MemoryHost, ...words: string[]) =>
  simulate({ host, node: 'pve1', argv: ['pct', ...words] });

async function valueOf(host: MemoryHost, path: string): Promise<string | undefined> {
  const live = liveIn(await inProcessCluster(host).snapshot(), VMID);
  return live?.fields.find((one) => one.path === path)?.value;
}

const outcomeOf = ({ report }: Applied) => report.resources.find(({ address }) => address === 'lxc/web');

/** The first line of what broke; null: the law holds. */
type Law = (on: boolean) => Promise<string | null>;

/** Somebody edits the guest after Phoenix looked for the last time, and before its own change. */
const digest: Law = async (on) => {
  const { host, apply } = await scene('digest', on, { web: GUEST }, { web: { ...GUEST, memory: 1024 } });
  let edited = false;
  const applied = await apply(
    watched(inProcessCluster(host), {
      before: (argv) => {
        if (edited || argv[1] !== 'set') return;
        edited = true;
        assert.is(pct(host, 'set', String(VMID), '--memory', '2048').exit, 0);
      },
    }),
  );
  assert.ok(edited);
  if ((await valueOf(host, '/memory')) !== '2048') return 'the edit of somebody else was overwritten';
  return outcomeOf(applied)?.outcome === 'failed' ? null : 'it was not told that somebody else had edited';
};

/** Phoenix dies between the change and the restart that the change waits for; the next run makes up for it. */
const pending: Law = async (on) => {
  const { host, apply } = await scene('pending', on, { web: GUEST }, { web: { ...GUEST, keyctl: true } });
  const dying = mortal(watched(inProcessCluster(host), {}), { at: 2, when: 'before' });
  await apply(dying.cluster);
  assert.is(dying.given(), 2);
  if ((await valueOf(host, '/keyctl')) === '1') return 'a running guest took the change without a restart';
  const reboots: string[] = [];
  const again = await apply(
    watched(inProcessCluster(host), {
      after: (argv) => void (argv[1] === 'reboot' && reboots.push(argv.join(' '))),
    }),
  );
  assert.ok(again.report.ok);
  if (reboots.length !== 1) return 'the restart was not made up for';
  return (await valueOf(host, '/keyctl')) === '1' ? null : 'the restart did not bring the change';
};

/** The storage is full: `pct resize` says so, and exits 0. */
const exit0: Law = async (on) => {
  const after = { ...GUEST, rootfs: { ...GUEST.rootfs, size: '6G' } };
  const { host, apply } = await scene('exit0', on, { web: GUEST }, { web: after });
  setFaults(host, [
    { command: 'pct resize', at: 'resize:grown', do: { kind: 'fail', message: 'out of space' } },
  ]);
  const exits: number[] = [];
  const applied = await apply(
    watched(inProcessCluster(host), {
      after: (argv, { exit }) => void (argv[1] === 'resize' && exits.push(exit)),
    }),
  );
  const found = outcomeOf(applied);
  if (found?.outcome !== 'failed') return `a resize that failed was taken for ${found?.outcome}`;
  if (exits[0] !== 0) return 'the resize that failed did not exit 0';
  return /said that it worked, but/.test(found.text) ? null : found.text;
};

/** Somebody clones the source of our clone, and that takes its time. */
const cloneLock: Law = async (on) => {
  const base = { ...GUEST, vmid: 900, template: true };
  const { net0: _, ...web } = { ...GUEST, clone: 'lxc/base', rootfs: undefined, ostemplate: undefined };
  const { host, apply } = await scene('cloneLock', on, { base }, { base, web });
  setFaults(host, [{ command: 'pct clone', at: 'clone:copied', do: { kind: 'hang' } }]);
  simulate({ host, node: 'pve1', argv: ['pct', 'clone', '900', '777', '--hostname', 'by-hand'] });
  const began: string[] = [];
  const applied = await apply(
    watched(inProcessCluster(host), {
      before: (argv) => void (argv[1] === 'clone' && began.push(argv.join(' '))),
    }),
  );
  if (began.length > 0) return `two clones of one source overlap: ${began[0]}`;
  return outcomeOf(applied)?.outcome === 'failed' ? null : 'the clone did not wait';
};

/** A protected guest gets a mount: off, change, on. None of the three may be left out. */
const protection: Law = async (on) => {
  const before = { ...GUEST, protection: true };
  const after = { ...before, mounts: { '/data': { storage: 'local-zfs', size: '1G' } } };
  const { host, apply } = await scene('protection', on, { web: before }, { web: after });
  const start = host.fork();
  const calls: (readonly string[])[] = [];
  const applied = await apply(
    watched(inProcessCluster(host), { after: (argv) => void (argv[1] === 'set' && calls.push(argv)) }),
  );
  assert.ok(applied.report.ok);
  const [off, change, back] = calls.map((argv) =>
    argv.filter((word) => /^--(?:protection|mp0)$/.test(word)).join(),
  );
  const words = `${off} ${change} ${back}`;
  if (words !== '--protection --mp0 --protection') return `the calls were ${words}`;
  if ((await valueOf(host, '/protection')) !== '1') return 'its protection is off';
  const mount = calls[1]?.slice(3, 5) ?? [];
  const alone = pct(start, 'set', String(VMID), ...mount);
  return alone.exit !== 0 ? null : 'the change alone would have done';
};

/** The card gets another VLAN, and keeps the address that its file does not give. */
const mac: Law = async (on) => {
  const after = { ...GUEST, net0: { ...GUEST.net0, tag: 5 } };
  const { host, apply } = await scene('mac', on, { web: GUEST }, { web: after });
  const before = await valueOf(host, '/net0/hwaddr');
  const start = host.fork();
  let sent: readonly string[] = [];
  await apply(
    watched(inProcessCluster(host), { after: (argv) => void (argv.includes('--net0') && (sent = argv)) }),
  );
  if ((await valueOf(host, '/net0/hwaddr')) !== before) return 'it got another address';
  const net0 = sent[sent.indexOf('--net0') + 1] ?? '';
  assert.match(net0, /tag=5/);
  assert.is(pct(start, 'set', String(VMID), '--net0', net0.replace(/,hwaddr=[^,]+/, '')).exit, 0);
  const kept = (await valueOf(start, '/net0/hwaddr')) === before;
  return kept ? 'a net that is set without an address would have kept it' : null;
};

interface Asked {
  readonly name: string;
  readonly law: Law;
  /** What breaks where the quirk is not. */
  readonly without: RegExp;
}

const LAWS: Readonly<Record<keyof Quirks, Asked>> = {
  digest: {
    name: 'an edit between the last look and the change is not overwritten, and told',
    law: digest,
    without: /^the edit of somebody else was overwritten/,
  },
  pending: {
    name: 'a change that waits for a restart gets it, also from the next run',
    law: pending,
    without: /^a running guest took the change without a restart/,
  },
  exit0: {
    name: 'a resize that fails with exit 0 is a failure',
    law: exit0,
    without: /^the resize that failed did not exit 0/,
  },
  cloneLock: {
    name: 'two clones of one source never overlap',
    law: cloneLock,
    without: /^two clones of one source overlap/,
  },
  protection: {
    name: 'a mount of a protected guest takes three calls',
    law: protection,
    without: /^the change alone would have done/,
  },
  mac: {
    name: 'a card keeps its address when something else about it changes',
    law: mac,
    without: /^a net that is set without an address would have kept it/,
  },
};

describe('quirks of Proxmox', (test) => {
  for (const [quirk, { name, law, without }] of Object.entries(LAWS)) {
    test(`${quirk}: ${name}`, async () => {
      assert.is(await law(true), null);
    });

    test(`${quirk}: without the quirk, "${name}" fails`, async () => {
      assert.match((await law(false)) ?? 'the law holds', without);
    });
  }

  test('a guest runs when the laws are asked', async () => {
    const { host } = await scene('mac', true, { web: GUEST }, { web: GUEST });
    assert.ok(isRunning(host, VMID));
  });
});
