/** A guest from an archive: one `pct create` with every option, then what no option can say. */
import { cond, type Expect } from '../../guest/conditions.ts';
import { fieldsOf } from '../fields.ts';
import { writeMarker } from '../../guest/marker.ts';
import type { LxcSpec } from '../spec.ts';
import type { Act } from '../../guest/steps/act.ts';
import { healthActs } from '../../guest/steps/health.ts';
import { settleActs } from '../../guest/steps/settle.ts';
import { madeOptions } from './made.ts';
import { EVERYTHING, madeMark, owing } from '../../guest/steps/marks.ts';
import { rawAct } from '../../guest/steps/raw.ts';
import { type Work, withFinalMark } from '../../guest/steps/row.ts';
import { markedCond } from '../../guest/steps/set.ts';
import { storageLock, type Subject } from '../../guest/steps/subject.ts';
import { TIMEOUTS } from '../../guest/steps/timeouts.ts';

/** Slots that the create itself does not settle: steps of their own do, or nothing can be read back. */
const LATER =
  /^(?:state|template|pool|node|ostemplate|clone|ssh-public-keys|raw:.*|snapshot:.*|feature:.*)$/s;

function expected(spec: LxcSpec): Expect[] {
  const inFile = Object.keys(spec.env).length > 1;
  return fieldsOf(spec)
    .filter(({ slot }) => !LATER.test(slot) && !(inFile && slot === 'env'))
    .filter(({ slot, value }) => !(slot === 'tags' && value === ''))
    .map(({ slot, key, value }) => ({ slot, key, value }));
}

function storagesOf(spec: LxcSpec): string[] {
  const volumes = [spec.rootfs ?? {}, ...Object.values(spec.mounts)];
  return [...new Set(volumes.flatMap((values) => values['storage'] ?? []))].toSorted();
}

function createAct(subject: Subject, spec: LxcSpec, archive: string): Act {
  const { vmid, node } = subject;
  const mark = owing(subject.mark, [EVERYTHING]);
  const options = [...madeOptions(spec, subject.mark.estate)].flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  const keys = spec.sshPublicKeys;
  const argv = [
    'pct',
    'create',
    String(vmid),
    archive,
    ...options,
    ...(spec.pool === undefined ? [] : ['--pool', spec.pool]),
    // It takes the name of a file; what the step's stdin holds is one.
    ...(keys ? ['--ssh-public-keys', '/dev/stdin'] : []),
    '--description',
    writeMarker(subject.text, mark),
  ];
  return {
    verb: 'create',
    title: `create from ${archive}`,
    effect: 'live',
    do: { verb: 'run', argv, ...(keys ? { stdin: `${keys.join('\n')}\n` } : {}) },
    locks: storagesOf(spec).map((storage) => storageLock(node, storage)),
    verify: [
      cond(vmid, { is: 'unlocked' }),
      cond(vmid, { is: 'fields', fields: expected(spec), when: 'now' }),
      ...(spec.pool === undefined ? [] : [cond(vmid, { is: 'pool', pool: spec.pool })]),
      markedCond(subject, mark),
    ],
    makes: true,
    timeout: TIMEOUTS.create,
  };
}

/** Raw lines, and an environment of more than one variable: they go into the conf file itself. */
function rawWork(subject: Subject, spec: LxcSpec): Act[] {
  const raw = Object.entries(spec.raw).flatMap(([key, values]) => values.map((value) => ({ key, value })));
  const env = Object.entries(spec.env).map(([name, value]) => ({
    key: 'lxc.environment.runtime',
    value: `${name}=${value}`,
  }));
  const lines = [...(env.length > 1 ? env : []), ...raw];
  if (lines.length === 0) return [];
  const own = fieldsOf(spec).filter(
    ({ slot }) => slot.startsWith('raw:') || (env.length > 1 && slot === 'env'),
  );
  const changes = own.map(({ path, slot, value }) => ({
    path,
    slot,
    before: null,
    after: value,
    effect: 'config' as const,
  }));
  return rawAct(subject, { lines, changes, edit: null });
}

export function createWork(subject: Subject, spec: LxcSpec, archive: string): Work[] {
  const acts = [
    createAct(subject, spec, archive),
    ...rawWork(subject, spec),
    ...settleActs(subject, spec, new Set()),
    ...healthActs(subject, spec, false),
  ];
  return withFinalMark(
    acts.map((act) => ({ act })),
    madeMark(subject.mark, spec),
    spec.state === 'running',
  );
}
