/** What is wrong in the source as a whole; what is wrong with one value is told where that value is mapped. Pure. */
import { nearest } from '../../config/suggest.ts';
import type { World } from './draft.ts';
import { type Guest, lineOf, read } from './guests.ts';
import { hostMistakes } from './host/mistakes.ts';
import { hostAt } from './host/read.ts';
import { KNOWN_KEYS } from './keys.ts';
import { mistakeAt } from './mistake-at.ts';
import { cardsOf, entriesOf } from './options.ts';
import { below, flagIn, type Found, membersOf, type Mistake, textIn } from './source.ts';

export function mistakesIn(world: World): readonly Mistake[] {
  const guests = [...world.guests.values()];
  return [
    ...guests.flatMap((guest) => unknownKeys(guest)),
    ...twice(world, guests, 'the address', (guest) => addressOf(world, guest)),
    ...twice(world, guests, 'the MAC address', (guest) => macOf(world, guest)),
    ...guests.flatMap((guest) => software(world, guest)),
    ...guests.flatMap((guest) => confinement(world, guest)),
    ...cards(world, guests),
    ...volumes(guests),
    ...firewall(world, guests),
    ...hostMistakes(world),
    ...secrets(world),
  ];
}

function unknownKeys({ own }: Guest): Mistake[] {
  return membersOf(own).flatMap((one) => {
    if (KNOWN_KEYS.includes(one.key)) return [];
    const meant = nearest(one.key, KNOWN_KEYS);
    return [
      mistakeAt(one, `no known revision reads this key${meant === null ? '' : `; "${meant}" may be meant`}`),
    ];
  });
}

function addressOf({ source }: World, guest: Guest): Found | null {
  const network = read(source, guest, 'network_config');
  if (!network) return below(guest.own, 'static_ip');
  return typeof network.value === 'string'
    ? { ...network, value: textIn(network.value).split(',')[0] ?? '' }
    : below(network, 'ip');
}

function macOf({ source }: World, guest: Guest): Found | null {
  const network = read(source, guest, 'network_config');
  return below(guest.own, 'mac_address') ?? (network && below(network, 'hwaddr'));
}

function twice(
  { guests: all }: World,
  guests: readonly Guest[],
  what: string,
  of: (guest: Guest) => Found | null,
): Mistake[] {
  const first = new Map<string, string>();
  return guests.flatMap((guest) => {
    const found = of(guest);
    const value = textIn(found?.value).toLowerCase().replace(/\/.*/, '');
    if (!found || value === '' || value === 'dhcp') return [];
    const other = first.get(value);
    if (other === undefined) first.set(value, guest.vmid);
    return other === undefined || !all.has(other)
      ? []
      : [mistakeAt(found, `${other} and ${guest.vmid} have ${what} ${value}`)];
  });
}

const names = (world: World, guest: Guest): readonly string[] => {
  const found = read(world.source, guest, 'features');
  return found ? entriesOf(found).map(({ value }) => textIn(value)) : [];
};

function software(world: World, guest: Guest): Mistake[] {
  const line = lineOf(world.guests, guest);
  const all = line.flatMap((one) => names(world, one));
  const own = names(world, guest);
  const gpu = below(guest.own, 'gpu_assignment');
  const cards = cardsOf(gpu?.value);
  const hasCards = cards === 'all' || (cards ?? []).length > 0;
  const features = below(guest.own, 'features');
  const told: Mistake[] = [];
  // In the first days the features were flags, and a card installed its driver.
  const hasList = typeof features?.value !== 'string';
  if (gpu && hasCards && hasList && !all.includes('nvidia'))
    told.push(mistakeAt(gpu, 'has a card, and nothing installs its driver'));
  if (features && own.includes('nvidia') && !hasCards && !guest.isLayer)
    told.push(mistakeAt(features, 'installs nvidia, and has no card'));
  const needs = [
    ['vllm', 'nvidia'],
    ['ollama', 'nvidia'],
    ['portainer', 'docker'],
  ] as const;
  for (const [id, needed] of needs) {
    if (features && own.includes(id) && !all.includes(needed))
      told.push(mistakeAt(features, `has ${id} without ${needed}`));
  }
  const flags = textIn(JSON.stringify(below(guest.own, 'pct_options')?.value ?? []));
  if (features && own.includes('docker') && !flags.includes('nesting=1')) {
    told.push(mistakeAt(features, 'runs Docker without nesting=1: it only works with what its image has'));
  }
  return told;
}

function confinement(world: World, guest: Guest): Mistake[] {
  const lines = below(guest.own, 'lxc_options');
  const all =
    lines && entriesOf(lines).find(({ value }) => /devices\.allow\s*[=:]\s*a\s*$/.test(textIn(value)));
  const off = below(guest.own, 'apparmor_profile');
  const manages = below(guest.own, 'apparmor_manages_nesting');
  const told: Mistake[] = [];
  if (all) told.push(mistakeAt(all, 'may use every device of the host'));
  if (off && manages && textIn(off.value) === 'unconfined' && flagIn(manages.value) === false) {
    told.push(mistakeAt(manages, 'is false, with "unconfined" as the profile'));
  }
  return world.guests.size > 0 ? told : [];
}

function cards({ source }: World, guests: readonly Guest[]): Mistake[] {
  const users = new Map<number, Guest[]>();
  for (const guest of guests) {
    if (guest.isLayer || flagIn(read(source, guest, 'start_at_boot')?.value) !== true) continue;
    const cards = cardsOf(read(source, guest, 'gpu_assignment')?.value);
    for (const card of Array.isArray(cards) ? (cards as readonly number[]) : [])
      users.set(card, [...(users.get(card) ?? []), guest]);
  }
  const told: Mistake[] = [];
  for (const [card, sharing] of users) {
    const [, second] = sharing;
    if (!second) continue;
    const found = below(second.own, 'gpu_assignment') ?? second.own;
    const parts = sharing.map((guest) => share(guest));
    const sum = parts.reduce((total, part) => total + part, 0);
    const much = sum > 1 ? `, and ask for ${Math.round(sum * 100)} % of its memory` : '';
    told.push(
      mistakeAt(
        found,
        `${sharing.map(({ vmid }) => vmid).join(', ')} start with the host and share card ${card}${much}`,
      ),
    );
  }
  return told;
}

/** Of a card's memory, that vLLM takes. */
function share({ own }: Guest): number {
  const engine = below(own, 'vllm_engine_config');
  const nested = engine && below(engine, 'CacheConfig');
  const said =
    (nested && below(nested, 'gpu_memory_utilization')) ?? below(own, 'vllm_gpu_memory_utilization');
  const number = Number(textIn(said?.value));
  return Number.isFinite(number) ? number : 0;
}

function volumes(guests: readonly Guest[]): Mistake[] {
  const owners = new Map<string, string[]>();
  let last: Found | null = null;
  for (const guest of guests) {
    for (const key of ['volumes', 'zfs_volumes']) {
      for (const one of membersOf(below(guest.own, key))) {
        const name = `${textIn(below(one, 'pool')?.value)} ${textIn(below(one, 'name')?.value)}`;
        if (below(one, 'name')) owners.set(name, [...(owners.get(name) ?? []), guest.vmid]);
        last = one;
      }
    }
  }
  return [...owners].flatMap(([name, of]) =>
    of.length > 1 && last
      ? [
          mistakeAt(
            { ...last, pointer: '/lxc_configs' },
            `${of.join(', ')} name one volume "${name.split(' ')[1]}", and each would get its own`,
          ),
        ]
      : [],
  );
}

function firewall(world: World, guests: readonly Guest[]): Mistake[] {
  const known = new Set(guests.map((guest) => textIn(addressOf(world, guest)?.value).replace(/\/.*/, '')));
  const policy = hostAt(world.source, 'shared_volumes', 'firewall') ?? hostAt(world.source, 'firewall');
  const drops = textIn(policy && below(policy, 'default_input_policy')?.value).toUpperCase() === 'DROP';
  return guests.flatMap((guest) => {
    const wall = below(guest.own, 'firewall');
    if (!wall) return [];
    const rules = membersOf(below(wall, 'rules'));
    const told: Mistake[] = [];
    if (drops && rules.length === 0 && flagIn(below(wall, 'enabled')?.value) === true) {
      told.push(
        mistakeAt(
          wall,
          'the firewall is on without a rule, and what comes in is dropped: nothing reaches it',
        ),
      );
    }
    for (const rule of rules) {
      const source = below(rule, 'source');
      if (source && /^[\d.]+$/.test(textIn(source.value)) && !known.has(textIn(source.value))) {
        told.push(mistakeAt(source, `no container has the address ${textIn(source.value)}`));
      }
    }
    return told;
  });
}

function secrets({ secrets: all }: World): Mistake[] {
  return [...all.values()].map((found) =>
    mistakeAt(found, 'a secret in the open: change it, wherever these files have been'),
  );
}
