/** Layers for which no VMID is left: they wait, and so does what would be made from them; all else is done. Pure. */
import type { Address, Estate } from '../config/model.ts';
import { edgesOf } from '../kinds/edges.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Snapshot } from '../node/port.ts';
import type { Pairing } from '../plan/build.ts';
import type { PlanItem } from '../plan/plan.ts';
import { idOfEstate } from '../plan/policy.ts';

interface Around {
  readonly kinds: readonly Kind[];
  readonly head: Estate;
  readonly snapshot: Snapshot;
  /** By address of the item. */
  readonly pairings: ReadonlyMap<Address, Pairing>;
}

const MADE: readonly PlanItem['action'][] = ['create', 'replace'];

/** The same items, what has no place on hold. */
export function withoutPlace(items: readonly PlanItem[], around: Around): readonly PlanItem[] {
  const { kinds, head, snapshot, pairings } = around;
  const kindOf = (item: PlanItem) => pairings.get(item.address)?.kind;
  const open = items.filter((item) => MADE.includes(item.action) && kindOf(item)?.place !== undefined);
  if (open.length === 0) return items;
  const { settings, env } = head;
  const wanted = {
    resources: [...head.resources.values()],
    snapshot,
    settings,
    estate: idOfEstate(settings),
    env,
  };
  const places = new Set(kinds.flatMap((kind) => [...(kind.place?.(wanted).keys() ?? [])]));
  const [from, to] = settings.layers?.vmids ?? [];
  const range = from === undefined ? '"layers.vmids" of phoenix.json' : `${from} to ${to}`;
  const why = new Map<Address, string>(
    open
      .filter(({ address }) => !places.has(address))
      .map(({ address }) => [
        address,
        `no VMID is left for ${address} in ${range}: widen "layers.vmids", or remove what nothing uses (phoenix layers prune)`,
      ]),
  );
  // One layer may stand on another: until nothing more waits.
  for (let known = -1; known < why.size;) {
    known = why.size;
    for (const { address, action } of items) {
      const { kind, want } = pairings.get(address) ?? {};
      if (!kind || !want || why.has(address) || !MADE.includes(action)) continue;
      const source = edgesOf(kind, want).find(({ when, to: other }) => when === 'exists' && why.has(other));
      if (source) why.set(address, why.get(source.to) ?? '');
    }
  }
  return items.map((item) => {
    const reason = why.get(item.address);
    if (reason === undefined) return item;
    const held = { is: 'held', why: reason } as const;
    return { ...item, cover: (item.cover ?? []).map((one) => (one.is === 'covered' ? held : one)) };
  });
}
