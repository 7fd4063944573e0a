/** One value of the source as a check of the proof sees it, and how checks read such values. Pure. */
import { isObject, type Json } from '../../../json.ts';
import type { LxcSpec } from '../../../kinds/lxc/spec.ts';
import type { World } from '../draft.ts';

export type Spec = Omit<LxcSpec, 'vmid'>;

export interface Said {
  /** At the pointer. */
  readonly value: Json;
  /** Of the container, or of the root of the file. */
  readonly key: string;
  readonly rest: readonly string[];
  /** At the key. */
  readonly whole: Json;
  readonly vmid: string;
  readonly spec: Spec;
  /** The resource itself, then its layers. */
  readonly line: readonly Spec[];
  readonly world: World;
}

export type Pair = readonly [said: unknown, got: unknown];

export type Check = (said: Said) => Pair;

export const word = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

export const trimmed = (value: Json | undefined): string => word(value).trim();

export const member = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) ? value[key] : undefined;

export const onOff = (value: Json): string =>
  ['true', '1', 'yes'].includes(word(value).toLowerCase()) ? '1' : '0';

export const at = (value: Json, index: string | undefined): Json | undefined =>
  Array.isArray(value) ? (value as readonly Json[])[Number(index)] : value;

/** What a guest's software is called, its layers' included. */
export const ids = ({ line }: Said): readonly string[] =>
  line.flatMap(({ software = [] }) => software.map(({ id }) => id));

export const optionsOf = ({ spec }: Said, id: string): Readonly<Record<string, unknown>> =>
  spec.software?.find((one) => one.id === id)?.values ?? {};

export const packagesOf = ({ software = [] }: Spec): readonly string[] =>
  software.flatMap(({ id, values }) =>
    id === 'base' ? ((values['packages'] ?? []) as readonly string[]) : [],
  );

/** The address of a container, by its number; of an image, that of what is built of it. */
export function addressed({ world }: Said, vmid: string): string {
  const wanted = vmid.trim();
  const machines = world.source.vms['vms'];
  const machine = (Array.isArray(machines) ? (machines as readonly Json[]) : []).find(
    (one) => isObject(one) && trimmed(one['vmid']) === wanted,
  );
  if (isObject(machine)) return `vm/${word(machine['name'])}`;
  return world.guests.get(wanted)?.address ?? '';
}
