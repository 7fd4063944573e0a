/**
 * Whether the tree says of every container what the source said: expected from the source alone, without what the
 * mapping made of it, and compared with what Phoenix resolves. A value that is said to be kept and is not proved is a difference.
 */
import type { Estate } from '../../config/model.ts';
import { canonical, isObject, type Json, pointerSegments, valueAt } from '../../json.ts';
import type { World } from './draft.ts';
import { CHECKS } from './proof/checks.ts';
import type { Pair, Said, Spec } from './proof/said.ts';
import { vllm } from './proof/vllm.ts';
import type { Claim, Role } from './source.ts';

interface Difference {
  readonly address: string;
  readonly role: Role;
  readonly pointer: string;
  readonly said: string;
  readonly got: string;
}

export interface Proof {
  readonly containers: number;
  readonly values: number;
  readonly differences: readonly Difference[];
}

/** @param estate with an instance of every layer */
export function prove(world: World, estate: Estate): Proof {
  const vmids = new Map([...world.guests.values()].map(({ vmid, address }) => [address, vmid]));
  const seen = new Set<string>();
  const differences: Difference[] = [];
  for (const { role, pointer, fate, target } of world.findings.claims) {
    const vmid = target && vmids.get(target.address);
    if (!target || vmid === undefined || (fate !== 'kept' && fate !== 'mapped')) continue;
    const { address } = target;
    const place = `${address} ${role} ${pointer}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const [said, got] = pairOf(world, estate, { role, pointer, address, vmid });
    if (!same(said, got)) differences.push({ address, role, pointer, said: text(said), got: text(got) });
  }
  return { containers: vmids.size, values: seen.size, differences };
}

const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const same = (a: unknown, b: unknown): boolean =>
  a !== undefined && b !== undefined && canonical(a as Json) === canonical(b as Json);

interface Placed extends Pick<Claim, 'role' | 'pointer'> {
  readonly address: string;
  readonly vmid: string;
}

function pairOf(world: World, estate: Estate, { role, pointer, address, vmid }: Placed): Pair {
  const spec = specOf(estate, address);
  const value = valueAt(world.source[role], pointer);
  if (!spec || value === undefined) return [value, undefined];
  const [first = '', second = '', ...more] = pointerSegments(pointer);
  const inGuest = role === 'lxc' && first === 'lxc_configs';
  const key = role === 'host' ? `host:${first}` : inGuest ? (more[0] ?? '') : first;
  const rest = inGuest ? more.slice(1) : [...(second === '' ? [] : [second]), ...more];
  const root = inGuest ? valueAt(world.source.lxc, `/lxc_configs/${second}`) : world.source[role];
  const whole = isObject(root) ? (root[role === 'host' ? first : key] as Json) : null;
  const said: Said = { value, key, rest, whole, vmid, spec, line: lineOf(estate, spec), world };
  const check = Object.hasOwn(CHECKS, key) ? CHECKS[key] : key.startsWith('vllm_') ? vllm : undefined;
  return check ? check(said) : [value, undefined];
}

function specOf(estate: Estate, address: string): Spec | undefined {
  if (!address.startsWith('layer/')) return estate.resources.get(address)?.spec as Spec | undefined;
  for (const [at, { spec }] of estate.resources) if (at.startsWith(`${address}@`)) return spec as Spec;
  return undefined;
}

function lineOf(estate: Estate, spec: Spec): Spec[] {
  const from =
    spec.source?.is === 'clone' && spec.source.address !== null && estate.resources.get(spec.source.address);
  return from ? [spec, ...lineOf(estate, from.spec as Spec)] : [spec];
}
