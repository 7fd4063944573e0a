/** What of a resource is known after an apply only, and what it uses of others that is: told in its plan. Pure. */
import { learnedOf } from '../config/late.ts';
import type { Address, Resource } from '../config/model.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Snapshot } from '../node/port.ts';

interface LateInput {
  readonly kind: Kind;
  readonly want: Resource | null;
  readonly base: Resource | null;
  readonly kinds: readonly Kind[];
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly snapshot: Snapshot | null;
}

export function lateNotes({ kind, want, base, kinds, resources, snapshot }: LateInput): string[] {
  if (!want) return [];
  const before = base ? (kind.learns?.(base.spec, resources) ?? []) : [];
  const own = (kind.learns?.(want.spec, resources) ?? []).filter((field) => !before.includes(field));
  const known = (to: Address, field: string): string | undefined =>
    snapshot ? learnedOf(to, { resources, kinds, snapshot })[field] : undefined;
  const asked = new Set(base?.late?.map(({ text }) => text));
  const used = (want.late ?? []).filter(({ text }) => !asked.has(text));
  return [
    ...own
      .filter((field) => known(want.address, field) === undefined)
      .map((field) => `${field}: known after apply`),
    ...used.map(({ to, field }) => `uses ${to}.${field}: ${known(to, field) ?? 'known after apply'}`),
  ];
}
