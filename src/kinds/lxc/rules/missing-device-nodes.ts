import type { Resource } from '../../../config/model.ts';
import { type Pointer, pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import type { LxcSpec } from '../spec.ts';
import { containersOf, rawLines } from './facts/containers.ts';

const CARD = /^\/dev\/nvidia\d+$/;
const NEEDED = ['/dev/nvidiactl', '/dev/nvidia-uvm'] as const;

/** Every device of the node that the guest has, by its path on the node, and where that stands. */
function devicesIn(resource: Resource<LxcSpec>): ReadonlyMap<string, Pointer> {
  const found = new Map(Object.keys(resource.spec.devices).map((path) => [path, pointer('devices', path)]));
  for (const { value, path } of rawLines(resource, 'lxc.mount.entry')) {
    const [source = ''] = value.split(/\s+/, 1);
    if (source.startsWith('/dev/')) found.set(source, path);
  }
  return found;
}

export const missingDeviceNodes: Rule = {
  id: 'PHX634',
  severity: 'warning',
  title: 'An NVIDIA card is named by hand, and not all of its device nodes',
  why: 'Programs talk to the card over /dev/nvidiactl, and to its memory over /dev/nvidia-uvm: with /dev/nvidia0 alone they find no card at all.',
  example: {
    wrong: '"devices": { "/dev/nvidia0": {} }',
    right: '"gpus": { "gpu0": {} }   with the card in phoenix.json',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const devices = devicesIn(resource);
      const card = [...devices].find(([path]) => CARD.test(path));
      const missing = card ? NEEDED.filter((path) => !devices.has(path)) : [];
      if (!card || missing.length === 0) continue;
      const [device, path] = card;
      yield {
        message: `${resource.address} has ${device} without ${missing.join(' and ')}`,
        hint: 'Name the card under "gpus" of the node in phoenix.json and under "gpus" here: its device nodes are derived.',
        at: { resource, path, what: 'key' },
      };
    }
  },
};
