/** What can be imported as files in the making: what they are called, and what they ask of `phoenix.json`. */
import type { Address, Estate } from '../../config/model.ts';
import { isObject, type JsonObject } from '../../json.ts';
import type { Importing, Left, Naming, Unfit } from '../../kinds/importable.ts';
import type { Id, Kind } from '../../kinds/kind.ts';
import type { NodeName } from '../../kinds/step.ts';
import { bindIn } from './mount.ts';
import { namesBeside } from './names.ts';
import type { Needs, UsedOnNode } from './settings-file.ts';

/** Something on its way to a file. */
export interface Sketch {
  readonly kind: Kind;
  readonly address: Address;
  /** Below the configs folder: `lxc/web.jsonc`. */
  readonly file: string;
  readonly importing: Importing;
  readonly value: JsonObject;
  readonly left: readonly Left[];
}

/** Something of a kind that can become a file. */
export interface Candidate {
  readonly kind: Kind;
  readonly importing: Importing;
}

/** Names of a kind's files that stand there, in environments too. */
function takenNames(estate: Estate | null, kind: string): string[] {
  return [...(estate?.tree.files.keys() ?? [])].flatMap((path) => {
    const [, folder, name] = /^(?:environments\/[^/]+\/)?([^/]+)\/([^/]+)\.jsonc?$/.exec(path) ?? [];
    return folder === kind && name !== undefined ? [name] : [];
  });
}

interface Sketching extends Omit<Naming, 'name' | 'addressOf'> {
  readonly candidates: readonly Candidate[];
  readonly estate: Estate | null;
  /** What the estate calls it. */
  readonly ownerOf: (id: Id) => Address | undefined;
}

/** Every name is given before a file is written: files name each other. */
function named({ candidates, estate }: Sketching): ReadonlyMap<Candidate, string> {
  const names = new Map<Candidate, string>();
  for (const kind of new Set(candidates.map((one) => one.kind))) {
    const take = namesBeside(takenNames(estate, kind.kind));
    for (const one of candidates) if (one.kind === kind) names.set(one, take(one.importing.names));
  }
  return names;
}

export function sketchesOf(input: Sketching): {
  readonly sketches: readonly Sketch[];
  readonly unfit: readonly Unfit[];
} {
  const names = named(input);
  const addresses = new Map(
    [...names].map(([{ kind, importing }, name]) => [importing.id, `${kind.kind}/${name}`] as const),
  );
  const addressOf = (id: Id) => addresses.get(id) ?? input.ownerOf(id) ?? null;
  const sketches: Sketch[] = [];
  const unfit: Unfit[] = [];
  for (const [{ kind, importing }, name] of names) {
    const { hasSeveralNodes, bindOf, cardsOf } = input;
    const draft = importing.draft({ name, hasSeveralNodes, bindOf, cardsOf, addressOf });
    const { id, node, vmid } = importing;
    if (typeof draft === 'string') unfit.push({ id, node, vmid, why: draft });
    else {
      const address = `${kind.kind}/${name}`;
      sketches.push({ kind, address, file: `${address}.jsonc`, importing, ...draft });
    }
  }
  return { sketches, unfit };
}

interface Used extends UsedOnNode {
  readonly storages: Set<string>;
  readonly bridges: Set<string>;
}

/**
 * What these files ask of `phoenix.json`.
 * @param paths of binds, by name
 */
export function needsOf(sketches: readonly Sketch[], paths: ReadonlyMap<string, string>): Needs {
  const used = new Map<NodeName, Used>();
  const binds = new Map<string, string>();
  const pools = new Set<string>();
  for (const { kind, importing, value } of sketches) {
    const uses = kind.imports?.uses?.(value);
    for (const pool of uses?.pools ?? []) pools.add(pool);
    if (importing.node !== null) {
      const own = used.get(importing.node) ?? { storages: new Set(), bridges: new Set() };
      used.set(importing.node, own);
      for (const storage of uses?.storages ?? []) own.storages.add(storage);
      for (const bridge of uses?.bridges ?? []) own.bridges.add(bridge);
    }
    const mounts = isObject(value['mounts']) ? value['mounts'] : {};
    for (const mount of Object.values(mounts)) {
      const name = bindIn(mount);
      const path = name === null ? undefined : paths.get(name);
      if (name !== null && path !== undefined) binds.set(name, path);
    }
  }
  return { used, binds, pools };
}
