/** From a card of `phoenix.json` to the device nodes that a guest needs for it. */
import { sizeInKiB } from '../../config/units.ts';
import type { NodeSettings } from '../../config/settings.ts';
import type { LxcGpu } from './spec.ts';
import type { Values } from '../guest/spec.ts';

export type Card = NodeSettings['gpus'][string];

/** The group `video` of Debian and Ubuntu; `render` has no fixed number there. */
const VIDEO = '44';

/** Device nodes of a card, as `devices` has them. NVIDIA's are open to all on the host too (driver 580). */
export function gpuDevices(card: Card): Readonly<Record<string, Values>> {
  if (card.driver === 'nvidia') {
    const nodes = [`/dev/nvidia${card.minor}`, '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'];
    return Object.fromEntries(nodes.map((path) => [path, { mode: '0666' }]));
  }
  const nodes = [`/dev/dri/card${card.minor}`, `/dev/dri/renderD${128 + card.minor}`];
  return Object.fromEntries(nodes.map((path) => [path, { mode: '0660', gid: VIDEO }]));
}

export function lxcGpu(card: Card, vram: number | string | undefined): LxcGpu {
  return {
    vram: vram === undefined ? null : sizeInKiB(vram, 'M'),
    driver: card.driver,
    devices: Object.keys(gpuDevices(card)),
  };
}
