/** The features that the commands of `phoenix feature` speak of: folders of an estate and of the library, whole. */
import { didYouMean } from '../config/suggest.ts';
import { quote } from '../config/quote.ts';
import { type Finding, PhoenixError } from '../errors.ts';
import { type Feature, type Library, readLibrary } from '../features/library.ts';
import { readDiskTree } from '../sources/disk.ts';
import { folderExists, libraryFolder, readFeatureFolder } from '../sources/feature-folders.ts';

export interface FeatureFolder {
  readonly id: string;
  readonly origin: Feature['origin'];
  /** The folder itself, on disk. */
  readonly path: string;
  /** By path in it. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface Shelf extends Library {
  /** Also of folders that are no sound features. */
  readonly folders: ReadonlyMap<string, FeatureFolder>;
}

/** @param configs its own features come first; there may be none */
export function openShelf(configs: string): Shelf {
  const ownPath = `${configs.replace(/\/+$/, '')}/features`;
  const own = readFeatureFolder(ownPath);
  const shipped = readFeatureFolder(libraryFolder());
  const folders = new Map([...split(shipped, libraryFolder(), 'library'), ...split(own, ownPath, 'own')]);
  const library = readLibrary({ own, shipped });
  return { ...library, findings: [...library.findings, ...refused(configs)], folders };
}

/** What no estate takes from its folder of features, such as a link: here it would only be missing. */
function refused(configs: string): Finding[] {
  if (!folderExists(configs)) return [];
  return readDiskTree(configs).findings.filter(({ at }) => /^features(?:\/|$)/.test(at?.file ?? ''));
}

function split(files: ReadonlyMap<string, Uint8Array>, root: string, origin: Feature['origin']) {
  const folders = new Map<string, FeatureFolder & { files: Map<string, Uint8Array> }>();
  for (const [path, bytes] of files) {
    const [id = '', ...rest] = path.split('/');
    if (rest.length === 0 || id.startsWith('.')) continue;
    const folder = folders.get(id) ?? { id, origin, path: `${root}/${id}`, files: new Map() };
    folder.files.set(rest.join('/'), bytes);
    folders.set(id, folder);
  }
  return folders;
}

/** @throws PhoenixError `USAGE` for a feature that is not there */
export function folderOf({ folders }: Shelf, id: string): FeatureFolder {
  const folder = folders.get(id);
  if (folder) return folder;
  throw new PhoenixError('USAGE', `there is no feature ${quote(id)}`, {
    hint: didYouMean(id, [...folders.keys()], 'phoenix feature list shows all.'),
  });
}

/** Findings of one feature, whose paths begin with `features/ID/`. */
export function findingsOf(findings: readonly Finding[], id: string): Finding[] {
  return findings.filter(({ at }) => at?.file === `features/${id}` || at?.file.startsWith(`features/${id}/`));
}

/**
 * The feature, sound.
 * @throws PhoenixError `USAGE` when it is not there, `CONFIG_INVALID` with what is wrong with it
 */
export function soundFeature(shelf: Shelf, id: string, more: readonly Finding[] = []): Feature {
  const folder = folderOf(shelf, id);
  const feature = shelf.features.get(id);
  const findings = [...findingsOf(shelf.findings, id), ...more];
  if (feature && findings.every(({ severity }) => severity !== 'error')) return feature;
  throw new PhoenixError('CONFIG_INVALID', `the feature ${quote(id)} cannot be used`, {
    findings,
    source: sourceOf(folder),
    hint: `phoenix feature check ${id}`,
  });
}

/** For showing the lines of findings. */
export function sourceOf({ id, path, files }: FeatureFolder) {
  const root = path.slice(0, -`/features/${id}`.length);
  return {
    root: root === '' ? '/' : root,
    textOf: (file: string) => {
      const bytes = files.get(file.slice(`features/${id}/`.length));
      return bytes ? new TextDecoder().decode(bytes) : null;
    },
  };
}
