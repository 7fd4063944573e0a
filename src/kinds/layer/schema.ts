/** What a file `layer/NAME.json` may hold: of a container's file what lasts in a template, and what building it needs. */
import { z } from 'zod';
import { once } from '../../once.ts';
import { NET_KEYS } from '../lxc/schema-net.ts';
import { lxcSchema } from '../lxc/schema.ts';

const OWN = 'that is for the guests that are made from it';

/** Keys of a container's file that a layer has not, and why. */
const REFUSED = {
  vmid: 'a layer has no VMID of its own: it takes one of "layers.vmids" in phoenix.json',
  node: 'a layer is built on every node that has a guest of it',
  template: 'a layer always becomes a template',
  state: 'a layer always becomes a template, which never runs',
  adopt: 'a layer is built, never taken over',
  hostname: `a layer is called as its file; another host name: ${OWN}`,
  onboot: `a layer never starts; "onboot": ${OWN}`,
  startup: `a layer never starts; "startup": ${OWN}`,
  protection: `"protection": ${OWN}`,
  pool: `"pool": ${OWN}`,
  mounts: `a layer is its root disk; "mounts": ${OWN}`,
  devices: `"devices": ${OWN}`,
  gpus: `"gpus": ${OWN}`,
  snapshots: 'Proxmox makes no template of a guest with snapshots',
  hookscript: `"hookscript": ${OWN}`,
  env: `"env": ${OWN}`,
  entrypoint: `"entrypoint": ${OWN}`,
  raw: `"raw": ${OWN}`,
  health: `"health": ${OWN}`,
  rollback: `"rollback": ${OWN}`,
  dependsOn: 'a layer needs nothing but the layer that it is made from',
} as const satisfies Readonly<Record<string, string>>;

const refused = () =>
  Object.fromEntries(
    Object.entries(REFUSED).map(([key, message]) => [key, z.never({ error: message }).optional()]),
  ) as Record<keyof typeof REFUSED, z.ZodOptional<z.ZodNever>>;

const nets = () =>
  Object.fromEntries(NET_KEYS.map((key) => [key, true])) as Record<(typeof NET_KEYS)[number], true>;

/** Made for an estate that has layers. */
export const layerSchema = once(() =>
  z.strictObject({
    ...lxcSchema.pick({
      $schema: true,
      description: true,
      tags: true,
      extends: true,
      generation: true,
      clone: true,
      ostemplate: true,
      'ssh-public-keys': true,
      unprivileged: true,
      arch: true,
      ostype: true,
      cores: true,
      cpulimit: true,
      cpuunits: true,
      memory: true,
      swap: true,
      rootfs: true,
      nesting: true,
      keyctl: true,
      fuse: true,
      mknod: true,
      force_rw_sys: true,
      mountfs: true,
      ...nets(),
      nameserver: true,
      searchdomain: true,
      timezone: true,
      features: true,
      cmode: true,
      console: true,
      tty: true,
      debug: true,
    }).shape,
    ...refused(),
  }),
);
