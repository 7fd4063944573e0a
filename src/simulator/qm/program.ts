/** The subcommands of `qm`, and the words by which older ones are known. */
import type { Command } from '../session.ts';
import { qmGuestCmd, qmGuestExec, qmGuestExecStatus } from './agent.ts';
import { qmClone } from './clone.ts';
import { qmCloudinitDump, qmCloudinitPending, qmCloudinitUpdate } from './cloudinit-commands.ts';
import { qmCreate } from './create.ts';
import { qmDestroy } from './destroy.ts';
import { qmImport, qmResize, qmUnlink } from './disk.ts';
import { qmMigrate } from './migrate.ts';
import { qmMoveDisk } from './move-disk.ts';
import { qmRescan } from './rescan.ts';
import { qmSet } from './set.ts';
import { qmConfig, qmList, qmListsnapshot, qmPending, qmStatus } from './show.ts';
import { qmDelsnapshot, qmRollback, qmSnapshot } from './snapshot.ts';
import { qmReboot, qmReset, qmResume, qmShutdown, qmStart, qmStop, qmSuspend } from './start.ts';
import { qmTemplate } from './template.ts';
import { qmUnlock } from './unlock.ts';

export const qm: Readonly<Record<string, Command>> = {
  agent: qmGuestCmd,
  clone: qmClone,
  'cloudinit dump': qmCloudinitDump,
  'cloudinit pending': qmCloudinitPending,
  'cloudinit update': qmCloudinitUpdate,
  config: qmConfig,
  create: qmCreate,
  delsnapshot: qmDelsnapshot,
  destroy: qmDestroy,
  'disk import': qmImport,
  'disk move': qmMoveDisk,
  'disk rescan': qmRescan,
  'disk resize': qmResize,
  'disk unlink': qmUnlink,
  'guest cmd': qmGuestCmd,
  'guest exec': qmGuestExec,
  'guest exec-status': qmGuestExecStatus,
  importdisk: qmImport,
  list: qmList,
  listsnapshot: qmListsnapshot,
  migrate: qmMigrate,
  'move-disk': qmMoveDisk,
  move_disk: qmMoveDisk,
  pending: qmPending,
  reboot: qmReboot,
  rescan: qmRescan,
  reset: qmReset,
  resize: qmResize,
  resume: qmResume,
  rollback: qmRollback,
  set: qmSet,
  shutdown: qmShutdown,
  snapshot: qmSnapshot,
  start: qmStart,
  status: qmStatus,
  stop: qmStop,
  suspend: qmSuspend,
  template: qmTemplate,
  unlink: qmUnlink,
  unlock: qmUnlock,
};
