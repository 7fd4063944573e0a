/** How edits of SDN are taken back: those that a killed apply left, and those of an apply that fails. */
import type { Step } from '../step.ts';
import { commandFor } from './command.ts';
import { type Objects, uncommitted } from './config.ts';
import { type Frame, hasLock, run, sdn, stepOf } from './frame.ts';
import { sdnIn } from './live.ts';
import type { Meant, MeantObjects } from './pending.ts';

/** Takes back the edits that a killed apply left, so that nothing is committed which nobody wants any more. */
export function undoing(frame: Frame, after: string): Step[] {
  const { input, token, left } = frame;
  const { snapshot, settings } = input;
  const state = sdnIn(snapshot);
  const keys = left.open.length > 0 ? uncommitted(state) : [];
  if (keys.length === 0) return [];
  const verify = [sdn('settled', { objects: keys })];
  const title = 'take back what a killed apply had edited of SDN';
  if (hasLock(snapshot, settings)) {
    const argv = ['pvesh', 'create', '/cluster/sdn/rollback', ...token, '--release-lock', '0'] as const;
    return [stepOf(frame, 'reset', { title, after: [after], verify, do: run(...argv) })];
  }
  const steps: Step[] = [];
  for (const key of inUndoOrder(keys, state.running)) {
    const [now, before] = [state.pending.get(key), state.running.get(key)];
    const argv = commandFor(key, now, back(before, now ?? null), token);
    if (!argv) continue;
    const given = {
      title,
      after: [steps.at(-1)?.id ?? after],
      guard: [
        sdn('pending', { objects: { [key]: now ?? null } }),
        sdn('committed', { objects: { [key]: before ?? null } }),
      ],
      verify: [sdn('settled', { objects: [key] })],
    };
    steps.push(stepOf(frame, `reset:${key}`, { ...given, do: run(...argv) }));
  }
  return steps;
}

/** What is new goes from the subnets up, then what was there comes back from the zones down. */
function inUndoOrder(keys: readonly string[], running: Objects): string[] {
  const sorted = keys.toSorted();
  return [
    ...sorted.filter((key) => !running.has(key)),
    ...sorted.toReversed().filter((key) => running.has(key)),
  ];
}

export function afterwards(objects: Objects, meant: MeantObjects): Objects {
  const all = new Map(objects);
  for (const [key, one] of Object.entries(meant)) {
    if (one === null) all.delete(key);
    else {
      const fields = Object.entries({ ...all.get(key), ...one }).filter(([, value]) => value !== null);
      all.set(key, Object.fromEntries(fields) as Record<string, string>);
    }
  }
  return all;
}

/** What brings the edits back to what runs: Proxmox's own way from PVE 9 on, one by one before. */
export function wayBack(frame: Frame, after: readonly string[]): Step[] {
  const { input, meant, token } = frame;
  const { snapshot, settings } = input;
  const { running } = sdnIn(snapshot);
  const before = Object.fromEntries(Object.keys(meant).map((key) => [key, running.get(key) ?? null]));
  if (hasLock(snapshot, settings)) {
    return [
      stepOf(frame, 'rollback', {
        title: 'take back the edits of SDN and give back its lock',
        after,
        rescue: true,
        verify: [sdn('settled', { objects: Object.keys(meant) }), sdn('unlocked')],
        do: run('pvesh', 'create', '/cluster/sdn/rollback', ...token),
      }),
    ];
  }
  const steps: Step[] = [];
  for (const key of inUndoOrder(Object.keys(meant), running)) {
    const one = meant[key] ?? null;
    const argv = commandFor(key, oneOf(running.get(key), one), back(running.get(key), one), token);
    if (!argv) continue;
    const last = steps.at(-1);
    steps.push(
      stepOf(frame, `back:${key}`, {
        title: 'take back an edit of SDN',
        after: last ? [last.id] : after,
        rescue: true,
        guard: [
          sdn('pending', { objects: { [key]: one } }),
          sdn('committed', { objects: { [key]: before[key] ?? null } }),
        ],
        verify: [sdn('settled', { objects: [key] })],
        do: { verb: 'run', argv },
      }),
    );
  }
  return steps;
}

/** What an object is after its edit. */
const oneOf = (fields: Objects extends ReadonlyMap<string, infer F> ? F | undefined : never, meant: Meant) =>
  afterwards(new Map(fields ? [['', fields]] : []), { '': meant }).get('');

/** What it has to be meant as, to be what it was. */
function back(fields: Readonly<Record<string, string>> | undefined, meant: Meant): Meant {
  if (!fields) return null;
  const added = Object.keys(meant ?? {}).filter((key) => !(key in fields));
  return { ...Object.fromEntries(added.map((key) => [key, null])), ...fields };
}
