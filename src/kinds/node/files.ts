/**
 * The files that Phoenix has on a node, and what others there tell: their texts, written and read. Pure. No line of a file
 * that is not Phoenix's own is ever changed.
 */
import type { Values } from './spec.ts';

export const SYSCTL_FILE = '/etc/sysctl.d/90-phoenix.conf';
export const MODULES_FILE = '/etc/modules-load.d/phoenix.conf';
export const MODPROBE_FILE = '/etc/modprobe.d/phoenix.conf';
export const PACKAGES_FILE = '/var/lib/dpkg/status';
/** What a run of features leaves (src/features/guest/run.sh). */
export const FEATURE_MARKS = '/var/lib/phoenix/features/*.json';

export type Texts = ReadonlyMap<string, string>;

const HEAD = '# Written by Phoenix from the file of this node; changes here are undone.\n';

/** Null: nothing is to be in it, so there is no file. */
function fileOf(lines: readonly string[]): string | null {
  return lines.length === 0 ? null : `${HEAD}${lines.map((line) => `${line}\n`).join('')}`;
}

export const sysctlText = (values: Values): string | null =>
  fileOf(Object.entries(values).map(([key, value]) => `${key} = ${value}`));

export const modulesText = (values: Values): string | null => fileOf(Object.keys(values));

export const modprobeText = (values: Values): string | null =>
  fileOf(
    Object.entries(values).flatMap(([name, options]) =>
      options === '' ? [] : [`options ${name} ${options}`],
    ),
  );

const linesOf = (text = '') => text.split('\n').filter((line) => line !== '' && !/^\s*[#;]/.test(line));

export function sysctlIn(text: string | undefined): Values {
  const pairs = linesOf(text).map((line) => /^\s*-?\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(line));
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : [])));
}

export function modulesIn(modules: string | undefined, modprobe: string | undefined): Values {
  const options = linesOf(modprobe).map((line) => /^options\s+(\S+)\s+(.*?)\s*$/.exec(line));
  const known = new Map(options.flatMap((one) => (one ? [[one[1] ?? '', one[2] ?? '']] : [])));
  return Object.fromEntries(linesOf(modules).map((name) => [name.trim(), known.get(name.trim()) ?? '']));
}

/** Versions of what is installed, of these packages alone. */
export function packagesIn(status: string | undefined, names: readonly string[]): Values {
  if (names.length === 0) return {};
  const wanted = new Set(names);
  const found: [string, string][] = [];
  for (const entry of (status ?? '').split('\n\n')) {
    const value = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(entry)?.[1] ?? '';
    const name = value('Package');
    const called = [name, `${name}:${value('Architecture')}`].filter((one) => wanted.has(one));
    if (called.length > 0 && /\sinstalled$/.test(value('Status')))
      found.push(...called.map((one): [string, string] => [one, value('Version')]));
  }
  return Object.fromEntries(found);
}

/** `VERSION HASH` by id. A mark that cannot be read counts as none: the feature is installed again. */
export function featuresIn(files: Texts): Values {
  const found = [...files].flatMap(([path, text]): [string, string][] => {
    const id = /^\/var\/lib\/phoenix\/features\/([^/]+)\.json$/.exec(path)?.[1];
    const [, version, hash] = /"version":"([^"]*)","hash":"([0-9a-f]*)"/.exec(text) ?? [];
    // One that was begun and has not ended has no hash.
    return id !== undefined && version !== undefined ? [[id, `${version} ${hash}`.trim()]] : [];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
