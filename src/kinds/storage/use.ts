/** Who has volumes on a storage, by the conf files of guests: whoever they belong to. Pure. */
import type { Snapshot } from '../../node/port.ts';

/** `rootfs: tank:subvol-101-disk-0,size=8G`, also of snapshots, of what is detached, and of what is in a drive. */
function names(text: string, storage: string): boolean {
  const start = `${storage}:`;
  return text.split('\n').some((line) => {
    const [, value] =
      /^(?:rootfs|(?:mp|unused|scsi|virtio|ide|sata|efidisk|tpmstate)\d*|vmstate): (.*)$/.exec(line) ?? [];
    return value !== undefined && (value.startsWith(start) || value.includes(`=${start}`));
  });
}

/** VMIDs, ascending. */
export function usersIn(files: Iterable<readonly [vmid: number, text: string]>, storage: string): number[] {
  return [...files].flatMap(([vmid, text]) => (names(text, storage) ? [vmid] : [])).toSorted((a, b) => a - b);
}

export function usersOf({ guests }: Snapshot, storage: string): number[] {
  return usersIn(
    [...guests].map(([vmid, { text }]) => [vmid, text] as const),
    storage,
  );
}
