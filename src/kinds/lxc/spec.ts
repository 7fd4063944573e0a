/**
 * A container as it shall be: the file completed from the settings, every value in Proxmox's words. It is JSON, so
 * that its canonical text can be digested and compared. What it has in common with other guests stands in ../guest/spec.ts.
 */
import type { Resource } from '../../config/model.ts';
import type { GuestSource, GuestSpec, Values } from '../guest/spec.ts';

export type { Values };

/** What the guest is made from. */
export type LxcSource = Exclude<GuestSource, { is: 'disks' }>;

/** A card of `phoenix.json` that the guest may use. */
export interface LxcGpu {
  /** KiB of the card's memory that the guest is expected to take; null when the file says nothing. */
  readonly vram: number | null;
  readonly driver: string;
  /** Device nodes that were derived from the card; they stand in `devices` too. */
  readonly devices: readonly string[];
}

export interface LxcSpec extends GuestSpec {
  readonly source: LxcSource | null;
  readonly unprivileged: boolean;
  readonly arch?: string;
  readonly ostype?: string;
  /** OpenSSH lines, as written. */
  readonly sshPublicKeys?: readonly string[];
  readonly features: Values;
  /** `storage`, `size` and Proxmox's flags; absent where a clone brings its own and the file says nothing. */
  readonly rootfs?: Values;
  /** By the path in the guest: `bind` (a path of the node), or `storage` and `size`; and Proxmox's flags. */
  readonly mounts: Readonly<Record<string, Values>>;
  /** By the path of the device, those derived from GPUs included: `mode`, `uid`, `gid`, `deny-write`. */
  readonly devices: Readonly<Record<string, Values>>;
  readonly gpus: Readonly<Record<string, LxcGpu>>;
  readonly env: Values;
  /** Raw `lxc.*` keys, each with its values in order. */
  readonly raw: Readonly<Record<string, readonly string[]>>;
}

export const isLxc = (one: Resource): one is Resource<LxcSpec> => one.kind === 'lxc';

/** A mount that a storage volume backs: it holds data that lives and dies with the guest. */
export function isVolume(mount: Values): boolean {
  return mount['storage'] !== undefined;
}
