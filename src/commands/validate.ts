/** `phoenix validate`: every finding of every file at once, for people, for machines, or for GitHub. */
import type { Estate, Tree } from '../config/model.ts';
import { environmentsOf } from '../config/estate.ts';
import { quote } from '../config/quote.ts';
import { errorsIn, SEVERITIES } from '../errors.ts';
import { listed, plural } from '../plan/render/words.ts';
import { kindsIn } from '../kinds/on-demand.ts';
import { checkKinds } from '../rules/check/for-kinds.ts';
import type { Console } from './console.ts';
import { textIn } from './show-findings.ts';
import { openSources } from './sources.ts';
import { baseFor, type Workspace, workspaceOf } from './workspace-of.ts';

export interface ValidateOptions {
  readonly configs: string;
  readonly env?: string;
  /** The git revision that the files are compared with, for rules about changes; none without it. */
  readonly base?: string;
  /** A git revision in place of the files on disk. */
  readonly head?: string;
  /** Shows what files suppress, too; machines are always told. */
  readonly verbose?: boolean;
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly out?: string;
}

/** Which environments were looked at, too. */
function environmentsText({ env, tree }: Estate): string {
  const environments = env === null ? environmentsOf(tree) : [];
  if (environments.length === 0) return '';
  const word = environments.length === 1 ? 'environment' : 'environments';
  return `; with the ${word} ${listed(environments, 6, (one) => quote(one))}`;
}

/** `3 resources in configs: 1 error, 2 warnings; 1 finding suppressed`. */
function countLine(estate: Estate, { configs, verbose }: ValidateOptions): string {
  const { findings, suppressed = [], resources } = estate;
  const found = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((one) => one.severity === severity).length;
    return count > 0 ? [plural(count, severity)] : [];
  }).join(', ');
  const hidden =
    suppressed.length === 0
      ? ''
      : `; ${plural(suppressed.length, 'finding')} suppressed${verbose ? '' : ' (--verbose shows why)'}`;
  return `${plural(resources.size, 'resource')} in ${configs}: ${found === '' ? 'nothing found' : found}${hidden}${environmentsText(estate)}`;
}

/** What is found, as people read it; empty where nothing is. */
async function textOf(
  { findings, suppressed = [], tree }: Estate,
  verbose: boolean,
  color: boolean,
): Promise<string> {
  const { renderFindings, renderSuppressed } = await import('../plan/render/findings.ts');
  const view = { root: tree.root, color, textOf: textIn(tree) };
  const hidden = suppressed.map(({ finding }) => finding);
  return [
    ...(verbose && hidden.length > 0 ? [renderSuppressed(suppressed, { ...view, others: findings })] : []),
    ...(findings.length > 0 ? [renderFindings(findings, { ...view, others: hidden })] : []),
  ].join('\n\n');
}

/** The whole answer of every format but text: one piece, on stdout or in a file. */
async function rendered(
  estate: Estate,
  options: ValidateOptions,
  { configs, repository }: Workspace,
): Promise<string> {
  const { findings, suppressed = [], tree, settings, env } = estate;
  // As GitHub names files, wherever the command was started.
  const view = { root: repository?.pathOf(configs) ?? configs, textOf: textIn(tree) };
  switch (options.format) {
    case 'text':
      return [await textOf(estate, options.verbose ?? false, false), countLine(estate, options)]
        .filter((text) => text !== '')
        .join('\n\n');
    case 'json':
      return (await import('../plan/render/json.ts')).renderValidationJson(estate);
    case 'sarif': {
      const { renderSarif } = await import('../plan/render/sarif.ts');
      return renderSarif(findings, suppressed, { ...view, estate: settings.name, env });
    }
    case 'github': {
      const { renderWorkflowCommands } = await import('../plan/render/workflow-commands.ts');
      const { logText } = await import('../plan/render/escape.ts');
      return [...renderWorkflowCommands(findings, view), logText(countLine(estate, options))].join('\n');
    }
  }
}

/** Null where there is no such estate yet. @throws PhoenixError of one with errors: it tells neither rules nor guests */
async function baseOf(reading: Promise<Tree>, workspace: Workspace, io: Console): Promise<Estate | null> {
  const tree = await reading;
  const { baseEstate } = await import('./make-plan.ts');
  return baseEstate(workspace, tree, io, 'leave it out');
}

/** Most estates have no environments, and need no code for them. */
async function underAll(estate: Estate, base: Estate | null): Promise<Estate> {
  if (environmentsOf(estate.tree).length === 0) return estate;
  return (await import('./all-environments.ts')).withEnvironments(estate, base);
}

/** Exit code 0 without errors, else 1. */
export async function validate(options: ValidateOptions, io: Console): Promise<number> {
  const sources = openSources(options.configs);
  try {
    const tree = options.head === undefined ? sources.onDisk() : await sources.at(options.head);
    const before = options.base === undefined ? null : sources.at(options.base);
    // Why there is none is told below.
    const other = await before?.catch(() => null);
    const kinds = await kindsIn([tree, ...(other ? [other] : [])]);
    const workspace = workspaceOf(options, sources, kinds);
    const loaded = workspace.load(tree);
    const base = await baseFor(loaded, async () => (before ? baseOf(before, workspace, io) : null));
    const plain = checkKinds(kinds, loaded, base);
    const estate = options.env === undefined ? await underAll(plain, base) : plain;
    const { out, format, verbose = false } = options;
    if (out !== undefined) {
      const { writeWhole } = await import('../sources/write.ts');
      const { masked } = await import('../secrets/masking.ts');
      writeWhole(out, masked(`${await rendered(estate, options, workspace)}\n`));
      io.err(`Wrote ${out}: ${countLine(estate, options)}`);
    } else if (format === 'text') {
      const text = await textOf(estate, verbose, io.color);
      if (text !== '') io.err(text);
      io.out(countLine(estate, options));
    } else {
      io.out(await rendered(estate, options, workspace));
    }
    return errorsIn(estate.findings).length === 0 ? 0 : 1;
  } finally {
    sources.close();
  }
}
