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
import { below, type Fate, flagIn, type Found, membersOf, numberIn, type Source, textIn } from './source.ts';

/** The value of phoenix.json; says in the claims of which it is made. */
export function settingsOf(input: Input): JsonObject {
  const { source, findings, named, guests } = input;
  const say = (from: Found | null, path: readonly string[], fate: Fate = 'mapped', why?: string): void => {
    if (!from) return;
    const target = { address: 'phoenix.json', path };
    findings.claims.push({
      role: from.role,
      pointer: from.pointer,
      fate,
      target,
      ...(why === undefined ? {} : { why }),
    });
  };
  const node = ['nodes', named.node];
  const address = hostAt(source, 'network', 'interfaces', 'address');
  const plain = textIn(address?.value).replace(/\/.*/, '');
  if (parseAddress(plain)) say(address, [...node, 'address']);
  const bridge = hostAt(source, 'network', 'interfaces', 'name');
  if (bridge) say(bridge, [...node, 'bridges']);
  const { driver } = input;
  if (driver !== null) {
    say({ role: 'lxc', pointer: '/nvidia_driver_version', value: driver }, [
      ...node,
      'facts',
      'nvidia.driver',
    ]);
    say(hostAt(source, 'nvidia_driver', 'version'), [...node, 'facts', 'nvidia.driver']);
  }
  const range = layerRange(source, guests);
  const lan = networkOf(input, say);
  const backups = [...storagesOf(source)].find(([, { content }]) => content.includes('backup'));
  const rollback = hostAt(source, 'behavior', 'rollback_on_failure');
  if (rollback)
    say(
      rollback,
      ['policies', 'rollback'],
      'mapped',
      flagIn(rollback.value) === true ? undefined : 'off is the default',
    );
  zone(input, say);
  elsewhere(input);
  const numbers = [...guests.keys()].map(Number);
  return {
    name: named.name,
    id: named.id,
    nodes: {
      [named.node]: {
        ...(parseAddress(plain) ? { address: plain } : {}),
        bridges: bridgesOf(input.values, textIn(bridge?.value)),
        storages: storages(input, say, node),
        ...(driver === null ? {} : { facts: { 'nvidia.driver': driver } }),
        ...cards(input),
      },
    },
    ...(lan ? { networks: { lan } } : {}),
    ...bindsOf(input, say),
    ...(numbers.length > 0
      ? {
          vmids: [
            Math.min(100 * Math.floor(Math.min(...numbers) / 100), range[0]),
            Math.max(100 * Math.floor(Math.max(...numbers) / 100) + 99, range[1]),
          ],
        }
      : {}),
    ...([...guests.values()].some(({ isLayer }) => isLayer) ? { layers: { vmids: range } } : {}),
    policies: {
      retire: '7d',
      restarts: { max: 6, maxParallel: 1 },
      retires: { max: 2 },
      ...(rollback && flagIn(rollback.value) === true ? { rollback: 'snapshot' } : {}),
      ...(backups ? { backup: { storage: backups[0], maxAge: '24h' } } : {}),
    },
  };
}

/** A hundred VMIDs that nothing of the source has. */
function layerRange(source: Source, guests: Guests): readonly [number, number] {
  const vms = membersOf({ role: 'vms', pointer: '/vms', value: source.vms['vms'] ?? [] });
  const taken = [
    ...[...guests.keys()].map(Number),
    ...vms.map((vm) => numberIn(below(vm, 'vmid')?.value) ?? 0),
  ];
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
