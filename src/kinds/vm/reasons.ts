/** Why a change of a virtual machine costs what it costs, in words: for `phoenix explain --changes`. Source: qemu-server 9.2. */
import type { Change, Reason } from '../change.ts';
import { family } from '../guest/field-name.ts';

const AT_START = 'QEMU gets it when the machine starts; Proxmox keeps it pending until then';
const INSIDE =
  'Proxmox writes it to the drive of cloud-init at the start of the machine, and the guest reads it then';

const RESTARTS: Readonly<Record<string, string>> = {
  cores: `the number of cores is the machine's own: ${AT_START}`,
  sockets: AT_START,
  memory: 'memory is plugged in only with "memory" among "hotplug" and with "numa"',
  disk: 'QEMU opens a disk with its options when the machine starts',
  ipconfig: INSIDE,
  ciuser: INSIDE,
  sshkeys: INSIDE,
  ciupgrade: INSIDE,
  nameserver: INSIDE,
  searchdomain: INSIDE,
  cicustom: INSIDE,
  feature: 'its manifest says that installing it may restart the guest',
};

const LIVE: Readonly<Record<string, string>> = {
  cpulimit: 'the control group of the running machine is changed',
  cpuunits: 'the control group of the running machine is changed',
  memory: 'memory is plugged into the running machine',
  net: 'Proxmox plugs cards, and changes bridge, VLAN and link under them, while the machine runs',
  disk: 'Proxmox plugs, grows and moves disks while the machine runs',
  usb: 'USB devices are plugged while the machine runs',
  node: 'QEMU hands memory and state to the other node while the machine runs',
  feature: 'it is installed while the guest runs',
  snapshot: 'its disks are held still for a moment; nothing stops',
};

const OFFLINE: Readonly<Record<string, string>> = {
  state: 'the file says that it shall be stopped',
  template: 'Proxmox makes a template of a stopped machine only',
  feature: 'it is installed while the machine runs for that alone',
};

function told(table: Readonly<Record<string, string>>, { slot }: Change): Reason | null {
  const why = table[family(slot)];
  return why === undefined ? null : { why };
}

/** Null: there is nothing to say that the change does not say itself. */
export function reasonOf(change: Change): Reason | null {
  switch (change.effect) {
    case 'restart':
      return told(RESTARTS, change) ?? { why: AT_START };
    case 'live':
      return told(LIVE, change);
    case 'offline':
      return told(OFFLINE, change);
    case 'none':
    case 'config':
    case 'replace':
    case 'retire':
    case 'destroy':
    case 'impossible':
      return null;
  }
}
