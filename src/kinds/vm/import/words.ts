/** From Proxmox's words to those of a file: the inverse of ../words.ts. What cannot be said otherwise stays text. */
import type { Json } from '../../../json.ts';
import type { Field } from '../../guest/field.ts';
import { fieldName } from '../../guest/field-name.ts';
import { literal, memoryJson } from '../../guest/file-words.ts';

const BOOLEANS: ReadonlySet<string> = new Set(
  (
    'onboot protection template tablet acpi kvm localtime numa ciupgrade cpu.hidden net.firewall net.link_down ' +
    'agent.enabled agent.fstrim_cloned_disks agent.freeze-fs-on-backup usb.usb3 hostpci.pcie hostpci.x-vga ' +
    'hostpci.rombar disk.backup disk.iothread disk.replicate disk.ro disk.shared disk.ssd efidisk0.pre-enrolled-keys'
  ).split(' '),
);

const NUMBERS: ReadonlySet<string> = new Set(
  (
    'cores sockets vcpus cpulimit cpuunits shares startup.order startup.up startup.down net.tag net.mtu net.rate ' +
    'net.queues disk.mbps_rd disk.mbps_wr disk.iops_rd disk.iops_wr vga.memory rng0.max_bytes rng0.period'
  ).split(' '),
);

/** The value of a field as its file says it. */
export function jsonOf({ slot, key, value }: Field): Json {
  const name = fieldName(slot, key);
  if (BOOLEANS.has(name)) return value === '1' ? true : value === '0' ? false : literal(value);
  if (NUMBERS.has(name)) return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : literal(value);
  if (name === 'memory' || name === 'balloon') return memoryJson(value);
  if (name === 'tags') return value.split(';').map(literal);
  if (name === 'net.trunks') return value.split(';').map((id) => (/^\d+$/.test(id) ? Number(id) : id));
  if (name === 'boot') return value.replace(/^order=/, '').split(';');
  if (name === 'hotplug') return value === '0' ? false : value.split(',');
  if (name === 'sshkeys') return value.split('\n').map(literal);
  return literal(value);
}
