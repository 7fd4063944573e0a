/** What may stand where a rule names addresses: networks, aliases, IP sets, and guests of the estate by their names. */
import { parseAddress, parseInSubnet, parseRange } from '../../config/address-range.ts';
import type { Address } from '../../config/model.ts';
import { isObject, type JsonObject } from '../../json.ts';

type MergedOf = (address: Address) => JsonObject | null;

/** `lxc/web`, but neither `dc/web` nor `guest/web`, which are aliases. */
const GUEST = /^(?:lxc|vm)\/\S+$/;
const ALIAS = /^(?:dc\/|guest\/)?[A-Za-z][\w-]+$/;
const IPSET = /^\+(?:dc\/|guest\/|sdn\/)?[A-Za-z][\w-]+$/;

export type Written =
  | { readonly is: 'text'; readonly text: string; readonly uses: readonly Address[] }
  | { readonly is: 'wrong'; readonly why: string; readonly hint: string };

/** The addresses that a guest's file gives it, or has IPAM give it, without their prefixes. */
function addressesOf(merged: JsonObject): string[] {
  return Object.keys(merged)
    .filter((key) => /^(?:net|ipconfig)\d+$/.test(key))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap((key) => {
      const net = merged[key];
      if (!isObject(net)) return [];
      const { ip, pin } = net;
      if (typeof ip === 'string' && parseInSubnet(ip)) return [ip.slice(0, ip.indexOf('/'))];
      return typeof pin === 'string' && parseAddress(pin) ? [pin] : [];
    });
}

/** `10.0.0.0/24`, `10.0.0.5`, `10.0.0.5-10.0.0.9`. */
function isNetworkText(text: string): boolean {
  return parseAddress(text) !== null || parseInSubnet(text) !== null || parseRange(text) !== null;
}

const wrong = (why: string, hint: string): Written => ({ is: 'wrong', why, hint });

/** The words of a file as Proxmox takes them: a guest of the estate is its address. */
export function writtenAddresses(text: string, mergedOf: MergedOf): Written {
  if (IPSET.test(text) || ALIAS.test(text)) return { is: 'text', text, uses: [] };
  const parts = text.split(',');
  const uses: Address[] = [];
  const words: string[] = [];
  for (const part of parts) {
    if (GUEST.test(part)) {
      const merged = mergedOf(part);
      if (!merged) return wrong(`there is no ${part}`, 'name a guest of this estate, or write an address');
      const found = addressesOf(merged);
      if (found.length === 0) {
        return wrong(
          `${part} has no address of its own in its file`,
          'give its card a static address or a "pin", or write the address that it gets',
        );
      }
      uses.push(part);
      words.push(...found);
    } else if (isNetworkText(part)) words.push(part);
    else if (parts.length > 1 && (IPSET.test(part) || ALIAS.test(part))) {
      return wrong(`a list takes addresses alone, and ${part} is a name`, 'make an IP set of them');
    } else
      return wrong(`${part} is no address`, 'write such as "10.0.0.0/24", "+ipset", an alias or "lxc/web"');
  }
  const families = new Set(words.map((word) => (word.includes(':') ? 6 : 4)));
  if (families.size > 1) return wrong('IPv4 and IPv6 do not mix in one list', 'write a rule for each');
  if (words.length > 1 && words.some((word) => word.includes('-'))) {
    return wrong('a range cannot stand in a list', 'write a rule for it, or use an IP set');
  }
  return { is: 'text', text: words.join(','), uses };
}
