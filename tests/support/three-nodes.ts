/** An estate of three nodes with a shared storage, its commits, and the simulated cluster that it is applied to. */
import type { History } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { guestsOf } from '../../src/simulator/guests.ts';
import type { Host } from '../../src/simulator/host.ts';
import { estateOf } from './in-process-apply.ts';

const NODE = { storages: { nas: { type: 'nfs', shared: true }, 'local-zfs': { type: 'zfspool' } } };

export const SETTINGS = { name: 'lab', nodes: { pve1: NODE, pve2: NODE, pve3: NODE } };

export const guest = (vmid: number, node: string, more: object = {}): object => ({
  vmid,
  node,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'nas', size: '8G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
  ...more,
});

type Files = Readonly<Record<string, object>>;

/** The estate at a commit; `settings` in place of those of three nodes. */
export function commitOf(revision: string, files: Files, settings: object = SETTINGS): Estate {
  const all = { 'phoenix.json': settings, ...files };
  const texts = Object.entries(all).map(([path, value]) => [path, JSON.stringify(value)] as const);
  return estateOf(new Map(texts), { revision: revision.repeat(40).slice(0, 40) });
}

/** These commits, one after the other, all of them reviewed. */
export function historyOf(...estates: readonly Estate[]): History {
  const at = (commit: string) => estates.findIndex(({ tree }) => tree.revision === commit);
  const between = (from: number, to: number) =>
    estates.slice(from + 1, to + 1).flatMap(({ tree }) => tree.revision ?? []);
  return {
    estateAt: async (commit) => estates[at(commit)] ?? null,
    isAncestor: async (older, newer) => at(older) <= at(newer),
    commitsBetween: async (from, to) => between(at(from), at(to)),
    commitsSince: async (_file, to) => between(-1, at(to)),
  };
}

/** Where guests are. */
export const places = (host: Host, ...nodes: readonly string[]): Record<string, readonly number[]> =>
  Object.fromEntries(nodes.map((node) => [node, guestsOf(host, node)]));
