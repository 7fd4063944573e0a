/** Why Proxmox moves a guest to no other node (PVE 9.2): some of it `pct migrate` finds only when it has shut the guest down. */
import { targetLacks } from '../guest/target-lacks.ts';
import type { Move } from '../guest/dialect.ts';
import { slotArgument } from '../guest/field.ts';

/** A storage as the cluster has it, or as the node that the guest is on declares it. */
function storageIn({ prior, settings, snapshot }: Move, id: string): { type?: string; shared: boolean } {
  return snapshot?.storages.get(id) ?? settings.nodes[prior.node]?.storages[id] ?? { shared: false };
}

function bindReason({ prior }: Move): string | null {
  const flag = (slot: string) =>
    prior.now.some((one) => one.slot === slot && one.key === 'shared' && one.value === '1');
  const binds = prior.now
    .filter(({ slot, key }) => key === 'bind' && !flag(slot))
    .map(({ slot }) => slotArgument(slot, 'mount') ?? slot);
  if (binds.length === 0) return null;
  return `binds do not migrate (${binds.join(', ')}): say "shared": true where both nodes have the folder, or remove them and apply first`;
}

/** `tank:basevol-900-disk-0/subvol-950-disk-0`: what a linked clone is made of tells its source. */
const BASE = /^[^:]+:(?:.*\/)?base(?:vol)?-\d+-[^/]+\//;

function linkedReason(move: Move): string | null {
  const { prior, source } = move;
  const why = 'a linked clone stays where its source is, unless their storage is shared';
  if (prior.live) {
    const linked = [...prior.live.conf.options]
      .filter(([option]) => /^(?:rootfs|(?:mp|unused)\d+)$/.test(option))
      .map(([, value]) => value.replace(/^volume=/, ''))
      .filter((volume) => BASE.test(volume) && !storageIn(move, volume.replace(/:.*$/s, '')).shared);
    return linked.length > 0 ? why : null;
  }
  if (source?.is !== 'clone' || source.linkedOn === undefined) return null;
  if (source.linkedOn === null) return why;
  // LVM-thin copies share blocks and know nothing of each other.
  const { type, shared } = storageIn(move, source.linkedOn);
  return shared || type === 'lvmthin' ? null : why;
}

const localStorages = (move: Move) =>
  [...new Set(move.prior.now.filter(({ key }) => key === 'storage').map(({ value }) => value))].filter(
    (id) => !storageIn(move, id).shared,
  );

function snapshotReason(move: Move): string | null {
  const snapshots = move.prior.now.filter(({ slot, key }) => slot.startsWith('snapshot:') && key === null);
  if (snapshots.length === 0) return null;
  const stuck = localStorages(move).find((id) => {
    const { type } = storageIn(move, id);
    return type !== undefined && type !== 'zfspool' && type !== 'btrfs';
  });
  return stuck === undefined
    ? null
    : `its snapshots on "${stuck}" do not migrate: remove them and apply first`;
}

/** Null: it can be moved. */
export function noMoveReason(move: Move): string | null {
  return bindReason(move) ?? linkedReason(move) ?? snapshotReason(move) ?? targetLacks(move);
}
