/** From the file of a layer to what it would be on each node: it is resolved as a container, by the same code. Pure. */
import type { PointedFinding } from '../../errors.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { layerAddress } from '../guest/layered.ts';
import { resolveLxc } from '../lxc/resolve.ts';
import type { LxcSpec } from '../lxc/spec.ts';
import { finding } from './finding-ids.ts';
import { layerSchema } from './schema.ts';
import type { LayerOnNode, LayerSpec } from './spec.ts';

/** Stands where a container has its VMID, until one is found on the nodes. */
const NOWHERE = 100;

function onNode(input: ResolveInput, node: string): Resolved<LxcSpec> {
  const merged = { ...input.merged, node, vmid: NOWHERE, template: true };
  const { spec, findings } = resolveLxc({ ...input, merged, isAccepted: true });
  return { spec: spec ? { ...spec, vmid: 0 } : null, findings };
}

const keyOf = ({ id, path, message }: PointedFinding) => `${id} ${path} ${message}`;

/** Found on every node: then it is the file that is wrong, and no node. */
function common(all: readonly (readonly PointedFinding[])[]): PointedFinding[] {
  const [first = [], ...others] = all.map((one) => new Map(one.map((found) => [keyOf(found), found])));
  return [...first].filter(([key]) => others.every((other) => other.has(key))).map(([, found]) => found);
}

function sourceFindings({ source }: LxcSpec): PointedFinding[] {
  if (source?.is !== 'clone' || layerAddress(source) !== null) return [];
  const from = source.address ?? String(source.vmid);
  const hint = 'Name a layer, such as "layer/base", or an archive with "ostemplate".';
  return [finding('PHX803', '/clone', `${from} is no layer: its content is not known from git`, hint)];
}

function featureFindings({ software = [] }: LxcSpec, input: ResolveInput): PointedFinding[] {
  const features = input.features?.().features;
  return software.flatMap(({ id, secrets }) => {
    const path = `/features/${id}`;
    const hint = 'Install it in the guests that are made from this layer.';
    const own = Object.keys(secrets).length > 0 ? [`${id} takes a secret, and a template keeps none`] : [];
    const never =
      features?.get(id)?.manifest.layer === false ? [`${id} says that it is for guests only`] : [];
    return [...own, ...never].map((message) => finding('PHX804', path, message, hint));
  });
}

function settingsFindings({ settings }: ResolveInput): PointedFinding[] {
  if (settings.layers) return [];
  const hint = 'Write "layers": { "vmids": [9000, 9099] } in phoenix.json.';
  return [finding('PHX801', '', 'phoenix.json does not say which VMIDs layers take', hint)];
}

export function resolveLayer(input: ResolveInput): Resolved<LayerSpec> {
  if (!input.isAccepted && !layerSchema().safeParse(input.merged).success)
    return { spec: null, findings: [] };
  const names = Object.keys(input.settings.nodes).toSorted();
  const resolved = names.map((node) => ({ node, ...onNode(input, node) }));
  const shared = common(resolved.map(({ findings }) => findings));
  const known = new Set(shared.map(keyOf));
  const nodes = new Map(
    resolved.map(({ node, spec, findings }): [string, LayerOnNode] => [
      node,
      { spec, findings: findings.filter((found) => !known.has(keyOf(found))) },
    ]),
  );
  const findings = [...shared, ...settingsFindings(input)];
  const spec = resolved.find((one) => one.spec !== null)?.spec;
  if (!spec) return { spec: null, findings };
  findings.push(...sourceFindings(spec), ...featureFindings(spec, input));
  return { spec: { ...spec, name: input.name, nodes }, findings };
}
