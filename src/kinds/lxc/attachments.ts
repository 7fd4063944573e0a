/** What is attached to a container from outside its own disk: folders, volumes, devices and cards of the node. */
import type { NodeSettings, Settings } from '../../config/settings.ts';
import { pointer } from '../../json.ts';
import type { PointedFinding } from '../../errors.ts';
import { finding } from './finding-ids.ts';
import { isPath } from '../guest/formats.ts';
import { gpuDevices, lxcGpu } from './gpu.ts';
import type { LxcInput, MountInput } from './schema.ts';
import type { LxcGpu, LxcSpec } from './spec.ts';
import type { Values } from '../guest/spec.ts';
import { wordsOf } from './words.ts';

export type Report = (found: PointedFinding) => void;

function bindPath(name: string, at: string, settings: Settings, report: Report): string | null {
  const bind = Object.hasOwn(settings.binds, name) ? settings.binds[name] : undefined;
  if (!bind) {
    const known = Object.keys(settings.binds).toSorted().join(', ') || 'none';
    report(finding('PHX601', at, `there is no bind "${name}" in phoenix.json`, `known binds: ${known}`));
    return null;
  }
  // The path stands without its key in the property string, where `=` would make a key of it.
  if (!isPath(bind.path) || bind.path.includes('=')) {
    report(
      finding(
        'PHX616',
        at,
        `Proxmox cannot bind "${bind.path}"`,
        'the path must be absolute, without comma, "=", "." or ".." segments',
      ),
    );
    return null;
  }
  return bind.path;
}

function mountWords(path: string, input: MountInput, settings: Settings, report: Report): Values | null {
  const at = () => pointer('mounts', path);
  const mount = typeof input === 'string' ? { bind: input.replace(/^bind:/, '') } : input;
  const slot = `mount:${path}`;
  if (mount.bind !== undefined) {
    const { bind, storage, size, ...flags } = mount;
    if (storage !== undefined || size !== undefined) {
      report(
        finding(
          'PHX605',
          at(),
          `"${path}" is both a bind and a volume`,
          'keep "bind", or "storage" and "size"',
        ),
      );
    }
    const source = bindPath(bind, at(), settings, report);
    return source === null ? null : { bind: source, ...wordsOf(slot, flags) };
  }
  const { storage, size } = mount;
  if (storage === undefined || size === undefined) {
    report(
      finding(
        'PHX605',
        at(),
        `"${path}" says neither what is bound nor which volume is made`,
        'write "bind:NAME", or "storage" and "size"',
      ),
    );
    return null;
  }
  return wordsOf(slot, mount);
}

/** Mounts in Proxmox's words; what is wrong with one leaves it out. */
export function mountsOf(input: LxcInput, settings: Settings, report: Report): LxcSpec['mounts'] {
  const mounts: Record<string, Values> = {};
  for (const [path, mount] of Object.entries(input.mounts ?? {})) {
    const words = mountWords(path, mount, settings, report);
    if (words) mounts[path] = words;
  }
  return mounts;
}

export interface Devices {
  readonly devices: LxcSpec['devices'];
  readonly gpus: LxcSpec['gpus'];
}

/** Device nodes of cards first, so that the file's own word about one of them wins. */
export function devicesOf(
  input: LxcInput,
  nodeName: string,
  node: NodeSettings | undefined,
  report: Report,
): Devices {
  const devices: Record<string, Values> = {};
  const gpus: Record<string, LxcGpu> = {};
  for (const [name, { vram }] of Object.entries(input.gpus ?? {})) {
    const card = node && Object.hasOwn(node.gpus, name) ? node.gpus[name] : undefined;
    if (!card) {
      const known =
        Object.keys(node?.gpus ?? {})
          .toSorted()
          .join(', ') || 'none';
      report(
        finding(
          'PHX602',
          pointer('gpus', name),
          `the node ${nodeName} has no card "${name}" in phoenix.json`,
          `known cards: ${known}`,
        ),
      );
      continue;
    }
    Object.assign(devices, gpuDevices(card));
    gpus[name] = lxcGpu(card, vram);
  }
  for (const [path, device] of Object.entries(input.devices ?? {})) {
    devices[path] = { ...devices[path], ...wordsOf(`device:${path}`, device) };
  }
  return { devices, gpus };
}
