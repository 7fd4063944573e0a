/** A machine from another one: `qm clone`, then everything that git says before it starts for the first time. */
import { cond, volumesOf } from '../../guest/conditions.ts';
import { liveIn } from '../../guest/live.ts';
import { writeMarker } from '../../guest/marker.ts';
import type { CloneSource } from '../../guest/spec.ts';
import type { Act } from '../../guest/steps/act.ts';
import { finishWork } from '../../guest/steps/finish.ts';
import { EVERYTHING, owing } from '../../guest/steps/marks.ts';
import type { Work } from '../../guest/steps/row.ts';
import { markedCond } from '../../guest/steps/set.ts';
import { run, storageLock, type Subject } from '../../guest/steps/subject.ts';
import { TIMEOUTS } from '../../guest/steps/timeouts.ts';
import { VM_GRAMMAR } from '../grammar.ts';
import type { VmSpec } from '../spec.ts';
import { foretoldClone, type Lookup, nodeOfSource } from './foretold.ts';

function storagesOf(subject: Subject, source: CloneSource): string[] {
  if (source.storage !== undefined) return [source.storage];
  const live = liveIn(VM_GRAMMAR, subject.snapshot, source.vmid);
  const there = live ? volumesOf(live).map((volume) => volume.replace(/:.*$/s, '')) : [];
  return [...new Set(there)].toSorted();
}

function cloneAct(subject: Subject, spec: VmSpec, source: CloneSource, from: string): Act {
  const { vmid } = subject;
  const mark = owing(subject.mark, [EVERYTHING]);
  const { full, snapshot, storage } = source;
  const name = source.address ?? String(source.vmid);
  return {
    verb: 'clone',
    title: `clone ${name}${snapshot === undefined ? '' : ` as of ${snapshot}`}`,
    effect: 'live',
    node: from,
    do: run(
      ...(['qm', 'clone', source.vmid, vmid, '--name', spec.hostname] as const),
      ...(full === undefined ? [] : ['--full', full ? 1 : 0]),
      ...(snapshot === undefined ? [] : ['--snapname', snapshot]),
      ...(storage === undefined ? [] : ['--storage', storage]),
      ...(from === spec.node ? [] : ['--target', spec.node]),
      ...(spec.pool === undefined ? [] : ['--pool', spec.pool]),
      // In the new machine's first conf file, in place of the source's, which the copy would take over.
      '--description',
      writeMarker(subject.text, mark),
    ),
    locks: [
      // Proxmox takes the source's lock shared: several copies at a time are one after the other for its disks only.
      { name: `guest:${source.vmid}`, mode: 'shared' },
      ...storagesOf(subject, source).map((one) => storageLock(from, one)),
    ],
    guard: [cond(source.vmid, { is: 'unlocked' })],
    verify: [
      cond(vmid, { is: 'unlocked' }),
      cond(vmid, { is: 'node', node: spec.node }),
      markedCond(subject, mark),
    ],
    makes: true,
    timeout: TIMEOUTS.clone,
  };
}

export function cloneWork(subject: Subject, spec: VmSpec, source: CloneSource, lookup: Lookup): Work[] {
  const from = nodeOfSource(source, lookup) ?? spec.node;
  const live = foretoldClone(spec, source, lookup);
  return [{ act: cloneAct(subject, spec, source, from) }, ...finishWork(subject, spec, live, true)];
}
