/** What can be wrong with a layer beyond what can be wrong with any container: ids, severities, titles. */
import { error, type FindingTable, notice } from '../../config/finding-entry.ts';
import type { Pointer } from '../../json.ts';
import type { PointedFinding } from '../../errors.ts';

export const LAYER_FINDINGS = {
  PHX801: error('There are layers, and phoenix.json does not say which VMIDs they take'),
  PHX802: error('Too many layers stand on each other'),
  PHX803: error('A layer is made from something that is no layer'),
  PHX804: error('A feature cannot be installed in a layer'),
  PHX805: notice('A layer is used by nothing'),
  PHX806: error('A layer cannot be built on a node that needs it'),
} as const satisfies FindingTable;

export type LayerFindingId = keyof typeof LAYER_FINDINGS;

/** A finding at a pointer of the merged file. */
export function finding(id: LayerFindingId, path: Pointer, message: string, hint: string): PointedFinding {
  return { id, severity: LAYER_FINDINGS[id].severity, message, path, hint };
}
