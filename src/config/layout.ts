/** Which file is what: settings, bases, profiles, resources and overlays of environments, by where they stand. Pure. */
import type { Finding } from '../errors.ts';
import { finding, type FindingId } from './finding-ids.ts';
import type { Address, SourceFile, Tree } from './model.ts';
import { wholeFile } from './place.ts';
import { quote } from './quote.ts';
import { didYouMean } from './suggest.ts';

export interface ResourceFile {
  readonly address: Address;
  readonly kind: string;
  readonly name: string;
  readonly file: SourceFile;
}

export interface Layout {
  readonly settings: SourceFile | null;
  /** By kind. */
  readonly bases: ReadonlyMap<string, SourceFile>;
  /** By name. */
  readonly profiles: ReadonlyMap<string, SourceFile>;
  readonly resources: ReadonlyMap<Address, ResourceFile>;
  /** Environment to address to file. */
  readonly overlays: ReadonlyMap<string, ReadonlyMap<Address, ResourceFile>>;
  readonly findings: readonly Finding[];
}

/** Letters, digits, `.`, `_` and `-`: nothing that a shell, Markdown or a reference reads as more than a name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

interface Work {
  readonly tree: Tree;
  readonly kinds: ReadonlySet<string>;
  readonly bases: Map<string, SourceFile>;
  readonly profiles: Map<string, SourceFile>;
  readonly resources: Map<Address, ResourceFile>;
  readonly overlays: Map<string, Map<Address, ResourceFile>>;
  readonly findings: Finding[];
  /** One finding for a folder is enough. */
  readonly strange: Set<string>;
  settings: SourceFile | null;
}

/** Sorts the files of a tree into their roles; what has none becomes a finding. */
export function layOut(tree: Tree, kinds: ReadonlySet<string>): Layout {
  const work: Work = {
    tree,
    kinds,
    bases: new Map(),
    profiles: new Map(),
    resources: new Map(),
    overlays: new Map(),
    findings: [],
    strange: new Set(),
    settings: null,
  };
  for (const file of tree.files.values()) place(file, file.path.split('/'), work);
  return work;
}

function place(file: SourceFile, segments: readonly string[], work: Work): void {
  const [folder, second] = segments as [string, string | undefined];
  if (second === undefined) return placeTop(file, folder, work);
  if (folder === 'environments') return placeOverlay(file, segments, work);
  const isKind = work.kinds.has(folder);
  if (!isKind && folder !== 'base' && folder !== 'profiles') return strangeFolder(file, folder, '', work);
  if (segments.length > 2) return outOfPlace(file, `${folder}/NAME.json`, work);
  const name = nameOf(second);
  if (folder === 'base') {
    if (!work.kinds.has(name)) return unknownBase(file, name, work);
    put(work.bases, name, file, work);
  } else if (!NAME.test(name)) badName(file, name, work);
  else if (folder === 'profiles') put(work.profiles, name, file, work);
  else putResource(work.resources, folder, name, file, work);
}

function placeTop(file: SourceFile, name: string, work: Work): void {
  if (nameOf(name) !== 'phoenix') return outOfPlace(file, 'KIND/NAME.json', work);
  work.settings = work.settings ? oneOf(file, work.settings, work) : file;
}

function placeOverlay(file: SourceFile, segments: readonly string[], work: Work): void {
  const [, env, kind, last] = segments;
  if (last === undefined || kind === undefined || env === undefined || segments.length > 4) {
    return outOfPlace(file, 'environments/ENVIRONMENT/KIND/NAME.json', work);
  }
  if (!NAME.test(env)) return badName(file, env, work);
  if (!work.kinds.has(kind)) return strangeFolder(file, kind, `environments/${env}/`, work);
  const name = nameOf(last);
  if (!NAME.test(name)) return badName(file, name, work);
  const overlay = work.overlays.get(env) ?? new Map<Address, ResourceFile>();
  work.overlays.set(env, overlay);
  putResource(overlay, kind, name, file, work);
}

function nameOf(fileName: string): string {
  return fileName.endsWith('.jsonc') ? fileName.slice(0, -6) : fileName.slice(0, -5);
}

function putResource(
  map: Map<Address, ResourceFile>,
  kind: string,
  name: string,
  file: SourceFile,
  work: Work,
): void {
  const address = `${kind}/${name}`;
  const before = map.get(address);
  map.set(address, { address, kind, name, file: before ? oneOf(file, before.file, work) : file });
}

function put(map: Map<string, SourceFile>, name: string, file: SourceFile, work: Work): void {
  const before = map.get(name);
  map.set(name, before ? oneOf(file, before, work) : file);
}

function report(id: FindingId, file: SourceFile, message: string, hint: string, work: Work): void {
  work.findings.push(finding(id, message, { hint, at: wholeFile(file.path) }));
}

/** Of two files with the same name the .json goes on, in whatever order they come; the other one is told of. */
function oneOf(file: SourceFile, other: SourceFile, work: Work): SourceFile {
  const [kept, left] = file.path < other.path ? [file, other] : [other, file];
  const message = `${quote(kept.path)} has the same name`;
  const [at, also] = [wholeFile(left.path), wholeFile(kept.path)];
  work.findings.push(finding('PHX012', message, { hint: 'Keep one of the two files.', at, also }));
  return kept;
}

function badName(file: SourceFile, name: string, work: Work): void {
  const hint = 'Use letters, digits, ".", "_" and "-", at most 100, and start with a letter or a digit.';
  report('PHX011', file, `the name ${quote(name)} cannot be used`, hint, work);
}

function outOfPlace(file: SourceFile, place: string, work: Work): void {
  report('PHX010', file, 'nothing is read from here', `Move it to ${place}.`, work);
}

function strangeFolder(file: SourceFile, folder: string, parent: string, work: Work): void {
  if (work.strange.has(`${parent}${folder}`)) return;
  work.strange.add(`${parent}${folder}`);
  const known = parent === '' ? [...work.kinds, 'base', 'profiles', 'environments'] : [...work.kinds];
  const message = `this version has no kind ${quote(folder)}, so the folder ${quote(`${parent}${folder}`)} is not read`;
  report('PHX009', file, message, didYouMean(folder, known, 'Remove it.'), work);
}

function unknownBase(file: SourceFile, name: string, work: Work): void {
  const message = `this version has no kind ${quote(name)}, so this base has no effect`;
  report('PHX009', file, message, didYouMean(name, [...work.kinds], 'Remove it.'), work);
}
