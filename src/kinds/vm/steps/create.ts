/** A machine with disks of its own: one `qm create` with every option, disks from images grow to their size, then the rest. */
import { parseSize } from '../../../node/property-string.ts';
import { cond, type Expect } from '../../guest/conditions.ts';
import { writeMarker } from '../../guest/marker.ts';
import type { Act } from '../../guest/steps/act.ts';
import { growAct } from '../../guest/steps/disks.ts';
import { healthActs } from '../../guest/steps/health.ts';
import { EVERYTHING, madeMark, owing } from '../../guest/steps/marks.ts';
import { type Work, withFinalMark } from '../../guest/steps/row.ts';
import { markedCond } from '../../guest/steps/set.ts';
import { settleActs } from '../../guest/steps/settle.ts';
import { storageLock, type Subject } from '../../guest/steps/subject.ts';
import { TIMEOUTS } from '../../guest/steps/timeouts.ts';
import { fieldsOf } from '../fields.ts';
import type { VmSpec } from '../spec.ts';
import { madeOptions } from './made.ts';

/** Slots that the create itself does not settle: steps of their own do, or nothing can be read back. */
const LATER = /^(?:state|template|pool|node|clone|import:.*|snapshot:.*|feature:.*)$/s;

function expected(spec: VmSpec): Expect[] {
  return fieldsOf(spec)
    .filter(({ slot }) => !LATER.test(slot))
    .filter(({ slot, key }) => !(key === 'size' && spec.imports[slot] !== undefined))
    .filter(({ slot, value }) => !(slot === 'tags' && value === ''))
    .map(({ slot, key, value }) => ({ slot, key, value }));
}

function storagesOf({ disks, imports }: VmSpec): string[] {
  const own = Object.values(disks).flatMap(({ storage, cloudinit }) => storage ?? cloudinit ?? []);
  const images = Object.values(imports).map((volume) => volume.replace(/:.*$/s, ''));
  return [...new Set([...own, ...images])].toSorted();
}

function createAct(subject: Subject, spec: VmSpec): Act {
  const { vmid, node } = subject;
  const mark = owing(subject.mark, [EVERYTHING]);
  const keys = spec.cloudInit['sshkeys'];
  const argv = [
    'qm',
    'create',
    String(vmid),
    ...[...madeOptions(spec, subject.mark.estate)].flatMap(([name, value]) => [`--${name}`, value]),
    ...(spec.pool === undefined ? [] : ['--pool', spec.pool]),
    // It takes the name of a file; what the step's stdin holds is one.
    ...(keys === undefined ? [] : ['--sshkeys', '/dev/stdin']),
    '--description',
    writeMarker(subject.text, mark),
  ];
  const images = Object.values(spec.imports);
  return {
    verb: 'create',
    title: images.length === 0 ? 'create' : `create from ${images.join(', ')}`,
    effect: 'live',
    do: { verb: 'run', argv, ...(keys === undefined ? {} : { stdin: `${keys}\n` }) },
    locks: storagesOf(spec).map((storage) => storageLock(node, storage)),
    verify: [
      cond(vmid, { is: 'unlocked' }),
      cond(vmid, { is: 'fields', fields: expected(spec), when: 'now' }),
      ...(spec.pool === undefined ? [] : [cond(vmid, { is: 'pool', pool: spec.pool })]),
      markedCond(subject, mark),
    ],
    makes: true,
    timeout: TIMEOUTS.clone,
  };
}

/** A disk that began with an image is as large as that. */
function growActs(subject: Subject, { disks, imports }: VmSpec): Act[] {
  return Object.keys(imports).flatMap((slot) => {
    const size = disks[slot]?.['size'];
    if (size === undefined || parseSize(size) === null) return [];
    return [growAct(subject, { slot, option: slot, size, effect: 'config' })];
  });
}

export function createWork(subject: Subject, spec: VmSpec): Work[] {
  const acts = [
    createAct(subject, spec),
    ...growActs(subject, spec),
    ...settleActs(subject, spec, new Set()),
    ...healthActs(subject, spec, false),
  ];
  return withFinalMark(
    acts.map((act) => ({ act })),
    madeMark(subject.mark, spec),
    spec.state === 'running',
  );
}
