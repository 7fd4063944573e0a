/** Firewalls: one file of Proxmox's firewall each. The parts of this folder as one kind. */
import type { Kind } from '../kind.ts';
import { MARK_FILES } from '../mark-file.ts';
import { holdsFirewall, lookAtFirewall } from './conditions.ts';
import { diffFirewall } from './diff.ts';
import { onCluster } from './carries.ts';
import { FIREWALL_FINDINGS } from './finding-ids.ts';
import { importFirewalls } from './import.ts';
import { CLUSTER_FILES, type FirewallLive, NODE_FILES } from './live.ts';
import { observeFirewall, ownedFirewalls } from './observe.ts';
import { resolveFirewall } from './resolve.ts';
import { firewallSchema } from './schema.ts';
import { FIREWALL_WORDS } from './schema-words.ts';
import { type FirewallSpec, idOf, pathOf } from './spec.ts';
import { firewallSteps } from './steps.ts';
import { summaryOf } from './summary.ts';
import { firewallRules } from './rules/registry.ts';

export const firewallKind: Kind<FirewallSpec, FirewallLive> = {
  kind: 'firewall',
  schema: firewallSchema,
  words: FIREWALL_WORDS,
  sets: [],
  resolve: resolveFirewall,
  carries: onCluster,
  id: ({ target }) => idOf(target),
  node: ({ node }) => node,
  scope: ({ target }) => `file:${pathOf(target)}`,
  reads: { cluster: [...CLUSTER_FILES, MARK_FILES], node: NODE_FILES },
  look: lookAtFirewall,
  edges: ({ spec: { target, uses } }) => {
    const guests = target.is === 'guest' ? [target.address, ...uses] : uses;
    return [...new Set(guests)].map((to) => ({ to, when: 'exists' }));
  },
  outputs: () => ({}),
  observe: observeFirewall,
  owned: ownedFirewalls,
  diff: diffFirewall,
  steps: firewallSteps,
  holds: holdsFirewall,
  demand: () => null,
  imports: importFirewalls,
  writes: {
    files: [
      '/etc/pve/firewall/*.fw',
      '/etc/pve/nodes/*/host.fw',
      '/etc/pve/sdn/firewall/*.fw',
      '/var/lib/phoenix/revert/*.fw',
    ],
  },
  tools: ['pve-firewall', 'systemd-run', 'systemctl'],
  rules: firewallRules,
  findings: FIREWALL_FINDINGS,
  summary: summaryOf,
};
