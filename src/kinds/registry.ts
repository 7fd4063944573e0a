/** Every kind that this version has: a new one is a folder here, a line there, and one in on-demand.ts. */
import { firewallKind } from './firewall/kind.ts';
import { haKind } from './ha/kind.ts';
import { haRuleKind } from './ha-rule/kind.ts';
import { hostsKind } from './hosts/kind.ts';
import { imageKind } from './image/kind.ts';
import { datasetKind } from './dataset/kind.ts';
import type { Kind } from './kind.ts';
import { layerKind } from './layer/kind.ts';
import { lxcKind } from './lxc/kind.ts';
import { nodeKind } from './node/kind.ts';
import { poolKind } from './pool/kind.ts';
import { storageKind } from './storage/kind.ts';
import { vmKind } from './vm/kind.ts';
import { vnetKind } from './vnet/kind.ts';
import { zoneKind } from './zone/kind.ts';
import { zpoolKind } from './zpool/kind.ts';

export const kinds: readonly Kind[] = [
  lxcKind,
  vmKind,
  layerKind,
  nodeKind,
  zoneKind,
  vnetKind,
  hostsKind,
  haKind,
  haRuleKind,
  imageKind,
  firewallKind,
  poolKind,
  zpoolKind,
  datasetKind,
  storageKind,
];
