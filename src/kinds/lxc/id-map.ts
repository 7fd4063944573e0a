/** Which user of a guest is which user of its node (PVE 9.2: raw `lxc.idmap`, or the shift of an unprivileged guest). */
import type { LxcSpec, Values } from './spec.ts';

/** `count` users or groups from `guest` on are those from `host` on. */
export interface IdRange {
  readonly type: 'u' | 'g';
  readonly guest: number;
  readonly host: number;
  readonly count: number;
}

export const IDMAP = 'lxc.idmap';

/** What Proxmox maps where no line says otherwise, whatever /etc/subuid holds. */
export const SHIFT = 100_000;
const COUNT = 65_536;
const SHIFTED: readonly IdRange[] = (['u', 'g'] as const).map((type) => ({
  type,
  guest: 0,
  host: SHIFT,
  count: COUNT,
}));

/** `u 0 100000 65536`, or `u:1000:1000:1` of a mount; null: Proxmox does not understand it. */
export function parseIdRange(text: string): IdRange | null {
  const [, type, guest, host, count] = /^([ug])[\s:]+(\d+)[\s:]+(\d+)[\s:]+(\d+)\s*$/.exec(text) ?? [];
  if (type === undefined || Number(count) === 0) return null;
  return { type: type as 'u' | 'g', guest: Number(guest), host: Number(host), count: Number(count) };
}

const rangesOf = (texts: readonly string[]): readonly IdRange[] =>
  texts.flatMap((text) => parseIdRange(text) ?? []);

/** Null: users of the guest are users of the node. */
export function idMapOf({ raw, unprivileged }: LxcSpec): readonly IdRange[] | null {
  const lines = raw[IDMAP];
  if (lines) return rangesOf(lines);
  return unprivileged ? SHIFTED : null;
}

/** The map of a mount (PVE 9.2); empty: it has none, or goes by the map of the guest. */
export function mountMap({ idmap }: Values): readonly IdRange[] {
  return idmap === undefined || idmap === 'passthrough' ? [] : rangesOf(idmap.split(';'));
}

function hostOf(id: number, ranges: readonly IdRange[], type: IdRange['type']): number | null {
  const range = ranges.find((one) => one.type === type && id >= one.guest && id < one.guest + one.count);
  return range ? range.host + id - range.guest : null;
}

/** The user id on the disk that a user of the guest has in a mount; null: none, his files would be nobody's. */
export function userOnDisk(id: number, spec: LxcSpec, mount: Values): number | null {
  const map = idMapOf(spec);
  if (!map) return id;
  const host = hostOf(id, map, 'u');
  // A mount maps users that the guest has, and no others.
  if (host === null) return null;
  return mount['idmap'] === 'passthrough' ? id : (hostOf(id, mountMap(mount), 'u') ?? host);
}

/** The group id on the disk that a group of the guest has; null: none. */
export function groupOnDisk(id: number, spec: LxcSpec): number | null {
  const map = idMapOf(spec);
  return map ? hostOf(id, map, 'g') : id;
}

/** Two ranges of one type that have an id in common, in the guest or on the node; null: there are none. */
export function overlapIn(ranges: readonly IdRange[]): readonly [IdRange, IdRange] | null {
  for (const type of ['u', 'g'] as const) {
    for (const side of ['guest', 'host'] as const) {
      const sorted = ranges.filter((one) => one.type === type).sort((a, b) => a[side] - b[side]);
      for (const [at, range] of sorted.entries()) {
        const before = sorted[at - 1];
        if (before && before[side] + before.count > range[side]) return [before, range];
      }
    }
  }
  return null;
}

export const rangeText = ({ type, guest, host, count }: IdRange): string =>
  `${type} ${guest} ${host} ${count}`;
