/** What there is of the layers of an estate: contents as git has them, instances on the nodes, who uses them, who is behind. Pure. */
import type { Address, Estate } from '../config/model.ts';
import { idOfEstate } from '../plan/policy.ts';
import { type Instance, instancesIn } from '../kinds/layer/instances.ts';
import { isLayer } from '../kinds/layer/spec.ts';
import { type User, usersOf } from '../kinds/layer/usage.ts';
import { addressIn, behindOn, hashIn } from '../kinds/guest/layered.ts';
import { readingOf } from '../kinds/guest/reading.ts';
import { isLxc } from '../kinds/lxc/spec.ts';
import { layerOf } from '../kinds/guest/spec.ts';
import type { Snapshot } from '../node/port.ts';

interface ListedInstance {
  readonly node: string;
  readonly vmid: number;
  readonly hash: string;
  /** `current`: as git has it; `old`: another content; `unfinished`: its build did not come to its end. */
  readonly is: 'current' | 'old' | 'unfinished';
  /** ISO time; null where its marker does not tell. */
  readonly built: string | null;
  readonly commit: string | null;
  /** Addresses of guests; what has no marker of this estate by its VMID. */
  readonly usedBy: readonly string[];
}

interface ListedLayer {
  readonly address: Address;
  /** Node to the content that git has; nodes without a guest of it are left out. */
  readonly wanted: Readonly<Record<string, string>>;
  readonly instances: readonly ListedInstance[];
  /** Guests that were made from an older content. */
  readonly behind: readonly { readonly address: Address; readonly hash: string }[];
}

const nameOf = ({ address, vmid }: User): string => address ?? String(vmid);

function listed(instance: Instance, wanted: ListedLayer['wanted'], snapshot: Snapshot): ListedInstance {
  const { node, vmid, layer, complete, mark } = instance;
  const hash = hashIn(layer);
  const is = !complete ? 'unfinished' : wanted[node] === hash ? 'current' : 'old';
  const usedBy = usersOf(instance, snapshot).map(nameOf);
  return { node, vmid, hash, is, built: mark.built ?? null, commit: mark.commit, usedBy };
}

/** Guests of ours that are made from a layer, and were made from what it was. */
function behindIn(estate: Estate, snapshot: Snapshot): { address: Address; layer: Address; hash: string }[] {
  return [...estate.resources.values()].filter(isLxc).flatMap(({ spec: guest, address }) => {
    const file = snapshot.guests.get(guest.vmid);
    const mark = layerOf(guest) !== undefined && file?.type === 'lxc' ? readingOf(file).mark : null;
    const isOurs = mark?.estate === idOfEstate(estate.settings) && mark.env === estate.env;
    const was = isOurs && mark.id === `vmid:${guest.vmid}` ? behindOn(guest, mark) : null;
    const layer = layerOf(guest);
    return was === null || layer === undefined
      ? []
      : [{ address, layer: addressIn(layer), hash: hashIn(was) }];
  });
}

export function layersIn(estate: Estate, snapshot: Snapshot): readonly ListedLayer[] {
  const { settings, env } = estate;
  const wanted = new Map<Address, Record<string, string>>();
  for (const { spec } of [...estate.resources.values()].filter(isLayer)) {
    const { layer, node } = spec;
    if (layer === undefined) continue;
    wanted.set(addressIn(layer), { ...wanted.get(addressIn(layer)), [node]: hashIn(layer) });
  }
  const instances = instancesIn(snapshot, { estate: idOfEstate(settings), env, settings });
  const behind = behindIn(estate, snapshot);
  const addresses = [...new Set([...wanted.keys(), ...instances.map(({ layer }) => addressIn(layer))])];
  return addresses.toSorted().map((address) => {
    const own = wanted.get(address) ?? {};
    return {
      address,
      wanted: own,
      instances: instances
        .filter(({ layer }) => addressIn(layer) === address)
        .map((one) => listed(one, own, snapshot)),
      behind: behind
        .filter(({ layer }) => layer === address)
        .map(({ address: guest, hash }) => ({ address: guest, hash })),
    };
  });
}

/** `3 days`, `2 h`: how long ago. */
function ageText(built: string | null, now: string): string {
  if (built === null) return '';
  const minutes = Math.floor((Date.parse(now) - Date.parse(built)) / 60_000);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return ', built just now';
  return hours < 1
    ? `, built ${minutes} min ago`
    : hours < 48
      ? `, built ${hours} h ago`
      : `, built ${Math.floor(hours / 24)} days ago`;
}

function instanceLine({ node, vmid, hash, is, built, usedBy }: ListedInstance, now: string): string {
  const users = usedBy.length > 0 ? `used by ${usedBy.join(', ')}` : 'used by nothing';
  return `  ${hash}  ${is.padEnd(10)} ${vmid} on ${node}${ageText(built, now)}; ${users}`;
}

function missingLines({ wanted, instances }: ListedLayer): string[] {
  return Object.entries(wanted)
    .filter(
      ([node, hash]) =>
        !instances.some((one) => one.is === 'current' && one.node === node && one.hash === hash),
    )
    .map(([node, hash]) => `  ${hash}  not built   on ${node}; the next apply builds it`);
}

/** All of it for a terminal. @param now ISO time */
export function layersText(layers: readonly ListedLayer[], now: string): string {
  if (layers.length === 0) return 'There are no layers.';
  const behind = layers.flatMap((one) => one.behind.map(({ address }) => address));
  const lines = layers.flatMap((one) => [
    Object.keys(one.wanted).length > 0 ? one.address : `${one.address} (nothing in git is made from it)`,
    ...missingLines(one),
    ...one.instances.map((instance) => instanceLine(instance, now)),
    ...one.behind.map(({ address, hash }) => `  behind: ${address}, made from ${hash}`),
  ]);
  if (behind.length > 0) lines.push('', `To move them: phoenix rebuild ${behind.join(' ')}`);
  return lines.join('\n');
}
