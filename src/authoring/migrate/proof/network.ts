/** What a card of the network and the servers of names should have become. Pure. */
import type { Json } from '../../../json.ts';
import { type Check, type Pair, type Spec, word } from './said.ts';

export const network =
  (card: 'net0' | 'net1'): Check =>
  ({ value, rest, spec, whole }) => {
    const net = spec.nets[card] ?? {};
    const [key] = rest;
    if (key === undefined) {
      const [ip = '', gw, ...servers] =
        typeof whole === 'string' ? whole.split(',').map((part) => part.trim()) : [];
      if (typeof whole !== 'string') return [spec.nets[card]?.['name'], net['name']];
      return [
        {
          ip,
          ...(gw && ip !== 'dhcp' ? { gw } : {}),
          ...(servers.length > 0 ? { dns: servers.join(' ') } : {}),
        },
        {
          ip: net['ip'],
          ...(gw && ip !== 'dhcp' ? { gw: net['gw'] } : {}),
          ...(servers.length > 0 ? { dns: spec.options['nameserver'] } : {}),
        },
      ];
    }
    return key.startsWith('nameserver') ? servers(value, spec) : [word(value), net[key]];
  };

export const servers = (value: Json, spec: Spec): Pair => [
  (Array.isArray(value) ? (value as readonly Json[]).map(word) : [word(value)])
    .join(' ')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .join(' '),
  spec.options['nameserver'],
];
