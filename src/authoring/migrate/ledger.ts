/** Every value of the source, each once, with what became of it: what nobody claimed is told as unknown. Pure. */
import { type Json, type Pointer, pointer } from '../../json.ts';
import { type Claim, type Fate, ROLES, type Role, type Source, type Target } from './source.ts';

/** What became of one value, and of all that stands in it. */
export interface Entry {
  readonly role: Role;
  readonly pointer: Pointer;
  readonly value: Json;
  readonly fate: Fate;
  readonly targets: readonly Target[];
  readonly why: string;
  /** No revision of the old tool knew the key. */
  readonly unknown: boolean;
}

const UNKNOWN = 'no revision of the old tool is known to read this key';

/** The pointers of the entries are disjoint, and every value of the source lies at or below exactly one of them. */
export function entriesOf(source: Source, claims: readonly Claim[]): readonly Entry[] {
  const byPlace = new Map<string, Claim[]>();
  const above = new Set<string>();
  for (const claim of claims) {
    const place = claim.role + claim.pointer;
    const there = byPlace.get(place);
    if (there) there.push(claim);
    else byPlace.set(place, [claim]);
    for (let at = claim.pointer.lastIndexOf('/'); at >= 0; at = claim.pointer.lastIndexOf('/', at - 1)) {
      above.add(claim.role + claim.pointer.slice(0, at));
      if (at === 0) break;
    }
  }
  const entries: Entry[] = [];
  const visit = (role: Role, at: Pointer, value: Json, inherited: readonly Claim[]): void => {
    const own = byPlace.get(role + at) ?? inherited;
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    if (keys.length > 0 && (above.has(role + at) || at === '')) {
      for (const key of keys)
        visit(role, at + pointer(key), (value as Readonly<Record<string, Json>>)[key] as Json, own);
    } else if (at !== '') entries.push(entryOf(role, at, value, own));
  };
  for (const role of ROLES) visit(role, '', source[role], []);
  return entries;
}

const ORDER: readonly Fate[] = ['kept', 'mapped', 'later', 'dropped'];

function entryOf(role: Role, at: Pointer, value: Json, claims: readonly Claim[]): Entry {
  const fate = ORDER.find((one) => claims.some((claim) => claim.fate === one)) ?? 'dropped';
  const whys = new Set(claims.flatMap((claim) => (claim.fate === fate && claim.why) || []));
  return {
    role,
    pointer: at,
    value,
    fate,
    targets: claims.flatMap(({ target }) => target ?? []),
    why: claims.length === 0 ? UNKNOWN : [...whys].join('; '),
    unknown: claims.length === 0,
  };
}
