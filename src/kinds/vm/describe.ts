/** What others ask of a virtual machine: its edges, its values for references, its share of the node, a few words. */
import type { Resource } from '../../config/model.ts';
import { askersOf } from '../guest/health.ts';
import { pinnedAt } from '../guest/learned.ts';
import type { Demand, Edge } from '../kind.ts';
import { systemSlot, type VmSpec } from './spec.ts';

/** `10.0.0.5` of `10.0.0.5/24`; null for what only the running guest knows. */
const addressOf = (value: string | undefined): string | null =>
  value?.includes('/') ? value.replace(/\/.*$/, '') : null;

/** A clone needs its source, a disk its image, and a dependent needs what it depends on to be ready. */
export function edgesOf({ spec }: Resource<VmSpec>): readonly Edge[] {
  const { source, dependsOn, images = [] } = spec;
  const edges: Edge[] = dependsOn.map((to) => ({ to, when: 'ready' }));
  if (source?.is === 'clone' && source.address !== null && !dependsOn.includes(source.address)) {
    edges.push({ to: source.address, when: 'exists' });
  }
  for (const image of images) edges.push({ to: image, when: 'exists' });
  for (const to of askersOf(spec)) if (!dependsOn.includes(to)) edges.push({ to, when: 'ready' });
  return edges;
}

/** `hostname`, `vmid`, `node`, and of each card `net0.address`, `net0.address6`, `net0.gateway`, `net0.hwaddr`. */
export function outputsOf(spec: VmSpec): Readonly<Record<string, string | null>> {
  const outputs: Record<string, string | null> = {
    hostname: spec.hostname,
    vmid: String(spec.vmid),
    node: spec.node,
  };
  for (const [slot, net] of Object.entries(spec.nets)) {
    const address = spec.groups[`ipconfig${slot.slice(3)}`] ?? {};
    outputs[`${slot}.address`] = addressOf(address['ip']) ?? pinnedAt(spec, slot, 4);
    outputs[`${slot}.address6`] = addressOf(address['ip6']) ?? pinnedAt(spec, slot, 6);
    outputs[`${slot}.gateway`] = address['gw'] ?? null;
    outputs[`${slot}.hwaddr`] = net['hwaddr'] ?? null;
  }
  return outputs;
}

/** Proxmox gives 512 MiB and one core where nothing is said. */
export function demandWhileRunning({ node, options }: VmSpec): Demand {
  const cores = Number(options['cores'] ?? '1') * Number(options['sockets'] ?? '1');
  return { node, memory: Number(options['memory'] ?? '512') * 1024, cores };
}

export function demandOf(spec: VmSpec): Demand | null {
  return spec.state === 'running' ? demandWhileRunning(spec) : null;
}

function sourceText({ source, imports, images }: VmSpec): string {
  if (!source) return 'adopted';
  if (source.is === 'disks') {
    const [volume] = Object.values(imports);
    return images?.[0] ?? volume?.replace(/^.*[:/]/, '') ?? 'empty disks';
  }
  const snapshot = source.snapshot === undefined ? '' : `@${source.snapshot}`;
  const how = source.full === undefined ? 'clone' : source.full ? 'full clone' : 'linked clone';
  return `${how} of ${source.address ?? source.vmid}${snapshot}`;
}

/** `linked clone of vm/base, 32G, 10.0.0.159`. */
export function summaryOf(spec: VmSpec): string {
  const system = systemSlot(spec.options['boot'], Object.keys(spec.disks));
  const size = system === null ? undefined : spec.disks[system]?.['size'];
  const addresses = Object.entries(spec.groups).flatMap(([slot, { ip }]) =>
    slot.startsWith('ipconfig') ? (addressOf(ip) ?? ip ?? []) : [],
  );
  const passed = Object.values(spec.groups).flatMap(({ mapping }) => mapping ?? []);
  const words = [
    spec.template ? `template from ${sourceText(spec)}` : sourceText(spec),
    size,
    ...passed,
    ...addresses,
  ];
  return words.filter((word) => word !== undefined).join(', ');
}
