/** Host records: names of the estate's guests that the dnsmasq of a zone answers for, whoever gave them their addresses. */
import type { Kind } from '../kind.ts';
import { MARK_FILES, marksIn } from '../mark-file.ts';
import { IPAM_FILES } from '../sdn/ipam.ts';
import { SDN_FINDINGS } from '../sdn/finding-ids.ts';
import { diffHosts } from './diff.ts';
import { expandHosts } from './expand.ts';
import type { HostsLive } from './live.ts';
import { observeHosts } from './observe.ts';
import { resolveHosts } from './resolve.ts';
import { HOSTS_WORDS, hostsSchema } from './schema.ts';
import { HOSTS_FILES, type HostsSpec } from './spec.ts';
import { hostsSteps } from './steps.ts';

export const hostsKind: Kind<HostsSpec, HostsLive> = {
  kind: 'hosts',
  schema: hostsSchema,
  words: HOSTS_WORDS,
  sets: [],
  resolve: resolveHosts,
  expand: expandHosts,
  id: ({ zone }) => `hosts:${zone}`,
  node: ({ node }) => node,
  scope: ({ zone }) => `hosts:${zone}`,
  reads: { cluster: [...IPAM_FILES, MARK_FILES], node: HOSTS_FILES },
  edges: ({ spec: { zone } }) => [{ to: `zone/${zone}`, when: 'exists' }],
  outputs: () => ({}),
  observe: observeHosts,
  owned: (snapshot, estate, env) => marksIn(snapshot, estate, env, 'hosts:'),
  diff: diffHosts,
  steps: hostsSteps,
  holds: (check) => `this version knows no condition ${check.is}`,
  demand: () => null,
  writes: { files: ['/etc/dnsmasq.d/*/20-phoenix.conf', '/etc/dnsmasq.d/*/phoenix.hosts'] },
  tools: ['systemctl'],
  findings: SDN_FINDINGS.hosts,
  summary: ({ records }) => `${records.length} ${records.length === 1 ? 'name' : 'names'}`,
};
