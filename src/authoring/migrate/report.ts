/** What became of every value of the source, for people and for programs. Secrets are never repeated. Pure. */
import { grouped } from '../../grouped.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { code, prose } from '../../plan/render/escape.ts';
import { plural } from '../../plan/render/words.ts';
import type { Authored, AuthoredFiles } from '../authored.ts';
import type { Entry } from './ledger.ts';
import type { Migration } from './migrate.ts';
import { shownValue } from './secret.ts';
import { type Fate, ROLES, type Role, SOURCE_FILES, type Target } from './source.ts';

/** `phoenix_lxc_configs.json#/lxc_configs/950/cores` */
const placeOf = ({ role, pointer }: Pick<Entry, 'role' | 'pointer'>): string =>
  `${SOURCE_FILES[role]}#${pointer}`;

/** The file that a value stands in now, and its place there. */
function locate(
  files: AuthoredFiles,
  { address, path }: Target,
): { readonly file: string; readonly key: string } {
  const key = path.join('.');
  if (address === 'phoenix.json') return { file: address, key };
  const own = `${address}.jsonc`;
  for (let at: string | null = own; at !== null; at = imageOf(files, at)) {
    const file = wayOf(files, at).find((one) => holds(files.get(one), path));
    if (file !== undefined) return { file, key };
  }
  return { file: own, key };
}

/** Own file, profiles, base: the strongest first. */
function wayOf(files: AuthoredFiles, own: string): readonly string[] {
  const profiles = (path: string): readonly string[] => {
    const named = (files.get(path)?.value['extends'] ?? []) as readonly string[];
    return named.flatMap((name) => [`profiles/${name}.jsonc`, ...profiles(`profiles/${name}.jsonc`)]);
  };
  return [own, ...profiles(own), `base/${own.slice(0, own.indexOf('/'))}.jsonc`];
}

function imageOf(files: AuthoredFiles, path: string): string | null {
  const clone = files.get(path)?.value['clone'];
  const from = isObject(clone) ? clone['from'] : clone;
  const file = typeof from === 'string' ? `${from}.jsonc` : null;
  return file !== null && file !== path && files.has(file) ? file : null;
}

function holds(file: Authored | undefined, path: readonly string[]): boolean {
  let at: Json | undefined = file?.value;
  for (const key of path) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at !== undefined && at !== null;
}

const targetsOf = ({ targets }: Entry, { authored }: Migration) => [
  ...new Map(
    targets.map((target) => locate(authored, target)).map((one) => [`${one.file} ${one.key}`, one]),
  ).values(),
];

/** For programs: everything, by its place in the source. */
export function reportJson(migration: Migration): JsonObject {
  const { entries, mistakes, assumed, secrets, proof, files, estate } = migration;
  return {
    v: 1,
    containers: proof.containers,
    proved: proof.values,
    differences: proof.differences.map(({ address, said, got, ...at }) => ({
      at: placeOf(at),
      address,
      said,
      got,
    })),
    files: [...files.keys()].map((path) => `configs/${path}`),
    counts: countsOf(entries),
    entries: entries.map((entry) => ({
      file: SOURCE_FILES[entry.role],
      pointer: entry.pointer,
      fate: entry.fate,
      value: shownValue(migration.hidden, entry),
      to: targetsOf(entry, migration).map(({ file, key }) => ({ file: `configs/${file}`, key })),
      why: entry.why,
      known: !entry.unknown,
    })),
    mistakes: mistakes.map((one) => ({ at: placeOf(one), text: one.text })),
    assumed,
    vault: [...secrets].map(([entry, from]) => ({ entry, from: `${SOURCE_FILES.host}#${from}` })),
    findings: estate.findings.map(({ id, severity, message, at }) => ({
      id,
      severity,
      message,
      at: at ? { ...at } : null,
    })),
  };
}

export function countsOf(entries: readonly Entry[]): Readonly<Record<Fate | 'unknown', number>> {
  const count = (fate: Fate) => entries.filter((one) => one.fate === fate && !one.unknown).length;
  return {
    kept: count('kept'),
    mapped: count('mapped'),
    later: count('later'),
    dropped: count('dropped'),
    unknown: entries.filter(({ unknown }) => unknown).length,
  };
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const jsonCode = (value: Json, most = 4000): string => {
  const text = JSON.stringify(value);
  return cell(code(text.length > most ? `${text.slice(0, most)}…` : text));
};

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

/** For people, as Markdown. */
export function reportText(migration: Migration): string {
  const { entries, mistakes, proof } = migration;
  const counts = countsOf(entries);
  const parts = [
    '# What became of the old configuration',
    `${plural(proof.containers, 'container')}, ${plural(proof.values, 'value')} of theirs proved: what Phoenix makes of these files was compared with what the old ones say${
      proof.differences.length === 0 ? '.' : `, and ${plural(proof.differences.length, 'value')} differ.`
    } Of ${plural(entries.length, 'value')} in all, ${counts.kept} are kept in the same words and ${counts.mapped} in others; ${counts.later} wait for kinds that this version does not have; ${counts.dropped} are dropped, each with its reason; ${counts.unknown} are known to nobody.`,
    ...differences(migration),
    ...toDo(migration),
    ...section(
      'Mistakes in the old configuration',
      mistakes.map((one) => `${code(placeOf(one))}: ${prose(one.text)}`),
    ),
    ...kept(migration),
    ...ROLES.flatMap((role) => table(role, migration)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, bullets(lines)];
}

function differences({ proof }: Migration): string[] {
  return section(
    'Differences',
    proof.differences.map(
      (one) =>
        `${code(placeOf(one))}: the old files say ${code(one.said)}, ${code(one.address)} has ${code(one.got)}`,
    ),
  );
}

function toDo({ assumed, secrets, estate }: Migration): string[] {
  const todo = [...secrets].map(
    ([name, from]) =>
      `${code(`phoenix vault set ${name}`)}: what stands in ${code(`${SOURCE_FILES.host}#${from}`)}, or better a new one.`,
  );
  const vault = todo.length > 0 ? [`${code('phoenix vault init')}, if there is no vault yet.`, ...todo] : [];
  return [
    ...section(
      'Assumed, since nothing tells: correct it',
      assumed.map((text) => prose(text)),
    ),
    ...section('Secrets to put into the vault', vault),
    ...section(
      'What Phoenix finds wrong or unwise',
      estate.findings.map(
        ({ id, severity, message, at }) =>
          `${id} (${severity}) ${at ? `${code(at.file)}: ` : ''}${prose(message)}`,
      ),
    ),
  ];
}

/** What waits for a kind, whole, so that nothing is lost when the old files are gone. */
function kept({ entries, hidden }: Migration): string[] {
  const later = entries.filter(({ fate }) => fate === 'later');
  const byKind = grouped(later, ({ why }) => why);
  return [...byKind]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([kind, those], index) => [
      ...(index === 0 ? ['## Kept for later'] : []),
      `### ${prose(kind)}`,
      bullets(
        those.map((entry) => `${code(placeOf(entry))}: ${code(JSON.stringify(shownValue(hidden, entry)))}`),
      ),
    ]);
}

function table(role: Role, migration: Migration): string[] {
  const entries = migration.entries.filter((entry) => entry.role === role);
  if (entries.length === 0) return [];
  const rows = entries.map(
    (entry) =>
      `| ${cell(code(entry.pointer))} | ${jsonCode(shownValue(migration.hidden, entry))} | ${became(entry, migration)} |`,
  );
  return [`## ${SOURCE_FILES[role]}`, ['| Value at | was | and is |', '|---|---|---|', ...rows].join('\n')];
}

const FATES: Readonly<Record<Fate, string>> = {
  kept: 'kept',
  mapped: 'mapped',
  later: 'kept for later',
  dropped: 'dropped',
};

function became(entry: Entry, migration: Migration): string {
  const targets = targetsOf(entry, migration)
    .slice(0, 4)
    .map(({ file, key }) => cell(code(key === '' ? file : `${file} ${key}`)));
  const where = targets.length > 0 ? `: ${targets.join(', ')}` : '';
  const why = entry.why === '' ? '' : ` (${cell(prose(entry.why))})`;
  return `${entry.unknown ? 'unknown, dropped' : FATES[entry.fate]}${where}${why}`;
}
