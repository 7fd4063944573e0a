/** What features may require of a guest, as its files say: its flags and sizes, and the system that it is made from. */
import type { GuestFacts } from '../../features/requirements.ts';
import { sizeInKiB } from '../../config/units.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { ResolveInput } from '../kind.ts';
import { cloneAddress } from './origin.ts';
import type { LxcSpec } from './spec.ts';

/** `debian:12` of `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`; null where the name tells none. */
export function systemOf(volume: string): string | null {
  const [, name, version] = /(?:^|[/:])([a-z]+)-(\d+(?:\.\d+)?)(?=[-_.])/.exec(volume) ?? [];
  return name === undefined || version === undefined ? null : `${name}:${version}`;
}

/** The file itself and those along its chain of clones. */
function chainOf({ merged, mergedOf }: ResolveInput): JsonObject[] {
  const chain: JsonObject[] = [];
  for (let at: JsonObject | null = merged; at && chain.length < 50;) {
    chain.push(at);
    const from = cloneAddress(at);
    at = from === null ? null : mergedOf(from);
  }
  return chain;
}

/** The first value along the chain; undefined where no file says it. */
function inherited(
  chain: readonly JsonObject[],
  read: (merged: JsonObject) => Json | undefined,
): Json | undefined {
  for (const merged of chain) {
    const value = read(merged);
    if (value !== undefined) return value;
  }
  return undefined;
}

function sizeOf(value: Json | undefined, unit: 'M' | 'G'): number | null {
  return typeof value === 'number' || typeof value === 'string' ? sizeInKiB(value, unit) : null;
}

export function guestFacts(spec: LxcSpec, resolve: ResolveInput): GuestFacts {
  const chain = chainOf(resolve);
  const archive = inherited(chain, ({ ostemplate }) => ostemplate);
  const memory = inherited(chain, ({ memory: own }) => own);
  const disk = inherited(chain, ({ rootfs }) => (isObject(rootfs) ? rootfs['size'] : undefined));
  const has = (flag: string) => spec.features[flag] === '1';
  return {
    nesting: has('nesting'),
    keyctl: has('keyctl'),
    fuse: has('fuse'),
    privileged: !spec.unprivileged,
    // Proxmox gives 512 MiB where nothing is said (PVE 9.2); of a source that no file describes nothing is known.
    memory: sizeOf(memory ?? (archive === undefined ? undefined : 512), 'M'),
    disk: sizeOf(disk, 'G'),
    devices: Object.keys(spec.devices),
    os: typeof archive === 'string' ? systemOf(archive) : null,
  };
}
