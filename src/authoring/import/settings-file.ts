/** `phoenix.json` of what is imported: a new one, or the one that stands there with what it lacks, its comments kept. */
import { applyEdits, modify } from 'jsonc-parser';
import type { NodeSettings, Settings } from '../../config/settings.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Snapshot } from '../../node/port.ts';
import { withSchemaLines } from '../schema-line.ts';
import { textsOf } from '../text.ts';
import { bridgesOf, nodeEntry, storageEntry, storagesOn } from './node-entry.ts';

/** One value that is added, by its keys from the top. */
export interface Addition {
  readonly path: readonly (string | number)[];
  readonly value: Json;
}

export interface UsedOnNode {
  readonly storages: ReadonlySet<string>;
  readonly bridges: ReadonlySet<string>;
}

/** What guests need of `phoenix.json`. */
export interface Needs {
  /** By node that guests are on. */
  readonly used: ReadonlyMap<string, UsedOnNode>;
  /** Name to path. */
  readonly binds: ReadonlyMap<string, string>;
  readonly pools: ReadonlySet<string>;
}

export interface Cluster {
  readonly snapshot: Snapshot;
  readonly addresses: ReadonlyMap<string, string>;
  readonly hasStorages: boolean;
}

const bindsOf = ({ binds }: Needs): JsonObject =>
  Object.fromEntries([...binds].map(([name, path]) => [name, { path }]));

function entryOf(name: string, { snapshot, addresses, hasStorages }: Cluster): JsonObject {
  return nodeEntry({ name, snapshot, address: addresses.get(name), hasStorages });
}

export function newSettings(
  identity: { readonly name: string; readonly id: string },
  needs: Needs,
  cluster: Cluster,
): JsonObject {
  // What is the whole cluster's is changed on one of its nodes.
  const named = needs.used.size > 0 ? [...needs.used.keys()] : [...cluster.snapshot.nodes.keys()];
  const nodes = named.toSorted().map((name) => [name, entryOf(name, cluster)] as const);
  const pools = [...cluster.snapshot.pools.keys()].toSorted();
  return {
    ...identity,
    nodes: Object.fromEntries(nodes),
    ...(needs.binds.size > 0 && { binds: bindsOf(needs) }),
    ...(pools.length > 0 && { pools }),
  };
}

/** Storages and bridges that guests use and the node does not declare, where it declares such. */
function nodeAdditions(name: string, node: NodeSettings, used: UsedOnNode, cluster: Cluster): Addition[] {
  const declares = Object.keys(node.storages).length > 0 && cluster.hasStorages;
  const storages = declares ? storagesOn(name, cluster.snapshot) : [];
  const bridges = bridgesOf(cluster.snapshot.nodes.get(name));
  return [
    ...storages
      .filter(({ id }) => used.storages.has(id) && !Object.hasOwn(node.storages, id))
      .map((one) => ({ path: ['nodes', name, 'storages', one.id], value: storageEntry(one) })),
    ...inList(
      ['nodes', name, 'bridges'],
      node.bridges,
      bridges.filter((one) => used.bridges.has(one)),
    ),
  ];
}

/** What a list that stands there lacks. */
function inList(
  path: readonly string[],
  list: readonly string[] | undefined,
  wanted: Iterable<string>,
): Addition[] {
  if (!list) return [];
  const missing = [...wanted].filter((one) => !list.includes(one));
  return missing.map((value, at) => ({ path: [...path, list.length + at], value }));
}

/** What is not declared and guests need: a node, a bind; a storage, a bridge, a pool where such are declared. */
export function additions(settings: Settings, needs: Needs, cluster: Cluster): readonly Addition[] {
  const nodes = [...needs.used].flatMap(([name, used]): Addition[] => {
    const node = Object.hasOwn(settings.nodes, name) ? settings.nodes[name] : undefined;
    if (!node) return [{ path: ['nodes', name], value: entryOf(name, cluster) }];
    return nodeAdditions(name, node, used, cluster);
  });
  const binds = [...needs.binds]
    .filter(([name]) => !Object.hasOwn(settings.binds, name))
    .map(([name, path]) => ({ path: ['binds', name], value: { path } }));
  return [...nodes, ...binds, ...inList(['pools'], settings.pools, needs.pools)];
}

/** The text with what is added, everything else as it stands. */
export function withAdditions(text: string, added: readonly Addition[]): string {
  const tab = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    tabSize: tab.startsWith('\t') ? 1 : tab.length,
    insertSpaces: !tab.startsWith('\t'),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  let result = text;
  for (const { path, value } of added) {
    const isArrayInsertion = typeof path.at(-1) === 'number';
    result = applyEdits(result, modify(result, [...path], value, { formattingOptions, isArrayInsertion }));
  }
  return result;
}

/** New settings with these binds in place of those that guests seemed to need. */
export function withBinds(settings: JsonObject, needs: Needs): JsonObject {
  const { binds: _, ...rest } = settings;
  return needs.binds.size > 0 ? { ...rest, binds: bindsOf(needs) } : rest;
}

/** The text of a new `phoenix.json`. */
export function settingsText(value: JsonObject): string {
  return textsOf(withSchemaLines(new Map([['phoenix.json', { value }]]))).get('phoenix.json') as string;
}
