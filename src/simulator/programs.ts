/** Every program of the simulated node and its subcommands: one line each. Options are checked before they run. */
import { haAdd, haMigrate, haRemove, haSet, haStatus } from './ha-manager.ts';
import { groupAdd, groupRemove, groupSet, ruleAdd, ruleRemove, ruleSet } from './ha-sections.ts';
import { firewallCompile, firewallLocalnet, firewallStatus } from './firewall/pve-firewall.ts';
import { aptGet, modprobe, sysctl, systemctl, systemdRun } from './host-programs.ts';
import { lxcLs } from './lxc-ls.ts';
import { lxcAttach, nsenter } from './network.ts';
import { pctClone } from './pct/clone.ts';
import { pctConfig } from './pct/config.ts';
import { pctCpusets } from './pct/cpusets.ts';
import { pctCreate } from './pct/create.ts';
import { pctDelsnapshot } from './pct/delsnapshot.ts';
import { pctDestroy } from './pct/destroy.ts';
import { pctDf, pctFstrim } from './pct/df.ts';
import { pctConsole, pctEnter, pctExec } from './pct/exec.ts';
import { pctFsck } from './pct/fsck.ts';
import { pctList } from './pct/list.ts';
import { pctListsnapshot } from './pct/listsnapshot.ts';
import { pctMigrate } from './pct/migrate.ts';
import { pctMount, pctUnmount } from './pct/mount.ts';
import { pctMoveVolume } from './pct/move-volume.ts';
import { pctPending } from './pct/pending.ts';
import { pctPull, pctPush } from './pct/push.ts';
import { pctRescan } from './pct/rescan.ts';
import { pctResize } from './pct/resize.ts';
import { pctRestore } from './pct/restore.ts';
import { pctRollback } from './pct/rollback.ts';
import { pctSet } from './pct/set.ts';
import { pctSnapshot } from './pct/snapshot.ts';
import { pctReboot, pctShutdown, pctStart, pctStop } from './pct/start.ts';
import { pctStatus } from './pct/status.ts';
import { pctResume, pctSuspend } from './pct/suspend.ts';
import { pctTemplate } from './pct/template.ts';
import { pctUnlock } from './pct/unlock.ts';
import { pveamAvailable, pveamDownload, pveamList, pveamRemove } from './pveam.ts';
import { pvesh } from './pvesh/pvesh.ts';
import { pvesmAdd, pvesmRemove, pvesmSet } from './pvesm/config.ts';
import { pvesmList } from './pvesm/list.ts';
import { pvesmStatus } from './pvesm/status.ts';
import { pvesmAlloc, pvesmExtractconfig, pvesmFree, pvesmPath } from './pvesm/volume.ts';
import { qm } from './qm/program.ts';
import { restoreMachine } from './qm/restore.ts';
import { vzdump } from './vzdump.ts';
import { chmod, chown, exportfs, sh, stat } from './system-programs.ts';
import { lsblk, wipefs } from './zfs/disks.ts';
import { zfs } from './zfs/zfs.ts';
import { zpool } from './zfs/zpool.ts';
import type { ProgramName, SystemName } from './program-names.ts';
import type { Command } from './session.ts';
import { whole } from './shared-files.ts';

/** A program is a table of subcommands, or one command that reads its own arguments. */
type Program = Command | Readonly<Record<string, Command>>;

const PROGRAMS: Readonly<Record<ProgramName, Program>> = {
  'apt-get': whole('packages', aptGet),
  'lxc-attach': lxcAttach,
  'lxc-ls': lxcLs,
  modprobe,
  nsenter,
  pct: {
    clone: pctClone,
    config: pctConfig,
    console: pctConsole,
    cpusets: pctCpusets,
    create: pctCreate,
    delsnapshot: pctDelsnapshot,
    destroy: pctDestroy,
    df: pctDf,
    enter: pctEnter,
    exec: pctExec,
    fsck: pctFsck,
    fstrim: pctFstrim,
    list: pctList,
    listsnapshot: pctListsnapshot,
    migrate: pctMigrate,
    mount: pctMount,
    'move-volume': pctMoveVolume,
    pending: pctPending,
    pull: pctPull,
    push: pctPush,
    reboot: pctReboot,
    rescan: pctRescan,
    resize: pctResize,
    restore: pctRestore,
    resume: pctResume,
    rollback: pctRollback,
    set: pctSet,
    shutdown: pctShutdown,
    snapshot: pctSnapshot,
    start: pctStart,
    status: pctStatus,
    stop: pctStop,
    suspend: pctSuspend,
    template: pctTemplate,
    unlock: pctUnlock,
    unmount: pctUnmount,
  },
  exportfs: whole('exports', exportfs),
  'ha-manager': {
    add: whole('ha', haAdd),
    'crm-command migrate': haMigrate,
    groupadd: whole('ha', groupAdd),
    groupremove: whole('ha', groupRemove),
    groupset: whole('ha', groupSet),
    remove: whole('ha', haRemove),
    'rules add': whole('ha', ruleAdd),
    'rules remove': whole('ha', ruleRemove),
    'rules set': whole('ha', ruleSet),
    set: whole('ha', haSet),
    status: haStatus,
  },
  pveam: { available: pveamAvailable, download: pveamDownload, list: pveamList, remove: pveamRemove },
  pvesh,
  pvesm: {
    add: whole('storages', pvesmAdd),
    alloc: pvesmAlloc,
    extractconfig: pvesmExtractconfig,
    free: pvesmFree,
    list: pvesmList,
    path: pvesmPath,
    remove: whole('storages', pvesmRemove),
    set: whole('storages', pvesmSet),
    status: pvesmStatus,
  },
  qm,
  qmrestore: restoreMachine,
  'pve-firewall': { compile: firewallCompile, localnet: firewallLocalnet, status: firewallStatus },
  sysctl,
  systemctl,
  'systemd-run': systemdRun,
  vzdump,
  zfs,
  zpool,
};

const SYSTEM: Readonly<Record<SystemName | 'sh', Program>> = {
  chmod: whole('folders', chmod),
  chown: whole('folders', chown),
  lsblk,
  sh,
  stat,
  wipefs,
};

export const programs: Readonly<Record<string, Program>> = { ...PROGRAMS, ...SYSTEM };
