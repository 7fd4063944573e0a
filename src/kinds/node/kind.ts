/** Nodes: what a host shall be besides what Proxmox keeps of it, as one kind. */
import { MARK_FILES } from '../mark-file.ts';
import type { Kind } from '../kind.ts';
import { holdsAt, lookAt } from './conditions.ts';
import { diffNode } from './diff.ts';
import type { NodeLive } from './fields.ts';
import { FEATURE_MARKS, MODPROBE_FILE, MODULES_FILE, PACKAGES_FILE, SYSCTL_FILE } from './files.ts';
import { NODE_FINDINGS } from './finding-ids.ts';
import { idOf, observeNode, ownedNodes } from './observe.ts';
import { resolveNode } from './resolve.ts';
import { COROSYNC } from './restart.ts';
import { nodeRules } from './rules/registry.ts';
import { nodeSchema } from './schema.ts';
import { NODE_WORDS } from './schema-words.ts';
import type { NodeSpec } from './spec.ts';
import { nodeSteps } from './steps.ts';

function summaryOf({ sysctl, modules, packages, software = [] }: NodeSpec): string {
  const count = (values: object, one: string) => {
    const n = Object.keys(values).length;
    return n === 0 ? [] : [`${n} ${one}${n === 1 ? '' : 's'}`];
  };
  return [
    ...software.map(({ id }) => id),
    ...count(sysctl, 'kernel setting'),
    ...count(modules, 'module'),
    ...count(packages, 'package'),
  ].join(', ');
}

export const nodeKind: Kind<NodeSpec, NodeLive> = {
  kind: 'node',
  get schema() {
    return nodeSchema();
  },
  words: NODE_WORDS,
  sets: [],
  reads: {
    cluster: [MARK_FILES, COROSYNC],
    node: [SYSCTL_FILE, MODULES_FILE, MODPROBE_FILE, PACKAGES_FILE, FEATURE_MARKS],
  },
  // dpkg's list has a megabyte.
  spares: (wanted) =>
    wanted.some(({ spec }) => Object.keys(spec.packages).length > 0) ? [] : [PACKAGES_FILE],
  resolve: resolveNode,
  id: ({ node }) => idOf(node),
  node: ({ node }) => node,
  scope: ({ node }) => idOf(node),
  look: lookAt,
  edges: () => [],
  outputs: () => ({}),
  observe: observeNode,
  owned: ownedNodes,
  diff: diffNode,
  steps: nodeSteps,
  holds: holdsAt,
  demand: () => null,
  features: ({ software = [] }) => software.map(({ id }) => id),
  secrets: ({ software = [] }) =>
    software.flatMap(({ id, secrets }) =>
      Object.entries(secrets).map(([name, reference]) => ({ reference, path: `/features/${id}/${name}` })),
    ),
  writes: { files: [SYSCTL_FILE, MODULES_FILE], asRoot: [MODPROBE_FILE] },
  tools: ['apt-get', 'modprobe', 'sysctl', 'systemd-run'],
  findings: NODE_FINDINGS,
  rules: nodeRules,
  summary: summaryOf,
};
