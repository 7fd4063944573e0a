/** A guest from another one: `pct clone`, then everything that git says before it starts for the first time. */
import { cond, volumesOf } from '../../guest/conditions.ts';
import { writeMarker } from '../../guest/marker.ts';
import { liveIn } from '../live.ts';
import type { LxcSpec } from '../spec.ts';
import type { Act } from '../../guest/steps/act.ts';
import { finishWork } from '../../guest/steps/finish.ts';
import { type CloneSource, foretoldClone, type Lookup, nodeOfSource } from './foretold.ts';
import { EVERYTHING, owing } from '../../guest/steps/marks.ts';
import type { Work } from '../../guest/steps/row.ts';
import { markedCond } from '../../guest/steps/set.ts';
import { run, storageLock, type Subject } from '../../guest/steps/subject.ts';
import { TIMEOUTS } from '../../guest/steps/timeouts.ts';

function storagesOf(subject: Subject, spec: LxcSpec, source: CloneSource): string[] {
  if (source.storage !== undefined) return [source.storage];
  const live = liveIn(subject.snapshot, source.vmid);
  const there = live ? volumesOf(live).map((volume) => volume.replace(/:.*$/s, '')) : [];
  return [
    ...new Set([...there, ...(spec.rootfs?.['storage'] === undefined ? [] : [spec.rootfs['storage']])]),
  ].toSorted();
}

function cloneAct(subject: Subject, spec: LxcSpec, source: CloneSource, from: string): Act {
  const { vmid } = subject;
  const mark = owing(subject.mark, [EVERYTHING]);
  const { full, snapshot, storage } = source;
  const live = liveIn(subject.snapshot, source.vmid);
  // A running guest is copied from a snapshot only; a template never runs.
  const still = snapshot === undefined && !(live?.conf.options.get('template') === '1');
  const name = source.address ?? String(source.vmid);
  return {
    verb: 'clone',
    title: `clone ${name}${snapshot === undefined ? '' : ` as of ${snapshot}`}`,
    effect: 'live',
    node: from,
    do: run(
      ...(['pct', 'clone', source.vmid, vmid, '--hostname', spec.hostname] as const),
      ...(full === undefined ? [] : ['--full', full ? 1 : 0]),
      ...(snapshot === undefined ? [] : ['--snapname', snapshot]),
      ...(storage === undefined ? [] : ['--storage', storage]),
      ...(from === spec.node ? [] : ['--target', spec.node]),
      ...(spec.pool === undefined ? [] : ['--pool', spec.pool]),
      // In the new guest's first conf file, in place of the source's, which the copy would take over.
      '--description',
      writeMarker(subject.text, mark),
    ),
    locks: [
      // Proxmox locks the source for the whole time: two clones of one guest are one too many.
      { name: `guest:${source.vmid}`, mode: 'exclusive' },
      ...storagesOf(subject, spec, source).map((one) => storageLock(from, one)),
    ],
    guard: [cond(source.vmid, { is: 'unlocked' }), ...(still ? [cond(source.vmid, { is: 'stopped' })] : [])],
    verify: [
      cond(vmid, { is: 'unlocked' }),
      cond(vmid, { is: 'node', node: spec.node }),
      markedCond(subject, mark),
    ],
    makes: true,
    timeout: TIMEOUTS.clone,
  };
}

/** A clone of ours that was killed leaves its source locked: no task works on it, and our journal knows the clone. */
function unlockSource(subject: Subject, source: CloneSource): Act[] {
  const { vmid, snapshot, mark } = subject;
  if (liveIn(snapshot, source.vmid)?.lock !== 'disk') return [];
  const nodes = [...snapshot.nodes.values()].filter((facts) => facts.reachable);
  const works = nodes.some(({ tasks }) => tasks.some((upid) => upid.split(':')[6] === String(source.vmid)));
  const begun = nodes.some(({ intents }) =>
    intents.some(
      ({ estate, argv }) =>
        estate === mark.estate && argv.slice(0, 4).join(' ') === `pct clone ${source.vmid} ${vmid}`,
    ),
  );
  if (works || !begun) return [];
  return [
    {
      verb: 'unlock',
      what: 'source',
      title: `clear the lock that a killed clone left on ${source.address ?? source.vmid}`,
      effect: 'config',
      do: run('pct', 'unlock', source.vmid),
      locks: [{ name: `guest:${source.vmid}`, mode: 'exclusive' }],
      guard: [cond(source.vmid, { is: 'locked', by: 'disk' })],
      verify: [cond(source.vmid, { is: 'unlocked' })],
      makes: true,
      timeout: TIMEOUTS.unlock,
    },
  ];
}

export function cloneWork(subject: Subject, spec: LxcSpec, source: CloneSource, lookup: Lookup): Work[] {
  const from = nodeOfSource(source, lookup) ?? spec.node;
  const unlock = unlockSource(subject, source).map((act): Work => ({ act: { ...act, node: from } }));
  const live = foretoldClone(spec, source, lookup);
  return [
    ...unlock,
    { act: cloneAct(subject, spec, source, from) },
    ...finishWork(subject, spec, live, true),
  ];
}
