/** A lab of real containers for the scenarios of features: one guest at a time, and nothing is left of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingForContainers } from '../lxc/machine.ts';
import { labNames } from '../lxc/names.ts';
import { machineAddress } from '../lxc/network.ts';
import { labDown, labUp } from '../lxc/up.ts';
import { KNOWN } from '../lxc/distributions.ts';
import type { TestGuest } from '../../../features/scenario-run.ts';
import { commandsOf } from './commands.ts';
import { destroyGuest, type GuestWish, makeGuest } from './guest.ts';

export interface TestLab {
  readonly dir: string;
  /** This machine's address as guests reach it. */
  readonly address: string;
  make(wish: GuestWish): Promise<TestGuest>;
  destroy(vmid: number): Promise<void>;
  /** Ends what runs now. */
  stop(): void;
  /** Takes everything away; for good, whatever state it is in. */
  end(): void;
}

/** Why no scenario can run on this machine, and what to do; null when they can. */
export const missingForScenarios: typeof missingForContainers = missingForContainers;

/** Systems that a lab can build, such as `debian-12`. */
export const KNOWN_SYSTEMS: readonly string[] = KNOWN;

/** The name under which a system's archive is found by the lab. */
const archiveOf = (system: string) => `local:vztmpl/${system}-standard_lab_amd64.tar.zst`;

/** @throws PhoenixError `USAGE` when this machine cannot run containers */
export function openTestLab(): TestLab {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-feature-'));
  const { lab, record } = labUp(join(folder, 'lab'), { fresh: { templates: KNOWN.map(archiveOf) } });
  const commands = commandsOf(lab.bin());
  return {
    dir: lab.dir,
    address: machineAddress(labNames(record.id)),
    make: (wish) => makeGuest(commands, wish),
    destroy: (vmid) => destroyGuest(commands, vmid),
    stop: () => commands.stop(),
    end: () => {
      labDown(lab.dir, true);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
