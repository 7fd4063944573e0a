/** How the conf file of a virtual machine reads. */
import type { GuestConf } from '../../node/conf.ts';
import type { Field } from '../guest/field.ts';
import type { Grammar } from '../guest/grammar.ts';
import { canonicalValue } from './canonical.ts';
import { sectionFields } from './conf-fields.ts';
import { importSlot, slotAt, vmField } from './field.ts';
import { OPTIONS, optionRow } from './options.ts';

const COUNTS: Readonly<Record<string, number>> = { scsi: 31, virtio: 16, sata: 6, ide: 4 };

/** Every slot that a disk can have. */
const SLOTS: readonly string[] = Object.entries(COUNTS).flatMap(([bus, count]) =>
  Array.from({ length: count }, (_, index) => `${bus}${index}`),
);

/** What Proxmox calls a machine without a name (PVE 9.2). */
const implied = ({ options }: GuestConf, vmid: number): Field[] =>
  options.has('name') ? [] : [vmField('name', null, `VM ${vmid}`)];

export const VM_GRAMMAR: Grammar = {
  type: 'qemu',
  tool: 'qm',
  noun: 'virtual machine',
  content: 'images',
  transport: 'agent',
  nameSlot: 'name',
  creation: new Set(['clone', ...SLOTS.map(importSlot)]),
  // Its disks, memory, processor and machine are a copy's as they are of its source.
  own: /^(?:onboot|startup|protection|hookscript|affinity|cpulimit|cpuunits|vcpus|(?:net|usb|hostpci|ipconfig)\d+|ciuser|cipassword|sshkeys|cicustom|nameserver|searchdomain)$/,
  optionRow,
  isLate: (name) => OPTIONS.some((row) => row.field === name && row.late === true),
  canonicalValue,
  sectionFields,
  implied,
  slotAt,
  slotOf: () => null,
};
