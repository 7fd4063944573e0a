/**
 * Addresses that keep a subnet: Proxmox removes none that has any (PVE 9.2). Those of cards that leave the vnet are free by
 * then; those of a card that stays on it, or of a guest that no file names any more, a retired one such as, are not.
 */
import { isObject, type JsonObject } from '../../json.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Resource } from '../../config/model.ts';
import type { DiffInput } from '../kind.ts';
import { type IpamEntry, ipamIn } from './ipam.ts';
import { sdnIn } from './live.ts';
import { cidrOf } from './spec.ts';

type Input = Pick<DiffInput<unknown, unknown>, 'snapshot' | 'settings' | 'estate'>;

const vmidOf = ({ spec }: Resource): unknown =>
  typeof spec === 'object' && spec !== null && 'vmid' in spec ? spec.vmid : undefined;

/** Those that cards have of a subnet, by its key; its gateway is no such one. */
export function addressesIn({ files }: Snapshot, key: string): IpamEntry[] {
  const id = key.slice('subnet:'.length);
  const [zone, cidr] = [id.slice(0, id.indexOf('-')), cidrOf(id)];
  return ipamIn(files).filter((one) => one.zone === zone && one.subnet === cidr && one.mac !== null);
}

/** The key of a card in the conf file of its guest. */
function slotOf(text: string, mac: string): string | undefined {
  const line = text.split('\n').find((one) => /^net\d+: /.test(one) && one.toUpperCase().includes(mac));
  return line?.slice(0, line.indexOf(':'));
}

const cardOf = ({ merged }: Resource, slot: string): JsonObject | null => {
  const card = merged[slot];
  return isObject(card) ? card : null;
};

/** The guest has it as long as nobody purges it, or its card stays on the vnet and keeps it. */
function whyHeld({ snapshot, estate, settings }: Input, vnet: string, entry: IpamEntry): string | null {
  const { vmid, mac, ip } = entry;
  const text = vmid === null ? undefined : snapshot?.guests.get(vmid)?.text;
  const slot = mac === null || text === undefined ? undefined : slotOf(text.split(/^\[/m)[0] ?? '', mac);
  if (slot === undefined || !estate) return null;
  const guest = [...estate.values()].find((one) => vmidOf(one) === vmid);
  if (!guest) {
    // Guests that nobody wants are destroyed at once where nothing is kept.
    if (settings.policies.retire === 0) return null;
    return `the guest ${vmid}, which no file names, has ${ip} of it still: it goes when that guest is gone (phoenix purge)`;
  }
  const card = cardOf(guest, slot);
  if (card?.['bridge'] !== vnet || ![undefined, ip].includes(card['pin'] as string | undefined)) return null;
  return `${slot} of ${guest.address} stays on the vnet and has ${ip} of it: move that card to another vnet first, or pin it to an address of another subnet`;
}

/** Who joins the vnet while others leave it could be given an address of the subnet, which none could take away then. */
function whoJoins({ snapshot, estate }: Input, vnet: string): string | null {
  for (const guest of estate?.values() ?? []) {
    const text = snapshot?.guests.get(Number(vmidOf(guest)))?.text ?? '';
    for (const slot of Object.keys(guest.merged)) {
      const card = /^net\d+$/.test(slot) ? cardOf(guest, slot) : null;
      if (card?.['bridge'] !== vnet || card['pin'] !== undefined) continue;
      const line = text.split('\n').find((one) => one.startsWith(`${slot}: `));
      const isThere = line?.split(/[ ,]/).includes(`bridge=${vnet}`);
      if (!isThere) return `${slot} of ${guest.address}`;
    }
  }
  return null;
}

function keptBy(input: Input, key: string, vnet: string): string | null {
  if (!input.snapshot || !input.estate) return null;
  const entries = addressesIn(input.snapshot, key);
  for (const entry of entries) {
    const why = whyHeld(input, vnet, entry);
    if (why !== null) return why;
  }
  const confs = [...input.snapshot.guests.values()].map(({ text }) => text.toUpperCase());
  const leaving = entries.find(({ mac }) => confs.some((text) => text.includes(mac ?? '')));
  const joining = leaving && input.estate.has(`vnet/${vnet}`) ? whoJoins(input, vnet) : null;
  if (!leaving || joining === null) return null;
  return `${leaving.ip} of it is given back in the same apply in which ${joining} joins the vnet, and could be given an address of it: let it join by a later commit`;
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
  for (const one of below) {
    const why = keptBy(input, one, running.get(one)?.['vnet'] ?? '');
    if (why !== null) return why;
  }
  return null;
}
