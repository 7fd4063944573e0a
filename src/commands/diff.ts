/** `phoenix diff A B`: how the estate differs between two revisions or environments, after all merging. */
import { isBesideFiles } from '../config/beside-files.ts';
import { differenceOf, differs, type EstateDifference } from '../config/estate-difference.ts';
import { loadEstate } from '../config/estate.ts';
import type { Estate, Tree } from '../config/model.ts';
import { kinds } from '../kinds/registry.ts';
import { shippedFeatures } from '../sources/shipped-features.ts';
import type { Console } from './console.ts';
import { type DiffSide, parseSide, sideText } from './diff-side.ts';
import { diffText } from './diff-text.ts';
import { openSources, type Sources } from './sources.ts';
import { sound } from './workspace.ts';

export interface DiffOptions {
  /** HEAD unless given. */
  readonly from?: string;
  /** The files on disk unless given. */
  readonly to?: string;
  readonly configs: string;
  /** Of the sides that name none. */
  readonly env?: string;
  readonly exitCode?: boolean;
  readonly json?: boolean;
}

/** What a side is, for machines. */
function sideJson({ env }: DiffSide, { tree }: Estate) {
  return { revision: tree.revision, env };
}

/** Of the past, only what is wrong with the files themselves stands in the way. */
function soundFiles(estate: Estate): Estate {
  return sound({ ...estate, findings: estate.findings.filter((one) => !isBesideFiles(one)) });
}

async function estatesOf(sources: Sources, sides: readonly [DiffSide, DiffSide]): Promise<[Estate, Estate]> {
  const trees = new Map<string | null, Tree>();
  for (const { revision } of sides) {
    if (!trees.has(revision)) {
      trees.set(revision, revision === null ? sources.onDisk() : await sources.at(revision));
    }
  }
  const load = ({ revision, env }: DiffSide, previous?: Estate) => {
    const tree = trees.get(revision) as Tree;
    return loadEstate(tree, { env, kinds, shipped: shippedFeatures, ...(previous && { previous }) });
  };
  const a = load(sides[0]);
  const b = load(sides[1], a);
  return [soundFiles(a), soundFiles(b)];
}

/** Exit code 0; with `--exit-code` 1 when something differs. @throws PhoenixError `CONFIG_INVALID`, `GIT`, `USAGE` */
export async function diff(options: DiffOptions, io: Console): Promise<number> {
  const { from = 'HEAD', to = '.', configs, env = null, exitCode = false, json } = options;
  const sides = [parseSide(from, env), parseSide(to, env)] as const;
  const sources = openSources(configs);
  try {
    const [a, b] = await estatesOf(sources, [...sides]);
    const found: EstateDifference = differenceOf(a, b);
    if (json) {
      const ends = { from: sideJson(sides[0], a), to: sideJson(sides[1], b) };
      io.out(JSON.stringify({ v: 1, ...ends, differs: differs(found), ...found }, null, 2));
    } else {
      const names = [sideText(sides[0]), sideText(sides[1])] as const;
      io.out(diffText(found, { color: io.color, columns: io.columns, root: configs, names }));
    }
    return exitCode && differs(found) ? 1 : 0;
  } finally {
    sources.close();
  }
}
