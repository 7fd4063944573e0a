/**
 * The steps of a guest: pure data, in order, ids stable from run to run. Each action is one screen in a file of its
 * own; this file only chooses.
 */
import type { Step } from '../../step.ts';
import type { GuestSpec } from '../spec.ts';
import type { Act } from './act.ts';
import { clearWork, destroyWork, discardWork } from './destroyed.ts';
import { finishWork } from './finish.ts';
import { EVERYTHING } from './marks.ts';
import { withDetached } from './note-detached.ts';
import { recoverWork } from './recover.ts';
import { retireWork, returnChanges } from './retired.ts';
import { bind, rowOf, type Work } from './row.ts';
import { anew, changeOf, type GuestStepsInput, type Subject, subjectOf } from './subject.ts';
import { adoptWork, updateWork } from './update.ts';
import { wayBackOf } from './way-back.ts';

function specOf({ want, mark }: GuestStepsInput): GuestSpec {
  if (want) return want.spec;
  throw new Error(`${mark.address} has no file any more, and nothing but its end can be made steps of`);
}

function changeActs(subject: Subject, input: GuestStepsInput): Act[] {
  const spec = specOf(input);
  const { live, before } = subject;
  // A create or clone that did not end, and whose guest nobody has started since, is finished from what git says.
  if (live && !live.running && before.owed?.includes(EVERYTHING)) {
    return bind(subject, finishWork(subject, spec, live, false));
  }
  const mark = input.seen.is === 'ours' ? input.seen.mark : null;
  const changes = [...input.changes, ...returnChanges(mark, spec)];
  const move = changeOf(changes, 'node');
  const there = withDetached({ ...subject, node: move ? spec.node : subject.node }, changes);
  return [
    ...(move ? bind(subject, subject.dialect.moveWork(subject, move, spec.node)) : []),
    ...bind(there, updateWork(there, spec, changes)),
  ];
}

function makeActs(subject: Subject, input: GuestStepsInput): Act[] {
  const fresh = anew(subject, specOf(input));
  return bind(fresh, subject.dialect.makeWork(fresh, specOf(input), input));
}

/** What is in the way of a create: what a killed one left, or a build of a layer that did not get far. */
function leftWork(subject: Subject, { seen }: GuestStepsInput): Work[] {
  if (seen.is === 'debris') return subject.dialect.debrisWork(subject);
  return seen.is === 'ours' ? discardWork(subject, 'live') : [];
}

function actsOf(subject: Subject, input: GuestStepsInput): Act[] {
  const recovered = (leftover: 'kept' | 'dropped' | 'goes') => bind(subject, recoverWork(subject, leftover));
  switch (input.action) {
    case 'create': {
      return [...bind(subject, leftWork(subject, input)), ...makeActs(subject, input)];
    }
    case 'replace':
      // Nothing but the approval of the generation, or of the move to another layer, may end a guest.
      if (!changeOf(input.changes, 'generation') && !changeOf(input.changes, 'layer')) return [];
      return [
        ...recovered('goes'),
        ...bind(subject, clearWork(subject, input.now, input.changes)),
        ...makeActs(subject, input),
      ];
    case 'retire':
      return [...recovered('dropped'), ...bind(subject, retireWork(subject, input.now))];
    case 'destroy':
      return [...recovered('goes'), ...bind(subject, destroyWork(subject, input.now))];
    case 'adopt':
      return [...recovered('dropped'), ...bind(subject, adoptWork(subject, specOf(input), input.changes))];
    case 'remove':
      return [];
    case 'update':
    case 'rename':
    case 'migrate':
    case 'no-op': {
      const keeps = wayBackOf(subject, input.changes)?.kept;
      return [...recovered(keeps ? 'kept' : 'dropped'), ...changeActs(subject, input)];
    }
  }
}

/** All steps of one guest, one after the other. */
export function guestSteps(input: GuestStepsInput): readonly Step[] {
  const subject = subjectOf(input);
  return rowOf(subject, actsOf(subject, input));
}
