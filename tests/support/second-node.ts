/** A second node for the migrated real files, in the way that their owner would write it into them. */
import { parse } from 'jsonc-parser';
import type { SourceFile } from '../../src/config/model.ts';
import type { JsonObject } from '../../src/json.ts';

export const FIRST = 'phoenix';
export const SECOND = 'phoenix2';

/** Containers that go there. The machine does too, with the template that it is cloned from. */
const MOVED = ['Portainer', 'n8n-phoenix', 'qdrant-VSCodeRag'];

/** Storages that they need; each stands on a dataset of the same name on both nodes. */
const BOTH = [
  'fastData-shared-iso',
  'quickOS-lxc-disks',
  'quickOS-shared-prod-data-volumes',
  'quickOS-vm-disks',
];

/** The files of an estate of one node, with what its second one asks for. */
export function withSecondNode(files: ReadonlyMap<string, SourceFile>): Map<string, SourceFile> {
  const all = new Map(files);
  const edit = (path: string, keys: JsonObject, from = path) => {
    const old = parse(all.get(from)?.text ?? '{}', [], { allowTrailingComma: true }) as JsonObject;
    all.set(path, { path, text: JSON.stringify({ ...old, ...keys }) });
    return old;
  };
  const { nodes } = edit('phoenix.json', {}) as { nodes: JsonObject };
  const second = { address: '10.0.0.14', bridges: ['vmbr0'], storages: { local: { type: 'dir' } } };
  edit('phoenix.json', { nodes: { ...nodes, [SECOND]: second } });
  for (const kind of ['lxc', 'dataset', 'zpool']) edit(`base/${kind}.jsonc`, { node: FIRST });
  edit('base/vm.jsonc', { node: SECOND });
  for (const name of MOVED) edit(`lxc/${name}.jsonc`, { node: SECOND });
  for (const path of files.keys()) {
    const id = /^storage\/(.+)\.jsonc$/.exec(path)?.[1];
    if (id === undefined) continue;
    const isThere = BOTH.includes(id);
    edit(path, { nodes: isThere ? [FIRST, SECOND] : [FIRST] });
    if (isThere) edit(`dataset/${id}-2.jsonc`, { node: SECOND }, `dataset/${id}.jsonc`);
  }
  return all;
}
