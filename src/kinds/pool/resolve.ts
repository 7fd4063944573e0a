/** From a merged file to a pool. Pure. */
import { anyNode } from '../any-node.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { POOL_FINDINGS } from './finding-ids.ts';
import { type PoolInput, poolSchema } from './schema.ts';
import type { PoolSpec } from './spec.ts';

/** What a file is about, though it may be wrong still. */
export function poolIdOf(name: string, id: unknown): string {
  return typeof id === 'string' ? id : name;
}

export function resolvePool({ name, merged, settings }: ResolveInput): Resolved<PoolSpec> {
  if (!poolSchema.safeParse(merged).success) return { spec: null, findings: [] };
  const { id: given, adopt = false, comment, storages = [] } = merged as unknown as PoolInput;
  const id = poolIdOf(name, given);
  if (!/^[A-Za-z]/.test(id)) {
    const message = `"${id}" cannot be the name of a pool: it must begin with a letter`;
    const { severity } = POOL_FINDINGS.PHX880;
    const hint = 'write "id" with such a name';
    return { spec: null, findings: [{ id: 'PHX880', severity, message, hint, path: '' }] };
  }
  const spec = { id, node: anyNode(settings), adopt, storages: [...new Set(storages)].toSorted() };
  return { spec: comment === undefined ? spec : { ...spec, comment }, findings: [] };
}
