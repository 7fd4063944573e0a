/** Vnets of SDN with their subnets: bridges that guests are on, and the addresses that they get there. */
import type { Kind } from '../kind.ts';
import { lookAtSdn, sdnHolds } from '../sdn/conditions.ts';
import { diffSdn } from '../sdn/diff.ts';
import { SDN_FINDINGS } from '../sdn/finding-ids.ts';
import { importSdn } from '../sdn/import.ts';
import type { SdnLive } from '../sdn/live.ts';
import { observeSdn, ownedBy, SDN_READS } from '../sdn/observe.ts';
import { cidrOf, type SdnSpec } from '../sdn/spec.ts';
import { sdnSteps } from '../sdn/steps.ts';
import { sdnTransaction } from '../sdn/transaction.ts';
import { guestsOnVnets } from './carries.ts';
import { declareVnets } from './declares.ts';
import { resolveVnet } from './resolve.ts';
import { vnetRules } from './rules/registry.ts';
import { VNET_WORDS, vnetSchema } from './schema.ts';

const summaryOf = ({ objects: [own, ...subnets] }: SdnSpec): string =>
  [`in ${own.fields['zone'] ?? ''}`, ...subnets.map(({ key }) => cidrOf(key))].join(', ');

export const vnetKind: Kind<SdnSpec, SdnLive> = {
  kind: 'vnet',
  schema: vnetSchema,
  words: VNET_WORDS,
  sets: [],
  resolve: resolveVnet,
  declares: declareVnets,
  carries: guestsOnVnets,
  id: ({ objects }) => objects[0].key,
  node: ({ node }) => node,
  scope: () => 'sdn',
  reads: SDN_READS,
  look: lookAtSdn,
  transaction: sdnTransaction,
  edges: ({ spec: { objects } }) => [{ to: `zone/${objects[0].fields['zone'] ?? ''}`, when: 'exists' }],
  outputs: () => ({}),
  observe: observeSdn,
  owned: ownedBy('vnet:'),
  diff: diffSdn,
  steps: sdnSteps,
  holds: sdnHolds,
  demand: () => null,
  imports: importSdn('vnet'),
  tools: ['pvesh'],
  findings: SDN_FINDINGS.vnet,
  rules: vnetRules,
  summary: summaryOf,
};
