/** The whole road from a tree of files to typed resources, with everything that is wrong on the way. Pure; never throws on input. */
import { errorsIn, type Finding, type Position } from '../errors.ts';
import {
  bringsFeatures,
  type EstateFeatures,
  featuresOf,
  lockFindings,
  type Shipped,
} from '../features/estate-features.ts';
import type { Kind } from '../kinds/kind.ts';
import { secretFindings } from '../secrets/estate-findings.ts';
import { betweenResources } from './between.ts';
import { declaredBy } from './declared-by.ts';
import { draftsOf } from './drafts.ts';
import { expandAll } from './expand.ts';
import { finding } from './finding-ids.ts';
import { keptHash, keptText } from './kept-hash.ts';
import { layOut, type Layout } from './layout.ts';
import type { Estate, SourceFile, Tree } from './model.ts';
import { parseFile } from './parse.ts';
import { wholeFile } from './place.ts';
import type { Stack } from './profiles.ts';
import { quote } from './quote.ts';
import { readSettings } from './read-settings.ts';
import { resolveDrafts } from './resolved.ts';
import { didYouMean } from './suggest.ts';

export interface LoadOptions {
  /** The environment whose overlays apply; null for none. */
  readonly env: string | null;
  readonly kinds: readonly Kind[];
  /** Folders that are of kinds, when not all of these are among `kinds`: then no file of the others may be there. */
  readonly folders?: readonly string[];
  /**
   * An estate loaded before, of another revision: a resource that is made of the same parts is taken from it, so that
   * `previous.resources.get(a) === next.resources.get(a)` means that nothing about `a` changed.
   */
  readonly previous?: Estate;
  /** The library that comes with Phoenix; read when something uses it. */
  readonly shipped?: Shipped;
}

/** Parses, merges, checks and resolves all files of a tree. What is wrong stands in `findings`, of all files at once. */
export function loadEstate(tree: Tree, options: LoadOptions): Estate {
  const { env, kinds, previous } = options;
  const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  const layout = layOut(tree, new Set(options.folders ?? byName.keys()));
  const findings: Finding[] = [...tree.findings, ...layout.findings];
  const twinOf = (path: string): SourceFile | undefined => previous?.tree.files.get(path);
  for (const file of tree.files.values()) findings.push(...parseFile(file, twinOf(file.path)).findings);

  const read = readSettings(
    tree,
    layout.settings,
    layout.settings ? twinOf(layout.settings.path) : undefined,
  );
  findings.push(...read.findings);
  if (env !== null && !layout.overlays.has(env)) findings.push(unknownEnvironment(env, layout));

  const stack: Stack = {
    tree,
    layout,
    findings,
    orders: new Map(),
    foundations: new Map(),
    used: new Set(),
    twinOf,
  };
  const drafts = draftsOf({ stack, kinds: byName, env, previous });
  const settings = read.valid ? declaredBy(read.settings, byName, drafts) : null;
  const reuse = previous !== undefined && previous.settings === settings && previous.env === env;
  let features: EstateFeatures | null = null;
  const openFeatures = () =>
    (features ??= featuresOf(tree, options.shipped ?? null, previous?.features ?? null));
  const resources = resolveDrafts({
    tree,
    drafts,
    settings,
    reuse,
    features: openFeatures,
    keptHash: (path) => keptHash(tree, path),
    keptText: (path) => keptText(tree, path),
    findings,
  });
  if (bringsFeatures(tree)) openFeatures();
  if (settings) findings.push(...betweenResources({ tree, settings, drafts, resources }));
  const expanded = settings ? expandAll({ tree, settings, kinds: byName, resources, findings }) : resources;
  findings.push(
    ...unusedProfiles(stack),
    // A resource that is not understood may use what seems to be used by nobody.
    ...featureFindings(features, expanded, byName).filter(
      ({ id }) => id !== 'PHX734' || errorsIn(findings).length === 0,
    ),
    ...secretFindings({ tree, resources: expanded, kinds: byName }),
  );
  return {
    tree,
    layout,
    env,
    settings: settings ?? read.settings,
    resources: expanded,
    features,
    findings: inOrder(findings),
  };
}

function featureFindings(
  features: EstateFeatures | null,
  resources: Estate['resources'],
  kinds: ReadonlyMap<string, Kind>,
): readonly Finding[] {
  if (!features) return [];
  const used = new Set(
    [...resources.values()].flatMap(({ kind, spec }) => kinds.get(kind)?.features?.(spec) ?? []),
  );
  return [...features.findings, ...lockFindings(features, used)];
}

/** The environments that a tree has. */
export function environmentsOf(tree: Tree): readonly string[] {
  const names = new Set<string>();
  for (const path of tree.files.keys()) {
    const [folder, name, kind] = path.split('/');
    if (folder === 'environments' && name !== undefined && kind !== undefined) names.add(name);
  }
  return [...names].sort();
}

function unknownEnvironment(env: string, layout: Layout): Finding {
  return finding('PHX207', `there is no environment ${quote(env)}`, {
    hint: didYouMean(env, [...layout.overlays.keys()], 'Leave --env out: this estate has no environments.'),
  });
}

function unusedProfiles({ layout, used }: Stack): Finding[] {
  const unused = [...layout.profiles].filter(([name]) => !used.has(name));
  return unused.map(([name, file]) =>
    finding('PHX206', `nothing extends the profile ${quote(name)}`, {
      hint: 'Name it in "extends", or remove the file.',
      at: wholeFile(file.path),
    }),
  );
}

/** By place, then id, then text; each once: a fault of a base is found in every resource on it. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  // What hides characters, or stands twice, is said once; what the schema thinks of it adds nothing.
  const spoiled = new Set(
    findings.filter((one) => one.id.startsWith('PHX10')).map((one) => placeKey(one.at)),
  );
  const kept = findings.filter((one) => !one.id.startsWith('PHX30') || !spoiled.has(placeKey(one.at)));
  const byKey = new Map(kept.map((one) => [keyOf(one), one]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** What a finding is known by: two with the same key are one. */
export function keyOf({ at, id, message, also }: Finding): string {
  return [placeKey(at), id, message, placeKey(also)].join('\0');
}

function placeKey(at: Position | undefined): string {
  if (!at) return '';
  return [at.file, String(at.line).padStart(7, '0'), String(at.column).padStart(7, '0')].join('\0');
}
