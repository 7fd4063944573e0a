/**
 * Raw `lxc.*` lines, and an environment of more than one variable: `pct set --env` separates them by NUL, which no
 * argument can hold (PVE 9.2). Both are written into the conf file itself.
 */
import type { RawLine } from '../../../node/conf.ts';
import type { Change } from '../../change.ts';
import { cond, type Expect } from '../conditions.ts';
import { slotArgument } from '../field.ts';
import type { GuestLive } from '../live.ts';
import type { Act } from './act.ts';
import { changed, type Edit, effectOf, expectsOf, nextOptions, writing } from './edit.ts';
import { digestOf, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';
import { textOf } from './values.ts';

const ENVIRONMENT = 'lxc.environment.runtime';

/** The lines with a key's lines replaced: where they stood, or at the end. */
function replaced(lines: readonly RawLine[], key: string, values: readonly string[]): RawLine[] {
  const own = values.map((value) => ({ key, value }));
  const first = lines.findIndex((line) => line.key === key);
  if (first < 0) return [...lines, ...own];
  const rest = (part: readonly RawLine[]) => part.filter((line) => line.key !== key);
  return [...rest(lines.slice(0, first)), ...own, ...rest(lines.slice(first))];
}

function variables(live: GuestLive, changes: readonly Change[], reset: boolean): string[] {
  const now = new Map(
    live.next.filter(({ slot }) => slot === 'env').map(({ key, value }) => [key ?? '', value]),
  );
  return [...changed(reset ? new Map() : now, changes)].map(([name, value]) => `${name}=${value}`);
}

export interface RawPlan {
  /** Written into the file; null: the lines stay as they are. */
  readonly lines: readonly RawLine[] | null;
  readonly changes: readonly Change[];
  /** An environment that `pct set` can carry. */
  readonly edit: Edit | null;
}

function envEdit(live: GuestLive, own: readonly Change[], values: readonly string[]): Edit | null {
  const before = live.conf.options.get('env') ?? null;
  const value = values[0] ?? null;
  if ((nextOptions(live).get('env') ?? null) === value) return null;
  return {
    slot: 'env',
    option: 'env',
    value,
    before,
    family: 'scalar',
    allocates: false,
    expects: expectsOf(own),
    when: 'next',
    effect: effectOf(own),
    title: 'env',
  };
}

/** @param reset nothing but what the changes name is left */
export function rawPlan(live: GuestLive, changes: readonly Change[], reset: boolean): RawPlan {
  const raws = changes.filter(({ slot }) => slotArgument(slot, 'raw') !== null);
  const envs = changes.filter(({ slot }) => slot === 'env');
  let lines: RawLine[] = reset ? [] : [...live.conf.raw];
  for (const change of raws) {
    const values = textOf(change.after)?.split('\n') ?? [];
    lines = replaced(lines, slotArgument(change.slot, 'raw') ?? '', values);
  }
  const env = variables(live, envs, reset);
  const envChanges = envs.length > 0 || (reset && env.join('\0') !== (nextOptions(live).get('env') ?? ''));
  const inFile = envChanges && env.length > 1;
  const text = (list: readonly RawLine[]) => list.map(({ key, value }) => `${key}: ${value}`).join('\n');
  const touched = inFile || text(lines) !== text(live.conf.raw);
  const written = [...(inFile ? env.map((value) => ({ key: ENVIRONMENT, value })) : []), ...lines];
  return {
    lines: touched ? written : null,
    changes: [...raws, ...(inFile ? envs : [])],
    edit: envChanges && !inFile ? envEdit(live, envs, env) : null,
  };
}

export function rawAct(subject: Subject, { lines, changes }: RawPlan): Act[] {
  if (lines === null) return [];
  const { vmid } = subject;
  const fields: Expect[] = expectsOf(changes);
  return [
    {
      verb: 'raw',
      title: lines.length === 0 ? 'remove the raw lines' : 'write the raw lines',
      effect: writing(['config', effectOf(changes)]),
      do: { verb: 'raw', vmid, lines, digest: digestOf(subject) },
      verify: [cond(vmid, { is: 'fields', fields, when: 'now' })],
      timeout: TIMEOUTS.raw,
    },
  ];
}
