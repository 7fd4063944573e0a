/** The network of the host and its bridges. Pure. */
import { isInRange, parseAddress, parseSubnet } from '../../../config/address-range.ts';
import { isObject, type JsonObject } from '../../../json.ts';
import { textIn } from '../source.ts';
import { hostAt } from './read.ts';
import type { Input, Say } from './say.ts';

export function bridgesOf(values: readonly JsonObject[], own: string): readonly string[] {
  const used = values.flatMap((value) =>
    Object.entries(value).flatMap(([key, card]) =>
      /^net\d+$/.test(key) && isObject(card) && typeof card['bridge'] === 'string' ? [card['bridge']] : [],
    ),
  );
  return [...new Set([...(own === '' ? [] : [own]), ...used])].toSorted();
}

/** The network of the host, where every container on its bridge is in it. */
export function networkOf({ source, values }: Input, say: Say): JsonObject | null {
  const bridge = textIn(hostAt(source, 'network', 'interfaces', 'name')?.value);
  const gateway = hostAt(source, 'network', 'interfaces', 'gateway');
  const said = hostAt(source, 'network', 'default_subnet');
  const subnet = parseSubnet(textIn(said?.value));
  const own = textIn(hostAt(source, 'network', 'interfaces', 'address')?.value).replace(/\/.*/, '');
  if (bridge === '' || !said || !subnet) return null;
  const taken: string[] = [];
  for (const value of values) {
    for (const [key, card] of Object.entries(value)) {
      if (!/^net\d+$/.test(key) || !isObject(card) || card['bridge'] !== bridge || card['tag'] !== undefined)
        continue;
      const address = parseAddress(textIn(card['ip']).replace(/\/.*/, ''));
      if (!address) continue;
      if (!isInRange(address, subnet)) return null;
      taken.push(textIn(card['ip']).replace(/\/.*/, ''));
    }
  }
  const door = textIn(gateway?.value);
  const usable = (address: string): boolean => {
    const parsed = parseAddress(address);
    return parsed !== null && isInRange(parsed, subnet) && !taken.includes(address);
  };
  say(said, ['networks', 'lan', 'subnet']);
  if (usable(door)) say(gateway, ['networks', 'lan', 'gateway']);
  return {
    bridge,
    subnet: textIn(said.value),
    ...(usable(door) ? { gateway: door } : {}),
    ...(usable(own) ? { reserved: [own] } : {}),
  };
}
