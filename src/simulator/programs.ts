/** Every program of the simulated node and its subcommands: one line each. Options are checked before they run. */
import { pctConfig } from './pct/config.ts';
import { pctList } from './pct/list.ts';
import { pctSet } from './pct/set.ts';
import { pctReboot, pctShutdown, pctStart, pctStop } from './pct/start.ts';
import type { Command } from './session.ts';

/** A program is a table of subcommands, or one command that reads its own arguments. */
export const programs: Readonly<Record<string, Command | Readonly<Record<string, Command>>>> = {
  pct: {
    config: pctConfig,
    list: pctList,
    reboot: pctReboot,
    set: pctSet,
    shutdown: pctShutdown,
    start: pctStart,
    stop: pctStop,
  },
};
