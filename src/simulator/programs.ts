/** Every program of the simulated node and its subcommands: one line each. Options are checked before they run. */
import { pctClone } from './pct/clone.ts';
import { pctConfig } from './pct/config.ts';
import { pctDelsnapshot } from './pct/delsnapshot.ts';
import { pctDestroy } from './pct/destroy.ts';
import { pctList } from './pct/list.ts';
import { pctListsnapshot } from './pct/listsnapshot.ts';
import { pctMount, pctUnmount } from './pct/mount.ts';
import { pctMoveVolume } from './pct/move-volume.ts';
import { pctResize } from './pct/resize.ts';
import { pctRollback } from './pct/rollback.ts';
import { pctSet } from './pct/set.ts';
import { pctSnapshot } from './pct/snapshot.ts';
import { pctReboot, pctShutdown, pctStart, pctStop } from './pct/start.ts';
import { pctTemplate } from './pct/template.ts';
import { pctUnlock } from './pct/unlock.ts';
import type { Command } from './session.ts';

/** A program is a table of subcommands, or one command that reads its own arguments. */
export const programs: Readonly<Record<string, Command | Readonly<Record<string, Command>>>> = {
  pct: {
    clone: pctClone,
    config: pctConfig,
    delsnapshot: pctDelsnapshot,
    destroy: pctDestroy,
    list: pctList,
    listsnapshot: pctListsnapshot,
    mount: pctMount,
    'move-volume': pctMoveVolume,
    reboot: pctReboot,
    resize: pctResize,
    rollback: pctRollback,
    set: pctSet,
    shutdown: pctShutdown,
    snapshot: pctSnapshot,
    start: pctStart,
    stop: pctStop,
    template: pctTemplate,
    unlock: pctUnlock,
    unmount: pctUnmount,
  },
};
