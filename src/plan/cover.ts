/**
 * The cover check: which differences between git and the nodes were reviewed, and which are drift (DESIGN §7).
 * Pure: what git and GitHub say of commits comes in as facts.
 */
import type { Policies } from '../config/settings.ts';
import { canonical } from '../json.ts';
import { atMost } from '../kinds/effect.ts';
import { type Action, type Change, type Diff, isRemoval } from '../kinds/change.ts';
import type { Cover, PlanItem } from './plan.ts';

/** Where the marker's commit stands seen from the commit that is applied. */
export type Ancestry =
  /** The marker's commit is the applied one or an ancestor of it. */
  | 'behind'
  /** A later push has changed the resource already. */
  | 'ahead'
  /** git does not know the marker's commit, or the marker names none. */
  | 'unknown'
  /** Nothing is there yet. */
  | 'absent';

export interface CoverInput {
  readonly item: PlanItem;
  /** diff(spec at the marker's commit, spec at the applied commit), as git alone states it; null: no such spec. */
  readonly expected: Diff | null;
  /**
   * The same from commits in between, newest first. Of a commit that was applied in part and is reverted, git has nothing
   * left to ask for: what of it is there goes back by these, where it is just what that commit wanted. Absent: none.
   */
  readonly between?: readonly Diff[];
  readonly ancestry: Ancestry;
  /** Whether the branch tip still has the resource. */
  readonly atTip: boolean;
  /** The branch tip says something else of the resource than the commit that is applied: an old run, or a late one. */
  readonly superseded: boolean;
  /** Commits between the two that nobody was shown: `direct push 4f1c2ab`; empty when all were. */
  readonly unshown: readonly string[];
  /** The operator saw and confirmed this very plan on the command line. */
  readonly confirmed: boolean;
  /** Confirmed beforehand (`--yes`), by somebody who has not seen what of it no commit at hand asks for. */
  readonly blind?: boolean;
  /** The operator named this very resource: what waits for a restart is his to restart. */
  readonly asked?: boolean;
  /** Paths of reviewed changes that an apply has begun: see `Mark.owed`. */
  readonly owed: readonly string[];
  readonly policies: Policies;
}

const drift = (why: string): Cover => ({ is: 'drift', why });
const held = (why: string): Cover => ({ is: 'held', why });
const COVERED: Cover = { is: 'covered' };

/** What nobody was shown, where nobody stands in for the review; null: all is well. */
function notShown({ unshown, confirmed }: CoverInput): Cover | null {
  return unshown.length > 0 && !confirmed ? held(`no plan was shown for ${unshown.join(', ')}`) : null;
}

/** Done as a whole or not at all. */
const WHOLE: readonly Action[] = ['create', 'replace', 'retire', 'destroy', 'remove'];

/** Where a wrong `before` means that the reviewer looked at something else. */
function comparesBefore(item: PlanItem, change: Change): boolean {
  const final = item.action === 'replace' || isRemoval(item.action);
  return final || change.slot === 'rootfs' || change.slot.startsWith('mount:');
}

function same(a: Change['after'], b: Change['after']): boolean {
  return canonical(a) === canonical(b);
}

/** A root disk is always there: where git named nothing of it, as for a clone, the reviewer saw no value to go by. */
function sameStart(expected: Change, change: Change): boolean {
  return same(expected.before, change.before) || (change.slot === 'rootfs' && expected.before === null);
}

/** A live change is covered by git's change of the same path with the same end and no lesser effect. */
function coveredBy(expected: Diff, item: PlanItem, change: Change): boolean {
  // The marker's commit does not have the resource (it was retired there): bringing it in was reviewed as a whole.
  if (expected.action === 'create' || expected.action === 'adopt') return true;
  return expected.changes.some(
    (other) =>
      other.path === change.path &&
      same(other.after, change.after) &&
      atMost(change.effect, other.effect) &&
      (!comparesBefore(item, change) || sameStart(other, change)),
  );
}

/** A commit in between asked for just what is there, and another one took that back. */
function takenBack({ between = [] }: CoverInput, change: Change): boolean {
  return between.some(({ changes }) =>
    changes.some(
      (other) =>
        other.path === change.path &&
        same(other.before, change.before) &&
        same(other.after, change.after) &&
        atMost(change.effect, other.effect),
    ),
  );
}

/** A guest that was to be destroyed may retire instead: that is less. */
function asksFor(expected: Diff | null, action: PlanItem['action']): boolean {
  return expected?.action === action || (action === 'retire' && expected?.action === 'destroy');
}

/** What may be done although nobody looked at it: nothing stops, and nothing is lost. */
function isMild(change: Change): boolean {
  return atMost(change.effect, 'live') && !(change.slot.startsWith('snapshot:') && change.after === null);
}

/** What `policies.drift` allows of a change that nobody reviewed. */
function unreviewed(change: Change, policies: Policies, why: string): Cover {
  return policies.drift === 'live' && isMild(change) ? COVERED : drift(why);
}

/** What `policies.secrets` allows: the policy is the review of a value that no commit shows. */
function followed(change: Change, asked: boolean): Cover {
  return isMild(change) || asked
    ? COVERED
    : drift(
        'it may restart the guest: it is brought in when somebody names the guest, or with its next change',
      );
}

/** Somebody stopped the guest, and something of it waits for its next start: that is the first half of a restart. */
function resumes({ owed }: CoverInput, { slot, after }: Change): boolean {
  return slot === 'state' && after === 'running' && owed.some((path) => path !== '/protection');
}

const UNKNOWN_COMMIT =
  'git does not know the commit of its marker, so nothing beyond live: fetch first; after a rewritten history, or where it names none, apply it by hand and without --yes';

function verdict(input: CoverInput, change: Change): Cover {
  const { item, expected, ancestry, confirmed, blind = false, asked = false, owed, policies } = input;
  if (change.effect === 'impossible') return held(change.note ?? 'Proxmox cannot do this in place');
  if (ancestry === 'unknown') {
    return (confirmed && !blind) || isMild(change) ? COVERED : held(UNKNOWN_COMMIT);
  }
  // The empty path is the whole: a create or clone that was reviewed and has not ended.
  const owes = owed.includes(change.path) || owed.includes('');
  // Phoenix's own line, and its own snapshot: that they lag behind is nobody's doing.
  const lags = change.slot === 'marker' && (change.path === '/commit' || change.path === '/rollback');
  const begun = owes || lags || resumes(input, change);
  const reviewed =
    begun || (expected !== null && coveredBy(expected, item, change)) || takenBack(input, change);
  if (!reviewed && change.waits) {
    return asked ? COVERED : held('it is written already, and takes effect after the next restart');
  }
  if (!reviewed && change.followed) return followed(change, asked);
  if (!reviewed) return unreviewed(change, policies, 'changed on the node, not in git');
  return (isMild(change) ? null : notShown(input)) ?? COVERED;
}

/** What of an item can be done at all: all that two revisions tell of its cover. */
export function coverInGit({ action, changes }: PlanItem): Cover[] {
  const refused = changes.find(({ effect }) => effect === 'impossible');
  if (!refused) return changes.length > 0 ? changes.map(() => COVERED) : [COVERED];
  const impossible = ({ note }: Change) => held(note ?? 'Proxmox cannot do this in place');
  const isWhole = WHOLE.includes(action);
  return changes.map((change) =>
    isWhole ? impossible(refused) : change.effect === 'impossible' ? impossible(change) : COVERED,
  );
}

/** One verdict for each change of the item; an item without changes gets one verdict for its action. */
export function cover(input: CoverInput): Cover[] {
  const { item, ancestry, atTip, confirmed, blind = false, expected } = input;
  const hidden = notShown(input);
  const all = (one: Cover) => (item.changes.length > 0 ? item.changes.map(() => one) : [one]);
  if (ancestry === 'ahead') return all(held('a later push has changed it already'));
  if (item.seen === 'foreign' || item.seen === 'copy' || item.seen === 'unknown') {
    return all(held(item.notes[0] ?? 'not ours'));
  }
  // Its own work may never have been done, so that no marker tells: then the branch does.
  if (input.superseded) {
    return all(held(atTip ? 'the branch has changed it since' : 'the branch no longer has it'));
  }
  switch (item.action) {
    case 'create': {
      if (!atTip) return all(held('the branch no longer has it'));
      const refused = item.changes.find((change) => change.effect === 'impossible');
      if (refused) return all(held(refused.note ?? 'it cannot be made as written'));
      return all(hidden ?? COVERED);
    }
    case 'retire':
    case 'destroy':
    case 'remove':
    case 'replace':
    case 'migrate': {
      const refused = item.changes.find((change) => change.effect === 'impossible');
      if (refused && item.action === 'migrate') return item.changes.map((change) => verdict(input, change));
      // It is done as a whole or not at all: doing the rest of what was refused would be doing it.
      if (refused) return all(held(refused.note ?? 'it cannot be done as written'));
      const seen = confirmed && !blind;
      // A purge is asked for by name and by no commit.
      const purges = confirmed && item.changes.some(({ before }) => before === 'retired');
      if (ancestry === 'unknown' && !seen) return all(held(UNKNOWN_COMMIT));
      // Of a move to another layer, which somebody asked for by name, only its marker tells.
      const begun = item.changes.some(({ slot, path }) => slot === 'layer' && input.owed.includes(path));
      if (!asksFor(expected, item.action) && !seen && !purges && !begun)
        return all(drift('no reviewed change asks for this'));
      if (hidden) return all(hidden);
      if (item.action !== 'migrate') return all(COVERED);
      // What else differs was asked for by nobody because the guest moves.
      return item.changes.map((change) => (change.slot === 'node' ? COVERED : verdict(input, change)));
    }
    case 'adopt': {
      if (!atTip) return all(held('the branch no longer has it'));
      const refused = item.changes.find(({ effect, slot }) => effect === 'impossible' && slot === 'marker');
      if (refused) return all(held(refused.note ?? 'it cannot be adopted'));
      if (hidden) return all(hidden);
      // Its file was reviewed as a whole.
      return coverInGit(item);
    }
    case 'rename':
    case 'update':
    case 'no-op':
      return item.changes.length > 0 ? item.changes.map((change) => verdict(input, change)) : [COVERED];
  }
}
