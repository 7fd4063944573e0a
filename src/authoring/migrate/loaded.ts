/** The tree that was made, loaded as Phoenix loads it: features pinned, and for the proof an instance of every layer. Pure. */
import { LOCK_FILE } from '../../config/entries.ts';
import { loadEstate } from '../../config/estate.ts';
import type { Estate, SourceFile } from '../../config/model.ts';
import type { Shipped } from '../../features/estate-features.ts';
import { formatLock, updateLock } from '../../features/lock-file.ts';
import { usersOf } from '../../features/uses.ts';
import { kinds } from '../../kinds/registry.ts';
import { VERSION } from '../../version.ts';

/** A layer that no guest is made from is not built: for the proof it gets one. */
export function withEveryLayer(files: ReadonlyMap<string, string>, estate: Estate, shipped: Shipped): Estate {
  const built = new Set([...estate.resources.keys()].map((address) => address.replace(/@.*$/, '')));
  const layers = [...files.keys()].flatMap((path) => /^(layer\/.*)\.jsonc$/.exec(path)?.[1] ?? []);
  const probes = layers
    .filter((address) => !built.has(address))
    .map((clone, index): [string, string] => [
      `lxc/proof-${index}.json`,
      JSON.stringify({
        vmid: 999_000_000 + index,
        hostname: `proof-${index}`,
        clone,
        adopt: null,
        ostemplate: null,
      }),
    ]);
  return probes.length === 0 ? estate : loaded(new Map([...files, ...probes]), shipped);
}

/** With the file that pins the features that are used. */
export function pinned(files: ReadonlyMap<string, string>, shipped: Shipped): ReadonlyMap<string, string> {
  const estate = loaded(files, shipped);
  const used = [...usersOf(estate, kinds).keys()].toSorted();
  const library = used.flatMap((id) => estate.features?.features.get(id) ?? []);
  if (library.length === 0) return files;
  return new Map([...files, [LOCK_FILE, formatLock(updateLock(null, library, VERSION, null))]]);
}

export function loaded(texts: ReadonlyMap<string, string>, shipped: Shipped): Estate {
  const config = [...texts].filter(([path]) => path !== LOCK_FILE);
  const files = new Map(config.map(([path, text]): [string, SourceFile] => [path, { path, text }]));
  const lock = texts.get(LOCK_FILE);
  const kept = lock === undefined ? {} : { kept: new Map([[LOCK_FILE, new TextEncoder().encode(lock)]]) };
  const tree = { root: 'configs', revision: null, files, findings: [], ...kept };
  return loadEstate(tree, { env: null, kinds, shipped });
}
