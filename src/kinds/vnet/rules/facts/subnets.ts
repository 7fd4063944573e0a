/** Vnets as their files say, and the cards of guests that are on them, for rules. */
import {
  type AddressRange,
  parseAddress,
  parseRange,
  parseSubnet,
} from '../../../../config/address-range.ts';
import type { Resource } from '../../../../config/model.ts';
import type { Guest, RuleInput } from '../../../../rules/rule.ts';
import type { CardView } from '../../../guest-view.ts';
import type { VnetInput } from '../../schema.ts';

export interface SubnetFact {
  readonly vnet: Resource;
  readonly zone: string;
  readonly cidr: string;
  readonly range: AddressRange;
  readonly gateway: string | null;
  /** What it gives away. */
  readonly dhcp: readonly AddressRange[];
}

/** In the order of the files. */
export function subnetsIn({ estate }: RuleInput): SubnetFact[] {
  return [...estate.resources.values()].flatMap((vnet) => {
    if (vnet.kind !== 'vnet') return [];
    const { zone, subnets = {} } = vnet.merged as unknown as VnetInput;
    return Object.entries(subnets).flatMap(([cidr, { gateway = null, dhcp = [] }]): SubnetFact[] => {
      const range = parseSubnet(cidr);
      const ranges = dhcp.flatMap((text) => parseRange(text) ?? []);
      return range ? [{ vnet, zone, cidr, range, gateway, dhcp: ranges }] : [];
    });
  });
}

export interface CardFact {
  readonly guest: Guest;
  readonly card: CardView;
  /** The address that its file pins; null: none. */
  readonly pin: string | null;
}

/** By the name of the vnet. */
export function cardsOnVnets(input: RuleInput): ReadonlyMap<string, readonly CardFact[]> {
  const cards = new Map<string, CardFact[]>();
  for (const guest of input.guests) {
    for (const card of guest.view.cards) {
      const vnet = card.bridge ?? '';
      if (!input.estate.resources.has(`vnet/${vnet}`)) continue;
      const net = guest.resource.merged[card.slot] as { readonly pin?: string } | undefined;
      const fact = { guest, card, pin: net?.pin ?? null };
      const known = cards.get(vnet);
      if (known) known.push(fact);
      else cards.set(vnet, [fact]);
    }
  }
  return cards;
}

/** The same address, however it is written. */
export const keyOf = (text: string): string => {
  const address = parseAddress(text);
  return address ? `${address.family} ${address.value}` : text;
};
