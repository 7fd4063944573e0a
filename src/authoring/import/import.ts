/**
 * What exists becomes files, as far as its kind can say it: each adopts what it is of and says what is so, common values
 * factored out, so that the plan right after changes nothing but markers. Pure; nodes are read and files written by the command.
 */
import type { Estate, SourceFile, Tree } from '../../config/model.ts';
import { mergePatch } from '../../config/merge.ts';
import { parseFile } from '../../config/parse.ts';
import type { Finding } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import type { Left, Unfit } from '../../kinds/importable.ts';
import type { Id, Kind } from '../../kinds/kind.ts';
import { kinds } from '../../kinds/registry.ts';
import { checkRules } from '../../rules/check/check.ts';
import { hasSchemas } from '../schema-line.ts';
import { bindNames } from './names.ts';
import { gpusOf } from './node-entry.ts';
import { ownersIn, search } from './search.ts';
import { overriding } from './overriding.ts';
import {
  additions,
  type Cluster,
  newSettings,
  settingsText,
  withAdditions,
  withBinds,
} from './settings-file.ts';
import { settle, type Settled } from './settle.ts';
import { needsOf, type Sketch, sketchesOf } from './sketches.ts';
import { written } from './written.ts';

export interface ImportInput {
  readonly cluster: Cluster;
  /** The estate that is added to, without errors; null: a new one. */
  readonly estate: Estate | null;
  /** Of a new estate. */
  readonly identity: { readonly name: string; readonly id: string };
  /** Only these; null: all. */
  readonly vmids: ReadonlySet<number> | null;
  /** Storages and datasets too; not unless asked for, since whoever only brings in guests goes on declaring those. */
  readonly storages?: boolean;
  readonly load: (tree: Tree) => Estate;
}

/** Something that a file is written for. */
export interface Imported {
  readonly address: string;
  /** Below the configs folder. */
  readonly file: string;
  readonly id: Id;
  /** Null: it is no guest. */
  readonly vmid: number | null;
  /** Null: it is the whole cluster's. */
  readonly node: string | null;
  /** What no file names: it stays as it is. */
  readonly left: readonly Left[];
}

export interface Import {
  /** New files: texts by path below the configs folder. */
  readonly files: ReadonlyMap<string, string>;
  /** `phoenix.json` with what it lacked; null: it is new, or stays as it is. */
  readonly settings: SourceFile | null;
  readonly imported: readonly Imported[];
  readonly skipped: readonly Unfit[];
  /** VMIDs of guests that no kind can import. */
  readonly machines: readonly number[];
  /** What is found in the estate with them. */
  readonly findings: readonly Finding[];
  /** The whole estate as it is then. */
  readonly tree: Tree;
}

function fileOf(estate: Estate | null, name: string): SourceFile | undefined {
  return estate?.tree.files.get(`${name}.json`) ?? estate?.tree.files.get(`${name}.jsonc`);
}

interface Around {
  readonly input: ImportInput;
  /** What every file of a kind has below it. */
  readonly baseOf: (kind: Kind) => JsonObject;
  readonly isLinked: boolean;
  /** The tree with these files beside what stands there. */
  readonly treeOf: (files: ReadonlyMap<string, string>) => Tree;
}

function treeAround({ estate }: ImportInput): Around['treeOf'] {
  return (files) => {
    const { root = 'configs', kept } = estate?.tree ?? {};
    const own = [...files].map(([path, text]): [string, SourceFile] => [path, { path, text }]);
    return {
      root,
      revision: null,
      files: new Map([...(estate?.tree.files ?? []), ...own]),
      ...(kept && { kept }),
      findings: estate?.tree.findings ?? [],
    };
  };
}

function outcome(
  around: Around,
  settled: Settled,
  settings: ReadonlyMap<string, string>,
): Omit<Import, 'skipped' | 'machines'> {
  if (settled.sketches.length === 0) {
    return {
      files: new Map(),
      settings: null,
      imported: [],
      findings: [],
      tree: around.treeOf(new Map()),
    };
  }
  const { input, baseOf, isLinked, treeOf } = around;
  const { files, estate } = written({
    sketches: settled.sketches,
    estate: input.estate,
    baseOf,
    isLinked,
    load: (own) => checkRules(input.load(treeOf(new Map([...settings, ...own])))),
  });
  const before = input.estate?.tree.files;
  const changed = [...settings].find(([path, text]) => before && before.get(path)?.text !== text);
  return {
    files: new Map([...(before ? [] : settings), ...files]),
    settings: changed ? { path: changed[0], text: changed[1] } : null,
    imported: settled.sketches.map(({ address, file, importing: { id, vmid, node }, left }) => ({
      address,
      file,
      id,
      vmid,
      node,
      left,
    })),
    findings: estate.findings,
    tree: estate.tree,
  };
}

/** Guests first, by their numbers; then the rest by its ids. */
function inOrder(unfit: readonly Unfit[]): Unfit[] {
  const place = ({ vmid }: Unfit) => vmid ?? Number.POSITIVE_INFINITY;
  return unfit.toSorted((a, b) => {
    const [x, y] = [place(a), place(b)];
    return x === y ? (a.id < b.id ? -1 : 1) : x - y;
  });
}

function baseIn(estate: Estate | null, kind: Kind): JsonObject {
  const base = fileOf(estate, `base/${kind.kind}`);
  return base ? mergePatch({}, parseFile(base).value ?? {}, new Set(kind.sets)) : {};
}

/** What becomes of what is in a cluster. Nothing in it throws on what a file of a node says. */
export function importCluster(input: ImportInput): Import {
  const { cluster, estate } = input;
  const { snapshot } = cluster;
  const ownerOf = ownersIn(estate);
  const { candidates, unfit } = search(input, ownerOf);
  const onNodes = candidates.flatMap(({ importing: { node } }) => (node === null ? [] : [node]));
  const nodes = new Set([...Object.keys(estate?.settings.nodes ?? {}), ...onNodes]);
  const binds = new Map<string, string>();
  const nameOf = bindNames(estate?.settings.binds ?? {});
  const { sketches, unfit: undrafted } = sketchesOf({
    candidates,
    estate,
    hasSeveralNodes: nodes.size > 1,
    bindOf: (path) => {
      const name = nameOf(path);
      binds.set(name, path);
      return name;
    },
    cardsOf: (node) => estate?.settings.nodes[node]?.gpus ?? gpusOf(snapshot.nodes.get(node)),
    ownerOf,
  });
  const standing = estate && fileOf(estate, 'phoenix');
  const bases = new Map(kinds.map((kind) => [kind, baseIn(estate, kind)]));
  const baseOf = (kind: Kind): JsonObject => bases.get(kind) ?? {};
  const around: Around = {
    input,
    baseOf,
    isLinked: !standing || hasSchemas(parseFile(standing).value ?? {}),
    treeOf: treeAround(input),
  };
  const added = (some: readonly Sketch[]): ReadonlyMap<string, string> => {
    if (!standing) return new Map();
    const lacking = additions(estate.settings, needsOf(some, binds), cluster);
    return new Map([[standing.path, withAdditions(standing.text, lacking)]]);
  };
  const settled = settle({
    sketches,
    snapshot,
    settings: standing ? null : newSettings(input.identity, needsOf(sketches, binds), cluster),
    settingsFile: standing?.path ?? 'phoenix.json',
    ownBinds: new Set([...binds.keys()].filter((name) => !Object.hasOwn(estate?.settings.binds ?? {}, name))),
    treeOf: (files) => around.treeOf(new Map([...added(sketches), ...files])),
    load: input.load,
    wordsOf: ({ kind, value }) => overriding(baseOf(kind), value, new Set(kind.sets)),
  });
  const settings = settled.settings
    ? new Map([['phoenix.json', settingsText(withBinds(settled.settings, needsOf(settled.sketches, binds)))]])
    : added(settled.sketches);
  const dropped = settled.dropped.map(({ sketch: { importing }, why }): Unfit => {
    const { id, node, vmid } = importing;
    return { id, node, vmid, why };
  });
  const all = inOrder([...unfit, ...undrafted, ...dropped]);
  const told = new Set([
    ...candidates.map(({ importing }) => importing.vmid),
    ...all.map(({ vmid }) => vmid),
  ]);
  const isMeant = (vmid: number) => input.vmids === null || input.vmids.has(vmid);
  const machines = [...snapshot.guests.keys()].filter((vmid) => isMeant(vmid) && !told.has(vmid));
  return {
    ...outcome(around, settled, settings),
    skipped: all,
    machines: machines.toSorted((a, b) => a - b),
  };
}
