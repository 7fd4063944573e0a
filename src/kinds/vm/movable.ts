/** Why Proxmox moves a machine to no other node (PVE 9.2: PVE::QemuMigrate). */
import type { Move } from '../guest/dialect.ts';
import { isVolumeSlot } from '../guest/field.ts';
import { unmapped } from './mapped.ts';

/** A device of the node by its address or port; a resource mapping names one on each node. */
function deviceReason({ prior }: Move): string | null {
  const held = prior.now
    .filter(
      ({ slot, key, value }) => /^(?:hostpci|usb)\d+$/.test(slot) && key === 'host' && value !== 'spice',
    )
    .map(({ slot }) => slot);
  return held.length === 0
    ? null
    : `${held.join(', ')} is a device of its node: name a resource mapping instead, or remove it and apply first`;
}

const mappingReason = ({ prior, to, snapshot }: Move): string | null =>
  unmapped(prior.now, to, snapshot).values().next().value ?? null;

function mappedReason({ prior }: Move): string | null {
  const mapped = prior.running
    ? prior.now
        .filter(({ slot, key }) => /^hostpci\d+$/.test(slot) && key === 'mapping')
        .map(({ slot }) => slot)
    : [];
  return mapped.length === 0
    ? null
    : `${mapped.join(', ')} is passed through, which does not move while it runs: stop it first`;
}

function storageReason({ to, snapshot, prior }: Move): string | null {
  const used = prior.now
    .filter(({ slot, key }) => key === 'storage' && isVolumeSlot(slot))
    .map(({ value }) => value);
  const missing = used.find((id) => {
    const nodes = snapshot?.storages.get(id)?.nodes ?? [];
    return nodes.length > 0 && !nodes.includes(to);
  });
  return missing === undefined ? null : `${to} has no storage "${missing}"`;
}

/** Snapshots of disks that are not shared do not go along while the machine runs. */
function snapshotReason({ prior, snapshot, settings }: Move): string | null {
  if (!prior.now.some(({ slot }) => slot.startsWith('snapshot:'))) return null;
  const local = prior.now.find(({ slot, key, value }) => {
    if (key !== 'storage' || !isVolumeSlot(slot)) return false;
    const entry = snapshot?.storages.get(value) ?? settings.nodes[prior.node]?.storages[value];
    return entry !== undefined && !entry.shared && (prior.running || entry.type !== 'zfspool');
  });
  return local === undefined
    ? null
    : `its snapshots on "${local.value}" do not migrate: remove them and apply first`;
}

/** Null: it can be moved. */
export function noMoveReason(move: Move): string | null {
  return (
    deviceReason(move) ??
    mappedReason(move) ??
    mappingReason(move) ??
    snapshotReason(move) ??
    storageReason(move)
  );
}
