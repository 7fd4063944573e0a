/** Every guest of an estate as one reading of the nodes shows it, for those who count them. Pure. */
import type { Estate, Resource } from '../config/model.ts';
import type { Kind } from '../kinds/kind.ts';
import { kinds } from '../kinds/registry.ts';
import type { Mark, Seen } from '../kinds/seen.ts';
import type { Snapshot } from '../node/port.ts';
import type { GuestState, SeenGuest } from '../telemetry/metrics/of-nodes.ts';
import { estateId } from './live-plan.ts';

function stateOf(kind: Kind, seen: Seen<unknown>, mark: Mark | null): GuestState {
  if (seen.is !== 'ours') return seen.is;
  if (mark?.retired !== undefined) return 'retired';
  return (kind.runs?.(seen.live) ?? false) ? 'running' : 'stopped';
}

function declared(
  kind: Kind,
  want: Resource,
  { estate, snapshot, nodes }: { estate: Estate; snapshot: Snapshot; nodes: ReadonlyMap<string, string> },
): SeenGuest {
  const { address, spec } = want;
  const id = kind.id(spec);
  const ids = { id, estate: estateId(estate), env: estate.env };
  const seen = kind.observe({ ...ids, snapshot, want, base: want });
  const mark = seen.is === 'ours' ? seen.mark : null;
  return {
    address,
    node: nodes.get(id) ?? kind.node(spec),
    state: stateOf(kind, seen, mark),
    shallRun: kind.demand(spec) !== null,
    declared: true,
    mark,
  };
}

/** Those that git has, and those that it has no more. */
export function seenGuests(estate: Estate, snapshot: Snapshot): readonly SeenGuest[] {
  return kinds
    .filter((kind) => kind.runs !== undefined)
    .flatMap((kind) => {
      const own = kind.owned(snapshot, estateId(estate), estate.env, estate.settings);
      const nodes = new Map(own.map(({ id, node }) => [id, node]));
      const wanted = [...estate.resources.values()].filter((one) => one.kind === kind.kind);
      const ids = new Set(wanted.map(({ spec }) => kind.id(spec)));
      return [
        ...wanted.map((want) => declared(kind, want, { estate, snapshot, nodes })),
        ...own.flatMap(({ id, mark, node }): SeenGuest[] => {
          if (ids.has(id)) return [];
          const { address } = mark;
          return [{ address, node, state: 'retired', shallRun: false, declared: false, mark }];
        }),
      ];
    });
}
