/** What the root disk and the volumes should have become. Pure. */
import { at, type Check, member, type Said, trimmed, word } from './said.ts';

/** The largest of the disks that it was cloned along, since a disk never shrinks. */
export function diskOf({ world, vmid }: Said): number {
  const { guests, source } = world;
  let most = 0;
  const seen = new Set<string>();
  for (let id = vmid, images = false; guests.has(id) && !seen.has(id); images = true) {
    seen.add(id);
    const own = guests.get(id)?.own.value;
    const size = Number(member(own, 'storage_size_gb') ?? source.lxc['storage_size_gb'] ?? 0);
    if (!images || guests.get(id)?.isLayer === true) most = Math.max(most, Number.isFinite(size) ? size : 0);
    id = trimmed(
      member(own, 'clone_from_ctid') ??
        member(own, 'clone_from_template_ctid') ??
        source.lxc['clone_from_ctid'],
    );
  }
  return most;
}

export const volume: Check = ({ whole, rest, spec }) => {
  const one = at(whole, rest[0]);
  const { storage, size } = spec.mounts[word(member(one, 'mount_point'))] ?? {};
  return [
    [word(member(one, 'pool')), `${word(member(one, 'size_gb'))}G`],
    [storage, size],
  ];
};
