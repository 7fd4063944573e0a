/** Makes a lab whose guests are real containers, or sets one up again; takes one down; tells what is there. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PhoenixError } from '../../../errors.ts';
import { Failure } from '../../failure.ts';
import type { FreshOptions } from '../../fresh-node.ts';
import { guestsOf } from '../../guests.ts';
import type { Lab } from '../known-lab.ts';
import { openLab } from '../lab.ts';
import { archiveFolder } from './archive.ts';
import type { Mirrors } from './distributions.ts';
import { takeDown } from './down.ts';
import { type Inventory, inventoryOf } from './inventory.ts';
import { cgroupVersion, requireContainers } from './machine.ts';
import { LXC_FOLDER } from './names.ts';
import { ensureNetwork, withNetworkLock } from './network.ts';
import { removeUnmounted } from './stage.ts';
import {
  type LabRecord,
  readRecord,
  readRegistered,
  register,
  registeredLabs,
  type Registered,
  writeRecord,
} from './record.ts';

export interface UpOptions {
  /** What the lab is made of when it is new. */
  readonly fresh?: FreshOptions;
  readonly mirrors?: Mirrors;
  /** The folder of built systems. */
  readonly cache?: string;
}

export interface LabUp {
  readonly lab: Lab;
  readonly record: LabRecord;
}

/** The machine's own cgroups are those of its nodes: limits are checked by their rules. */
function withCgroup({ nodes = [{ name: 'pve1' }], ...rest }: FreshOptions): FreshOptions {
  return { ...rest, nodes: nodes.map((node) => ({ cgroup: cgroupVersion(), ...node })) };
}

/**
 * Makes a lab of real containers of a folder that is empty or such a lab already, with its network.
 * @throws PhoenixError `USAGE` when this machine cannot, or when the folder holds guests that are simulated;
 * `STEP_FAILED` when it does not let the lab have its network: then nothing is left of a new one
 */
export function labUp(folder: string, { fresh = {}, mirrors, cache }: UpOptions = {}): LabUp {
  requireContainers();
  const dir = resolve(folder);
  const lab = openLab(dir, withCgroup(fresh));
  const known = readRecord(dir);
  if (!known && lab.nodes.some((node) => guestsOf(lab.host, node).length > 0)) {
    throw new PhoenixError(
      'USAGE',
      `${dir} has guests that are simulated, and these cannot become containers`,
      {
        hint: 'name another folder, or destroy its guests first',
      },
    );
  }
  const other = known ? readRegistered(known.id) : null;
  const isCopy = other !== null && other.dir !== dir;
  const record =
    known && !isCopy
      ? known
      : writeRecord(dir, {
          ...(mirrors === undefined ? {} : { mirrors }),
          ...(cache === undefined ? {} : { cache: resolve(cache) }),
        });
  const isUp = readRegistered(record.id) !== null;
  const names = register(dir, record.id);
  try {
    withNetworkLock(() => ensureNetwork(names, []));
  } catch (error) {
    // One that was up already may have guests that run: `lab down` takes it, when somebody wants that.
    if (!isUp) takeDown(record.id, dir);
    throw refusal(
      error,
      'the lab gets no network on this machine',
      'in a container of its own, root may not',
    );
  }
  return { lab, record };
}

/** What a program of this machine refuses is no bug: nobody has typed `pct` here. */
function refusal(error: unknown, what: string, hint: string): unknown {
  if (!(error instanceof Failure)) return error;
  return new PhoenixError('STEP_FAILED', `${what}: ${error.message}`, { hint, cause: error });
}

/**
 * Builds what new guests would wait for: the systems of these archives, for guests with and without privileges.
 * @throws PhoenixError `STEP_FAILED` where one cannot be built
 */
export function buildArchives(
  record: LabRecord,
  archives: readonly string[],
  say: (text: string) => void,
  progress: 1 | 2 = 1,
): void {
  for (const archive of archives) {
    const { cache, mirrors } = record;
    const options = { cache, say, progress, ...(mirrors === undefined ? {} : { mirrors }) };
    try {
      archiveFolder(archive, true, options);
    } catch (error) {
      const hint = 'see whether this machine reaches the mirror; --mirror names another one for a new lab';
      throw refusal(error, 'a system was not built', hint);
    }
  }
}

/** @param which a folder, or the id of a lab whose folder is gone. @throws PhoenixError `USAGE` when it is neither */
function find(which: string): Registered {
  const dir = resolve(which);
  const registered = registeredLabs();
  const found = registered.find((lab) => lab.dir === dir) ?? registered.find((lab) => lab.id === which);
  if (found) return found;
  const record = existsSync(dir) ? readRecord(dir) : null;
  // Nothing of it is on this machine, as after a boot; its marks are.
  if (record) return { v: 1, id: record.id, dir };
  const ids = registered.map((lab) => lab.id);
  throw new PhoenixError('USAGE', `${which} is no lab of real containers`, {
    hint: ids.length > 0 ? `labs on this machine: ${ids.join(', ')}` : 'there is none on this machine',
  });
}

/**
 * Removes all that a lab has on this machine.
 * @param remove also its guests' files and the whole folder
 */
export function labDown(
  which: string,
  remove: boolean,
): { readonly lab: Registered; readonly containers: number } {
  requireContainers();
  const lab = find(which);
  const other = readRegistered(lab.id);
  // A copied folder must not take down the lab that it was copied from.
  if (other && other.dir !== lab.dir) {
    throw new PhoenixError('USAGE', `${lab.dir} is a copy of the lab ${other.dir}`, {
      hint: `phoenix lab down ${other.dir} takes that one down`,
    });
  }
  const dir = lab.dir !== '' && existsSync(lab.dir) ? lab.dir : null;
  const { containers } = takeDown(lab.id, dir);
  if (remove && dir !== null) {
    if (!existsSync(`${dir}/${LXC_FOLDER}`)) throw new Error(`${dir} is no lab`);
    removeUnmounted(dir);
  }
  return { lab, containers };
}

/** One lab, or all of this machine. */
export function labStatus(which: string | null): Inventory[] {
  requireContainers();
  return (which === null ? registeredLabs() : [find(which)]).map(inventoryOf);
}
