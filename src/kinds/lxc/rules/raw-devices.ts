import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf, rawLines } from './containers.ts';

/** A single device node; of a folder of them, such as /dev/bus/usb, Proxmox knows nothing better. */
const DEVICE = /^(\/dev\/\S+)\s+\S+\s+none\s+(?!\S*create=dir)\S*bind/;

function hintFor(device: string): string {
  if (device === '/dev/fuse') return 'Write "fuse": true.';
  if (/^\/dev\/(?:nvidia|dri\/)/.test(device)) {
    return 'Name the card under "gpus" of the node in phoenix.json and under "gpus" of the guest.';
  }
  return `Write "devices": { "${device}": {} }, which allows it, too.`;
}

export const rawDevices: Rule = {
  id: 'PHX635',
  severity: 'notice',
  title: 'A raw line brings in a device that has a key of its own',
  why: 'Proxmox knows nothing of raw lines: it does not check that the device is there, gives it no owner in an unprivileged guest, and needs a second line for the cgroup, with a number that may change. A device under "devices", or a card under "gpus", has all of that.',
  example: {
    wrong: '"lxc.mount.entry": "/dev/net/tun dev/net/tun none bind,create=file"',
    right: '"devices": { "/dev/net/tun": { "mode": "0666" } }',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      for (const { value, path } of rawLines(resource, 'lxc.mount.entry')) {
        const device = DEVICE.exec(value)?.[1];
        if (device === undefined) continue;
        yield {
          message: `${device} comes by a raw line`,
          hint: hintFor(device),
          at: { resource, path },
        };
      }
    }
  },
};
