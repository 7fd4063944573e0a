/** What of a cluster can become files, as its kinds say, and why the rest cannot. */
import type { Address, Estate } from '../../config/model.ts';
import { quote } from '../../config/quote.ts';
import type { ImportSearch, Unfit } from '../../kinds/importable.ts';
import type { Id } from '../../kinds/kind.ts';
import { kinds } from '../../kinds/registry.ts';
import type { NodeName } from '../../kinds/step.ts';
import { idOfEstate } from '../../plan/policy.ts';
import type { ImportInput } from './import.ts';
import { isNodeName } from './node-entry.ts';
import type { Candidate } from './sketches.ts';

/** Files that leave "node" out mean the only one: with a second one they would mean none. */
function mayAddNodes({ settings, resources }: Estate): boolean {
  const isNamed = [...resources.values()].every(({ merged }) => typeof merged['node'] === 'string');
  return Object.keys(settings.nodes).length !== 1 || isNamed;
}

/** Why something cannot be on its node; null: it can. */
function strange(node: NodeName | null, estate: Estate | null): string | null {
  if (node === null) return null;
  if (!isNodeName(node)) return `${quote(node)} cannot be the name of a node`;
  if (!estate || mayAddNodes(estate)) return null;
  const known = Object.keys(estate.settings.nodes);
  if (known.includes(node)) return null;
  return `phoenix.json does not name ${node}, and files that name no node mean ${known.join()}: write "node" into them, or into base/lxc.json, first`;
}

/** What the estate has of an id. */
export function ownersIn(estate: Estate | null): (id: Id) => Address | undefined {
  const owners = new Map(
    [...(estate?.resources.values() ?? [])].flatMap(({ kind, spec, address }) => {
      const own = kinds.find((one) => one.kind === kind);
      return own ? [[own.id(spec), address] as const] : [];
    }),
  );
  return (id) => owners.get(id);
}

interface Search {
  readonly candidates: readonly Candidate[];
  readonly unfit: readonly Unfit[];
}

/** All that kinds find, but for what is on a node that cannot be named. */
export function search(
  input: Pick<ImportInput, 'cluster' | 'estate' | 'vmids' | 'storages'>,
  ownerOf: (id: Id) => Address | undefined,
): Search {
  const { cluster, estate, vmids, storages = false } = input;
  const about: ImportSearch = {
    snapshot: cluster.snapshot,
    vmids,
    storages,
    estate: estate ? idOfEstate(estate.settings) : null,
    ownerOf,
  };
  const found = kinds.flatMap((kind) => {
    const one = kind.imports?.find(about);
    return one ? [{ kind, ...one }] : [];
  });
  const candidates = found.flatMap(({ kind, found: all }) => all.map((importing) => ({ kind, importing })));
  const strangers = candidates.flatMap(({ importing: { id, node, vmid } }): Unfit[] => {
    const why = strange(node, estate);
    return why === null ? [] : [{ id, node, vmid, why }];
  });
  const away = new Set(strangers.map(({ id }) => id));
  return {
    candidates: candidates.filter(({ importing }) => !away.has(importing.id)),
    unfit: [...found.flatMap(({ unfit }) => unfit), ...strangers],
  };
}
