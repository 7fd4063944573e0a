/**
 * Changes that do not come from comparing fields: what only creation can set, the node, the power state, debts, names.
 */
import type { Resource } from '../../config/model.ts';
import type { Change, Mark } from '../kind.ts';
import { fieldName } from './canonical.ts';
import { compareCreation } from './compare.ts';
import { byPath, type Field } from './field.ts';
import { fieldsOf } from './fields.ts';
import type { LxcLive } from './live.ts';
import { optionRow } from './options.ts';
import type { LxcSpec } from './spec.ts';

type Wanted = Resource<LxcSpec>;

/** What a diff compares with: the conf file, or the earlier spec as if it were one. */
export interface Prior {
  readonly now: readonly Field[];
  readonly next: readonly Field[];
  readonly running: boolean;
  readonly node: string;
  readonly mark: Mark | null;
  readonly live: LxcLive | null;
}

export function creationChanges(want: Wanted, base: Wanted | null): Change[] {
  if (!base) return [];
  return compareCreation(fieldsOf(want.spec), fieldsOf(base.spec)).map(
    ({ path, slot, key, before, after }) => ({
      path,
      slot,
      before,
      after,
      effect: 'impossible',
      note: optionRow(fieldName(slot, key)).note ?? 'only creation can set it',
    }),
  );
}

export function migration(
  want: Wanted,
  base: Wanted | null,
  prior: Prior,
): { changes: Change[]; notes: string[] } {
  const to = want.spec.node;
  if (prior.node === to) return { changes: [], notes: [] };
  if (!base || base.spec.node === to) {
    return { changes: [], notes: [`it is on ${prior.node}, the file says ${to}: followed, not moved`] };
  }
  const binds = Object.entries(want.spec.mounts).filter(
    ([, m]) => m['bind'] !== undefined && m['shared'] !== '1',
  );
  const blocked = binds.length > 0;
  const change: Change = {
    path: '/node',
    slot: 'node',
    before: prior.node,
    after: to,
    effect: blocked ? 'impossible' : prior.running ? 'offline' : 'config',
    note: blocked
      ? `binds do not migrate (${binds.map(([path]) => path).join(', ')}): say "shared": true where both nodes have the folder`
      : 'down for as long as its volumes are copied, unless their storage is shared',
  };
  return { changes: [change], notes: [] };
}

export function stateChanges(want: Wanted, prior: Prior): Change[] {
  const after = want.spec.state;
  const before = prior.running ? 'running' : 'stopped';
  if (before === after) return [];
  const effect = after === 'stopped' ? 'offline' : 'live';
  return [{ path: '/state', slot: 'state', before, after, effect }];
}

/** What was written and waits for a restart that Proxmox knows nothing of. */
export function owedChanges(want: readonly Field[], prior: Prior, found: readonly Change[]): Change[] {
  if (!prior.running) return [];
  const [wanted, seen] = [byPath(want), new Set(found.map((change) => change.path))];
  return (prior.mark?.owed ?? []).flatMap((path): Change[] => {
    const one = wanted.get(path) ?? byPath(prior.now).get(path);
    if (!one || seen.has(path) || !optionRow(fieldName(one.slot, one.key)).late) return [];
    const note = 'written; waits for the restart';
    return [{ path, slot: one.slot, before: one.value, after: one.value, effect: 'restart', note }];
  });
}

/** The name in git or in the marker is another one than now: only the marker changes. */
export function renameChanges(want: Wanted, base: Wanted | null, prior: Prior): Change[] {
  const before = prior.live ? (prior.mark?.address ?? want.address) : (base?.address ?? want.address);
  if (before === want.address) return [];
  return [{ path: '', slot: 'marker', before, after: want.address, effect: 'config' }];
}

/** A guest that a revert brings back: its marker, its tag and what its retirement overwrote. */
export function returnChanges(want: Wanted, prior: Prior): Change[] {
  if (!prior.live?.retired && prior.mark?.retired === undefined) return [];
  const id = `vmid:${want.spec.vmid}`;
  return [
    { path: '', slot: 'guest', before: 'retired', after: id, effect: 'config', note: 'comes back as it was' },
  ];
}
