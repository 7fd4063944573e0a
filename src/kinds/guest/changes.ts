/**
 * Changes that do not come from comparing fields: what only creation can set, the node, the power state, debts, names.
 */
import type { Resource } from '../../config/model.ts';
import type { Settings } from '../../config/settings.ts';
import type { Pointer } from '../../json.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Change } from '../change.ts';
import type { Mark } from '../seen.ts';
import { fieldName } from './field-name.ts';
import { compareCreation } from './compare.ts';
import { byPath, type Field, isOn, type Slot } from './field.ts';
import { MOVE } from './layered.ts';
import type { GuestLive } from './live.ts';
import type { Dialect } from './dialect.ts';
import type { GuestSpec } from './spec.ts';
import { keyOf } from './steps/values.ts';

type Wanted = Resource<GuestSpec>;

/** What a diff compares with: the conf file, or the earlier spec as if it were one. */
export interface Prior {
  readonly now: readonly Field[];
  readonly next: readonly Field[];
  readonly running: boolean;
  readonly node: string;
  readonly mark: Mark | null;
  readonly live: GuestLive | null;
  readonly dialect: Dialect;
}

export function creationChanges(want: Wanted, base: Wanted | null, dialect: Dialect): Change[] {
  if (!base) return [];
  // Of an adopted guest nobody knows what it was made from: saying so, or saying it later, changes nothing.
  const isUnknown = want.spec.source === null || base.spec.source === null;
  const isSource = (slot: Slot) => ['ostemplate', 'clone', 'ssh-public-keys'].includes(slot);
  const found = compareCreation(dialect.fieldsOf(want.spec), dialect.fieldsOf(base.spec), dialect);
  return found
    .filter(({ slot }) => !isUnknown || !isSource(slot))
    .map(({ path, slot, key, before, after }) => ({
      path,
      slot,
      before,
      after,
      effect: 'impossible',
      note: dialect.optionRow(fieldName(slot, key)).note ?? 'only creation can set it',
    }));
}

export function migration(
  want: Wanted,
  base: Wanted | null,
  prior: Prior,
  { settings, snapshot }: { readonly settings: Settings; readonly snapshot: Snapshot | null },
): { changes: Change[]; notes: string[] } {
  const to = want.spec.node;
  if (prior.node === to) return { changes: [], notes: [] };
  if (!base || base.spec.node === to) {
    return { changes: [], notes: [`it is on ${prior.node}, the file says ${to}: followed, not moved`] };
  }
  const { dialect } = prior;
  const blocked = dialect.noMoveReason({ prior, source: base.spec.source, to, settings, snapshot });
  const change: Change = {
    path: '/node',
    slot: 'node',
    before: prior.node,
    after: to,
    ...(blocked === null ? dialect.moving(prior.running) : { effect: 'impossible', note: blocked }),
  };
  return { changes: [change], notes: [] };
}

export function stateChanges(want: Wanted, prior: Prior): Change[] {
  const after = want.spec.state;
  const before = prior.running ? 'running' : 'stopped';
  if (before === after) return [];
  const change = { path: '/state', slot: 'state', before, after } as const;
  if (isOn(prior.now, 'template') && after === 'running') {
    return [{ ...change, effect: 'impossible', note: 'a template never runs' }];
  }
  return [{ ...change, effect: after === 'stopped' ? 'offline' : 'live' }];
}

/** Written at once, and done at the next start only: Proxmox shows nothing pending. */
function isLate(path: Pointer, dialect: Dialect): boolean {
  const slot = dialect.slotAt(path);
  // An environment of several variables goes into the conf file by hand, as raw lines do.
  if (slot === 'env') return true;
  return dialect.isLate(fieldName(slot, keyOf({ path, slot })));
}

/** What was written and waits for a restart that Proxmox knows nothing of; what was taken away leaves no field. */
export function owedChanges(want: readonly Field[], prior: Prior, found: readonly Change[]): Change[] {
  if (!prior.running) return [];
  const [wanted, now] = [byPath(want), byPath(prior.now)];
  const seen = new Set(found.map((change) => change.path));
  return (prior.mark?.owed ?? [])
    .filter((path) => isLate(path, prior.dialect) && !seen.has(path))
    .map((path): Change => {
      const value = (wanted.get(path) ?? now.get(path))?.value ?? null;
      const note = 'written; waits for the restart';
      return {
        path,
        slot: prior.dialect.slotAt(path),
        before: value,
        after: value,
        effect: 'restart',
        note,
        waits: true,
      };
    });
}

/** What an apply that did not end has left in the marker and nothing else shows: it is finished, or struck out. */
export function debtChanges(want: Wanted, prior: Prior, found: readonly Change[]): Change[] {
  const seen = new Set(found.map((change) => change.path));
  const isProtected = isOn(prior.now, 'protection');
  const note = 'finishes what an earlier apply began';
  const restarted = 'the restart that it waited for was made';
  return (prior.mark?.owed ?? [])
    .filter((path) => !seen.has(path))
    .map((path): Change => {
      return path === '/protection' && !isProtected
        ? { path, slot: 'protection', before: '0', after: '1', effect: 'config', note }
        : {
            path,
            slot: 'marker',
            before: 'unfinished',
            after: 'finished',
            effect: 'config',
            note: ['', '/state', '/protection', '/template', MOVE].includes(path) ? note : restarted,
          };
    });
}

/** The name in git or in the marker is another one than now: only the marker changes. */
export function renameChanges(want: Wanted, base: Wanted | null, prior: Prior): Change[] {
  const before = prior.live ? (prior.mark?.address ?? want.address) : (base?.address ?? want.address);
  if (before === want.address) return [];
  return [{ path: '', slot: 'marker', before, after: want.address, effect: 'config' }];
}

/** A guest that a revert brings back: its marker, its tag and what its retirement overwrote. */
export function returnChanges(prior: Prior): Change[] {
  if (!prior.live?.retired && prior.mark?.retired === undefined) return [];
  const note = 'comes back as it was';
  return [{ path: '', slot: 'guest', before: 'retired', after: 'wanted', effect: 'config', note }];
}

/** It was made of files that were not committed; now a commit says the same, and the next change is held against that. */
export const FIRST_COMMIT: Change = {
  path: '/commit',
  slot: 'marker',
  before: null,
  after: 'up to date',
  effect: 'config',
  note: 'it is as git asks already; its marker gets its first commit',
};

/**
 * What git asks for since the marker's commit is there already: somebody was quicker by hand, or a run was cut off before
 * its last call. The marker follows, or the next change would be held against what git wanted long ago.
 * @param asked the changes of git alone
 */
export function followChanges(asked: readonly Change[], found: readonly Change[]): Change[] {
  const open = new Set(found.map(({ path }) => path));
  if (asked.length === 0 || asked.some(({ path }) => open.has(path))) return [];
  const note = 'it is as git asks already; its marker follows';
  return [{ path: '/commit', slot: 'marker', before: 'behind', after: 'up to date', effect: 'config', note }];
}
