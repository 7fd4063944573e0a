/** Every rule that is not one kind's own: a new one is a file here and a line there. Rules of a kind stand with the kind. */
import type { Kind } from '../kinds/kind.ts';
import { addressInDhcp } from './address-in-dhcp.ts';
import { addressOfNetwork } from './address-of-network.ts';
import { addressOutside } from './address-outside.ts';
import { backupOnOneNode } from './backup-on-one-node.ts';
import { backupStorage } from './backup-storage.ts';
import { bindRoots } from './bind-roots.ts';
import { bootOrder } from './boot-order.ts';
import { bootWithout } from './boot-without.ts';
import { cardMtu } from './card-mtu.ts';
import { coresOvercommit } from './cores-overcommit.ts';
import { dependsOnStopped } from './depends-on-stopped.ts';
import { diskOvercommit } from './disk-overcommit.ts';
import { diskShrinks } from './disk-shrinks.ts';
import { healthTarget } from './health-target.ts';
import { idleNull } from './idle-null.ts';
import { idleOverlay } from './idle-overlay.ts';
import { impossibleChange } from './impossible-change.ts';
import { impossibleCreation } from './impossible-creation.ts';
import { memoryOvercommit } from './memory-overcommit.ts';
import { needsRetired } from './needs-retired.ts';
import { networkDisagreement } from './network-disagreement.ts';
import { networkOfNothing } from './network-of-nothing.ts';
import { networkRanges } from './network-ranges.ts';
import { protectedGoes } from './protected-goes.ts';
import type { Rule } from './rule.ts';
import { sameAddress } from './same-address.ts';
import { sameHostname } from './same-hostname.ts';
import { sameMac } from './same-mac.ts';
import { samePort } from './same-port.ts';
import { secretByName } from './secret-by-name.ts';
import { secretLiteral } from './secret-literal.ts';
import { storageContent } from './storage-content.ts';
import { takenOver } from './taken-over.ts';
import { undeclaredVlan } from './undeclared-vlan.ts';
import { unknownArchive } from './unknown-archive.ts';
import { unknownPool } from './unknown-pool.ts';
import { unusedBind } from './unused-bind.ts';
import { vmidRange } from './vmid-range.ts';

const general: readonly Rule[] = [
  addressInDhcp,
  addressOfNetwork,
  addressOutside,
  backupOnOneNode,
  backupStorage,
  bindRoots,
  bootOrder,
  bootWithout,
  cardMtu,
  coresOvercommit,
  dependsOnStopped,
  diskOvercommit,
  diskShrinks,
  healthTarget,
  impossibleChange,
  memoryOvercommit,
  needsRetired,
  networkDisagreement,
  networkOfNothing,
  networkRanges,
  protectedGoes,
  sameAddress,
  sameHostname,
  sameMac,
  samePort,
  storageContent,
  takenOver,
  undeclaredVlan,
  unknownArchive,
  unknownPool,
  vmidRange,
  secretByName,
  secretLiteral,
  idleNull,
  idleOverlay,
  unusedBind,
  impossibleCreation,
];

/** These, and those of some kinds, in the order of their ids. */
export const rulesOf = (kinds: readonly Kind[]): readonly Rule[] =>
  [...general, ...kinds.flatMap((kind) => kind.rules ?? [])].toSorted((a, b) => (a.id < b.id ? -1 : 1));
