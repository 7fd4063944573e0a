import type { Resource } from '../../../config/model.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import type { LxcSpec } from '../spec.ts';
import { containersOf, type RawLine, rawLines } from './facts/containers.ts';

/** A single device node; of a folder of them, such as /dev/bus/usb, Proxmox knows nothing better. */
const DEVICE = /^(\/dev\/\S+)\s+\S+\s+none\s+(?!\S*create=dir)\S*bind/;

/** Numbers of the node's devices that have keys of their own: the second line that a device by hand needs. */
const NUMBERS: readonly (readonly [RegExp, device: string])[] = [
  [/^c 195:/, '/dev/nvidia0'],
  [/^c 226:/, '/dev/dri/card0'],
  [/^c 10:200 /, '/dev/net/tun'],
  [/^c 10:229 /, '/dev/fuse'],
];

/** Devices that come by raw lines; where some do, the lines that allow them go with those. */
function devicesIn(resource: Resource<LxcSpec>): readonly (RawLine & { readonly device: string })[] {
  const mounted = rawLines(resource, 'lxc.mount.entry').flatMap((line) => {
    const device = DEVICE.exec(line.value)?.[1];
    return device === undefined ? [] : [{ ...line, device }];
  });
  if (mounted.length > 0) return mounted;
  return rawLines(resource, 'lxc.cgroup2.devices.allow').flatMap((line) => {
    const device = NUMBERS.find(([pattern]) => pattern.test(line.value))?.[1];
    return device === undefined ? [] : [{ ...line, device }];
  });
}

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
      for (const { device, value, path } of devicesIn(resource)) {
        const what = value.startsWith(device) ? device : `a device (${value})`;
        yield { message: `${what} comes by a raw line`, hint: hintFor(device), at: { resource, path } };
      }
    }
  },
};
