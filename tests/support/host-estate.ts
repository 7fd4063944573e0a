/** An estate whose node has a file of its own: a driver that two of three guests stand on. */
import type { Estate } from '../../src/config/model.ts';
import { estateOf } from './in-process-apply.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const script = bytes('#!/bin/sh\nexit 0\n');

const feature = (id: string, more: object) => ({
  [`features/${id}/feature.json`]: bytes(
    JSON.stringify({ id, version: '1.0.0', name: id, description: id, ...more }),
  ),
  [`features/${id}/install.sh`]: script,
  [`features/${id}/remove.sh`]: script,
});

const FEATURES = {
  ...feature('driver', {
    host: true,
    facts: { 'nvidia.driver': 'version' },
    restarts: true,
    options: { version: { type: 'string', default: '580.1' } },
  }),
  ...feature('clock', { host: true, options: { zone: { type: 'string', default: 'UTC' } } }),
  ...feature('cuda', { requires: { host: { 'nvidia.driver': true } } }),
};

const guest = (vmid: number, features: object) => ({
  vmid,
  node: 'pve1',
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
  features,
});

export interface HostEstate {
  readonly driver?: string;
  readonly reboot?: 'never' | 'manual' | 'apply';
  /** Beside pve1, where all guests are. */
  readonly nodes?: readonly string[];
  /** Null: there is no file of the node. */
  readonly node?: object | null;
  readonly policies?: object;
  readonly runner?: string;
  readonly revision?: string | null;
}

/** Guests `a` and `b` use the driver of pve1; `c` does not. */
export function hostEstate({
  driver,
  reboot,
  nodes = [],
  node = {},
  policies,
  runner,
  revision = null,
}: HostEstate = {}): Estate {
  const fact = driver === undefined ? {} : { facts: { 'nvidia.driver': driver } };
  const file = {
    ...(driver === undefined ? {} : { features: { driver: { version: driver } } }),
    ...(reboot && { reboot }),
    ...node,
  };
  const uses = driver === undefined ? {} : { cuda: {} };
  const files: Record<string, object> = {
    'phoenix.json': {
      name: 'lab',
      nodes: { pve1: fact, ...Object.fromEntries(nodes.map((name) => [name, {}])) },
      ...(policies && { policies }),
      ...(runner && { runner }),
    },
    'lxc/a.json': guest(101, uses),
    'lxc/b.json': guest(102, uses),
    'lxc/c.json': guest(103, {}),
    ...(node === null ? {} : { 'node/pve1.json': file }),
  };
  const texts = Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)] as const);
  return estateOf(new Map(texts), { revision, kept: new Map(Object.entries(FEATURES)) });
}
