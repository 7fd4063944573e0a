/** Zones of SDN: what vnets are made of, and who gives addresses in them. */
import type { Kind } from '../kind.ts';
import { lookAtSdn, sdnHolds } from '../sdn/conditions.ts';
import { diffSdn } from '../sdn/diff.ts';
import { SDN_FINDINGS } from '../sdn/finding-ids.ts';
import { importSdn } from '../sdn/import.ts';
import type { SdnLive } from '../sdn/live.ts';
import { observeSdn, ownedBy, SDN_READS } from '../sdn/observe.ts';
import type { SdnSpec } from '../sdn/spec.ts';
import { sdnSteps } from '../sdn/steps.ts';
import { sdnTransaction } from '../sdn/transaction.ts';
import { resolveZone } from './resolve.ts';
import { ZONE_WORDS, zoneSchema } from './schema.ts';

export const zoneKind: Kind<SdnSpec, SdnLive> = {
  kind: 'zone',
  schema: zoneSchema,
  words: ZONE_WORDS,
  sets: [],
  resolve: resolveZone,
  id: ({ objects }) => objects[0].key,
  node: ({ node }) => node,
  scope: () => 'sdn',
  reads: SDN_READS,
  look: lookAtSdn,
  transaction: sdnTransaction,
  edges: () => [],
  outputs: () => ({}),
  observe: observeSdn,
  owned: ownedBy('zone:'),
  diff: diffSdn,
  steps: sdnSteps,
  holds: sdnHolds,
  demand: () => null,
  imports: importSdn('zone'),
  tools: ['pvesh'],
  findings: SDN_FINDINGS.zone,
  summary: ({ objects: [{ fields }] }) =>
    [`${fields['type'] ?? ''} zone`, ...(fields['dhcp'] === undefined ? [] : ['DHCP'])].join(', '),
};
