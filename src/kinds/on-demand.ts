/**
 * Kinds by their names, each loaded where files of it are: what compares files needs no other, and most estates have a few
 * kinds. What looks at nodes, where anything may be marked as ours, takes all at once from registry.ts.
 */
import type { Tree } from '../config/model.ts';
import type { Kind } from './kind.ts';

/** In the order of registry.ts. */
const LOADERS: Readonly<Record<string, () => Promise<Kind>>> = {
  lxc: async () => (await import('./lxc/kind.ts')).lxcKind,
  vm: async () => (await import('./vm/kind.ts')).vmKind,
  layer: async () => (await import('./layer/kind.ts')).layerKind,
  node: async () => (await import('./node/kind.ts')).nodeKind,
  zone: async () => (await import('./zone/kind.ts')).zoneKind,
  vnet: async () => (await import('./vnet/kind.ts')).vnetKind,
  hosts: async () => (await import('./hosts/kind.ts')).hostsKind,
  ha: async () => (await import('./ha/kind.ts')).haKind,
  'ha-rule': async () => (await import('./ha-rule/kind.ts')).haRuleKind,
  image: async () => (await import('./image/kind.ts')).imageKind,
  firewall: async () => (await import('./firewall/kind.ts')).firewallKind,
  pool: async () => (await import('./pool/kind.ts')).poolKind,
  zpool: async () => (await import('./zpool/kind.ts')).zpoolKind,
  dataset: async () => (await import('./dataset/kind.ts')).datasetKind,
  storage: async () => (await import('./storage/kind.ts')).storageKind,
};

/** Folders of files of a kind, whether its code is loaded or not. */
export const kindNames: readonly string[] = Object.keys(LOADERS);

/**
 * Every kind that these files may be of; all there are where a file names findings, which may be those of any kind. A folder
 * counts wherever it stands: a kind too many changes nothing.
 */
export function namesIn(trees: readonly Tree[]): readonly string[] {
  const parts = new Set<string>();
  for (const { files, kept } of trees) {
    for (const { path, text } of files.values()) {
      if (text.includes('"suppress"') || (path.startsWith('phoenix.') && text.includes('"rules"')))
        return kindNames;
      addParts(parts, path);
    }
    for (const path of kept?.keys() ?? []) addParts(parts, path);
  }
  return kindNames.filter((name) => parts.has(name));
}

/** Of `lxc/web.json` and `environments/test/lxc/web.json` the folders, of `base/lxc.json` the name too. */
function addParts(parts: Set<string>, path: string): void {
  const end = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(end, 0));
  if (parts.has(folder)) return;
  if (folder === 'base' || folder.includes('/')) {
    for (const part of path.split(/[/.]/)) parts.add(part);
  } else parts.add(folder);
}

export function loadKinds(names: readonly string[]): Promise<readonly Kind[]> {
  const loaders = names.flatMap((name) => LOADERS[name] ?? []);
  return Promise.all(loaders.map((load) => load()));
}

/** What estates of these files are loaded, checked and compared with. */
export const kindsIn = (trees: readonly Tree[]): Promise<readonly Kind[]> => loadKinds(namesIn(trees));
