/** One text for each value of a virtual machine, whether it came from a file or from a conf (PVE 9.2). */
import { formatSize, parseBoolean, parseSize } from '../../node/property-string.ts';
import type { Slot } from '../guest/field.ts';
import { fieldName } from '../guest/field-name.ts';
import { splitTags, userTags } from '../guest/marker.ts';

type Rule = (value: string) => string;

const boolean: Rule = (value) => parseBoolean(value) ?? value;
const number: Rule = (value) => (/^\d+(?:\.\d+)?$/.test(value) ? String(Number(value)) : value);
const size: Rule = (value) => {
  const bytes = parseSize(value);
  return bytes === null ? value : formatSize(bytes);
};
const words = (value: string, separator: string) =>
  value
    .split(/[\s,;]+/)
    .filter((item) => item !== '')
    .join(separator);

/** `1` stands for what Proxmox plugs by itself. */
const hotplug: Rule = (value) => {
  if (value === '0' || value === '') return '0';
  const list = value === '1' ? 'network,disk,usb' : value;
  return words(list, ',').split(',').toSorted().join(',');
};

const rules = (rule: Rule, names: string) => names.split(' ').map((name) => [name, rule] as const);

const RULES: ReadonlyMap<string, Rule> = new Map([
  ...rules(boolean, 'onboot protection template tablet acpi kvm localtime numa ciupgrade cpu.hidden'),
  ...rules(boolean, 'net.firewall net.link_down agent.enabled agent.fstrim_cloned_disks'),
  ...rules(boolean, 'agent.freeze-fs-on-backup usb.usb3 hostpci.pcie hostpci.x-vga hostpci.rombar'),
  ...rules(boolean, 'disk.backup disk.iothread disk.replicate disk.ro disk.shared disk.ssd'),
  ...rules(boolean, 'efidisk0.pre-enrolled-keys'),
  ...rules(number, 'cpulimit net.rate disk.mbps_rd disk.mbps_wr disk.iops_rd disk.iops_wr'),
  ...rules(size, 'disk.size'),
  ...rules((value) => words(value, ' '), 'nameserver searchdomain'),
  ...rules((value) => words(value, ';').split(';').toSorted().join(';'), 'net.trunks'),
  ...rules((value) => userTags(splitTags(value)).join(';'), 'tags'),
  ...rules((value) => value.toUpperCase(), 'net.hwaddr'),
  ...rules((value) => value.replace(/^current=/, ''), 'memory'),
  ...rules(hotplug, 'hotplug'),
]);

export function canonicalValue(slot: Slot, key: string | null, value: string): string {
  const rule = RULES.get(fieldName(slot, key));
  return rule ? rule(value) : value;
}
