/** Which VMID an instance of a layer has, or gets: by its marker, else from the range by hash, past what is taken. Pure. */
import type { Address } from '../../config/model.ts';
import { sha256 } from '../../hash.ts';
import type { Snapshot } from '../../node/port.ts';
import type { PlaceInput } from '../kind.ts';
import { idOf } from '../guest/observe.ts';
import { observeLxc } from '../lxc/observe.ts';
import { isLxc } from '../lxc/spec.ts';
import { instanceFor, instancesIn } from './instances.ts';
import { isLayer } from './spec.ts';

/**
 * The VMIDs of a range in the order in which they are tried: the first by the hash of a name, then one after the other,
 * around the end.
 */
export function* probe(name: string, [from, to]: readonly [number, number]): Generator<number> {
  const size = to - from + 1;
  const first = Number.parseInt(sha256(name).slice(0, 8), 16) % size;
  for (let index = 0; index < size; index += 1) yield from + ((first + index) % size);
}

/** What a build of this very instance left that was killed before there was a marker. */
function isOwnDebris(vmid: number, address: Address, { snapshot, estate, env }: PlaceInput): boolean {
  const begun = [...snapshot.nodes.values()].some(
    (node) =>
      node.reachable &&
      node.intents.some((one) => one.vmid === vmid && one.address === address && one.estate === estate),
  );
  if (!begun) return false;
  return observeLxc({ snapshot, id: idOf(vmid), estate, env, want: null, base: null }).is === 'debris';
}

function takenIn(snapshot: Snapshot, { resources }: PlaceInput): Set<number> {
  const inGit = resources.filter(isLxc).map(({ spec }) => spec.vmid);
  return new Set([...snapshot.guests.keys(), ...inGit]);
}

/** An instance for which no VMID is left has none. */
export function placeLayers(input: PlaceInput): ReadonlyMap<Address, number> {
  const { resources, snapshot, settings } = input;
  const wanted = resources
    .filter(isLayer)
    .flatMap(({ address, spec: { layer } }) => (layer === undefined ? [] : [{ address, layer }]))
    .toSorted((a, b) => (a.address < b.address ? -1 : 1));
  const places = new Map<Address, number>();
  if (wanted.length === 0) return places;
  const instances = instancesIn(snapshot, input);
  const taken = takenIn(snapshot, input);
  const open = [];
  for (const { address, layer } of wanted) {
    const there = instanceFor(instances, address, layer);
    if (there) places.set(address, there.vmid);
    else open.push({ address, layer });
  }
  for (const { address, layer } of open) {
    const range = settings.layers?.vmids;
    for (const vmid of range ? probe(`${address} ${layer}`, range) : []) {
      if (taken.has(vmid) && !isOwnDebris(vmid, address, input)) continue;
      taken.add(vmid);
      places.set(address, vmid);
      break;
    }
  }
  return places;
}
