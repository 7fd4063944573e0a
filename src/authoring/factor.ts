/**
 * Resources that stand alone become a base, profiles and small files of their own: as a person would write them, and
 * merging gives exactly what they were. Texts and the order of keys stay out. Pure.
 */
import { mergePatch } from '../config/merge.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Authored, AuthoredFiles, Whole } from './authored.ts';
import { type Cluster, clustersOf, spreadOf } from './factor/clusters.ts';
import { commonOf } from './factor/common.ts';
import { difference } from './factor/difference.ts';
import { assembled, holds, leavesOf } from './factor/leaves.ts';
import { profileName } from './factor/profile-name.ts';

export interface Factoring {
  /** Of the kind of all resources: the folder, and the name of the base. */
  readonly kind: string;
  /** Top-level keys whose lists are sets, as the kind says. */
  readonly sets: readonly string[];
  /** Of this kind, each address once. A value holds no `null`, and in its sets no `"!x"`: no merged resource does. */
  readonly wholes: readonly Whole[];
  /** Names of profiles that exist already. */
  readonly taken?: ReadonlySet<string>;
  /** Lines above the base. */
  readonly baseComment?: readonly string[];
}

interface Profile extends Cluster {
  readonly name: string;
  readonly has: ReadonlySet<number>;
  readonly value: JsonObject;
}

/** More than these nobody keeps in mind. */
const MOST_PROFILES = 16;

/**
 * `base/KIND.jsonc`, `profiles/NAME.jsonc` and `KIND/NAME.jsonc`, by path. For every resource, base, the profiles that it
 * extends and its own file merge to its value (sets in any order); the order of `wholes` does not matter.
 */
export function factor({ kind, sets, wholes, taken, baseComment }: Factoring): AuthoredFiles {
  const setKeys = new Set(sets);
  const sorted = wholes.toSorted((a, b) => (a.address < b.address ? -1 : 1));
  const leaves = sorted.map(({ value }) => leavesOf(value, setKeys));
  const base = commonOf(leaves);
  const rest = leaves.map((own) => own.filter((leaf) => !holds(base, leaf)));
  const clusters = clustersOf(rest, Math.min(MOST_PROFILES, 3 + Math.floor(sorted.length / 8)));
  const profiles = named(clusters, spreadOf(leaves), taken);

  const files = new Map<string, Authored>();
  if (Object.keys(base).length > 0)
    files.set(`base/${kind}.jsonc`, { value: base, ...(baseComment ? { comment: baseComment } : {}) });
  for (const profile of profiles)
    files.set(`profiles/${profile.name}.jsonc`, { value: profileValue(profile, profiles) });
  for (const [index, { address, value, comment }] of sorted.entries()) {
    const on = profiles.filter(({ has }) => has.has(index));
    const under = on.reduce<JsonObject>(
      (merged, one) => mergePatch(merged, assembled(one.leaves), setKeys),
      base,
    );
    const own = { ...extending(nearest(on)), ...difference(under, value, setKeys) };
    files.set(`${kind}/${address.slice(kind.length + 1)}.jsonc`, {
      value: own,
      ...(comment ? { comment } : {}),
    });
  }
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Profiles with many members first: what stands in them is weaker, as one would expect. */
function named(
  clusters: readonly Cluster[],
  spread: ReadonlyMap<string, number>,
  taken: ReadonlySet<string> = new Set(),
): readonly Profile[] {
  const names = new Set(taken);
  const profiles = clusters.map((cluster): Profile => {
    const name = profileName(cluster.leaves, spread, names);
    names.add(name);
    return { ...cluster, name, has: new Set(cluster.members), value: assembled(cluster.leaves) };
  });
  return profiles.toSorted((a, b) => b.members.length - a.members.length || (a.name < b.name ? -1 : 1));
}

/** Whether every member of the profile is one of the other's, and not the other way round. */
function isWithin(one: Profile, other: Profile): boolean {
  return one.has.size < other.has.size && one.members.every((member) => other.has.has(member));
}

/** Those that no other one of the list extends. */
function nearest(profiles: readonly Profile[]): readonly Profile[] {
  return profiles.filter((one) => !profiles.some((other) => isWithin(other, one)));
}

function profileValue(profile: Profile, all: readonly Profile[]): JsonObject {
  const wider = all.filter((other) => isWithin(profile, other));
  return { ...extending(nearest(wider)), ...profile.value };
}

function extending(profiles: readonly Profile[]): { readonly [key: string]: Json } {
  return profiles.length > 0 ? { extends: profiles.map(({ name }) => name) } : {};
}
