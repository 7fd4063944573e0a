/** A host in memory. `fork` takes no time: folders are shared until one side writes. For tests, demos, property runs. */
import { type Host, LockTimeout } from './host.ts';

export interface MemoryHost extends Host {
  /** An independent copy of the files; clock and chance go on from here, each for itself. */
  fork(seed?: number): MemoryHost;
  /** Every file, sorted by path. */
  files(): ReadonlyMap<string, string>;
  /** Takes a lock as another process would, until it is released. */
  hold(path: string): () => void;
}

interface Folder {
  /** Only the host with this token may write into the folder; another copies it first. */
  readonly token: object;
  readonly files: Map<string, string>;
  readonly folders: Map<string, Folder>;
}

interface State {
  root: Folder;
  token: object;
  clock: number;
  seed: number;
}

const emptyFolder = (token: object): Folder => ({ token, files: new Map(), folders: new Map() });

function split(path: string): { readonly folders: string[]; readonly name: string } {
  const folders = path.split('/').filter((part) => part !== '');
  return { name: folders.pop() ?? '', folders };
}

function findFolder(root: Folder, parts: readonly string[]): Folder | null {
  let folder: Folder | undefined = root;
  for (const part of parts) folder = folder?.folders.get(part);
  return folder ?? null;
}

const owned = (folder: Folder, token: object): Folder =>
  folder.token === token ? folder : { token, files: new Map(folder.files), folders: new Map(folder.folders) };

/** The folder, made and copied as needed, so that it may be written. */
function writableFolder(state: State, parts: readonly string[]): Folder {
  state.root = owned(state.root, state.token);
  let folder = state.root;
  for (const part of parts) {
    const child = owned(folder.folders.get(part) ?? emptyFolder(state.token), state.token);
    folder.folders.set(part, child);
    folder = child;
  }
  return folder;
}

/** Folders exist as long as something is in them. */
function dropEmpty(state: State, parts: readonly string[]): void {
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const folder = findFolder(state.root, parts.slice(0, depth));
    if (!folder || folder.files.size + folder.folders.size > 0) return;
    writableFolder(state, parts.slice(0, depth - 1)).folders.delete(parts[depth - 1] ?? '');
  }
}

function* walk(folder: Folder, path: string): Iterable<[string, string]> {
  for (const [name, text] of folder.files) yield [`${path}/${name}`, text];
  for (const [name, child] of folder.folders) yield* walk(child, `${path}/${name}`);
}

/** mulberry32: small, good enough, and the same on every machine. */
function nextRandom(state: State): number {
  state.seed = (state.seed + 0x6d2b79f5) | 0;
  let t = Math.imul(state.seed ^ (state.seed >>> 15), 1 | state.seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

function hostOver(state: State): MemoryHost {
  /** Locks held by others, and by this process. */
  const held = new Set<string>();
  const own = new Set<string>();
  const read = (path: string) => {
    const { folders, name } = split(path);
    return findFolder(state.root, folders)?.files.get(name) ?? null;
  };
  const write = (path: string, text: string) => {
    const { folders, name } = split(path);
    writableFolder(state, folders).files.set(name, text);
  };
  return {
    read,
    write,
    remove: (path) => {
      if (read(path) === null) return false;
      const { folders, name } = split(path);
      writableFolder(state, folders).files.delete(name);
      dropEmpty(state, folders);
      return true;
    },
    list: (path) => {
      const { folders, name } = split(path);
      const folder = findFolder(state.root, name === '' ? folders : [...folders, name]);
      return folder ? [...new Set([...folder.files.keys(), ...folder.folders.keys()])].sort() : [];
    },
    append: (path, text) => write(path, (read(path) ?? '') + text),
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
      // From now on neither side owns what both have.
      state.token = {};
      return hostOver({ root: state.root, token: {}, clock: state.clock, seed });
    },
    files: () => new Map([...walk(state.root, '')].sort(([a], [b]) => (a < b ? -1 : 1))),
    hold: (path) => {
      held.add(path);
      return () => void held.delete(path);
    },
  };
}

/** An empty machine; `seed` decides MAC addresses and everything else that chance decides. */
export function memoryHost(files: Readonly<Record<string, string>> = {}, seed = 1): MemoryHost {
  const token = {};
  const host = hostOver({ root: emptyFolder(token), token, clock: Date.UTC(2026, 0, 1), seed });
  for (const [path, text] of Object.entries(files)) host.write(path, text);
  return host;
}
