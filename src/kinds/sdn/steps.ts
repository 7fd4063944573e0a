/** The edits of one zone or vnet, as steps of a transaction: what opens it and commits stands in transaction.ts. */
import { anyNode } from '../any-node.ts';
import type { Change } from '../change.ts';
import type { StepsInput } from '../kind.ts';
import { markStep } from '../mark-file.ts';
import type { Step } from '../step.ts';
import type { Phase } from '../transaction.ts';
import { commandFor } from './command.ts';
import { addressesIn } from './kept.ts';
import { LEAK, leakPath, leaksOf } from './leaks.ts';
import { type SdnLive, sdnIn } from './live.ts';
import type { Meant } from './pending.ts';
import { fieldAt, objectText, type SdnObject, type SdnSpec, subnetPath } from './spec.ts';
import { CARDS_SCOPE, hasLock, lockId, SDN_SCOPE, startOf } from './frame.ts';

type Input = StepsInput<SdnSpec, SdnLive>;
type Named = Pick<SdnObject, 'key' | 'path'>;

/** The objects that the changes are about, as they are meant to be. */
function meantOf({ want, base, changes, snapshot }: Input): [string, Meant][] {
  const known = new Map(
    [...(base?.spec.objects ?? []), ...(want?.spec.objects ?? [])].map((one) => [one.key, one]),
  );
  const wanted = new Map((want?.spec.objects ?? []).map((one) => [one.key, one]));
  const slots = [...new Set(changes.map(({ slot }) => slot))].filter(
    (slot) => slot !== 'marker' && slot !== LEAK,
  );
  const { running } = sdnIn(snapshot);
  return slots.map((key): [string, Meant] => {
    const object: Named = known.get(key) ?? { key, path: subnetPath(key) };
    const own = changes.filter(({ slot }) => slot === key);
    const whole = own.find(({ path }) => path === object.path);
    if (whole) return [key, whole.after === null ? null : (wanted.get(key)?.fields ?? null)];
    // A new one is made with all of its fields in one call.
    if (!running.has(key)) return [key, wanted.get(key)?.fields ?? null];
    return [
      key,
      Object.fromEntries(own.map((change) => [fieldAt(object, change.path) ?? '', textOf(change)])),
    ];
  });
}

const textOf = ({ after }: Change): string | null => (typeof after === 'string' ? after : null);

const RANK = ['zone', 'vnet', 'subnet'];
const rankOf = (key: string): number => RANK.indexOf(key.slice(0, key.indexOf(':')));

/** What stands on something comes after it, and goes before it. */
function inOrder(meant: readonly [string, Meant][]): readonly [string, Meant][] {
  const by = ([a]: [string, Meant], [b]: [string, Meant]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1);
  const going = meant
    .filter(([, one]) => one === null)
    .toSorted(by)
    .toReversed();
  return [...meant.filter(([, one]) => one !== null).toSorted(by), ...going];
}

const titleOf = (key: string, meant: Meant, isThere: boolean): string =>
  meant === null ? `remove ${objectText(key)}` : `${isThere ? 'change' : 'make'} ${objectText(key)}`;

const editId = (address: string, key: string): string => `${address}:edit:${key}`;

/** A subnet that nobody has an address of goes before anybody who joins its vnet could be given one. */
function phaseOf({ action, snapshot, changes }: Input, [key, meant]: [string, Meant]): Phase {
  if (meant !== null) return 'grow';
  if (action === 'remove' || !key.startsWith('subnet:')) return 'shrink';
  const freed = new Set(changes.flatMap(({ slot, path }) => (slot === LEAK ? [path] : [])));
  return addressesIn(snapshot, key).every(({ ip }) => freed.has(leakPath(ip))) ? 'grow' : 'shrink';
}

function editStep(input: Input, [key, meant]: [string, Meant], phase: Phase, after: readonly string[]): Step {
  const { snapshot, settings, mark } = input;
  const now = startOf(snapshot, settings).get(key);
  const token = hasLock(snapshot, settings)
    ? ['--lock-token', { ref: 'said', step: lockId(phase) } as const]
    : [];
  const argv = commandFor(key, now, meant, token);
  const reached = { scope: SDN_SCOPE, check: { is: 'pending', objects: { [key]: meant } } };
  const common = {
    id: editId(mark.address, key),
    address: mark.address,
    phase,
    node: anyNode(settings, snapshot),
    title: titleOf(key, meant, now !== undefined),
    effect: 'live' as const,
    after,
    locks: [{ name: 'sdn', mode: 'exclusive' as const }],
    guard: [],
    verify: [reached],
    retry: 'contention' as const,
    timeout: 60_000,
  };
  // An earlier apply has edited it, and did not come to the commit.
  if (!argv) return { ...common, do: { verb: 'wait', cond: reached, within: 0 } };
  return { ...common, do: { verb: 'run', argv } };
}

/** Addresses of nobody are freed at once: that is no part of a commit. With a subnet that goes, before it. */
function freeSteps(input: Input): Step[] {
  const { changes, mark, snapshot, settings, action } = input;
  const paths = new Set(changes.flatMap(({ slot, path }) => (slot === LEAK ? [path] : [])));
  const vnet = mark.id.replace(/^vnet:/, '');
  return leaksOf(snapshot, mark.id)
    .filter(({ ip }) => paths.has(leakPath(ip)))
    .map(({ ip, mac, zone }): Step => {
      const words = ['--zone', zone, '--mac', mac ?? '', '--ip', ip];
      const check = { is: 'unowned', mac: mac ?? '' };
      return {
        id: `${mark.address}:free:${ip}`,
        address: mark.address,
        node: anyNode(settings, snapshot),
        title: `free ${ip}, which no guest has`,
        effect: 'config',
        after: [],
        locks: [],
        guard: [{ scope: CARDS_SCOPE, check }],
        verify: [],
        do: { verb: 'run', argv: ['pvesh', 'delete', `/cluster/sdn/vnets/${vnet}/ips`, ...words] },
        ...(action !== 'remove' && { remark: true as const }),
        retry: 'contention',
        timeout: 60_000,
      };
    });
}

/** Nothing is to be edited, and all nodes shall apply what is committed already. */
function againStep(input: Input): Step {
  const { snapshot, settings, mark } = input;
  const cond = { scope: SDN_SCOPE, check: { is: 'pending', objects: {} } };
  return {
    id: `${mark.address}:again`,
    address: mark.address,
    node: anyNode(settings, snapshot),
    title: 'have the nodes apply it again',
    effect: 'config',
    after: [],
    locks: [],
    guard: [],
    verify: [],
    do: { verb: 'wait', cond, within: 0 },
    retry: 'never',
    timeout: 30_000,
  };
}

/** Something that git named, and does not any more, is held back. */
function stays({ want, base, seen, changes, snapshot }: Input): boolean {
  if (!want || !base || seen.is !== 'ours' || seen.mark === null) return false;
  const wanted = new Set(want.spec.objects.map(({ key }) => key));
  const touched = new Set(changes.map(({ slot }) => slot));
  const { running } = sdnIn(snapshot);
  return base.spec.objects.some(({ key }) => !wanted.has(key) && !touched.has(key) && running.has(key));
}

export function sdnSteps(input: Input): readonly Step[] {
  const { action, changes, mark, want, base, seen, snapshot, settings } = input;
  if (action === 'no-op') return [];
  const node = anyNode(settings, snapshot);
  const steps: Step[] = [];
  // Within one phase each edit comes after the one before.
  const last = new Map<Phase, string>();
  for (const one of inOrder(meantOf(input))) {
    const phase = phaseOf(input, one);
    const before = last.get(phase);
    const step = editStep(input, one, phase, before === undefined ? [] : [before]);
    last.set(phase, step.id);
    steps.push(step);
  }
  const freed = freeSteps(input);
  const isBehind =
    seen.is === 'ours' && seen.live.behind.length > 0 && changes.some(({ slot }) => slot === 'marker');
  if (steps.length === 0 && isBehind) steps.push(againStep(input));
  const spec = (want ?? base)?.spec;
  const id = spec?.objects[0].key ?? mark.id;
  const written = action === 'remove' ? null : mark;
  const after = [...last.values()];
  const going = new Set(
    meantOf(input).flatMap(([key, meant]) => (meant === null ? [editId(mark.address, key)] : [])),
  );
  const cleaned = steps.map((step) =>
    going.has(step.id) ? { ...step, after: [...step.after, ...freed.map((one) => one.id)] } : step,
  );
  // Its marker goes on naming the commit that said what stays: no later one would.
  if (stays(input)) return [...freed, ...cleaned];
  return [
    ...freed,
    ...cleaned,
    markStep({ mark: written, id, estate: mark.estate, address: mark.address, node, after }),
  ];
}
