/** What is told of one guest of a status, whoever it is: by its marker, its conf file and the plan. Pure. */
import type { Address, Estate } from '../config/model.ts';
import { durationInMs } from '../config/units.ts';
import type { Effect } from '../kinds/effect.ts';
import type { Action } from '../kinds/change.ts';
import type { Id } from '../kinds/kind.ts';
import type { Mark, Owned } from '../kinds/seen.ts';
import { isLayer } from '../kinds/layer/spec.ts';
import { addressIn, hashIn, instanceAddress } from '../kinds/guest/layered.ts';
import { readingOf } from '../kinds/guest/reading.ts';
import type { Snapshot } from '../node/port.ts';
import type { Cover, PlanItem } from '../plan/plan.ts';

/** What the next apply would do about a guest. */
export interface PlanStatus {
  readonly action: Action;
  /** The worst of all that differs, also of what is held back. */
  readonly effect: Effect;
  /** Fields that differ. */
  readonly changes: number;
  /** How many of them no commit asks for. */
  readonly drift: number;
  /** How many of them wait for something. */
  readonly held: number;
  /** Features that git wants otherwise than they are. */
  readonly features: readonly string[];
}

/** The layer that a guest was made from. */
interface LayerStatus {
  readonly address: Address;
  readonly hash: string;
  /** Its content in git; null: git knows no such layer any more. */
  readonly wanted: string | null;
  readonly behind: boolean;
}

/** What the marker of a guest and its conf file tell, whatever state it is in. */
export interface Told {
  /** Of its marker; null: it has none, or was applied from files that are not committed. */
  readonly commit: string | null;
  /** What is installed in it, as its marker says: id to version. */
  readonly features: Readonly<Record<string, string>>;
  /** Work that an apply left, by the paths of the changes. */
  readonly owed: readonly string[];
  /** Null: it was made from none, or its marker does not tell. */
  readonly layer: LayerStatus | null;
  /** Of a retired one: ISO time from which on it may be purged. */
  readonly keptUntil: string | null;
  /** Proxmox's lock, such as `backup`. */
  readonly lock: string | null;
}

export const vmidOf = (id: Id) => Number(id.replace(/^vmid:/, ''));

function layerStatus(stamp: string | undefined, { resources }: Estate, node: string): LayerStatus | null {
  if (stamp === undefined) return null;
  const [address, hash] = [addressIn(stamp), hashIn(stamp)];
  const now = resources.get(instanceAddress(address, node));
  const layer = now && isLayer(now) ? now.spec.layer : undefined;
  const wanted = layer === undefined ? null : hashIn(layer);
  return { address, hash, wanted, behind: wanted !== null && wanted !== hash };
}

function keptUntil({ retired }: Mark, { settings }: Estate): string | null {
  if (retired === undefined) return null;
  return new Date(Date.parse(retired) + (durationInMs(settings.policies.retire) ?? 0)).toISOString();
}

function lockOf(id: Id, snapshot: Snapshot): string | null {
  const file = snapshot.guests.get(vmidOf(id));
  // Hardly any guest has one, and a guest that is only looked at need not be parsed.
  return file?.text.includes('lock: ') ? (readingOf(file).conf.options.get('lock') ?? null) : null;
}

/** What is known beside the guest. */
export interface Around {
  readonly estate: Estate;
  readonly snapshot: Snapshot;
  readonly owned: readonly Owned[];
}

/** What the marker tells of its guest. */
export function told(mark: Mark | null, id: Id, node: string, { estate, snapshot }: Around): Told {
  const stamps = Object.entries(mark?.features ?? {});
  const features = Object.fromEntries(stamps.map(([id, stamp]) => [id, stamp.split(' ')[0] ?? '']));
  return {
    commit: mark?.commit ?? null,
    features,
    owed: mark?.owed ?? [],
    layer: layerStatus(mark?.layer, estate, node),
    keptUntil: mark ? keptUntil(mark, estate) : null,
    lock: lockOf(id, snapshot),
  };
}

/** Null: the plan has nothing to do or to say of it. */
export function planStatus(item: PlanItem | undefined): PlanStatus | null {
  if (!item || item.action === 'no-op') return null;
  const { action, effect, changes, cover = [] } = item;
  const count = (is: Cover['is']) => cover.filter((one) => one.is === is).length;
  const features = changes.flatMap(({ slot }) => (slot.startsWith('feature:') ? [slot.slice(8)] : []));
  return { action, effect, changes: changes.length, drift: count('drift'), held: count('held'), features };
}
