/** Which features a guest gets: those of its file, and those that they depend on. Pure. */
import { quote } from '../config/quote.ts';
import { didYouMean } from '../config/suggest.ts';
import { canonical, type Json, type JsonObject, pointer, type Pointer } from '../json.ts';
import type { PointedFinding } from '../errors.ts';
import { findingIn } from './finding-ids.ts';
import type { Feature } from './library.ts';

export interface Chosen {
  readonly feature: Feature;
  /** As given by the guest's file, completed by what the features that depend on it ask for. */
  readonly given: JsonObject;
  /** Ids of the features that brought it along; empty for one that stands in the guest's file. */
  readonly broughtBy: readonly string[];
  /** Where to tell what is wrong with it. */
  readonly path: Pointer;
}

export interface ChosenResult {
  readonly chosen: ReadonlyMap<string, Chosen>;
  readonly findings: readonly PointedFinding[];
}

/** What there is to choose from. */
export interface Known {
  readonly features: ReadonlyMap<string, Feature>;
  /** Ids of folders that hold no sound feature. */
  readonly unsound?: ReadonlySet<string>;
}

interface Entry {
  readonly feature: Feature;
  readonly path: Pointer;
  readonly own: JsonObject | null;
  readonly asked: Map<string, { readonly value: Json; readonly by: string }>;
  readonly broughtBy: Set<string>;
}

/**
 * @param wanted id → options, as in the guest's file
 * @param path of them: `/features`
 */
export function choose(
  wanted: Readonly<Record<string, JsonObject>>,
  { features, unsound }: Known,
  path: Pointer,
): ChosenResult {
  const findings: PointedFinding[] = [];
  const entries = new Map<string, Entry>();
  const queue: Entry[] = [];
  const enter = (feature: Feature, own: JsonObject | null, place: Pointer): Entry => {
    const entry = { feature, own, path: place, asked: new Map(), broughtBy: new Set<string>() };
    entries.set(feature.id, entry);
    queue.push(entry);
    return entry;
  };
  for (const id of Object.keys(wanted).sort()) {
    const feature = features.get(id);
    const place = path + pointer(id);
    if (feature) enter(feature, wanted[id] as JsonObject, place);
    else if (unsound?.has(id)) findings.push(broken(place, `the feature ${quote(id)} cannot be used`, id));
    else {
      const hint = didYouMean(id, [...features.keys()], 'Add it to configs/features/.');
      findings.push(findingIn('PHX711', place, `there is no feature ${quote(id)}`, hint));
    }
  }
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    const by = entry.feature.id;
    for (const [id, options] of Object.entries(entry.feature.manifest.dependsOn)) {
      const feature = features.get(id);
      if (!feature && unsound?.has(id)) {
        const message = `the feature ${quote(by)} depends on ${quote(id)}, which cannot be used`;
        findings.push(broken(entry.path, message, id));
        continue;
      }
      if (!feature) {
        const hint = 'Add that feature to configs/features/, or remove this one.';
        findings.push(
          findingIn(
            'PHX711',
            entry.path,
            `the feature ${quote(by)} depends on ${quote(id)}, which does not exist`,
            hint,
          ),
        );
        continue;
      }
      ask(entries.get(id) ?? enter(feature, null, entry.path), options, by, findings);
    }
  }
  return { chosen: new Map([...entries].map(([id, entry]) => [id, chosenOf(entry)])), findings };
}

function broken(place: Pointer, message: string, id: string): PointedFinding {
  return findingIn('PHX711', place, message, `See what is wrong with it: phoenix feature check ${id}`);
}

/** What the guest says itself counts; two features must not ask for different things. */
function ask(
  { feature, own, asked, path, broughtBy }: Entry,
  options: JsonObject,
  by: string,
  findings: PointedFinding[],
): void {
  broughtBy.add(by);
  for (const [name, value] of Object.entries(options)) {
    if (own && Object.hasOwn(own, name)) continue;
    const other = asked.get(name);
    if (!other) asked.set(name, { value, by });
    else if (canonical(other.value) !== canonical(value)) {
      const [first, second] = [other.by, by].sort();
      const message = `${first} and ${second} want the feature ${quote(feature.id)} with different values of ${quote(name)}`;
      const hint = `Decide it in the guest: "features": { ${quote(feature.id)}: { ${quote(name)}: … } }.`;
      findings.push(findingIn('PHX717', path, message, hint));
    }
  }
}

function chosenOf({ feature, own, asked, path, broughtBy }: Entry): Chosen {
  const given = Object.fromEntries([...asked].map(([name, { value }]) => [name, value] as const));
  return { feature, path, given: { ...given, ...own }, broughtBy: own ? [] : [...broughtBy].sort() };
}
