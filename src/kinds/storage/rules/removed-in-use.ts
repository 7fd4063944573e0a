import type { Breach, Rule } from '../../../rules/rule.ts';
import { isStorage } from '../spec.ts';

export const removedInUse: Rule = {
  id: 'PHX835',
  severity: 'error',
  title: 'A storage is removed while resources have disks on it',
  why: 'Proxmox takes the entry away without asking, and then no guest with a disk there starts any more. An apply refuses to, so that the change would never be done. Move the disks first, or keep the file.',
  example: {
    wrong: 'storage/tank.json removed, and "rootfs": { "storage": "tank" } in a guest',
    right: 'the guest on another storage first, applied, and the file removed after that',
  },
  ofChanges: true,
  *check({ base, estate, stored }): Iterable<Breach> {
    const has = new Set(
      [...estate.resources.values()].flatMap((one) => (isStorage(one) ? [one.spec.id] : [])),
    );
    const gone = new Map(
      [...(base?.resources.values() ?? [])].flatMap((one) =>
        isStorage(one) && !has.has(one.spec.id) ? [[one.spec.id, one] as const] : [],
      ),
    );
    if (gone.size === 0) return;
    for (const { resource, view } of stored) {
      for (const { path, storage } of view.disks) {
        const removed = storage === null ? undefined : gone.get(storage);
        if (!removed) continue;
        yield {
          message: `${resource.address} has a disk on ${storage}, whose file ${removed.file} is removed`,
          hint: 'Move the disk to another storage first, or keep the file.',
          at: { resource, path: `${path}/storage` },
        };
      }
    }
  },
};
