import { isInRange, parseAddress } from '../../../config/address-range.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { type CardFact, cardsOnVnets, keyOf, type SubnetFact, subnetsIn } from './facts/subnets.ts';

/** What is wrong with a pin by itself; null: nothing. */
function faultOf(
  pin: string,
  subnets: readonly SubnetFact[],
): { readonly what: string; readonly hint: string } | null {
  const address = parseAddress(pin);
  const subnet = address && subnets.find(({ range }) => isInRange(address, range));
  if (!subnet)
    return { what: 'which is in no subnet of the vnet', hint: 'Take an address of one of its subnets.' };
  if (subnet.gateway !== null && keyOf(subnet.gateway) === keyOf(pin))
    return { what: 'which is the gateway', hint: 'Take another address.' };
  return null;
}

const said = ({ guest }: CardFact, pin: string): string => `${guest.resource.address} pins ${pin}`;

export const misplacedPin: Rule = {
  id: 'PHX848',
  severity: 'error',
  title: 'A card pins an address that it cannot have',
  why: 'Proxmox refuses an address outside of the subnets of the vnet, the gateway, and one that another card has: the guest would be made and never started.',
  example: {
    wrong: '"pin": "10.8.0.20" on a vnet with the subnet 10.9.0.0/24',
    right: '"pin": "10.9.0.20"',
  },
  *check(input): Iterable<Breach> {
    const subnets = subnetsIn(input);
    for (const [vnet, cards] of cardsOnVnets(input)) {
      if (cards.every(({ pin }) => pin === null)) continue;
      const taken = new Map<string, CardFact>();
      for (const one of cards) {
        const fixed = one.card.ip?.replace(/\/.*$/, '');
        if (fixed !== undefined) taken.set(keyOf(fixed), one);
      }
      for (const one of cards) {
        const { pin, guest, card } = one;
        if (pin === null) continue;
        const at = { resource: guest.resource, path: `/${card.slot}/pin` };
        const fault = faultOf(
          pin,
          subnets.filter((subnet) => subnet.vnet.name === vnet),
        );
        const other = taken.get(keyOf(pin));
        if (fault) yield { message: `${said(one, pin)}, ${fault.what}`, hint: fault.hint, at };
        else if (other) {
          yield {
            message: `${said(one, pin)}, which ${other.guest.resource.address} has`,
            hint: 'Give each its own.',
            at,
            also: { resource: other.guest.resource, path: `/${other.card.slot}` },
          };
        }
        taken.set(keyOf(pin), one);
      }
    }
  },
};
