/** Values that only the nodes know: looked up when they are needed, and put in the place of the references to them. Pure. */
import { PhoenixError } from '../errors.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Snapshot } from '../node/port.ts';
import type { Address, Resource } from './model.ts';

export interface LateContext {
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly kinds: Iterable<Kind>;
  /** A reading after what they refer to was made. */
  readonly snapshot: Snapshot;
}

/** By the text of the reference; those that nobody knows yet are left out. */
export function lateValues({ late = [] }: Resource, context: LateContext): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { text, to, field } of late) {
    const value = learnedOf(to, context)[field];
    if (value !== undefined) values.set(text, value);
  }
  return values;
}

/** What the nodes tell of a resource now. */
export function learnedOf(
  address: Address,
  { resources, kinds, snapshot }: LateContext,
): Readonly<Record<string, string>> {
  const other = resources.get(address);
  const kind = other && [...kinds].find((one) => one.kind === other.kind);
  return (other && kind?.learned?.(other.spec, snapshot)) ?? {};
}

/** Values that stand for those that nobody knows yet, as they would be: `10.0.0.1` for `${lxc/db.net0.address}`. */
export function sampled(text: string): string {
  return text.replaceAll(
    /\$\{[^\s${}]+\/[^\s${}]+\.net\d+\.(address6?|hwaddr)\}/g,
    (_, field: string) => SAMPLES[field] ?? '',
  );
}

const SAMPLES: Readonly<Record<string, string>> = {
  address: '10.0.0.1',
  address6: 'fd00::1',
  hwaddr: 'BC:24:11:00:00:01',
};

/** Every text in it with these in the place of their references; the same thing where none stands in it. */
export function filled<T>(value: T, values: ReadonlyMap<string, string>): T {
  if (values.size === 0) return value;
  return fill(value, values) as T;
}

function fill(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    let text = value;
    if (text.includes('${')) for (const [token, known] of values) text = text.replaceAll(token, () => known);
    return text;
  }
  if (Array.isArray(value)) return value.map((one) => fill(one, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, values)]));
}

/**
 * All values of a resource that is worked on now.
 * @throws PhoenixError `REFUSED` for one that never came
 */
export function allLateValues(resource: Resource, context: LateContext): ReadonlyMap<string, string> {
  const values = lateValues(resource, context);
  const missing = resource.late?.find(({ text }) => !values.has(text));
  if (!missing) return values;
  throw new PhoenixError(
    'REFUSED',
    `${missing.to} has no ${missing.field} yet, and ${resource.address} uses it`,
    {
      hint: 'see whether IPAM gave it one (pvesh get /cluster/sdn/ipams/pve/status), or write a fixed address',
    },
  );
}
