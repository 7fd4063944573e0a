/** Every rule about containers alone: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { allCapabilities } from './all-capabilities.ts';
import { allDevices } from './all-devices.ts';
import { belowBind } from './below-bind.ts';
import { belowReadOnly } from './below-read-only.ts';
import { boundTwice } from './bound-twice.ts';
import { cardMemory } from './card-memory.ts';
import { cardWithoutDriver } from './card-without-driver.ts';
import { exclusiveCard } from './exclusive-card.ts';
import { hiddenMount } from './hidden-mount.ts';
import { idMapChanges } from './id-map-changes.ts';
import { idMapGap } from './id-map-gap.ts';
import { idleFlag } from './idle-flag.ts';
import { inheritedAddress } from './inherited-address.ts';
import { linkedToReplaced } from './linked-to-replaced.ts';
import { longHostname } from './long-hostname.ts';
import { missingDeviceNodes } from './missing-device-nodes.ts';
import { mountFromInside } from './mount-from-inside.ts';
import { normalisedTag } from './normalised-tag.ts';
import { outsideSubids } from './outside-subids.ts';
import { ownerNotMapped } from './owner-not-mapped.ts';
import { ownerUnknown } from './owner-unknown.ts';
import { ownersDiffer } from './owners-differ.ts';
import { privilegedNesting } from './privileged-nesting.ts';
import { privileged } from './privileged.ts';
import { rawDevices } from './raw-devices.ts';
import { rawFolders } from './raw-folders.ts';
import { startsStopped } from './starts-stopped.ts';
import { unconfined } from './unconfined.ts';
import { undeclaredSubids } from './undeclared-subids.ts';

export const lxcRules: readonly Rule[] = [
  privileged,
  hiddenMount,
  belowReadOnly,
  belowBind,
  boundTwice,
  ownerNotMapped,
  ownersDiffer,
  ownerUnknown,
  outsideSubids,
  idMapGap,
  idMapChanges,
  exclusiveCard,
  cardMemory,
  missingDeviceNodes,
  rawDevices,
  cardWithoutDriver,
  privilegedNesting,
  idleFlag,
  unconfined,
  allDevices,
  allCapabilities,
  normalisedTag,
  longHostname,
  startsStopped,
  mountFromInside,
  inheritedAddress,
  linkedToReplaced,
  undeclaredSubids,
  rawFolders,
];
