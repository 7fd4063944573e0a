/** The cards of a container, its gateway and its servers of names, in every spelling that the old tool had. Pure. */
import { isObject } from '../../json.ts';
import { isInNetwork4, isIpv4 } from '../../kinds/guest/formats.ts';
import type { Draft } from './draft.ts';
import { type Handler, refuse } from './handler.ts';
import { below, type Found, membersOf, textIn } from './source.ts';

export const network =
  (card: 'net0' | 'net1'): Handler =>
  (draft, found) => {
    const { name: bridge } = hostCard(draft);
    const usual = { name: card === 'net0' ? 'eth0' : 'eth1', bridge: bridge === '' ? 'vmbr0' : bridge };
    draft.value[card] = usual;
    if (typeof found.value === 'string') shortNetwork(draft, card, found);
    else if (membersOf(found).length === 0) refuse(draft, found, 'a network card');
    const address = textIn(below(found, 'ip')?.value);
    for (const one of membersOf(found)) {
      if (one.key === 'gw') gateway(draft, card, address, one);
      else if (one.key === 'hwaddr' && card === 'net0' && draft.read('mac_address')) {
        draft.drop(one, '"mac_address" says it');
      } else if (one.key.startsWith('nameserver')) nameserver(draft, one);
      else if (!CARD.has(one.key)) continue;
      else if (textIn(one.value) === '') refuse(draft, one, 'a text');
      else draft.put([card, one.key], one.key === 'tag' ? Number(one.value) : textIn(one.value), one, 'kept');
    }
  };

const CARD: ReadonlySet<string> = new Set(['name', 'bridge', 'ip', 'hwaddr', 'tag', 'ip6', 'gw6']);

/** `10.0.0.110/24,10.0.0.1,8.8.8.8`, as the old tool's first revisions said it. */
function shortNetwork(draft: Draft, card: string, found: Found): void {
  const [address = '', door = '', ...servers] = textIn(found.value)
    .split(',')
    .map((part) => part.trim());
  if (address === '') {
    refuse(draft, found, 'an address');
    return;
  }
  draft.put([card, 'ip'], address, found);
  if (door !== '') gateway(draft, card, address, { ...found, value: door });
  if (servers.length > 0) nameserver(draft, { ...found, value: servers.join(' ') });
}

function hostCard({ world }: Draft): { readonly name: string } {
  const network = world.source.host['network'];
  const card = isObject(network) ? network['interfaces'] : undefined;
  return { name: isObject(card) ? textIn(card['name']) : '' };
}

function gateway(draft: Draft, card: string, address: string, found: Found): void {
  const wanted = textIn(found.value);
  if (address === 'dhcp' || address === '')
    draft.drop(found, 'a card without an address of its own has no gateway');
  else if (isIpv4(wanted) && /^[\d.]+\/\d+$/.test(address) && !isInNetwork4(wanted, address)) {
    draft.drop(found, `${wanted} cannot be reached from ${address}`);
    draft.mistake(found, `the gateway ${wanted} is not in the network of ${address}; left out`);
  } else draft.put([card, 'gw'], wanted, found, 'kept');
}

export const nameserver: Handler = (draft, found) => {
  const list = Array.isArray(found.value)
    ? found.value.map((one) => textIn(one as string))
    : [textIn(found.value)];
  const servers = list.flatMap((text) => text.split(/[\s,;]+/)).filter((text) => text !== '');
  const said = draft.value['nameserver'];
  const wanted = servers.join(' ');
  if (servers.length === 0) draft.drop(found, 'empty');
  else if (said === undefined || said === wanted) draft.put(['nameserver'], wanted, found);
  else {
    draft.drop(found, `the container itself says ${textIn(said)}`);
    if (found.pointer.startsWith(draft.guest.own.pointer))
      draft.mistake(found, `names other servers than ${textIn(said)}, which is taken`);
  }
};

export const mac: Handler = (draft, found) =>
  draft.put(['net0', 'hwaddr'], textIn(found.value), found, 'kept');

export const staticIp: Handler = (draft, found) => {
  if (draft.read('network_config')) draft.drop(found, '"network_config" says it');
  else draft.put(['net0', 'ip'], textIn(found.value), found);
};
