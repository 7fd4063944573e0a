/** Finds files by patterns in which `*` stands for any name within one folder: the same for disks and for memory. */

export interface Folders {
  /** Names directly below a folder; empty when there is none. */
  list(folder: string): readonly string[];
  /** Null when there is no such file, or it may not be read. */
  read(path: string): string | null;
}

const patterns = new Map<string, RegExp>();

/** Segments come from the program itself, a few dozen in all. */
function inFolder(segment: string): RegExp {
  const known = patterns.get(segment);
  if (known) return known;
  const made = patternOf(segment);
  patterns.set(segment, made);
  return made;
}

function patternOf(segment: string): RegExp {
  const source = segment.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${source}$`);
}

/** Whether a path is one that a pattern finds. */
export function matches(path: string, pattern: string): boolean {
  const [names, segments] = [path.split('/'), pattern.split('/')];
  if (names.length !== segments.length) return false;
  return segments.every((segment, i) => inFolder(segment).test(names[i] ?? ''));
}

function expand(folders: Folders, base: string, segments: readonly string[]): string[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [base];
  if (!segment.includes('*')) return expand(folders, `${base}/${segment}`, rest);
  const pattern = inFolder(segment);
  return folders
    .list(base)
    .filter((name) => pattern.test(name) && !name.startsWith('.'))
    .flatMap((name) => expand(folders, `${base}/${name}`, rest));
}

/** The texts of all files that match, by path. */
export function readMatching(folders: Folders, patterns: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const pattern of patterns) {
    for (const path of expand(folders, '', pattern.split('/').slice(1))) {
      const text = folders.read(path);
      if (text !== null) found.set(path, text);
    }
  }
  return found;
}
