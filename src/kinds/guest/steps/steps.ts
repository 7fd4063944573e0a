/**
 * The steps of a container: pure data, in order, ids stable from run to run. Each action is one screen in a file of its
 * own; this file only chooses.
 */
import { PhoenixError } from '../../../errors.ts';
import type { Step } from '../../step.ts';
import { layerAddress, placedSource } from '../layered.ts';
import type { LxcSpec } from '../../lxc/spec.ts';
import type { Act } from './act.ts';
import { cloneWork } from '../../lxc/steps/clone.ts';
import { createWork } from '../../lxc/steps/create.ts';
import { debrisWork } from '../../lxc/steps/debris.ts';
import { clearWork, destroyWork, discardWork } from './destroyed.ts';
import { finishWork } from './finish.ts';
import { EVERYTHING } from './marks.ts';
import { moveWork } from '../../lxc/steps/migrate.ts';
import { recoverWork } from './recover.ts';
import { retireWork, returnChanges } from './retired.ts';
import { bind, rowOf, type Work } from './row.ts';
import { anew, changeOf, type LxcInput, type Subject, subjectOf } from './subject.ts';
import { adoptWork, updateWork } from './update.ts';
import { wayBackOf } from './way-back.ts';

function specOf({ want, mark }: LxcInput): LxcSpec {
  if (want) return want.spec;
  throw new Error(`${mark.address} has no file any more, and nothing but its end can be made steps of`);
}

/** A layer is cloned from the VMID that its instance has, or gets in this apply. */
function sourced(spec: LxcSpec, { placed, snapshot }: LxcInput): LxcSpec {
  if (!spec.source) return spec;
  const source = placedSource(spec.source, placed, (storage) => snapshot.storages.get(storage)?.type);
  if (source) return source === spec.source ? spec : { ...spec, source };
  throw new PhoenixError('REFUSED', `no VMID is left for ${layerAddress(spec.source)}`, {
    hint: 'widen "layers.vmids" in phoenix.json, or remove what nothing uses: phoenix layers prune',
  });
}

/** From an archive or another guest, wherever nothing is. */
function makeWork(subject: Subject, input: LxcInput): Work[] {
  const spec = sourced(specOf(input), input);
  const { source } = spec;
  switch (source?.is) {
    case 'ostemplate':
      return createWork(subject, spec, source.volume);
    case 'clone': {
      const specAt = (address: string) => {
        const there = input.wanted?.(address)?.spec;
        return there ? sourced(there, input) : null;
      };
      const lookup = { estate: subject.mark.estate, snapshot: input.snapshot, specOf: specAt };
      return cloneWork(subject, spec, source, lookup);
    }
    case undefined:
      throw new PhoenixError(
        'REFUSED',
        `${subject.address} does not exist, and its file does not say how to make it`,
        {
          hint: 'say "ostemplate" or "clone"',
        },
      );
  }
}

function changeActs(subject: Subject, input: LxcInput): Act[] {
  const spec = specOf(input);
  const { live, before } = subject;
  // A create or clone that did not end, and whose guest nobody has started since, is finished from what git says.
  if (live && !live.running && before.owed?.includes(EVERYTHING)) {
    return bind(subject, finishWork(subject, spec, live, false));
  }
  const mark = input.seen.is === 'ours' ? input.seen.mark : null;
  const changes = [...input.changes, ...returnChanges(mark, spec)];
  const move = changeOf(changes, 'node');
  if (!move) return bind(subject, updateWork(subject, spec, changes));
  const there = { ...subject, node: spec.node };
  return [
    ...bind(subject, moveWork(subject, move, spec.node)),
    ...bind(there, updateWork(there, spec, changes)),
  ];
}

function makeActs(subject: Subject, input: LxcInput): Act[] {
  const fresh = anew(subject, specOf(input));
  return bind(fresh, makeWork(fresh, input));
}

/** What is in the way of a create: what a killed one left, or a build of a layer that did not get far. */
function leftWork(subject: Subject, { seen }: LxcInput): Work[] {
  if (seen.is === 'debris') return debrisWork(subject);
  return seen.is === 'ours' ? discardWork(subject, 'live') : [];
}

function actsOf(subject: Subject, input: LxcInput): Act[] {
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

/** All steps of one container, one after the other. */
export function steps(input: LxcInput): readonly Step[] {
  const subject = subjectOf(input);
  return rowOf(subject, actsOf(subject, input));
}
