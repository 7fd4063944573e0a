/** What rules of this kind look at. */
import type { Estate, Resource } from '../../../../config/model.ts';
import { isNode, type NodeSpec } from '../../spec.ts';

export function nodesOf({ resources }: Estate): Resource<NodeSpec>[] {
  return [...resources.values()].filter(isNode);
}
