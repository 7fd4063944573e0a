/**
 * Guests that exist become files: each adopts its guest and says what is so, common values factored out, so that the plan
 * right after changes nothing of them but marker and tag. Pure; nodes are read and files written by the command.
 */
import type { Estate, SourceFile, Tree } from '../../config/model.ts';
import { mergePatch } from '../../config/merge.ts';
import { parseFile } from '../../config/parse.ts';
import type { Finding } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import { isLxc } from '../../kinds/lxc/spec.ts';
import { idOfEstate } from '../../plan/policy.ts';
import { checkRules } from '../../rules/check/check.ts';
import { hasSchemas } from '../schema-line.ts';
import { type Candidate, candidatesIn, type Skipped } from './candidates.ts';
import type { Left } from './left.ts';
import { bindNames } from './names.ts';
import { overriding } from './overriding.ts';
import {
  additions,
  type Cluster,
  newSettings,
  settingsText,
  withAdditions,
  withBinds,
} from './settings-file.ts';
import { settle, type Settled, type Sketch } from './settle.ts';
import { needsOf, sketchesOf } from './sketches.ts';
import { SETS, written } from './written.ts';

export interface ImportInput {
  readonly cluster: Cluster;
  /** The estate that is added to, without errors; null: a new one. */
  readonly estate: Estate | null;
  /** Of a new estate. */
  readonly identity: { readonly name: string; readonly id: string };
  /** Only these; null: all. */
  readonly vmids: ReadonlySet<number> | null;
  readonly load: (tree: Tree) => Estate;
}

export interface ImportedGuest {
  readonly address: string;
  /** Below the configs folder. */
  readonly file: string;
  readonly vmid: number;
  readonly node: string;
  /** What no file names: it stays as it is. */
  readonly left: readonly Left[];
}

export interface Import {
  /** New files: texts by path below the configs folder. */
  readonly files: ReadonlyMap<string, string>;
  /** `phoenix.json` with what it lacked; null: it is new, or stays as it is. */
  readonly settings: SourceFile | null;
  readonly guests: readonly ImportedGuest[];
  readonly skipped: readonly Skipped[];
  /** VMIDs of virtual machines, for which there is no kind yet. */
  readonly machines: readonly number[];
  /** What is found in the estate with them. */
  readonly findings: readonly Finding[];
  /** The whole estate as it is then. */
  readonly tree: Tree;
}

function fileOf(estate: Estate | null, name: string): SourceFile | undefined {
  return estate?.tree.files.get(`${name}.json`) ?? estate?.tree.files.get(`${name}.jsonc`);
}

/** Files that leave "node" out mean the only one: with a second one they would mean none. */
function mayAddNodes({ settings, resources }: Estate): boolean {
  const isNamed = [...resources.values()].every(({ merged }) => typeof merged['node'] === 'string');
  return Object.keys(settings.nodes).length !== 1 || isNamed;
}

/** Why a guest cannot be on its node. */
function strangersIn(guests: readonly Candidate[], estate: Estate | null): readonly Skipped[] {
  if (!estate || mayAddNodes(estate)) return [];
  const known = Object.keys(estate.settings.nodes);
  return guests
    .filter(({ live }) => !known.includes(live.node))
    .map(({ live: { vmid, node } }) => ({
      vmid,
      node,
      why: `phoenix.json does not name ${node}, and files that name no node mean ${known.join()}: write "node" into them, or into base/lxc.json, first`,
    }));
}

function ownersIn(estate: Estate | null): (vmid: number) => string | undefined {
  const resources = [...(estate?.resources.values() ?? [])].filter(isLxc);
  const owners = new Map(resources.map(({ spec, address }) => [spec.vmid, address]));
  return (vmid) => owners.get(vmid);
}

interface Around {
  readonly input: ImportInput;
  /** What every file of a container has below it. */
  readonly base: JsonObject;
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
    return { files: new Map(), settings: null, guests: [], findings: [], tree: around.treeOf(new Map()) };
  }
  const { input, base, isLinked, treeOf } = around;
  const { files, estate } = written({
    sketches: settled.sketches,
    estate: input.estate,
    base,
    isLinked,
    load: (own) => checkRules(input.load(treeOf(new Map([...settings, ...own])))),
  });
  const before = input.estate?.tree.files;
  const changed = [...settings].find(([path, text]) => before && before.get(path)?.text !== text);
  return {
    files: new Map([...(before ? [] : settings), ...files]),
    settings: changed ? { path: changed[0], text: changed[1] } : null,
    guests: settled.sketches.map(({ address, file, live: { vmid, node }, left }) => ({
      address,
      file,
      vmid,
      node,
      left,
    })),
    findings: estate.findings,
    tree: estate.tree,
  };
}

/** What becomes of the guests of a cluster. Nothing in it throws on what a conf file says. */
export function importGuests(input: ImportInput): Import {
  const { cluster, estate } = input;
  const found = candidatesIn({
    snapshot: cluster.snapshot,
    vmids: input.vmids,
    estate: estate ? idOfEstate(estate.settings) : null,
    ownerOf: ownersIn(estate),
  });
  const strangers = strangersIn(found.guests, estate);
  const strange = new Set(strangers.map(({ vmid }) => vmid));
  const guests = found.guests.filter(({ live }) => !strange.has(live.vmid));
  const nodes = new Set([
    ...Object.keys(estate?.settings.nodes ?? {}),
    ...guests.map(({ live }) => live.node),
  ]);
  const binds = new Map<string, string>();
  const nameOf = bindNames(estate?.settings.binds ?? {});
  const bindOf = (path: string) => {
    const name = nameOf(path);
    binds.set(name, path);
    return name;
  };
  const sketches = sketchesOf({
    guests,
    estate,
    snapshot: cluster.snapshot,
    hasSeveralNodes: nodes.size > 1,
    bindOf,
  });

  const base = fileOf(estate, 'base/lxc');
  const standing = estate && fileOf(estate, 'phoenix');
  const around: Around = {
    input,
    base: base ? mergePatch({}, parseFile(base).value ?? {}, SETS) : {},
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
    snapshot: cluster.snapshot,
    settings: standing ? null : newSettings(input.identity, needsOf(sketches, binds), cluster),
    settingsFile: standing?.path ?? 'phoenix.json',
    ownBinds: new Set([...binds.keys()].filter((name) => !Object.hasOwn(estate?.settings.binds ?? {}, name))),
    treeOf: (files) => around.treeOf(new Map([...added(sketches), ...files])),
    load: input.load,
    wordsOf: (value) => overriding(around.base, value, SETS),
  });
  const settings = settled.settings
    ? new Map([['phoenix.json', settingsText(withBinds(settled.settings, needsOf(settled.sketches, binds)))]])
    : added(settled.sketches);
  const dropped = settled.dropped.map(({ sketch: { live }, why }) => ({
    vmid: live.vmid,
    node: live.node,
    why,
  }));
  return {
    ...outcome(around, settled, settings),
    skipped: [...found.skipped, ...strangers, ...dropped].toSorted((a, b) => a.vmid - b.vmid),
    machines: found.machines,
  };
}
