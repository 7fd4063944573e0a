/** A lab of real containers for one proof: made for it, stopped when somebody asks for it, and nothing is left of it. */
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { PhoenixError } from '../../../errors.ts';
import type { BindFolder } from '../../../proof/lab-estate.ts';
import type { Machine } from '../../../proof/obstacles.ts';
import type { FreshOptions } from '../../fresh-node.ts';
import { pathMapper } from '../layout.ts';
import { recipeOf } from './distributions.ts';
import { requireContainers } from './machine.ts';
import { buildArchives, labDown, labUp } from './up.ts';

/** No disk of this machine is given to a guest. */
function isDevice(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isCharacterDevice() ?? false;
}

/** This machine, as the guests of a lab find it. */
export const thisMachine: Machine = {
  canBuild: (volume) => recipeOf(volume) !== null,
  hasDevice: isDevice,
  memory: Math.floor(totalmem() / 1024),
  cores: availableParallelism(),
};

export interface ProofLabOptions {
  readonly fresh: FreshOptions;
  /** A folder that is empty or new; one of its own below the machine's temporary files unless given. */
  readonly dir?: string;
  /** The folder of built systems. */
  readonly cache?: string;
}

export interface ProofLab {
  readonly dir: string;
  readonly id: string;
  /** Builds these systems now; one that cannot be built fails its guests later, with the same words. */
  build(archives: readonly string[], say: (line: string) => void): void;
  /** Makes folders of the node, empty, each with its owner. */
  makeFolders(folders: readonly BindFolder[]): void;
  /** Ends all guests at once: what is done to them fails. */
  stop(): void;
  /** Takes everything away; for good, whatever state it is in. */
  end(): void;
}

/** @throws PhoenixError `USAGE` when this machine cannot run containers, or the folder holds something */
export function openProofLab({ fresh, dir, cache }: ProofLabOptions): ProofLab {
  requireContainers();
  const own = dir === undefined ? mkdtempSync(join(tmpdir(), 'phoenix-proof-')) : null;
  const folder = own === null ? resolve(dir as string) : join(own, 'lab');
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new PhoenixError('USAGE', `${folder} is not empty, and a proof begins with nothing`, {
      hint: 'name another folder with --lab, or leave it out',
    });
  }
  const { lab, record } = labUp(folder, { fresh, ...(cache === undefined ? {} : { cache }) });
  const real = pathMapper(lab.dir, lab.layout);
  return {
    dir: lab.dir,
    id: record.id,
    build: (archives, say) => {
      try {
        // What the proof says stands on stdout, and nothing else.
        buildArchives(record, archives, (text) => say(text.replace(/\n$/, '')), 2);
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    },
    makeFolders: (folders) => {
      for (const { path, owner } of folders) {
        mkdirSync(real(path), { recursive: true });
        chownSync(real(path), owner, owner);
      }
    },
    stop: () => void labDown(lab.dir, false),
    end: () => {
      labDown(lab.dir, true);
      if (own !== null) rmSync(own, { recursive: true, force: true });
    },
  };
}
