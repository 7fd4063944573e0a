/** What can be wrong with a layer beyond what can be wrong with any container: ids, severities, titles. */
import { error, type FindingTable, notice } from '../../config/finding-entry.ts';
import type { Pointer } from '../../json.ts';
import type { PointedFinding } from '../../errors.ts';

export const LAYER_FINDINGS = {
  PHX801: error(
    'There are layers, and phoenix.json does not say which VMIDs they take',
    'Layers are containers too, and Phoenix picks their VMIDs itself. Write "layers": { "vmids": [9000, 9099] } in phoenix.json, a range that nobody else uses.',
  ),
  PHX802: error(
    'Too many layers stand on each other',
    'Each layer is a clone of the one below, and so many are a loop or a slip; building and updating them would take hours. Put some of them into one.',
  ),
  PHX803: error(
    'A layer is made from something that is no layer',
    'A layer is known by a hash of everything that it is made of, and of a guest that changes nobody knows. Make it from an archive, or from another layer.',
  ),
  PHX804: error(
    'A feature cannot be installed in a layer',
    'What is in a layer is in every guest made from it: secrets, keys and identities must not be, and its manifest says whether a feature may. Install it in the guests.',
  ),
  PHX805: notice(
    'A layer is used by nothing',
    'It is not built, since no guest is made from it. Write "clone": "layer/NAME" in a guest, or remove the file.',
  ),
  PHX806: error(
    'A layer cannot be built on a node that needs it',
    'Guests on that node are cloned from the layer, so it must be built there, with the storage and bridge that the node has. Write such as all of those nodes have.',
  ),
} as const satisfies FindingTable;

export type LayerFindingId = keyof typeof LAYER_FINDINGS;

/** A finding at a pointer of the merged file. */
export function finding(id: LayerFindingId, path: Pointer, message: string, hint: string): PointedFinding {
  return { id, severity: LAYER_FINDINGS[id].severity, message, path, hint };
}
