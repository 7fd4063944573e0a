/**
 * Addresses that keep a subnet: Proxmox removes none that has any (PVE 9.2). Those of guests that are moved or made anew are
 * free by then; those of a guest that no file names any more, a retired one such as, are its own as long as it is there.
 */
import type { Resource } from '../../config/model.ts';
import type { DiffInput } from '../kind.ts';
import { type IpamEntry, ipamIn } from './ipam.ts';
import { sdnIn } from './live.ts';
import { cidrOf } from './spec.ts';

type Input = Pick<DiffInput<unknown, unknown>, 'snapshot' | 'settings' | 'estate'>;

const vmidOf = ({ spec }: Resource): unknown =>
  typeof spec === 'object' && spec !== null && 'vmid' in spec ? spec.vmid : undefined;

/** Of a subnet, by its key. */
function keptIn({ snapshot, settings, estate }: Input, key: string): IpamEntry[] {
  // Guests that nobody wants are destroyed at once where nothing is kept.
  if (!snapshot || !estate || settings.policies.retire === 0) return [];
  const id = key.slice('subnet:'.length);
  const wanted = new Set([...estate.values()].map(vmidOf));
  return ipamIn(snapshot.files).filter(({ zone, subnet, mac, vmid }) => {
    if (zone !== id.slice(0, id.indexOf('-')) || subnet !== cidrOf(id) || mac === null) return false;
    return (
      vmid !== null &&
      !wanted.has(vmid) &&
      (snapshot.guests.get(vmid)?.text.toUpperCase().includes(mac) ?? false)
    );
  });
}

/** Why an object cannot go yet, in words; null: it can. A vnet goes with its subnets, and a zone with its vnets. */
export function whyKept(input: Input, key: string): string | null {
  if (!input.snapshot) return null;
  const { running } = sdnIn(input.snapshot);
  const [type = '', id = ''] = key.split(/:(.*)/s);
  const below = [...running].flatMap(([one, fields]) => {
    if (!one.startsWith('subnet:')) return [];
    const { vnet = '' } = fields;
    const isBelow =
      one === key ||
      (type === 'vnet' && vnet === id) ||
      (type === 'zone' && running.get(`vnet:${vnet}`)?.['zone'] === id);
    return isBelow ? [one] : [];
  });
  const [first] = below.flatMap((one) => keptIn(input, one));
  if (!first) return null;
  return `the guest ${first.vmid}, which no file names, has ${first.ip} of it still: it goes when that guest is gone (phoenix purge)`;
}
