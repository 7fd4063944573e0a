/** What tells whether a feature must run again in a guest: a hash of what stands in git, and of nothing else. Pure. */
import { sha256 } from '../hash.ts';
import { canonical, type Json } from '../json.ts';
import type { ResolvedOptions } from './options.ts';

export interface HashInput {
  /** Of its folder: `sha256:…`, as pinned. */
  readonly content: string;
  readonly options: ResolvedOptions;
  /** Hashes of what it depends on in the same guest, by id. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Facts of the node that it requires, as declared. */
  readonly facts: Readonly<Record<string, Json>>;
}

/** 16 hex digits. Of secrets it covers which are given: whether a value is another one, the guest itself can tell. */
export function featureHash({ content, options, dependencies, facts }: HashInput): string {
  const input = {
    content,
    values: options.values as Record<string, Json>,
    secrets: Object.fromEntries(Object.keys(options.secrets).map((name) => [name, true] as const)),
    dependencies,
    facts,
  };
  return sha256(canonical(input)).slice(0, 16);
}
