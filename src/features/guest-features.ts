/** The features of one guest, from its file to what is planned and brought into it: in order, each with its hash. Pure. */
import { quote } from '../config/quote.ts';
import type { JsonObject, Pointer } from '../json.ts';
import type { PointedFinding } from '../errors.ts';
import { choose, type Chosen } from './chosen.ts';
import { findingIn } from './finding-ids.ts';
import { featureHash } from './hash.ts';
import type { Feature } from './library.ts';
import type { Lock } from './lock-file.ts';
import type { Manifest } from './manifest.ts';
import { type ResolvedOptions, resolveOptions } from './options.ts';
import { type Orderable, orderFeatures } from './order.ts';
import { type GuestFacts, type HostFacts, unmet } from './requirements.ts';

export interface GuestFeature {
  readonly feature: Feature;
  readonly options: ResolvedOptions;
  /** As pinned: the version and 16 hex digits make the value of the guest's field `/features/ID`. */
  readonly version: string;
  readonly hash: string;
  /** Features of this guest that it depends on. */
  readonly dependsOn: readonly string[];
  readonly broughtBy: readonly string[];
}

export interface GuestFeaturesInput {
  /** Id → options, of the merged file, where references to other resources are replaced. */
  readonly wanted: Readonly<Record<string, JsonObject>>;
  /** Of them in the file. */
  readonly path: Pointer;
  readonly features: ReadonlyMap<string, Feature>;
  /** Ids of folders that hold no sound feature. */
  readonly unsound?: ReadonlySet<string>;
  /** At the revision of the file. */
  readonly lock: Lock | null;
  readonly guest: GuestFacts;
  readonly host: HostFacts | null;
  /** They are those of a node itself. */
  readonly onHost?: true;
}

export interface GuestFeaturesResult {
  /** In the order in which they are installed; empty when that is not known. */
  readonly features: readonly GuestFeature[];
  readonly findings: readonly PointedFinding[];
}

export function guestFeatures(input: GuestFeaturesInput): GuestFeaturesResult {
  const { chosen, findings } = choose(input.wanted, input, input.path);
  const resolved = new Map(
    [...chosen].map(([id, one]) => [id, resolveOptions(one.feature.manifest, one.given, one.path)] as const),
  );
  const { rounds, loops } = orderFeatures(
    [...chosen.values()].map((one) => orderable(one, resolved.get(one.feature.id)?.options)),
  );
  const all = [
    ...findings,
    ...[...resolved.values()].flatMap((one) => one.findings),
    ...loops.map((loop) => loopFinding(loop, chosen)),
    ...unmet([...chosen.values()], input.guest, input.host),
    ...deprecated([...chosen.values()]),
    ...misplaced([...chosen.values()], input.onHost === true),
  ];
  const done = new Map<string, GuestFeature>();
  for (const id of rounds?.flat() ?? []) {
    const options = resolved.get(id)?.options;
    const one = chosen.get(id);
    if (one && options) done.set(id, hashed(one, options, done, input));
  }
  return { features: [...done.values()], findings: all };
}

function orderable({ feature: { id, manifest } }: Chosen, options: ResolvedOptions | undefined): Orderable {
  const { dependsOn, installsAfter, provides } = manifest;
  const { secrets = {} } = options ?? {};
  const defines = definingOptions(manifest, secrets).flatMap((name) => secrets[name] ?? []);
  const uses = Object.values(secrets);
  return { id, dependsOn: Object.keys(dependsOn), installsAfter, provides, uses, defines };
}

/** Of the options with a secret, those whose secret the feature makes true. */
export function definingOptions({ options }: Manifest, secrets: ResolvedOptions['secrets']): string[] {
  return Object.keys(secrets).filter((name) => options[name]?.defines === true);
}

function hashed(
  { feature, broughtBy }: Chosen,
  options: ResolvedOptions,
  done: ReadonlyMap<string, GuestFeature>,
  { lock, host }: GuestFeaturesInput,
): GuestFeature {
  const pin = feature.origin === 'library' ? lock?.features[feature.id] : undefined;
  const dependsOn = Object.keys(feature.manifest.dependsOn)
    .filter((id) => done.has(id))
    .sort();
  const dependencies = Object.fromEntries(dependsOn.map((id) => [id, done.get(id)?.hash ?? '']));
  const content = pin?.hash ?? feature.content;
  const hash = featureHash({ content, options, dependencies, facts: factsOf(feature, host) });
  return { feature, options, version: pin?.version ?? feature.manifest.version, hash, dependsOn, broughtBy };
}

/** The facts of the node that a feature requires, as declared. */
export function factsOf({ manifest }: Feature, host: HostFacts | null): HostFacts {
  const names = Object.keys(manifest.requires.host).filter((name) => host && Object.hasOwn(host, name));
  return Object.fromEntries(names.sort().map((name) => [name, host?.[name] ?? null]));
}

function loopFinding(loop: readonly string[], chosen: ReadonlyMap<string, Chosen>): PointedFinding {
  const way = [...loop, loop[0]].map((id) => quote(id ?? '')).join(' → ');
  const path = chosen.get(loop[0] ?? '')?.path ?? '';
  const hint = 'Remove one of these from "dependsOn" or "installsAfter" of the features.';
  return findingIn('PHX716', path, `features wait for each other: ${way}`, hint);
}

function deprecated(chosen: readonly Chosen[]): PointedFinding[] {
  return chosen
    .filter(({ feature }) => feature.manifest.deprecated)
    .map(({ feature, path }) => {
      const hint = feature.manifest.documentationURL ?? 'See its README for what replaces it.';
      return findingIn('PHX722', path, `the feature ${quote(feature.id)} is deprecated`, hint);
    });
}

function misplaced(chosen: readonly Chosen[], onHost: boolean): PointedFinding[] {
  return chosen
    .filter(({ feature }) => feature.manifest.host !== onHost)
    .map(({ feature, path }) => {
      const [is, place] = onHost
        ? (['guests', 'the file of a guest'] as const)
        : (['nodes', 'node/NAME.json'] as const);
      const message = `the feature ${quote(feature.id)} is for ${is}`;
      return findingIn('PHX724', path, message, `Write it in ${place}, or choose another feature.`);
    });
}
