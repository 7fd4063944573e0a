/** A kind of a few lines: the core of Phoenix must work for it as it does for containers. */
import { z } from 'zod';
import type { Address, Resource } from '../../src/config/model.ts';
import type { Kind } from '../../src/kinds/kind.ts';

interface BoxSpec {
  readonly vmid: number;
  readonly node: string;
  readonly address: string | null;
  readonly dependsOn: readonly Address[];
}

const schema = z.strictObject({
  vmid: z.int().min(100).describe('The number of the box.'),
  node: z.string().optional(),
  hostname: z.string().optional(),
  memory: z.union([z.int(), z.string().regex(/^\d+G$/, 'must be a size such as "2G"')]).optional(),
  net0: z.strictObject({ bridge: z.string().optional(), ip: z.string().optional() }).optional(),
  mounts: z
    .record(z.string().startsWith('/', 'must be a path'), z.strictObject({ size: z.int() }))
    .optional(),
  tags: z.array(z.string()).optional(),
  dependsOn: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  lid: z.enum(['open', 'shut']).optional().describe('Open or shut.'),
  wings: z.never({ error: 'boxes do not fly; "lid" opens them' }).optional(),
});
type Box = z.infer<typeof schema>;

const none = () => {
  throw new Error('the config side never plans');
};

export const tinyKind: Kind<BoxSpec, never> = {
  kind: 'box',
  schema,
  sets: ['tags', 'dependsOn'],
  resolve({ merged, settings }) {
    const box = merged as unknown as Box;
    const node = box.node ?? Object.keys(settings.nodes)[0];
    if (node === undefined) {
      return { spec: null, findings: [{ id: 'BOX1', severity: 'error', message: 'no node', path: '/node' }] };
    }
    const ip = box.net0?.ip ?? null;
    const { vmid, dependsOn = [] } = box;
    return { spec: { vmid, node, address: ip === 'dhcp' ? null : ip, dependsOn }, findings: [] };
  },
  defaultOf: (path) => (path === '/lid' ? 'shut' : undefined),
  id: (spec) => `vmid:${spec.vmid}`,
  node: (spec) => spec.node,
  scope: (spec) => `box:${spec.vmid}`,
  edges: ({ spec }: Resource<BoxSpec>) => spec.dependsOn.map((to) => ({ to, when: 'ready' })),
  outputs: (spec) => ({ 'net0.address': spec.address, vmid: String(spec.vmid), hostname: 'box' }),
  observe: none,
  owned: () => [],
  diff: ({ want }) => ({
    action: 'create',
    changes: want
      ? [{ path: '/net0/ip', before: null, after: `ip=${want.spec.address}`, effect: 'config', slot: 'net0' }]
      : [],
    notes: [],
    downtime: 0,
  }),
  steps: none,
  holds: none,
  demand: () => null,
  summary: () => 'a box',
};
