/** A node as its file wants it: JSON, every value as it stands on the node. */
import type { Resource } from '../../config/model.ts';
import type { Software } from '../guest/software.ts';
import type { NodeName } from '../step.ts';

export type Values = Readonly<Record<string, string>>;

export interface NodeSpec {
  readonly node: NodeName;
  readonly sysctl: Values;
  /** By name: options, or nothing. */
  readonly modules: Values;
  /** By name: `present`, `absent`, or a version. */
  readonly packages: Values;
  /** What becomes of a feature that wants the node restarted. */
  readonly reboot: 'never' | 'manual' | 'apply';
  /** In the order in which they are installed; absent where there are none. */
  readonly software?: readonly Software[];
  /** Facts that a feature makes true, by its id: `nvidia.driver` to its value. */
  readonly facts: Readonly<Record<string, Values>>;
}

export const isNode = (one: Resource): one is Resource<NodeSpec> => one.kind === 'node';
