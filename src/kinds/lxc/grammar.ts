/** How the conf file of a container reads. */
import type { GuestConf } from '../../node/conf.ts';
import { type Pointer, pointerSegments } from '../../json.ts';
import { type Field, field, rawSlot, type Slot } from '../guest/field.ts';
import type { Grammar } from '../guest/grammar.ts';
import { canonicalValue } from './canonical.ts';
import { numberedSlot, sectionFields } from './conf-fields.ts';
import { OPTIONS, optionRow } from './options.ts';

function implied({ options }: GuestConf, vmid: number): Field[] {
  return [
    // What Proxmox calls a guest whose name was deleted (PVE 9.2).
    ...(options.has('hostname') ? [] : [field('hostname', null, `CT${vmid}`)]),
    // Proxmox writes no line for a privileged guest.
    ...(options.has('unprivileged') ? [] : [field('unprivileged', null, '0')]),
  ];
}

function slotAt(path: Pointer): Slot {
  const [head = '', name = ''] = pointerSegments(path);
  return head === 'raw' ? rawSlot(name) : head;
}

export const LXC_GRAMMAR: Grammar = {
  type: 'lxc',
  tool: 'pct',
  noun: 'container',
  content: 'rootdir',
  nameSlot: 'hostname',
  creation: new Set('ostemplate clone ssh-public-keys arch ostype unprivileged'.split(' ')),
  // Its disks, memory, swap and what only creation sets are left out.
  own: /^(?:onboot|startup|protection|hookscript|features|nameserver|searchdomain|timezone|env|entrypoint|cmode|console|tty|debug|cores|cpulimit|cpuunits|net\d+|dev\d+)$/,
  optionRow,
  isLate: (name) => OPTIONS.some((row) => row.field === name && row.late === true),
  canonicalValue,
  sectionFields,
  implied,
  slotAt,
  slotOf: numberedSlot,
};
