/** Guests that nobody asked Phoenix for: made on a simulated node, of every option there is, without a trace of it. */
import * as assert from 'uvu/assert';
import type { LxcInput, NetInput } from '../../src/kinds/lxc/schema.ts';
import { NET_KEYS } from '../../src/kinds/lxc/schema-net.ts';
import { splitTags, stripMarker, userTags } from '../../src/kinds/guest/marker.ts';
import { formatConf, parseConf } from '../../src/node/conf.ts';
import { confPath, guestsOf } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { fitting, without } from './fitting-spec.ts';
import { applyTo } from './in-process-apply.ts';
import { commitOf, lawEstate, lawHost } from './law-estate.ts';
import { virtualClock } from './virtual-clock.ts';

/** What no conf file tells, and what two guests cannot share. */
const UNTOLD = (
  '$schema extends features health rollback dependsOn clone adopt generation ' +
  'ssh-public-keys hostname ostype'
).split(' ');

function alone(net: NetInput, vmid: number, index: number): NetInput {
  const { hwaddr: _, ...rest } = net;
  const address = rest.ip?.includes('/') ? `10.${vmid % 250}.${index}.5/24` : rest.ip;
  const address6 = rest.ip6?.includes('/') ? `fd00:${vmid}:${index}::5/64` : rest.ip6;
  return {
    ...rest,
    ...(address === undefined ? {} : { ip: address }),
    ...(address6 === undefined ? {} : { ip6: address6 }),
    ...(rest.gw === undefined ? {} : { gw: `10.${vmid % 250}.${index}.1` }),
    ...(rest.gw6 === undefined ? {} : { gw6: `fd00:${vmid}:${index}::1` }),
  };
}

/** The file of one of many: an arbitrary one, with a number and addresses of its own. */
function guestOf(input: LxcInput, vmid: number): LxcInput {
  const nets = NET_KEYS.flatMap((key, index) => {
    const net = input[key];
    return net ? [[key, alone(net, vmid, index)] as const] : [];
  });
  const rest = without(input, ...UNTOLD);
  return fitting({ ...rest, ...Object.fromEntries(nets), vmid });
}

/** Takes the marker and the tag out of a conf file, as if the guest had been made by hand. */
export function unmarked(text: string): string {
  const conf = parseConf(text);
  const options = new Map(conf.options);
  const tags = userTags(splitTags(options.get('tags') ?? ''));
  if (tags.length > 0) options.set('tags', tags.join(';'));
  else options.delete('tags');
  return formatConf({ ...conf, options, description: stripMarker(conf.description) || null });
}

/** A node with these guests, from VMID 200 on. */
export async function strangersOf(inputs: readonly LxcInput[]): Promise<MemoryHost> {
  const files = Object.fromEntries(
    inputs.map((input, at) => [`guest-${200 + at}`, guestOf(input, 200 + at)] as const),
  );
  const estate = lawEstate(commitOf('1'), files, { world: false });
  const host = lawHost(estate);
  const { report } = await applyTo(host, estate, { clock: virtualClock() });
  assert.ok(
    report.ok,
    JSON.stringify(report.resources.filter(({ outcome }) => outcome !== 'applied')).slice(0, 2000),
  );
  for (const vmid of guestsOf(host, 'pve1')) {
    const path = confPath('pve1', vmid);
    host.write(path, unmarked(host.read(path) ?? ''));
  }
  return host;
}
