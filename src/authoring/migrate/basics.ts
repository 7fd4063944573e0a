/** What a container is and has: name, source, size, network, start, dependencies. Pure. */
import type { Draft } from './draft.ts';
import { lineOf, read } from './guests.ts';
import { count, dropEmpty, flag, type Handler, refuse, unlessLayer } from './handler.ts';
import { mac, nameserver, network, staticIp } from './network.ts';
import { entriesOf } from './options.ts';
import { below, membersOf, numberIn, textIn } from './source.ts';

/** `2G` where a person would say so. */
function memorySize(mebibytes: number): string | number {
  return mebibytes >= 1024 && mebibytes % 1024 === 0 ? `${mebibytes / 1024}G` : mebibytes;
}

const name: Handler = (draft, found) => {
  const { address, isLayer, vmid } = draft.guest;
  const own = address.slice(address.indexOf('/') + 1);
  draft.same([], found, isLayer ? `the image ${textIn(found.value)} is a layer` : undefined);
  if (!isLayer && own !== textIn(found.value) && own === `${textIn(found.value)}-${vmid}`)
    draft.put(['hostname'], textIn(found.value), found);
};

const template: Handler = (draft, found) => {
  const { guest, world } = draft;
  if (guest.image !== null) {
    draft.drop(found, 'it is made from an image, and so never from this archive');
    return;
  }
  const path = textIn(found.value);
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (file === '') {
    refuse(draft, found, 'an archive');
    return;
  }
  draft.put(['ostemplate'], `${archiveStorage(path, world.storages)}:vztmpl/${file}`, found);
};

/** `/fastData/shared-iso/template/cache/x.tar.zst` is on the storage fastData-shared-iso. */
function archiveStorage(path: string, storages: Draft['world']['storages']): string {
  const folder = path.replace(/\/template\/cache\/[^/]*$/, '');
  const words = folder.split('/').filter((word) => word !== '' && !['mnt', 'pve'].includes(word));
  const named = storages.has(words.join('-')) ? words.join('-') : words.at(-1);
  if (named !== undefined && storages.has(named)) return named;
  if (folder === '/var/lib/vz' || !path.includes('/')) return 'local';
  return [...storages].find(([, content]) => content.includes('vztmpl'))?.[0] ?? 'local';
}

const cloneFrom: Handler = (draft, found) => {
  const { guest, world } = draft;
  const wanted = textIn(found.value).trim();
  const image = guest.image === null ? undefined : world.guests.get(guest.image);
  if (!world.guests.has(wanted)) {
    draft.drop(found, 'there is no such container');
    draft.mistake(found, `cloned from ${JSON.stringify(wanted)}, which does not exist`);
    return;
  }
  if (!image) {
    const why = 'none of those that it was cloned from is an image';
    draft.drop(found, `${why}: it is made from an archive`);
    draft.mistake(found, `cloned from ${wanted}, and ${why}; here it is made from an archive`);
    return;
  }
  const passed =
    guest.passed.length === 0 ? undefined : `${wanted} runs; its image and its features are taken`;
  if (passed) draft.mistake(found, `cloned from ${wanted}, which is a running container and no image`);
  const [own, there] = [guest, image].map((one) => textIn(read(world.source, one, 'storage_pool')?.value));
  const isFull = own !== there && own !== '' && there !== '' && !guest.isLayer;
  draft.put(['clone'], isFull ? { from: image.address, full: true } : image.address, found);
  if (passed) draft.same(['clone'], found, passed);
};

/** A disk is never smaller than the one that it is cloned from. */
const diskSize: Handler = (draft, found) => {
  const size = numberIn(found.value);
  if (size === null) {
    refuse(draft, found, 'a whole number of GiB');
    return;
  }
  const { source, guests } = draft.world;
  const [, ...line] = lineOf(guests, draft.guest).filter((one) => one === draft.guest || one.isLayer);
  const least = Math.max(0, ...line.map((one) => numberIn(read(source, one, 'storage_size_gb')?.value) ?? 0));
  draft.put(['rootfs', 'size'], `${Math.max(size, least)}G`, found);
  if (size < least) {
    draft.mistake(
      found,
      `${size} GB, and the image that it is cloned from has ${least}: a disk never shrinks`,
    );
  }
};

const delay: Handler = (draft, found) => {
  const seconds = numberIn(found.value);
  if (seconds === null) {
    refuse(draft, found, 'a whole number of seconds');
    return;
  }
  draft.put(['startup', 'up'], seconds, found);
  draft.put(['startup', 'down'], seconds, found);
};

const dependencies: Handler = (draft, found) => {
  const { guest, world } = draft;
  const vms = new Map(
    membersOf({ role: 'vms', pointer: '/vms', value: world.source.vms['vms'] ?? [] }).map((vm) => [
      textIn(below(vm, 'vmid')?.value),
      textIn(below(vm, 'name')?.value),
    ]),
  );
  const named: string[] = [];
  const entries = Array.isArray(found.value) ? membersOf(found) : entriesOf(found);
  for (const one of entries) {
    const id = textIn(one.value).trim();
    const other = world.guests.get(id);
    if (guest.isLayer) draft.drop(one, 'a layer needs nothing but the layer that it is made from');
    else if (vms.has(id)) {
      const address = `vm/${vms.get(id)}`;
      if (!named.includes(address)) named.push(address);
      draft.put(['dependsOn'], [...named], one);
    } else if (!other) {
      draft.drop(one, 'there is no such container');
      draft.mistake(one, `depends on ${JSON.stringify(id)}, which does not exist; left out`);
    } else if (other.isLayer) draft.drop(one, 'it is an image, which is made before its clones anyway');
    else if (other === guest) {
      draft.drop(one, 'nothing waits for itself');
      draft.mistake(one, 'depends on itself; left out');
    } else {
      if (!named.includes(other.address)) named.push(other.address);
      draft.put(['dependsOn'], [...named], one);
    }
  }
  if (entries.length === 0) dropEmpty(draft, found);
};

export const BASICS: Readonly<Record<string, Handler>> = {
  name,
  memory_mb: count(['memory'], memorySize),
  swap_mb: count(['swap'], memorySize),
  cores: count(['cores'], (n) => n, 'kept'),
  unprivileged: flag(['unprivileged'], 'kept'),
  template,
  template_file: (draft, found) =>
    draft.read('template') ? draft.drop(found, '"template" says it') : template(draft, found),
  clone_from_ctid: cloneFrom,
  clone_from_template_ctid: (draft, found) =>
    draft.read('clone_from_ctid') ? draft.drop(found, '"clone_from_ctid" says it') : cloneFrom(draft, found),
  storage_pool: (draft, found) => {
    if (typeof found.value === 'string') draft.put(['rootfs', 'storage'], found.value, found);
    else refuse(draft, found, 'the name of a storage');
  },
  storage_size_gb: diskSize,
  network_config: network('net0'),
  secondary_network_config: network('net1'),
  mac_address: mac,
  static_ip: staticIp,
  nameserver,
  nameservers: nameserver,
  start_at_boot: unlessLayer(flag(['onboot'])),
  boot_order: unlessLayer(count(['startup', 'order'], (n) => n)),
  boot_delay: unlessLayer(delay),
  dependencies,
};
