/** Guests of a lab as real containers: what the simulator's commands do with them, put together. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestOptions, GuestRuntime } from '../../session.ts';
import type { Streams } from '../guest-runtime.ts';
import { attach } from './attach.ts';
import { isUnprivileged } from './container-config.ts';
import { isUp, lxc } from './containers.ts';
import { pullFile, pushFile } from './files.ts';
import { dropLeases } from './leases.ts';
import { applyLimits, startContainer, stopContainer } from './lifecycle.ts';
import { applyNets } from './live-nets.ts';
import { requireContainers, run } from './machine.ts';
import { containerName, labNames, type LabNames, logFile, rootfsFolder, stageFolder } from './names.ts';
import { type LabRecord, register } from './record.ts';
import { FIRST_ID } from './shift.ts';
import { mountsBelow, mountVolumes, type Places, unmountBelow } from './stage.ts';
import { inNamespace, withNetworkLock } from './network.ts';
import { labVolumes, volumeData } from './volumes.ts';
import { mountAt } from '../../pct/mount-list.ts';
import { writeWithin } from './within.ts';

/** Where `pct mount` says that it has mounted a guest. */
const mountFolder = (vmid: number) => `/var/lib/lxc/${vmid}/rootfs`;

export interface LxcRuntimeOptions {
  readonly dir: string;
  readonly record: LabRecord;
  /** The place on this machine of a path of the simulated one. */
  readonly real: (path: string) => string;
  readonly streams: Streams;
}

/** @throws PhoenixError `USAGE` at the first method that needs what this machine lacks */
export function lxcRuntime({ dir, record, real, streams }: LxcRuntimeOptions): GuestRuntime {
  const names = labNames(record.id);
  const places: Places = { dir, names, real };
  /** Before anything is made: whoever finds it later knows whose it is. */
  const prepare = () => {
    requireContainers();
    register(dir, record.id);
  };
  const volumes = labVolumes(dir, record, {
    frozen: (vmid) => (isUp(names, vmid) ? lxc(names, vmid, 'lxc-freeze') : null),
    ...(streams === 'caller' ? { progress: 1 as const } : {}),
  });
  return {
    exec: (process) => attach(names, process, streams),
    network: ({ vmid, argv, stdin }) => {
      const command =
        vmid === null
          ? inNamespace(names, argv)
          : lxc(names, vmid, 'lxc-attach', '-s', 'NETWORK', '--', ...argv);
      const { exit, stdout, stderr } = run(command, { input: stdin });
      return { exit, stdout, stderr };
    },
    start: (guest, warn) => {
      prepare();
      startContainer(guest, places, warn);
    },
    stop: (vmid, order) => stopContainer(vmid, order, names),
    changed: (guest, warn) => {
      applyLimits(guest, names, warn);
      mountVolumes(guest, rootfsFolder(names, guest.vmid), places, warn);
      applyNets(guest, places);
    },
    cloned: (guest) => forgetMachineId(dir, guest),
    removed: (vmid) => {
      withNetworkLock(() => dropLeases(dir, vmid));
      forgetContainer(names, vmid);
    },
    mount: (guest) => {
      prepare();
      mountVolumes(guest, real(mountFolder(guest.vmid)), places, () => {});
    },
    unmount: (vmid) => unmountBelow(real(mountFolder(vmid))),
    push: (copy) => pushFile(copy, places),
    pull: (copy) => pullFile(copy, places),
    volumes: {
      ...volumes,
      unpack: (...args) => {
        prepare();
        volumes.unpack(...args);
      },
    },
  };
}

/** What is kept below /run of a guest that is no more. */
function forgetContainer(names: LabNames, vmid: number): void {
  const files = [
    join(names.lxc, containerName(names.id, vmid)),
    stageFolder(names, vmid),
    logFile(names, vmid),
  ];
  const mounted = mountsBelow(stageFolder(names, vmid));
  for (const path of [...files, join(names.run, `ended-${vmid}`), join(names.run, `nets-${vmid}.json`)]) {
    // Nothing is removed through a mount.
    if (mounted.length === 0) rmSync(path, { recursive: true, force: true });
  }
}

/** Proxmox empties it in a clone: systemd then makes a new one at the first boot. */
function forgetMachineId(dir: string, { options }: GuestOptions): void {
  if (options.get('ostype') === 'unmanaged') return;
  const root = volumeData(dir, mountAt(options, 'rootfs').volume);
  writeWithin(root, join('etc', 'machine-id'), '', isUnprivileged(options) ? FIRST_ID : 0);
}
