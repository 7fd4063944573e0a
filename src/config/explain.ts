/** Where a value comes from: every file that said something about it, weakest first, and what Proxmox is told. */
import { PhoenixError } from '../errors.ts';
import { pointerSegments, valueAt, type Json, type Pointer } from '../json.ts';
import { fieldName, pointerOf } from './field-name.ts';
import type { Address, Estate, Resource } from './model.ts';
import { chainOf, type Link } from './provenance.ts';
import { nearestPositionOf } from './positions.ts';
import { schemaOfKind } from './json-schema.ts';
import { placeOfUnset } from './known-field.ts';
import { leavesOf } from './leaves.ts';
import { isInside, proxmoxWords } from './proxmox-words.ts';
import { quote } from './quote.ts';
import { homeOf } from './resolved.ts';
import { schemaAt } from './schema-at.ts';
import { didYouMean } from './suggest.ts';
import { unknownAddress } from './unknown-address.ts';

interface ExplainedLink {
  /** Path with the configs folder before it, as the user calls it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly does: Link['does'];
  readonly value: Json;
}

export interface Explained {
  readonly address: Address;
  /** As people write it: `net0.ip`. */
  readonly field: string;
  readonly path: Pointer;
  /** In the merged file; absent where no file sets it. */
  readonly value?: Json;
  /** What Proxmox is told, by path: units and defaults in its words; more than one for a whole object. */
  readonly proxmox: Readonly<Record<Pointer, Json>>;
  /** What Proxmox takes by itself, where nothing is set and it is known. */
  readonly default?: string;
  /** What the field is, where nothing is set. */
  readonly about?: string;
  /** Weakest first; the last one holds. */
  readonly chain: readonly ExplainedLink[];
  /** All of it for a terminal. */
  readonly text: string;
}

/** One field, set or not. @throws PhoenixError `USAGE` for an address that the estate does not have, or what is no field. */
export function explainField(estate: Estate, address: Address, field: string): Explained {
  const resource = resourceAt(estate, address);
  const path = pointerOf(field, [resource.merged, ...resource.contributions.map((one) => one.value)]);
  const words = proxmoxWords(resource, estate.settings);
  const explained = explain(estate, resource, path, words);
  const kind = homeOf(resource)?.kind;
  if (!kind || explained.value !== undefined || Object.keys(explained.proxmox).length > 0) return explained;
  return explain(estate, resource, placeOfUnset(kind, resource, path), words);
}

/** Every field that a file sets. @throws PhoenixError `USAGE` for an address that the estate does not have. */
export function explainResource(estate: Estate, address: Address): readonly Explained[] {
  const resource = resourceAt(estate, address);
  const words = proxmoxWords(resource, estate.settings);
  return leavesOf(resource.merged).map((path) => explain(estate, resource, path, words));
}

/** What a file became more than once, such as a layer on each node, stands in one file: the first is as good as any. */
function resourceAt(estate: Estate, address: Address): Resource {
  const resource =
    estate.resources.get(address) ??
    [...estate.resources.values()].find(({ kind, name }) => `${kind}/${name}` === address);
  if (resource) return resource;
  throw unknownAddress(address, estate);
}

function explain(
  estate: Estate,
  resource: Resource,
  path: Pointer,
  words: ReadonlyMap<Pointer, Json>,
): Explained {
  const { tree } = estate;
  const sets = homeOf(resource)?.sets ?? new Set<string>();
  const chain = chainOf(resource.contributions, path, sets).map((link): ExplainedLink => {
    const at = nearestPositionOf(tree, link.file, link.pointer, 'value');
    const file = tree.root === '' || tree.root === '.' ? link.file : `${tree.root}/${link.file}`;
    return { file, line: at.line, column: at.column, does: link.does, value: link.value };
  });
  const proxmox = Object.fromEntries(
    [...words].filter(([one]) => one === path || one.startsWith(`${path}/`)),
  );
  const value = valueAt(resource.merged, path);
  const { address } = resource;
  const isSet = value !== undefined || Object.keys(proxmox).length > 0;
  const data = {
    address,
    field: fieldName(path),
    path,
    ...(value !== undefined && { value }),
    proxmox,
    chain,
    ...(!isSet && (optionMeaning(estate, path) ?? meaning(resource, path))),
  };
  return { ...data, text: textOf(data) };
}

/** An option of a feature: its manifest knows. @throws PhoenixError `USAGE` for a feature or an option that is not there */
function optionMeaning({ features }: Estate, path: Pointer): Pick<Explained, 'default' | 'about'> | null {
  const [head, id, name, ...rest] = pointerSegments(path);
  if (head !== 'features' || id === undefined || rest.length > 0 || !features) return null;
  const feature = features.features.get(id);
  if (!feature) throw unknown(`there is no feature ${quote(id)}`, id, [...features.features.keys()]);
  if (name === undefined) return { about: feature.manifest.description };
  const { options } = feature.manifest;
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) {
    throw unknown(`the feature ${quote(id)} has no option ${quote(name)}`, name, Object.keys(options));
  }
  const { default: value, description } = option;
  return {
    default: value === undefined ? '' : typeof value === 'object' ? value.join(' ') : String(value),
    ...(description !== undefined && { about: description }),
  };
}

function unknown(message: string, name: string, known: readonly string[]): PhoenixError {
  return new PhoenixError('USAGE', message, { hint: didYouMean(name, known, 'It has none.') });
}

function meaning(resource: Resource, path: Pointer): Pick<Explained, 'default' | 'about'> {
  const kind = homeOf(resource)?.kind;
  const word = kind?.defaultOf?.(path);
  const about = kind && schemaAt(schemaOfKind(kind), path)?.description;
  return { ...(word !== undefined && { default: word }), ...(about !== undefined && { about }) };
}

function textOf(data: Omit<Explained, 'text'>): string {
  const { address, field, path, value, proxmox, chain } = data;
  const lines = [`${address} ${field} = ${value === undefined ? '(not set)' : short(value)}`];
  const places = chain.map(({ file, line, column }) => `${file}:${line}:${column}`);
  const width = Math.max(0, ...places.map((place) => place.length));
  chain.forEach(({ does, value: said }, index) => {
    const what = does === 'removes' ? '' : ` ${short(said)}`;
    lines.push(`  ${(places[index] ?? '').padEnd(width)}  ${does}${what}`);
  });
  if (chain.length === 0) lines.push('  no file sets it');
  for (const [at, word] of Object.entries(proxmox)) {
    const who = isInside(at) ? 'Phoenix' : 'Proxmox';
    const name = at === path ? who : `${who} ${fieldName(at)}`;
    if (at !== path || short(word) !== short(value ?? null)) lines.push(`  ${name}: ${short(word)}`);
  }
  if (data.default !== undefined)
    lines.push(
      `  ${isInside(path) ? 'its' : "Proxmox's"} default: ${data.default === '' ? 'none' : short(data.default)}`,
    );
  if (data.about !== undefined) lines.push(`  what it is: ${data.about}`);
  return lines.join('\n');
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
