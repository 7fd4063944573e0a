/**
 * Which `mpN` or `devN` a new mount or device gets. Live ones keep theirs. Proxmox mounts by index, and a parent that
 * comes after its child hides it (observed, PVE 9.2), so that a parent needs the lower index.
 */
import { PhoenixError } from '../../../errors.ts';

/** Proxmox has mp0 to mp255, and as many devices. */
const LIMIT = 256;

const indexOf = (option: string): number => Number(/\d+$/.exec(option)?.[0]);

function isBelow(path: string, parent: string): boolean {
  return path !== parent && path.startsWith(parent === '/' ? '/' : `${parent}/`);
}

/** The first free `devN`. */
export function freeDevice(taken: ReadonlySet<string>): string {
  for (let index = 0; index < LIMIT; index += 1) if (!taken.has(`dev${index}`)) return `dev${index}`;
  throw new PhoenixError('STEP_FAILED', `a guest has at most ${LIMIT} devices`);
}

export interface MountPlaces {
  /** The option of each path: what stays, what is moved, what is new. */
  readonly options: ReadonlyMap<string, string>;
  /** Paths whose option is another one than now. */
  readonly moved: readonly string[];
}

interface Request {
  /** Paths of live mounts that stay, with their options. */
  readonly kept: ReadonlyMap<string, string>;
  /** Paths of new mounts. */
  readonly added: readonly string[];
  /** Options that may not be used again: those of kept mounts, and of removed ones until the removal is done. */
  readonly taken: ReadonlySet<string>;
}

function freeAbove(lowest: number, taken: ReadonlySet<string>): string {
  for (let index = lowest; index < LIMIT; index += 1) if (!taken.has(`mp${index}`)) return `mp${index}`;
  throw new PhoenixError('STEP_FAILED', `a guest has at most ${LIMIT} mounts`);
}

/** Parents first, then by name: the order in which mounts get their indexes. */
export function parentsFirst(paths: Iterable<string>): string[] {
  const depth = (path: string) => path.split('/').length;
  return [...paths].toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : a > b ? 1 : 0));
}

/** Gives every mount its option; a live child of a new parent moves to a higher index where no lower one is free. */
export function placeMounts({ kept, added, taken }: Request): MountPlaces {
  const used = new Set(taken);
  const options = new Map<string, string>();
  const moved: string[] = [];
  for (const path of parentsFirst([...kept.keys(), ...added])) {
    const now = kept.get(path);
    // Two live mounts in the wrong order are someone's own doing: only what is new or moved pushes a live one away.
    const parents = [...options]
      .filter(([parent]) => isBelow(path, parent))
      .filter(([parent]) => now === undefined || !kept.has(parent) || moved.includes(parent))
      .map(([, at]) => indexOf(at));
    const lowest = Math.max(-1, ...parents) + 1;
    if (now !== undefined && indexOf(now) >= lowest) {
      options.set(path, now);
      continue;
    }
    const option = freeAbove(lowest, used);
    used.add(option);
    options.set(path, option);
    if (now !== undefined) moved.push(path);
  }
  return { options, moved };
}
