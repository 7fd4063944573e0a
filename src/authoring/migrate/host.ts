/** phoenix.json: what the source tells of the host, and of what its containers ask of it. Pure. */
import { parseAddress } from '../../config/address-range.ts';
import { isObject, type Json, type JsonObject, pointer } from '../../json.ts';
import { HOST_DROPPED, HOST_LATER } from './elsewhere.ts';
import type { Guests } from './guests.ts';
import { bridgesOf, networkOf } from './host/lan.ts';
import { hostAt } from './host/read.ts';
import type { Input, Say } from './host/say.ts';
import { storages, storagesOf } from './host/storages.ts';
import { cardCount } from './options.ts';
import { below, type Fate, flagIn, membersOf, numberIn, type Source, textIn } from './source.ts';

/** The value of phoenix.json; says in the claims of which it is made. */
export function settingsOf(input: Input, managed: ReadonlySet<string>): JsonObject {
  const { source, named, guests } = input;
  const say = sayIn(input);
  const range = layerRange(source, guests);
  const lan = networkOf(input, say);
  const node = nodeOf(input, say, managed);
  const binds = bindsOf(input, say);
  const policies = policiesOf(input, say);
  zone(input, say);
  elsewhere(input);
  const hasLayers = [...guests.values()].some(({ isLayer }) => isLayer);
  return {
    name: named.name,
    id: named.id,
    nodes: { [named.node]: node },
    ...(lan ? { networks: { lan } } : {}),
    ...binds,
    ...(guests.size > 0
      ? { vmids: vmidsOf([...[...guests.keys()].map(Number), ...machineIds(source)], range) }
      : {}),
    ...(hasLayers ? { layers: { vmids: range } } : {}),
    policies,
  };
}

function sayIn({ findings }: Input): Say {
  return (from, path, fate = 'mapped', why) => {
    if (!from) return;
    const { role, pointer: at } = from;
    const target = { address: 'phoenix.json', path };
    findings.claims.push({ role, pointer: at, fate, target, ...(why === undefined ? {} : { why }) });
  };
}

function nodeOf(input: Input, say: Say, managed: ReadonlySet<string>): JsonObject {
  const { source, named, driver } = input;
  const path = ['nodes', named.node];
  const address = hostAt(source, 'network', 'interfaces', 'address');
  const plain = textIn(address?.value).replace(/\/.*/, '');
  const isAddress = parseAddress(plain) !== null;
  if (isAddress) say(address, [...path, 'address']);
  const bridge = hostAt(source, 'network', 'interfaces', 'name');
  say(bridge, [...path, 'bridges']);
  if (driver !== null) {
    const fact = [...path, 'facts', 'nvidia.driver'];
    say({ role: 'lxc', pointer: '/nvidia_driver_version', value: driver }, fact);
    say(hostAt(source, 'nvidia_driver', 'version'), fact);
  }
  return {
    ...(isAddress ? { address: plain } : {}),
    bridges: bridgesOf(input.values, textIn(bridge?.value)),
    storages: storages(input, say, path, managed),
    ...(driver === null ? {} : { facts: { 'nvidia.driver': driver } }),
    ...cards(input),
  };
}

/** Whole hundreds around all that there is. */
function vmidsOf(
  numbers: readonly number[],
  [first, last]: readonly [number, number],
): readonly [number, number] {
  const hundred = (number: number): number => 100 * Math.floor(number / 100);
  return [Math.min(hundred(Math.min(...numbers)), first), Math.max(hundred(Math.max(...numbers)) + 99, last)];
}

function policiesOf({ source }: Input, say: Say): JsonObject {
  const backups = [...storagesOf(source)].find(([, { content }]) => content.includes('backup'));
  const rollback = hostAt(source, 'behavior', 'rollback_on_failure');
  const isOn = flagIn(rollback?.value) === true;
  say(rollback, ['policies', 'rollback'], 'mapped', isOn ? undefined : 'off is the default');
  return {
    retire: '7d',
    restarts: { max: 6, maxParallel: 1 },
    retires: { max: 2 },
    ...(isOn ? { rollback: 'snapshot' } : {}),
    ...(backups ? { backup: { storage: backups[0], maxAge: '24h' } } : {}),
  };
}

function machineIds(source: Source): number[] {
  const vms = membersOf({ role: 'vms', pointer: '/vms', value: source.vms['vms'] ?? [] });
  return vms.flatMap((vm) => numberIn(below(vm, 'vmid')?.value) ?? []);
}

/** A hundred VMIDs that nothing of the source has. */
function layerRange(source: Source, guests: Guests): readonly [number, number] {
  const taken = [...[...guests.keys()].map(Number), ...machineIds(source)];
  const floor = 100 * Math.floor(Math.max(0, ...[...guests.keys()].map(Number)) / 100);
  for (let from = floor + 100; ; from += 100) {
    if (!taken.some((vmid) => vmid >= from && vmid < from + 100)) return [from, from + 99];
  }
}

function cards({ guests, source, findings }: Input): JsonObject {
  const count = cardCount(guests.values(), source);
  if (count === 0) return {};
  findings.assumed.push(
    `The PCI ${count === 1 ? 'address of the card' : 'addresses of the cards'}: correct "gpus" of the node in phoenix.json (lspci -D | grep -i nvidia).`,
  );
  const card = (n: number): JsonObject => ({
    pci: `0000:${String(n + 1).padStart(2, '0')}:00.0`,
    driver: 'nvidia',
    minor: n,
  });
  return { gpus: Object.fromEntries(Array.from({ length: count }, (_, n) => [`gpu${n}`, card(n)])) };
}

function bindsOf({ source, binds }: Input, say: Say): JsonObject {
  const entries = [...binds].map(([path, { name, owner }]): [string, Json] => [
    name,
    owner === undefined ? { path } : { path, owner },
  ]);
  for (const one of membersOf(hostAt(source, 'shared_volumes'))) {
    const folder = below(one, 'host_path');
    const bind = folder && binds.get(textIn(folder.value));
    if (folder && bind) say(folder, ['binds', bind.name, 'path']);
  }
  return entries.length > 0
    ? { binds: Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) }
    : {};
}

function zone({ source, values, guests, findings }: Input, say: Say): void {
  const found = hostAt(source, 'timezone');
  if (!found) return;
  const at = values.findIndex(
    (value) =>
      isObject(value['features']) &&
      isObject(value['features']['base']) &&
      value['features']['base']['timezone'] === found.value,
  );
  const guest = [...guests.values()][at];
  if (guest)
    findings.claims.push({
      role: 'host',
      pointer: found.pointer,
      fate: 'mapped',
      target: { address: guest.address, path: ['features', 'base', 'timezone'] },
    });
  else say(found, [], 'later', 'kind host');
}

/** What no container and no setting is made of. */
function elsewhere({ source, findings, guests }: Input): void {
  const claim = (at: string, fate: Fate, why: string): number =>
    findings.claims.push({ role: 'host', pointer: at, fate, why });
  for (const [at, why] of Object.entries(HOST_DROPPED)) claim(at, 'dropped', why);
  for (const [at, kind] of Object.entries(HOST_LATER)) claim(at, 'later', `kind ${kind}`);
  for (const one of membersOf(hostAt(source, 'shared_volumes'))) {
    for (const path of membersOf(below(one, 'mounts'))) {
      if (guests.has(path.key)) continue;
      claim(path.pointer, 'dropped', `there is no container ${path.key}`);
      findings.mistakes.push({
        role: 'host',
        pointer: path.pointer,
        text: `${one.key} is mounted into ${path.key}, which does not exist`,
      });
    }
    const folder = below(one, 'host_path');
    if (folder) claim(`/shared_volumes${pointer(one.key, 'host_path')}`, 'dropped', 'no container mounts it');
  }
}
