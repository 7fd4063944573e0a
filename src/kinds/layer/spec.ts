/**
 * A layer: a container that is built once for each content and node, cleaned, and turned into a template for others to be
 * cloned from. What it is built like is the spec of a container; its VMID stands in no file, and is 0 here.
 */
import type { Resource } from '../../config/model.ts';
import type { PointedFinding } from '../../errors.ts';
import type { LxcSpec } from '../lxc/spec.ts';
import type { NodeName } from '../step.ts';

export interface LayerSpec extends LxcSpec {
  /** The name of its file. */
  readonly name: string;
  /** As its file says, before it is known which nodes use it: what it would be on each; absent in an instance. */
  readonly nodes?: ReadonlyMap<NodeName, LayerOnNode>;
}

export const isLayer = (one: Resource): one is Resource<LayerSpec> => one.kind === 'layer';

export interface LayerOnNode {
  /** Null: it cannot be built there. */
  readonly spec: LxcSpec | null;
  /** What is wrong with it on this node, and not on every other. */
  readonly findings: readonly PointedFinding[];
}
