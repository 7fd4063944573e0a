/** `phoenix fmt`: files of the estate laid out as the house does: keys in one order, short things in one line. */
import { format } from '../authoring/format/format.ts';
import { lineDiff } from '../authoring/format/line-diff.ts';
import { quote } from '../config/quote.ts';
import type { SourceFile, Tree } from '../config/model.ts';
import { type Finding, PhoenixError } from '../errors.ts';
import { visibleLines } from '../plan/render/escape.ts';
import { plural } from '../plan/render/words.ts';
import { readDiskTree } from '../sources/disk.ts';
import { pathBelow } from '../sources/path-below.ts';
import { readText } from '../sources/stdin.ts';
import { rewrite } from '../sources/write.ts';
import type { Console } from './console.ts';
import { showFindings } from './show-findings.ts';

export interface FmtOptions {
  readonly configs: string;
  /** As the user names them; none: all of the estate. */
  readonly files: readonly string[];
  /** Writes nothing. */
  readonly check?: boolean;
  readonly diff?: boolean;
  /** The text is on stdin, and goes to stdout; the one file says what it is. */
  readonly stdin?: boolean;
  readonly json?: boolean;
}

/** Bytes, as of every file of an estate. */
const MOST = 1024 * 1024;

interface Changed {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Exit code 1 for a file that is broken, and with `check` for one that is not formatted; else 0. */
export async function fmt(options: FmtOptions, io: Console): Promise<number> {
  if (options.stdin) return formatInput(options, io);
  const tree = readDiskTree(options.configs);
  const files = filesOf(tree, options);
  const changed: Changed[] = [];
  const broken: Finding[] = [];
  for (const file of files) {
    const result = format(file);
    if (result.is === 'broken') broken.push(...result.findings);
    else if (result.text !== file.text) {
      changed.push({ path: file.path, before: file.text, after: result.text });
    }
  }
  const isCheck = options.check ?? false;
  if (!isCheck) for (const { path, after } of changed) rewrite(`${tree.root}/${path}`, after);
  if (options.json) printJson(tree, files, changed, broken, io);
  else print(tree, { files, changed, broken }, options, io);
  return broken.length > 0 || (isCheck && changed.length > 0) ? 1 : 0;
}

function filesOf({ files, root }: Tree, { files: named }: FmtOptions): readonly SourceFile[] {
  if (named.length === 0) return [...files.values()];
  const paths = named.flatMap((name) => {
    const path = pathBelow(root, name);
    const found = path === null ? [] : [...files.keys()].filter((one) => isAtOrBelow(one, path));
    if (found.length > 0) return found;
    throw new PhoenixError('USAGE', `${quote(name, 200)} is no file of config in ${root}`, {
      hint: 'Name .json or .jsonc files of the estate; those of features, the vault and phoenix.lock are left alone.',
    });
  });
  return [...new Set(paths)].flatMap((path) => files.get(path) ?? []);
}

const isAtOrBelow = (path: string, folder: string) =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

async function formatInput(
  { configs, files, check = false, diff = false }: FmtOptions,
  io: Console,
): Promise<number> {
  const [name, ...others] = files;
  const path = name === undefined || others.length > 0 ? null : pathBelow(configs, name);
  if (path === null || name === undefined) {
    throw new PhoenixError('USAGE', '--stdin needs the name of one file of the estate', {
      hint: `Write such as: phoenix fmt --stdin ${configs}/lxc/web.jsonc`,
    });
  }
  const file = { path, text: await readText(MOST) };
  const result = format(file);
  if (result.is === 'broken') {
    const tree: Tree = { root: configs, revision: null, files: new Map([[path, file]]), findings: [] };
    showFindings(result.findings, tree, io);
    return 1;
  }
  const isSame = result.text === file.text;
  if (diff && !isSame) io.out(diffText(name, file.text, result.text));
  // The console ends what it prints with a newline.
  else if (!check && !diff) io.out(result.text.slice(0, -1));
  return check && !isSame ? 1 : 0;
}

/** What no terminal shall obey is shown by its number. */
const diffText = (name: string, before: string, after: string) =>
  visibleLines(lineDiff(name, before, after).join('\n'));

interface Outcome {
  readonly files: readonly SourceFile[];
  readonly changed: readonly Changed[];
  readonly broken: readonly Finding[];
}

function print(tree: Tree, outcome: Outcome, { check = false, diff = false }: FmtOptions, io: Console): void {
  const { files, changed, broken } = outcome;
  showFindings(broken, tree, io);
  for (const { path, before, after } of changed) {
    const name = `${tree.root}/${path}`;
    io.out(diff ? diffText(name, before, after) : `${check ? 'Not formatted: ' : 'Formatted '}${name}`);
  }
  const rest =
    changed.length === 0
      ? 'all formatted'
      : `${changed.length} ${check ? 'not formatted' : 'formatted anew'}`;
  const left = new Set(broken.map(({ at }) => at?.file)).size;
  const kept = left === 0 ? '' : `, ${left} that cannot be read left as ${left === 1 ? 'it is' : 'they are'}`;
  io.err(`${plural(files.length, 'file')} in ${tree.root}: ${rest}${kept}`);
}

function printJson(
  { root }: Tree,
  files: readonly SourceFile[],
  changed: readonly Changed[],
  broken: readonly Finding[],
  io: Console,
): void {
  const paths = changed.map(({ path }) => path);
  io.out(
    JSON.stringify({ v: 1, configs: root, files: files.length, changed: paths, findings: broken }, null, 2),
  );
}
