/**
 * The features that an estate can use: those of its own folder `configs/features/`, and then the shipped ones. From trees of
 * files; whoever reads them from a disk or from git stands elsewhere. Everything wrong with a folder is a finding.
 */
import { z } from 'zod';
import { issuesOf } from '../config/issues.ts';
import { finding } from '../config/finding-ids.ts';
import type { SourceFile } from '../config/model.ts';
import { parseFile } from '../config/parse.ts';
import { wholeFile } from '../config/place.ts';
import { nearestPositionOf } from '../config/positions.ts';
import { quote } from '../config/quote.ts';
import type { JsonSchema } from '../config/schema-at.ts';
import type { Finding } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { once } from '../once.ts';
import { installedHash, travels } from './content.ts';
import { devcontainerSchema, manifestOfDevcontainer, notDone } from './devcontainer.ts';
import { type FeatureFindingId, findingAt } from './finding-ids.ts';
import { FEATURE_ID, isUsablePath } from './id.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf, manifestSchema } from './manifest-schema.ts';
import { contradictions } from './manifest-rules.ts';

/** Files by path, such as `nginx/install.sh`. */
export type FeatureFiles = ReadonlyMap<string, Uint8Array>;

export interface Feature {
  readonly id: string;
  readonly origin: 'own' | 'library';
  readonly manifest: Manifest;
  /** What is brought into a guest, by path in its folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Of these files: `sha256:…`. */
  readonly content: string;
}

export interface Library {
  readonly features: ReadonlyMap<string, Feature>;
  /** Ids of folders that hold no sound feature: their findings say why. */
  readonly unsound: ReadonlySet<string>;
  /** Paths begin with `features/`. */
  readonly findings: readonly Finding[];
}

export interface LibraryInput {
  /** Of `configs/features/`. */
  readonly own: FeatureFiles;
  /** Of the library that comes with Phoenix. */
  readonly shipped: FeatureFiles;
}

const MOST_FILES = 500;
/** Of one feature: several of them make a bundle. */
const MOST_BYTES = 8 * 1024 * 1024;

const FORMATS = ['feature.json', 'devcontainer-feature.json'] as const;

/** All features by id; one of the estate's own hides the shipped one of the same name. */
export function readLibrary({ own, shipped }: LibraryInput): Library {
  const features = new Map<string, Feature>();
  const unsound = new Set<string>();
  const findings: Finding[] = [];
  const origins = [
    ['library', shipped],
    ['own', own],
  ] as const;
  for (const [origin, files] of origins) {
    for (const [id, folder] of byFolder(files, findings)) {
      // An own one that cannot be used must not give way to a shipped one that nobody meant.
      features.delete(id);
      const feature = readFeature(id, origin, folder, findings);
      if (feature) features.set(id, feature);
      else unsound.add(id);
    }
  }
  return { features, unsound, findings };
}

function byFolder(files: FeatureFiles, findings: Finding[]): Map<string, Map<string, Uint8Array>> {
  const folders = new Map<string, Map<string, Uint8Array>>();
  for (const path of [...files.keys()].sort()) {
    const [id = '', ...rest] = path.split('/');
    // A README of all features is nobody's feature.
    if (rest.length === 0 || id.startsWith('.')) continue;
    const folder = folders.get(id) ?? new Map<string, Uint8Array>();
    folder.set(rest.join('/'), files.get(path) as Uint8Array);
    folders.set(id, folder);
  }
  for (const id of folders.keys()) {
    if (FEATURE_ID.test(id)) continue;
    folders.delete(id);
    const hint = 'Call it by lower-case letters, digits and "-", at most 63.';
    findings.push(at('PHX702', `features/${id}`, `the feature ${quote(id)} cannot be called so`, hint));
  }
  return folders;
}

function at(id: FeatureFindingId, file: string, message: string, hint: string): Finding {
  return findingAt(id, message, hint, wholeFile(file));
}

function readFeature(
  id: string,
  origin: Feature['origin'],
  folder: ReadonlyMap<string, Uint8Array>,
  findings: Finding[],
): Feature | null {
  const file = FORMATS.find((name) => folder.has(name));
  const missing = file === undefined ? 'feature.json' : 'install.sh';
  if (file === undefined || !folder.has('install.sh')) {
    const hint = `Add ${missing} to the folder, or remove the folder.`;
    findings.push(at('PHX701', `features/${id}`, `the feature ${quote(id)} has no ${missing}`, hint));
    return null;
  }
  const source = { path: `features/${id}/${file}`, text: new TextDecoder().decode(folder.get(file)) };
  const before = findings.length;
  const manifest = readManifest(source, file, findings);
  if (manifest && manifest.id !== id) {
    const hint = 'Let the "id" be the name of the folder.';
    findings.push(
      at('PHX702', source.path, `the folder is called ${quote(id)}, the feature ${quote(manifest.id)}`, hint),
    );
  }
  const files = new Map([...folder].filter(([path]) => travels(path)));
  findings.push(...badFiles(id, files), ...badLines(id, files));
  const failed = findings.slice(before).some(({ severity }) => severity === 'error');
  if (!manifest || failed) return null;
  const content = once(() => installedHash(files));
  return {
    id,
    origin,
    manifest,
    files,
    // Of a whole library, an estate uses a few.
    get content() {
      return content();
    },
  };
}

function readManifest(
  source: SourceFile,
  format: (typeof FORMATS)[number],
  findings: Finding[],
): Manifest | null {
  const { value, findings: wrong } = parseFile(source);
  findings.push(...wrong);
  if (!value) return null;
  const manifest =
    format === 'feature.json' ? ours(value, source, findings) : theirs(value, source, findings);
  for (const { id, path, message, hint } of manifest ? contradictions(manifest) : []) {
    findings.push(findingAt(id, message, hint, placeIn(source, path)));
  }
  return manifest;
}

function ours(value: JsonObject, source: SourceFile, findings: Finding[]): Manifest | null {
  const { data, error } = manifestSchema().safeParse(value);
  if (data) return manifestOf(data);
  findings.push(...explained(error, value, source, manifestSchema()));
  return null;
}

function theirs(value: JsonObject, source: SourceFile, findings: Finding[]): Manifest | null {
  const { data, error } = devcontainerSchema().safeParse(value);
  if (!data) {
    findings.push(...explained(error, value, source, devcontainerSchema()));
    return null;
  }
  for (const { key, hint } of notDone(value)) {
    const message = `Phoenix does not do what ${quote(key)} asks for`;
    findings.push(findingAt('PHX705', message, hint, placeIn(source, `/${key}`, 'key')));
  }
  return manifestOfDevcontainer(data);
}

/** What a schema says against a file, each with its place. */
export function explained(
  error: z.ZodError,
  value: JsonObject,
  source: SourceFile,
  schema: z.ZodType,
): Finding[] {
  const json = once(() => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
  return issuesOf(error, value, json).map(({ id, message, hint, path, what }) =>
    finding(id, message, { hint, at: placeIn(source, path, what) }),
  );
}

function placeIn(source: SourceFile, path: string, what: 'key' | 'value' = 'value') {
  const tree = { root: '', revision: null, files: new Map([[source.path, source]]), findings: [] };
  return nearestPositionOf(tree, source.path, path, what);
}

function badFiles(id: string, files: ReadonlyMap<string, Uint8Array>): Finding[] {
  const names = [...files.keys()].filter((path) => !isUsablePath(path));
  const findings = names.map((path) => {
    const hint = 'Rename it: letters, digits, ".", "_" and "-" are enough, and 200 characters in all.';
    return at(
      'PHX702',
      `features/${id}`,
      `the file ${quote(path)} cannot be brought into a guest by this name`,
      hint,
    );
  });
  const bytes = [...files.values()].reduce((sum, one) => sum + one.length, 0);
  if (files.size > MOST_FILES || bytes > MOST_BYTES) {
    const message = `the feature ${quote(id)} has ${files.size} files of ${Math.ceil(bytes / 1024)} KiB in all`;
    const hint = `Keep to ${MOST_FILES} files and ${MOST_BYTES / 1024 / 1024} MiB; what is larger is fetched by "downloads".`;
    findings.push(at('PHX706', `features/${id}`, message, hint));
  }
  return findings;
}

/** A script of Windows fails in the guest with words that nobody understands. */
function badLines(id: string, files: ReadonlyMap<string, Uint8Array>): Finding[] {
  const scripts = [...files].filter(
    ([path, bytes]) => path.endsWith('.sh') && firstLine(bytes).endsWith('\r'),
  );
  const hint = 'Save it with LF; in git, "*.sh text eol=lf" in .gitattributes keeps it so.';
  return scripts.map(([path]) =>
    at('PHX741', `features/${id}/${path}`, 'its lines end with CR LF, and sh takes the CR for a word', hint),
  );
}

function firstLine(bytes: Uint8Array): string {
  const end = bytes.indexOf(10);
  return new TextDecoder().decode(bytes.subarray(0, end === -1 ? bytes.length : end));
}
