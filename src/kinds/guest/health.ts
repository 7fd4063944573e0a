/** Health checks of a container: what its file says of them, and their changes in git, which no conf file tells. */
import type { Resource } from '../../config/model.ts';
import { checkText, type Health } from '../../health/check.ts';
import { resolveHealth } from '../../health/resolve.ts';
import type { HealthInput } from '../../health/schema.ts';
import { pointer, type Pointer } from '../../json.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Change } from '../change.ts';
import type { ResolveInput } from '../kind.ts';
import { type Field, field, healthSlot } from './field.ts';
import type { GuestSpec } from './spec.ts';

/** The first address that stands in git, without the prefix. */
function addressOf({ nets }: Pick<GuestSpec, 'nets'>): string | null {
  const values = Object.values(nets).flatMap((net) => [net['ip'], net['ip6']]);
  return values.find((value) => value?.includes('/'))?.replace(/\/.*$/, '') ?? null;
}

/** @param spec as far as it is known */
export function healthOf(
  input: HealthInput,
  spec: Pick<GuestSpec, 'nets' | 'node'>,
  { mergedOf }: ResolveInput,
  found: (path: Pointer, message: string, hint: string) => PointedFinding,
): { readonly health: Health; readonly findings: readonly PointedFinding[] } {
  const guestAt = (address: string) => {
    const merged = mergedOf(address);
    const { vmid, node } = merged ?? {};
    if (typeof vmid !== 'number') return null;
    const place = { vmid, node: typeof node === 'string' ? node : spec.node };
    return address.startsWith('vm/') ? { ...place, transport: 'agent' as const } : place;
  };
  const { health, problems } = resolveHealth(input, { address: addressOf(spec), guestAt });
  const findings = problems.map(({ name, key, message, hint }) =>
    found(pointer('health', name, key), message, hint),
  );
  return { health, findings };
}

/** Guests that ask for the health of this one. */
export function askersOf({ health = {} }: GuestSpec): string[] {
  const askers = Object.values(health).map(({ from }) => (from.is === 'guest' ? from.address : null));
  return [...new Set(askers.filter((address) => address !== null))].toSorted();
}

export function healthFields({ health = {} }: GuestSpec): Field[] {
  return Object.entries(health).map(([name, check]) => field(healthSlot(name), null, checkText(check)));
}

/** What git changed: nothing but the marker is written, and all checks are asked. */
export function healthChanges(want: Resource<GuestSpec>, base: Resource<GuestSpec> | null): Change[] {
  if (!base) return [];
  const [after, before] = [healthFields(want.spec), healthFields(base.spec)];
  const paths = new Set([...after, ...before].map(({ path }) => path));
  const at = (fields: readonly Field[], path: string) => fields.find((one) => one.path === path);
  return [...paths].flatMap((path): Change[] => {
    const [old, now] = [at(before, path), at(after, path)];
    if (old?.value === now?.value) return [];
    const slot = (now ?? old)?.slot ?? '';
    return [{ path, slot, before: old?.value ?? null, after: now?.value ?? null, effect: 'config' }];
  });
}
