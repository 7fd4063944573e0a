/** `phoenix feature check`: manifests, scripts and scenarios, with the line of everything that is wrong. */
import { wholeFile } from '../config/place.ts';
import type { Finding } from '../errors.ts';
import { findingAt } from '../features/finding-ids.ts';
import { readScenarios } from '../features/scenario-file.ts';
import { checkScripts } from '../features/script-check.ts';
import { renderFindings } from '../plan/render/findings.ts';
import { renderFindingsJson } from '../plan/render/json.ts';
import { plural } from '../plan/render/words.ts';
import { shellcheck } from '../sources/shellcheck.ts';
import type { Console } from './console.ts';
import {
  type FeatureFolder,
  findingsOf,
  folderOf,
  openShelf,
  type Shelf,
  sourceOf,
} from './feature-library.ts';

export interface FeatureCheckOptions {
  /** None: the estate's own, or with `all` also the library's. */
  readonly ids: readonly string[];
  readonly configs: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Exit code 0 without errors, else 1. */
export async function featureCheck(
  { ids, configs, all, json }: FeatureCheckOptions,
  io: Console,
): Promise<number> {
  const shelf = openShelf(configs);
  const chosen =
    ids.length > 0
      ? ids.map((id) => folderOf(shelf, id))
      : [...shelf.folders.values()].filter(({ origin }) => all || origin === 'own');
  // A folder whose name cannot be one is found by no id.
  const nameless = shelf.findings.filter(
    ({ at }) => ids.length === 0 && at && !shelf.folders.has(idIn(at.file)),
  );
  const checked = await Promise.all(chosen.map((folder) => checkFolder(folder, shelf)));
  const findings = [...nameless, ...checked.flatMap((one) => one.findings)];
  if (json) io.out(renderFindingsJson(findings));
  else {
    for (const [at, folder] of chosen.entries()) {
      const found = checked[at]?.findings ?? [];
      if (found.length > 0) io.err(`${renderFindings(found, { ...sourceOf(folder), color: io.color })}\n`);
    }
    if (nameless.length > 0)
      io.err(renderFindings(nameless, { color: io.color, root: configs, textOf: () => null }));
    io.out(
      `${plural(chosen.length, 'feature')} checked: ${findings.length === 0 ? 'nothing found' : counts(findings)}`,
    );
    if (chosen.length === 0) io.err(`There are none in ${configs}/features; --all checks the library.`);
  }
  if (checked.some(({ isBare }) => isBare))
    io.err('shellcheck is not installed, so it has not seen the scripts: apt-get install shellcheck');
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

const idIn = (file: string): string => file.split('/')[1] ?? '';

function counts(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const others = findings.length - errors;
  return [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(others > 0 ? [plural(others, 'remark')] : []),
  ].join(', ');
}

interface Checked {
  readonly findings: readonly Finding[];
  /** Without shellcheck. */
  readonly isBare: boolean;
}

async function checkFolder(folder: FeatureFolder, shelf: Shelf): Promise<Checked> {
  const { id, files, path } = folder;
  const feature = shelf.features.get(id);
  const remarks = await shellcheck(path, [...files.keys()].filter(isShell));
  const findings = [
    ...findingsOf(shelf.findings, id),
    ...(feature ? checkScripts(id, feature.manifest, files) : []),
    ...(remarks ?? []).map(({ path: file, line, column, level, code, message }) =>
      findingAt('PHX744', `SC${code} (${level}): ${message}`, `https://www.shellcheck.net/wiki/SC${code}`, {
        file: `features/${id}/${file}`,
        line,
        column,
      }),
    ),
    ...readScenarios(id, files).findings,
    ...(feature?.manifest.format === 'phoenix' ? lacking(folder) : []),
  ];
  return { findings, isBare: remarks === null };
}

const isShell = (path: string): boolean => path.endsWith('.sh') && !path.startsWith('test/');

const WANTED: readonly [has: (path: string) => boolean, what: string, hint: string][] = [
  [
    (path) => path === 'README.md',
    'README.md',
    'Say in it what the options do and what stays after a remove.',
  ],
  [
    (path) => path === 'check.sh',
    'check.sh',
    'Without it nobody notices when the guest differs: exit 0 or 10.',
  ],
  [(path) => path === 'verify.sh', 'verify.sh', 'Without it an install that does not work counts as good.'],
  [
    (path) => path === 'remove.sh',
    'remove.sh',
    'Without it a guest must be replaced to be rid of the feature.',
  ],
  [
    (path) => /^test\/[^/]+\.json$/.test(path),
    'test/*.json',
    'Write a scenario; phoenix feature test runs it.',
  ],
];

function lacking({ id, files }: FeatureFolder): Finding[] {
  const at = wholeFile(`features/${id}`);
  return WANTED.filter(([has]) => ![...files.keys()].some(has)).map(([, what, hint]) =>
    findingAt('PHX746', `there is no ${what}`, hint, at),
  );
}
