/** The firewalls of the source: the host's policy becomes that of the cluster, a container's rules a file of its own. Pure. */
import { isSubnet } from '../../config/address-range.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Draft, World } from './draft.ts';
import type { Guest } from './guests.ts';
import { refuse } from './handler.ts';
import { hostAt } from './host/read.ts';
import { below, flagIn, type Found, membersOf, textIn } from './source.ts';

const CLUSTER = 'firewall/cluster';

const addressOf = ({ address }: Guest) => `firewall/${address.slice(address.indexOf('/') + 1)}`;

/** Of a container whose firewall is on, Proxmox looks at the cards that say so. */
export function firewallCard(draft: Draft): void {
  const found = draft.read('firewall');
  if (!found) return;
  const enabled = below(found, 'enabled');
  if (draft.guest.isLayer) draft.drop(found, 'a layer never starts');
  else if (enabled && flagIn(enabled.value) === true && draft.value['net0'] !== undefined) {
    draft.put(['net0', 'firewall'], true, enabled);
  } else if (enabled && flagIn(enabled.value) === null) refuse(draft, enabled, 'true or false');
  else draft.drop(found, 'it is off');
}

const SAID: Readonly<Record<string, string>> = {
  type: 'type',
  action: 'action',
  source: 'source',
  dest: 'dest',
  proto: 'proto',
  protocol: 'proto',
  port: 'dport',
  dport: 'dport',
  sport: 'sport',
  comment: 'comment',
};

const UPPER: ReadonlySet<string> = new Set(['action']);

function ruleOf(rule: Found): JsonObject {
  const entries = membersOf(rule).flatMap((one): [string, Json][] => {
    const key = SAID[one.key];
    const text = textIn(one.value).trim();
    if (key === undefined || text === '') return [];
    if (key === 'dport' && /^\d+$/.test(text)) return [[key, Number(text)]];
    return [[key, UPPER.has(key) ? text.toUpperCase() : key === 'comment' ? text : text.toLowerCase()]];
  });
  return Object.fromEntries(entries);
}

function ofGuest(guest: Guest, { findings: { claims } }: World): JsonObject | null {
  const found = below(guest.own, 'firewall');
  const enabled = found && below(found, 'enabled');
  if (guest.isLayer || !found || flagIn(enabled?.value) !== true) return null;
  const address = addressOf(guest);
  const claim = (from: Found, ...path: readonly string[]) =>
    claims.push({ role: from.role, pointer: from.pointer, fate: 'mapped', target: { address, path } });
  if (enabled) claim(enabled, 'options', 'enable');
  const list = below(found, 'rules');
  if (list) claim(list, 'rules');
  const rules = membersOf(list).map(ruleOf);
  return { of: guest.address, options: { enable: true }, ...(rules.length > 0 ? { rules } : {}) };
}

const POLICIES = { default_input_policy: 'policy_in', default_output_policy: 'policy_out' } as const;

function ofCluster({ source, findings: { claims } }: World): JsonObject | null {
  const found = hostAt(source, 'firewall') ?? hostAt(source, 'shared_volumes', 'firewall');
  if (!found) return null;
  const options: Record<string, Json> = {};
  const put = (from: Found | null, key: string, value: Json | null) => {
    if (!from || value === null) return;
    options[key] = value;
    const target = { address: CLUSTER, path: ['options', key] };
    claims.push({ role: from.role, pointer: from.pointer, fate: 'mapped', target });
  };
  const enabled = below(found, 'enabled');
  put(enabled, 'enable', flagIn(enabled?.value));
  for (const [key, option] of Object.entries(POLICIES)) {
    const from = below(found, key);
    const word = textIn(from?.value).toUpperCase();
    put(from, option, ['ACCEPT', 'DROP', 'REJECT'].includes(word) ? word : null);
  }
  const list = below(found, 'global_firewall_rules');
  const rules = membersOf(list).map(ruleOf);
  if (list) {
    const { role, pointer } = list;
    const target = { address: CLUSTER, path: ['rules'] };
    claims.push(
      rules.length > 0
        ? { role, pointer, fate: 'mapped', target }
        : { role, pointer, fate: 'dropped', why: 'empty' },
    );
  }
  if (Object.keys(options).length === 0 && rules.length === 0) return null;
  return { of: 'cluster', options, ...(rules.length > 0 ? { rules } : {}) };
}

/** By their paths below the configs folder. */
export function firewallFilesOf(world: World): ReadonlyMap<string, JsonObject> {
  const files = new Map<string, JsonObject>();
  const cluster = ofCluster(world);
  if (cluster) files.set(`${CLUSTER}.json`, cluster);
  for (const guest of world.guests.values()) {
    const file = ofGuest(guest, world);
    if (file) files.set(`${addressOf(guest)}.json`, file);
  }
  return files;
}

/** Who looks after the nodes comes from the network of the host, as far as the source tells: nobody is to be locked out. */
export function withManagement(settings: JsonObject, world: World, hasFirewall: boolean): JsonObject {
  const subnet = textIn(hostAt(world.source, 'network', 'default_subnet')?.value);
  if (!hasFirewall || !isSubnet(subnet)) return settings;
  world.findings.assumed.push(`The nodes are looked after from ${subnet} ("policies.management").`);
  const { policies } = settings;
  return {
    ...settings,
    policies: { ...(isObject(policies) ? policies : {}), management: [subnet] },
  };
}
