/** Features as trees of files, for tests: what stands in a manifest beyond the necessary, and further files. */
import { type Feature, type FeatureFiles, readLibrary } from '../../src/features/library.ts';
import type { JsonObject } from '../../src/json.ts';

/** Text or JSON by path. */
export function filesOf(tree: Readonly<Record<string, string | JsonObject>>): FeatureFiles {
  return new Map(
    Object.entries(tree).map(([path, one]) => {
      return [path, Buffer.from(typeof one === 'string' ? one : JSON.stringify(one, null, 2))] as const;
    }),
  );
}

/** A manifest that is complete, with these members. */
export function manifest(id: string, more: JsonObject = {}): JsonObject {
  return { id, version: '1.0.0', name: id, ...more };
}

/** Sound features of the shipped library by id. */
export function featuresOf(manifests: Readonly<Record<string, JsonObject>>): ReadonlyMap<string, Feature> {
  const tree = Object.entries(manifests).flatMap(([id, more]) => [
    [`${id}/feature.json`, manifest(id, more)] as const,
    [`${id}/install.sh`, 'exit 0\n'] as const,
  ]);
  const { features, findings } = readLibrary({ own: new Map(), shipped: filesOf(Object.fromEntries(tree)) });
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return features;
}
