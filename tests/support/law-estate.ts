/** The estates that the laws are tried on: guests in the small world, at commits that git knows, on a node in memory. */
import type { History } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import type { RunResult } from '../../src/node/port.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { estateOf, hostFor } from './in-process-apply.ts';
import type { Pve } from './law-pairs.ts';
import { WORLD_FILES } from './spec-world.ts';
import { WORLD_KEPT } from './world-features.ts';
import { worldVault } from './world-vault.ts';
import { equip } from './world-node.ts';

/** A full commit id for a short word of hexadecimal digits. */
export const commitOf = (digit: string) => digit.repeat(40);

export interface LawEstateOptions {
  readonly pve?: Pve;
  readonly policies?: object;
  readonly previous?: Estate;
  /** Instead of the world's own guests. */
  readonly world?: boolean;
}

/** The world with these guests, by the names of their files. @throws when a file has a finding */
export function lawEstate(
  commit: string,
  guests: Readonly<Record<string, object>>,
  { pve = '9.2', policies = {}, previous, world = true }: LawEstateOptions = {},
): Estate {
  const { 'phoenix.json': settings, 'lxc/base.json': base, 'lxc/peer.json': peer, ...profiles } = WORLD_FILES;
  const own = { base, peer };
  const { pve1 } = settings.nodes;
  const guest = (name: string, file: object): [string, string] => [
    `lxc/${name}.json`,
    JSON.stringify({ node: 'pve1', ...file }),
  ];
  const files = new Map<string, string>([
    [
      'phoenix.json',
      JSON.stringify({ ...settings, nodes: { pve1: { ...pve1, pve }, pve2: { ...pve1, pve } }, policies }),
    ],
    ...Object.entries(profiles).map(([path, file]): [string, string] => [path, JSON.stringify(file)]),
    ...(world ? Object.entries(own) : []).map(([name, file]) => guest(name, file)),
    ...Object.entries(guests).map(([name, file]) => guest(name, file)),
  ]);
  const estate = estateOf(files, {
    revision: commit,
    kept: new Map([...WORLD_KEPT, ...worldVault(commit)]),
    ...(previous ? { previous } : {}),
  });
  const errors = estate.findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Error(errors.map(({ at, message }) => `${at?.file}: ${message}`).join('\n'));
  return estate;
}

/** A history of commits in a row, oldest first, whose plans were all shown. */
export function historyOf(...estates: readonly Estate[]): History {
  const index = (commit: string) => estates.findIndex(({ tree }) => tree.revision === commit);
  const between = (from: number, to: number) =>
    estates.slice(from + 1, to + 1).map(({ tree }) => tree.revision ?? '');
  return {
    estateAt: async (commit) => estates[index(commit)] ?? null,
    isAncestor: async (older, newer) => index(older) >= 0 && index(older) <= index(newer),
    commitsBetween: async (from, to) => between(index(from), index(to)),
    commitsSince: async (_file, to) => between(-1, index(to)),
  };
}

/** An empty cluster that has what the world needs. */
export function lawHost(estate: Estate): MemoryHost {
  const host = hostFor(estate);
  equip(host, Object.keys(estate.settings.nodes));
  return host;
}

export interface Command {
  readonly node: string;
  readonly argv: readonly string[];
  readonly result: RunResult;
}

/** Whether a command asks only. */
export function isQuestion(argv: readonly string[]): boolean {
  return argv[0] === 'lxc-ls' || argv.join(' ').startsWith('pvesm list');
}
