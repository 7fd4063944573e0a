/**
 * Whose a firewall file is: a file may hold what several people wrote, so that it is ours as soon as a marker says so, and
 * free for us while nothing in it has a name that git uses.
 */
import type { Snapshot } from '../../node/port.ts';
import type { ObserveInput } from '../kind.ts';
import { markOfId, marksIn, otherOwner } from '../mark-file.ts';
import type { Owned, Seen } from '../seen.ts';
import { canonical } from '../../json.ts';
import { liveValue, pathAt, type Subject, taggedSubjects, wantedEntries } from './entries.ts';
import { type FirewallLive, liveOf } from './live.ts';
import { type FirewallSpec, nameOf, type Target, targetOfId } from './spec.ts';

/** What stands there by a name that git uses for something else, and nobody said that it may be taken. */
function clashes({ want, base }: ObserveInput<FirewallSpec>, { reading }: FirewallLive): Subject[] {
  if (!want || want.spec.adopt) return [];
  const own = new Set(taggedSubjects(reading).map(pathAt));
  const known = new Set(base ? wantedEntries(base.spec).map(({ subject }) => pathAt(subject)) : []);
  return wantedEntries(want.spec)
    .filter(({ subject, value }) => {
      const path = pathAt(subject);
      // Rules have no names, and entries are their set's.
      if (subject.is === 'rules' || own.has(path) || known.has(path)) return false;
      if (subject.is === 'entry' && own.has(pathAt({ is: 'ipset', name: subject.set }))) return false;
      const live = liveValue(reading, subject, null);
      return live !== null && canonical(live) !== canonical(value);
    })
    .map(({ subject }) => subject);
}

/** The node that only it knows of. */
function downReason(snapshot: Snapshot, target: Target): string | null {
  if (target.is !== 'node') return null;
  const facts = snapshot.nodes.get(target.node);
  if (!facts) return `the node ${target.node} was not read`;
  return facts.reachable ? null : `the node ${target.node} cannot be reached: ${facts.why}`;
}

export function observeFirewall(input: ObserveInput<FirewallSpec>): Seen<FirewallLive> {
  const { snapshot, id, estate, env, want, base } = input;
  const target = (want ?? base)?.spec.target ?? targetOfId(id);
  const why = downReason(snapshot, target);
  if (why !== null) return { is: 'unknown', why };
  const live = liveOf(snapshot, target);
  const mark = markOfId(snapshot, estate, id)?.mark ?? null;
  if (mark && mark.env !== env) {
    const owner = mark.env === null ? 'this estate without an environment' : `the environment "${mark.env}"`;
    return { is: 'foreign', why: `${nameOf(target)} belongs to ${owner}` };
  }
  // What it wrote says that Phoenix wrote it, and not for whom.
  const other = mark ? null : otherOwner(snapshot, estate, id);
  if (other !== null) return { is: 'foreign', why: `${nameOf(target)} belongs to the estate "${other}"` };
  const [clash] = clashes(input, live);
  if (clash) {
    return {
      is: 'foreign',
      why: `${nameOf(target)} says something else of ${pathAt(clash)} already, and not by Phoenix; "adopt": true in the file takes it over`,
    };
  }
  if (mark) return { is: 'ours', live, mark };
  if (want?.spec.adopt && live.text !== null) return { is: 'adoptable', live };
  if (base && taggedSubjects(live.reading).length > 0) {
    return { is: 'ours', live, mark: null, repair: 'its marker is missing: it is written again' };
  }
  return { is: 'absent' };
}

export function ownedFirewalls(snapshot: Snapshot, estate: string, env: string | null): readonly Owned[] {
  return marksIn(snapshot, estate, env, 'firewall:');
}
