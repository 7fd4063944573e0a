/** What others ask of a container: its edges, its values for references, its share of the node, a few words. */
import type { Resource } from '../../config/model.ts';
import type { Demand, Edge } from '../kind.ts';
import { askersOf } from '../guest/health.ts';
import { layerAddress } from '../guest/layered.ts';
import { pinnedAt } from '../guest/learned.ts';
import { isVolume, type LxcSpec } from './spec.ts';

/** `10.0.0.5` of `10.0.0.5/24`; null for what only the running guest knows. */
function addressOf(value: string | undefined): string | null {
  return value?.includes('/') ? value.replace(/\/.*$/, '') : null;
}

/** A clone needs its source, and a dependent needs what it depends on to be ready. */
export function edgesOf(resource: Resource<LxcSpec>): readonly Edge[] {
  const { source, dependsOn } = resource.spec;
  const edges: Edge[] = dependsOn.map((to) => ({ to, when: 'ready' }));
  if (source?.is === 'clone' && source.address !== null && !dependsOn.includes(source.address)) {
    edges.push({ to: source.address, when: 'exists' });
  }
  // Whoever asks for its health must be there to ask.
  for (const to of askersOf(resource.spec)) {
    if (!dependsOn.includes(to)) edges.push({ to, when: 'ready' });
  }
  return edges;
}

/** `hostname`, `vmid`, `node`, and of each card `net0.address`, `net0.address6`, `net0.gateway`, `net0.hwaddr`, `net0.name`. */
export function outputsOf(spec: LxcSpec): Readonly<Record<string, string | null>> {
  const outputs: Record<string, string | null> = {
    hostname: spec.hostname,
    vmid: String(spec.vmid),
    node: spec.node,
  };
  for (const [slot, net] of Object.entries(spec.nets)) {
    outputs[`${slot}.name`] = net['name'] ?? null;
    outputs[`${slot}.address`] = addressOf(net['ip']) ?? pinnedAt(spec, slot, 4);
    outputs[`${slot}.address6`] = addressOf(net['ip6']) ?? pinnedAt(spec, slot, 6);
    outputs[`${slot}.gateway`] = net['gw'] ?? null;
    outputs[`${slot}.hwaddr`] = net['hwaddr'] ?? null;
  }
  return outputs;
}

/** Proxmox gives 512 MiB where nothing is said; without `cores` a guest has no cores of its own. */
export function demandOf(spec: LxcSpec): Demand | null {
  return spec.state === 'running' ? demandWhileRunning(spec) : null;
}

/** What it takes when somebody starts it. */
export function demandWhileRunning(spec: LxcSpec): Demand {
  return {
    node: spec.node,
    memory: Number(spec.options['memory'] ?? '512') * 1024,
    cores: Number(spec.options['cores'] ?? '0'),
  };
}

function sourceText({ source }: LxcSpec): string {
  if (!source) return 'adopted';
  if (source.is === 'ostemplate') {
    // local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst
    return source.volume.replace(/^.*[:/]/, '').replace(/\.tar\.\w+$/, '');
  }
  const from = layerAddress(source) ?? source.address ?? String(source.vmid);
  const snapshot = source.snapshot === undefined ? '' : `@${source.snapshot}`;
  const how = source.full === undefined ? 'clone' : source.full ? 'full clone' : 'linked clone';
  return `${how} of ${from}${snapshot}`;
}

/** `linked clone of lxc/base, 128G, gpu1, 10.0.0.159`. */
export function summaryOf(spec: LxcSpec): string {
  const size = spec.rootfs?.['size'];
  const volumes = Object.values(spec.mounts).filter(isVolume).length;
  const addresses = Object.values(spec.nets).map((net) => addressOf(net['ip']) ?? net['ip']);
  const words = [
    spec.template ? `template from ${sourceText(spec)}` : sourceText(spec),
    size,
    volumes === 0 ? undefined : volumes === 1 ? '1 data volume' : `${volumes} data volumes`,
    ...Object.keys(spec.gpus),
    ...addresses,
  ];
  return words.filter((word) => word !== undefined).join(', ');
}
