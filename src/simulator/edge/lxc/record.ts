/**
 * What is kept of a lab of real containers: in its folder who it is, and below /run that it has something on this
 * machine. The second is written before anything is made and removed last, so that a crash in between is found.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { PhoenixError } from '../../../errors.ts';
import { writeWhole } from '../../../sources/write.ts';
import type { Mirrors } from './distributions.ts';
import { isLabId, type LabNames, LABS, labId, labNames, LXC_FOLDER } from './names.ts';

/** Folders and names on this machine are made of it, and removed by it: nothing else passes. */
const id = z.string().refine(isLabId, 'must be the id of a lab');
const folder = z.string().refine(isAbsolute, 'must be a whole path');
const mirror = z.string().regex(/^https?:\/\/[^\s]+$/, 'must be the address of a mirror');

const recordSchema = z.object({
  v: z.literal(1),
  id,
  /** The folder of built systems. */
  cache: folder,
  mirrors: z.object({ debian: mirror.exactOptional(), ubuntu: mirror.exactOptional() }).exactOptional(),
});

/** DIR/.sim/lxc/lab.json: a lab with this file has real guests. */
export type LabRecord = Readonly<z.infer<typeof recordSchema>>;

const registeredSchema = z.object({ v: z.literal(1), id, dir: folder });

/** /run/phoenix-labs/ID/lab.json */
export interface Registered {
  readonly v: 1;
  readonly id: string;
  /** The lab's folder, which may be gone; empty where nobody knows it any more. */
  readonly dir: string;
}

const recordPath = (dir: string) => join(dir, LXC_FOLDER, 'lab.json');
const registryPath = (lab: string) => `${LABS}/${lab}/lab.json`;

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** Whole or not at all, wherever Phoenix is killed. */
const writeJson = (path: string, value: unknown) => writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);

/**
 * Null when the lab's guests are simulated. The folder may come from anywhere, and with it the file.
 * @throws PhoenixError `UNREADABLE` for what Phoenix has not written
 */
export function readRecord(dir: string): LabRecord | null {
  const path = recordPath(dir);
  try {
    const text = textOf(path);
    return text === null ? null : recordSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new PhoenixError('UNREADABLE', `${path} is not as Phoenix writes it`, {
      hint: `phoenix lab status shows what is on this machine; remove ${path}, and make the lab again`,
      cause,
    });
  }
}

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
  const isTaken = (lab: string) => {
    const other = readRegistered(lab);
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
  writeJson(recordPath(dir), record);
  return record;
}

/** Null for one that is not there, and for one that cannot be read: its lab is known by its folder alone. */
export function readRegistered(lab: string): Registered | null {
  try {
    const found = registeredSchema.parse(JSON.parse(textOf(registryPath(lab)) ?? 'null'));
    return found.id === lab ? found : null;
  } catch {
    return null;
  }
}

/** Every lab that has, or may have, something on this machine. */
export function registeredLabs(): Registered[] {
  if (!existsSync(LABS)) return [];
  return readdirSync(LABS)
    .filter(isLabId)
    .sort()
    .map((lab) => readRegistered(lab) ?? { v: 1, id: lab, dir: '' });
}

/** Makes the lab's folder below /run. @throws PhoenixError `USAGE` when another folder has the same lab */
export function register(dir: string, lab: string): LabNames {
  const names = labNames(lab);
  const known = readRegistered(lab);
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
  for (const part of ['', 'lxc', 'stage', 'pid', 'log', 'bin']) {
    mkdirSync(join(names.run, part), { recursive: true, mode: 0o755 });
  }
  if (!known) writeJson(registryPath(lab), { v: 1, id: lab, dir });
  return names;
}
