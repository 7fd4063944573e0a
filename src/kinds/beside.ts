/** Files that are no config and stand beside it, because a kind reads their bytes: cloud-config of virtual machines. */
import { kinds } from './registry.ts';

const patterns = new Map(kinds.flatMap(({ kind, beside }) => (beside ? [[kind, beside] as const] : [])));

/** Whether a file `name` of the folder `parent` is one that the kind of that folder reads. */
export const isBeside = (parent: string, name: string): boolean => patterns.get(parent)?.test(name) ?? false;
