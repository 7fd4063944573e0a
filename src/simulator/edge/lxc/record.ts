/**
 * What is kept of a lab of real containers: in its folder who it is, and below /run that it has something on this
 * machine. The second is written before anything is made and removed last, so that a crash in between is found.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { PhoenixError } from '../../../errors.ts';
import type { Mirrors } from './distributions.ts';
import { isLabId, type LabNames, LABS, labId, labNames, LXC_FOLDER } from './names.ts';

/** DIR/.sim/lxc/lab.json: a lab with this file has real guests. */
export interface LabRecord {
  readonly v: 1;
  readonly id: string;
  /** The folder of built systems. */
  readonly cache: string;
  readonly mirrors?: Mirrors;
}

/** /run/phoenix-labs/ID/lab.json */
export interface Registered {
  readonly v: 1;
  readonly id: string;
  /** The lab's folder, which may be gone. */
  readonly dir: string;
}

const recordPath = (dir: string) => join(dir, LXC_FOLDER, 'lab.json');
const registryPath = (id: string) => `${LABS}/${id}/lab.json`;

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw new PhoenixError('UNREADABLE', `${path} cannot be read`, {
      hint: 'phoenix lab down removes what the lab made; then make a new one',
      cause: error,
    });
  }
}

/** Null when the lab's guests are simulated. */
export const readRecord = (dir: string): LabRecord | null => readJson(recordPath(dir)) as LabRecord | null;

/** Where built systems are kept unless someone says otherwise. */
export function defaultCache(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'];
  return join(base !== undefined && base.startsWith('/') ? base : '/var/cache', 'phoenix', 'guests');
}

/** Makes a lab's guests real ones from now on. A folder that was copied from another lab's gets an id of its own. */
export function writeRecord(
  dir: string,
  options: { readonly cache?: string; readonly mirrors?: Mirrors },
): LabRecord {
  let salt = 0;
  const isTaken = (id: string) => {
    const other = readRegistered(id);
    return other !== null && other.dir !== dir;
  };
  while (isTaken(labId(dir, String(salt)))) salt += 1;
  const record: LabRecord = {
    v: 1,
    id: labId(dir, String(salt)),
    cache: options.cache ?? defaultCache(),
    ...(options.mirrors === undefined ? {} : { mirrors: options.mirrors }),
  };
  mkdirSync(join(dir, LXC_FOLDER), { recursive: true });
  writeFileSync(recordPath(dir), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

export function readRegistered(id: string): Registered | null {
  return readJson(registryPath(id)) as Registered | null;
}

/** Every lab that has, or may have, something on this machine. */
export function registeredLabs(): Registered[] {
  if (!existsSync(LABS)) return [];
  return readdirSync(LABS)
    .filter(isLabId)
    .sort()
    .map((id) => readRegistered(id) ?? { v: 1, id, dir: '' });
}

/** Makes the lab's folder below /run. @throws PhoenixError `USAGE` when another folder has the same lab */
export function register(dir: string, id: string): LabNames {
  const names = labNames(id);
  const known = readRegistered(id);
  if (known && known.dir !== dir) {
    throw new PhoenixError(
      'USAGE',
      `${dir} is a copy of the lab ${known.dir}, which has containers on this machine`,
      {
        hint: `phoenix lab down ${known.dir}, or remove ${recordPath(dir)} and run phoenix lab up ${dir}`,
      },
    );
  }
  // Guests without privileges walk through these folders.
  for (const folder of ['', 'lxc', 'stage', 'pid', 'log', 'bin']) {
    mkdirSync(join(names.run, folder), { recursive: true, mode: 0o755 });
  }
  if (!known) writeFileSync(registryPath(id), `${JSON.stringify({ v: 1, id, dir }, null, 2)}\n`);
  return names;
}
