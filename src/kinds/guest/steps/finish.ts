/**
 * A guest that is being made, from its disks on: every option becomes what git says, and what a clone took over from its
 * source and git does not name is deleted. A run that was cut off is finished here, too.
 */
import type { Change } from '../../change.ts';
import type { Cond } from '../../step.ts';
import { cond } from '../conditions.ts';
import { slotArgument } from '../field.ts';
import type { GuestLive } from '../live.ts';
import type { GuestSpec } from '../spec.ts';
import { type Edit, goneOf } from './edit.ts';
import { editWork } from './edit-order.ts';
import { healthActs } from './health.ts';
import { settleActs } from './settle.ts';
import { madeMark } from './marks.ts';
import { poolAct } from './pool.ts';
import { isProtected } from './protection.ts';
import { rawPlan } from './raw.ts';
import { type Work, withFinalMark } from './row.ts';
import type { Subject } from './subject.ts';

const NOT_SET = /^(?:state|node|template|pool|snapshot:.*|feature:.*)$/s;

function changesOf({ dialect }: Subject, spec: GuestSpec, live: GuestLive): Change[] {
  const now = new Map(live.fields.map((one) => [one.path, one.value]));
  return dialect
    .fieldsOf(spec)
    .filter(({ slot }) => !NOT_SET.test(slot) && !dialect.creation.has(slot))
    .map(({ path, slot, value }) => ({
      path,
      slot,
      before: now.get(path) ?? null,
      after: value,
      effect: 'config',
    }));
}

/** What would be inherited, and git does not name. */
function leftovers(live: GuestLive, named: ReadonlySet<string>): Edit[] {
  const slots = new Map([...live.keys].map(([slot, option]) => [option, slot]));
  return [...live.conf.options]
    .filter(([option]) => live.grammar.own.test(option) && !named.has(option))
    .map(([option, before]): Edit => {
      const slot = slots.get(option) ?? option;
      return {
        slot,
        option,
        value: null,
        before,
        family: /^(?:net|dev)\d+$/.test(option) ? 'device' : 'scalar',
        allocates: false,
        expects: goneOf(live, slot),
        when: 'now',
        effect: 'config',
        title: `drop ${option}`,
      };
    });
}

/** @param foretold the guest is not there yet: nobody has seen its conf file */
export function finishWork(subject: Subject, spec: GuestSpec, live: GuestLive, foretold: boolean): Work[] {
  const changes = changesOf(subject, spec, live);
  const { dialect } = subject;
  const { estate } = subject.mark;
  const ground = { estate, vmid: subject.vmid, live, running: false, reset: true, foretold };
  const own = dialect.editsOf(ground, changes, spec);
  const raw = rawPlan(live, changes, true);
  const edits = raw.edit ? [...own.edits, raw.edit] : own.edits;
  const named = new Set([...dialect.namedOptions(spec, live), ...edits.map((edit) => edit.option)]);
  const isClone = spec.source?.is === 'clone';
  const all = isClone ? [...edits, ...leftovers(live, named)] : edits;
  const known = live.fields.find(({ slot }) => slot === 'pool')?.value ?? null;
  const pool = (spec.pool ?? null) === known || spec.pool === undefined ? null : spec.pool;
  const change = { path: '/pool', slot: 'pool', before: known, after: pool, effect: 'config' as const };
  const work: Work[] = [
    ...(pool === null ? [] : [{ act: poolAct(subject, change) }]),
    ...editWork(subject, {
      edits: all,
      grows: own.grows,
      raw,
      running: false,
      isProtected: isProtected(live),
      reprotect: false,
      debts: [],
    }),
  ];
  const taken = new Set(live.fields.flatMap(({ slot }) => slotArgument(slot, 'snapshot') ?? []));
  const acts = [...settleActs(subject, spec, taken), ...healthActs(subject, spec, false)];
  const settled = acts.map((act): Work => ({ act }));
  const row = withFinalMark([...work, ...settled], madeMark(subject.mark, spec), spec.state === 'running');
  if (!isClone) return row;
  const last = work.findLastIndex((one) => 'call' in one);
  return withCheck(
    row,
    last < 0 ? row.length - 1 : last,
    cond(subject.vmid, { is: 'own', options: [...named].toSorted() }),
  );
}

/** When its options are set, nothing else may have been taken over, whatever the source turned out to be. */
function withCheck(row: readonly Work[], at: number, check: Cond): Work[] {
  return row.map((one, index) =>
    index === at && 'call' in one
      ? { call: { ...one.call, verify: [...(one.call.verify ?? []), check] } }
      : one,
  );
}
