/** A host in memory. `fork` is cheap: folders are shared until one side writes. For tests, demos and property runs. */
import { type Host, LockTimeout } from './host.ts';

export interface MemoryHost extends Host {
  /** An independent copy of the files; clock and chance go on from here, each for itself. */
  fork(seed?: number): MemoryHost;
  /** Every file, sorted by path. */
  files(): ReadonlyMap<string, string>;
  /** Takes a lock as another process would, until it is released. */
  hold(path: string): () => void;
}

type Folder = Map<string, string>;

interface State {
  /** Folder path to its files; `shared` folders are copied before they are written. */
  readonly folders: Map<string, Folder>;
  readonly shared: Set<string>;
  clock: number;
  seed: number;
}

function split(path: string): [string, string] {
  const at = path.lastIndexOf('/');
  return [path.slice(0, at), path.slice(at + 1)];
}

/** mulberry32: small, good enough, and the same on every machine. */
function nextRandom(state: State): number {
  state.seed = (state.seed + 0x6d2b79f5) | 0;
  let t = Math.imul(state.seed ^ (state.seed >>> 15), 1 | state.seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

function hostOver(state: State): MemoryHost {
  /** Held by others, and by this process. */
  const held = new Set<string>();
  const own = new Set<string>();
  const writable = (folder: string): Folder => {
    const found = state.folders.get(folder);
    if (found && !state.shared.has(folder)) return found;
    const copy = new Map(found);
    state.folders.set(folder, copy);
    state.shared.delete(folder);
    return copy;
  };
  const read = (path: string) => {
    const [folder, name] = split(path);
    return state.folders.get(folder)?.get(name) ?? null;
  };
  return {
    read,
    write: (path, text) => {
      const [folder, name] = split(path);
      writable(folder).set(name, text);
    },
    remove: (path) => {
      if (read(path) === null) return false;
      const [folder, name] = split(path);
      const files = writable(folder);
      files.delete(name);
      if (files.size === 0) state.folders.delete(folder);
      return true;
    },
    list: (folder) => {
      const names = new Set(state.folders.get(folder)?.keys());
      const prefix = `${folder}/`;
      for (const other of state.folders.keys()) {
        if (other.startsWith(prefix)) names.add(other.slice(prefix.length).split('/')[0] ?? '');
      }
      return [...names].sort();
    },
    append: (path, text) => {
      const [folder, name] = split(path);
      writable(folder).set(name, (read(path) ?? '') + text);
    },
    withLock: (path, seconds, body, wait) => {
      // Proxmox takes a lock that this process holds already for taken.
      if (own.has(path)) return body();
      if (held.has(path)) {
        wait?.('waiting');
        state.clock += seconds * 1000;
        throw new LockTimeout(path);
      }
      own.add(path);
      try {
        return body();
      } finally {
        own.delete(path);
      }
    },
    now: () => state.clock,
    wait: (ms) => void (state.clock += ms),
    random: () => nextRandom(state),
    fork: (seed = state.seed) => {
      for (const folder of state.folders.keys()) state.shared.add(folder);
      const folders = new Map(state.folders);
      return hostOver({ folders, shared: new Set(folders.keys()), clock: state.clock, seed });
    },
    files: () => {
      const all = [...state.folders].flatMap(([folder, files]) =>
        [...files].map(([name, text]): [string, string] => [`${folder}/${name}`, text]),
      );
      return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
    },
    hold: (path) => {
      held.add(path);
      return () => void held.delete(path);
    },
  };
}

/** An empty machine; `seed` decides MAC addresses and everything else that chance decides. */
export function memoryHost(files: Readonly<Record<string, string>> = {}, seed = 1): MemoryHost {
  const state: State = { folders: new Map(), shared: new Set(), clock: Date.UTC(2026, 0, 1), seed };
  const host = hostOver(state);
  for (const [path, text] of Object.entries(files)) host.write(path, text);
  return host;
}
