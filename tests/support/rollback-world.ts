/** A small estate whose software can fail, on a node in memory: for the way back, whole and cut off. */
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { guestRoot } from '../../src/simulator/guest-files.ts';
import { confPath, isRunning } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import type { GuestRuntime } from '../../src/simulator/session.ts';
import { silentGuests } from '../../src/simulator/silent-guests.ts';
import { filesOfBundle, isBootstrap } from '../../src/simulator/stand-ins.ts';
import { type Applied, applyOn, estateOf, livePlanOf } from './in-process-apply.ts';
import { type Death, mortal } from './law-cluster.ts';
import { commitOf, historyOf } from './law-estate.ts';
import { virtualClock } from './virtual-clock.ts';
import { WORLD_KEPT } from './world-features.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const STORAGES = { local: { type: 'dir' }, tank: { type: 'zfspool' } };

/** The guest `lxc/web` at VMID 101, in an estate where everything is rolled back. */
export function rollbackEstate(commit: string, web: object, more: Record<string, object> = {}): Estate {
  const files = new Map<string, object>([
    ['phoenix.json', settingsFile({})],
    ['lxc/web.json', { ...guestFile(101), ...web }],
    ...Object.entries(more),
  ]);
  const texts = [...files].map(([path, value]): [string, string] => [path, JSON.stringify(value)]);
  return estateOf(new Map(texts), { revision: commitOf(commit), kept: WORLD_KEPT });
}

/** With these policies besides. */
export const settingsFile = (policies: object) => ({
  name: 'lab',
  nodes: { pve1: { storages: STORAGES } },
  policies: { rollback: 'snapshot', ...policies },
});

export const guestFile = (vmid: number) => ({
  vmid,
  ostemplate: ARCHIVE,
  rootfs: { storage: 'tank', size: '4G' },
});

export const BROKEN = '/etc/broken';

/** Software that breaks a file and fails, where `fails` says so; and checks of health that answer by `healthy`. */
function failing(
  host: MemoryHost,
  { fails = () => false, healthy = () => true }: { fails?: () => boolean; healthy?: () => boolean },
): GuestRuntime {
  const silent = silentGuests(host);
  return {
    exec: (process) => {
      if (!isBootstrap(process.argv))
        return { exit: healthy() ? 0 : 1, stdout: `\nphx-exit ${healthy() ? 0 : 1}\n`, stderr: '' };
      if (!fails()) return silent.exec(process);
      host.write(`${guestRoot(process.vmid)}${BROKEN}`, 'half an upgrade');
      const files = filesOfBundle(Buffer.from(process.stdin, 'latin1')) ?? [];
      const textOf = (name: string) =>
        Buffer.from(files.find(({ path }) => path === name)?.bytes ?? [])
          .toString()
          .trim();
      const feature = textOf('plan').split('\n')[0]?.split(' ')[1];
      const lines = [
        { event: 'begin', feature, script: 'install' },
        { event: 'end', feature, script: 'install', exit: 3, ms: 1 },
        { event: 'end', feature, exit: 3, ms: 1, why: 'install' },
        { event: 'done', nonce: textOf('nonce'), exit: 20 },
      ];
      return {
        exit: 20,
        stdout: lines.map((one) => `${JSON.stringify({ phx: 1, ...one })}\n`).join(''),
        stderr: '',
      };
    },
  };
}

export interface Tried {
  readonly applied: Applied;
  /** Commands, without what only looks. */
  readonly commands: readonly string[];
  readonly given: number;
}

interface TryOptions {
  readonly fails?: () => boolean;
  readonly healthy?: () => boolean;
  readonly death?: Death | null;
  /** Names the run. */
  readonly run?: string;
}

/** One apply of the last of these estates. */
export async function tryApply(
  host: MemoryHost,
  estates: readonly Estate[],
  { death = null, run = 'first', ...answers }: TryOptions = {},
): Promise<Tried> {
  const commands: string[] = [];
  const estate = estates.at(-1);
  if (!estate) throw new Error('there is no estate');
  const inner = inProcessCluster(host, {
    runtime: failing(host, answers),
    onRun: (_node, argv) => {
      if (argv[0] !== 'lxc-ls') commands.push(argv.join(' '));
    },
  });
  const { cluster, given } = mortal(inner, death);
  const options = { history: historyOf(...estates), parallel: 1, clock: virtualClock(host.now()), run };
  return { applied: await applyOn(cluster, estate, options), commands, given: given() };
}

export const planOf = (host: MemoryHost, estates: readonly Estate[]) =>
  livePlanOf(estates.at(-1) as Estate, inProcessCluster(host), { history: historyOf(...estates) });

/** All that has to be the same again: the conf file but for moments, what is in the guest, and whether it runs. */
export function stateOf(host: MemoryHost, vmid = 101): string {
  const conf = (host.read(confPath('pve1', vmid)) ?? 'gone').replaceAll(/^snaptime: .*$/gm, 'snaptime');
  const root = guestRoot(vmid);
  const files = [...host.files()].filter(([path]) => path.startsWith(`${root}/`));
  const volumes = [...host.files().keys()].filter((path) => path.startsWith(`/.sim/volumes/tank/${vmid}/`));
  return [
    conf,
    ...files.map(([path, text]) => `${path.slice(root.length)}: ${text}`).toSorted(),
    `running ${isRunning(host, vmid)}, volumes ${volumes.length}`,
  ].join('\n');
}
