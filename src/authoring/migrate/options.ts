/** What the old tool handed to Proxmox and LXC as it stood: flags, raw lines, AppArmor, cards. Pure. */
import { rawKeyProblem } from '../../kinds/lxc/raw-keys.ts';
import { isObject, type Json } from '../../json.ts';
import { dropEmpty, type Handler, refuse } from './handler.ts';
import { bindOf } from './storage.ts';
import type { Draft } from './draft.ts';
import { type Found, membersOf, textIn } from './source.ts';

const FLAGS: ReadonlySet<string> = new Set(['nesting', 'keyctl', 'fuse', 'mknod', 'force_rw_sys']);

/** Entries of a list, or of one text with commas. */
export function entriesOf(found: Found): readonly Found[] {
  if (Array.isArray(found.value)) return membersOf(found);
  return textIn(found.value)
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((value) => ({ ...found, value }));
}

const pctOptions: Handler = (draft, found) => {
  const entries = entriesOf(found);
  if (entries.length === 0) dropEmpty(draft, found);
  for (const one of entries) pctOption(draft, one);
};

/** `nesting=1`, or `mount=nfs;cifs`. */
export function pctOption(draft: Draft, one: Found): void {
  const [key = '', value = ''] = textIn(one.value).split(/=(.*)/s);
  if (FLAGS.has(key) && ['0', '1'].includes(value)) draft.put([key], value === '1', one);
  else if (key === 'mount' && value !== '') draft.put(['mountfs'], value, one);
  else refuse(draft, one, 'a flag that Proxmox knows');
}

const ASSIGNMENT = /^\s*(lxc\.[A-Za-z0-9_.-]+)\s*[=:]\s*(.*?)\s*$/s;

const lxcOptions: Handler = (draft, found) => {
  const entries = Array.isArray(found.value) ? membersOf(found) : [found];
  if (entries.length === 0) dropEmpty(draft, found);
  for (const one of entries) {
    const [, key, value] = ASSIGNMENT.exec(textIn(one.value)) ?? [];
    if (key === undefined || value === undefined || value === '')
      refuse(draft, one, 'a line such as "lxc.key = value"');
    else if (key === 'lxc.mount.entry') mountEntry(draft, value, one);
    else rawLine(draft, key, value, one);
  }
};

function rawLine(draft: Draft, key: string, value: string, from: Found): void {
  const problem = rawKeyProblem(key);
  if (draft.guest.isLayer) {
    draft.drop(from, 'raw lines are for the guests that are made from a layer');
    return;
  }
  if (problem !== null) {
    draft.drop(from, problem);
    draft.mistake(from, `${key}: ${problem}; left out`);
    return;
  }
  const isGpu = key === 'lxc.cgroup2.devices.allow' && /^c (?:195|243|\d+):\*? ?\*? ?rwm$/.test(value);
  if (isGpu && isObject(draft.value['gpus'])) {
    draft.drop(from, 'Phoenix derives it from the cards of the guest');
    return;
  }
  const raw = isObject(draft.value['raw']) ? draft.value['raw'] : {};
  const there = Object.hasOwn(raw, key) ? raw[key] : undefined;
  const all = there === undefined ? [] : Array.isArray(there) ? (there as readonly Json[]) : [there];
  if (all.includes(value)) draft.same(['raw', key], from);
  else draft.put(['raw', key], all.length === 0 ? value : [...all, value], from);
}

/** `/dev/fuse dev/fuse none bind,create=file`: a device, a folder of the host, or a raw line. */
function mountEntry(draft: Draft, value: string, from: Found): void {
  const [source = '', inside = '', type = '', flags = ''] = value.split(/\s+/);
  const words = flags.split(',');
  const isBind = type === 'none' && (words.includes('bind') || words.includes('rbind'));
  if (source === '/dev/fuse' && isBind) draft.put(['fuse'], true, from);
  else if (draft.guest.isLayer) draft.drop(from, 'a layer is its root disk');
  else if (source.startsWith('/dev/nvidia') && isObject(draft.value['gpus'])) {
    draft.drop(from, 'Phoenix derives it from the cards of the guest');
  } else if (source.startsWith('/dev/') && isBind && source === `/${inside}`)
    draft.put(['devices', source], {}, from);
  else if (source.startsWith('/') && isBind && inside !== '' && !source.startsWith('/dev/')) {
    const path = inside.startsWith('/') ? inside : `/${inside}`;
    const { name } = bindOf(draft.world, source);
    draft.put(['mounts', path], words.includes('ro') ? { bind: name, ro: true } : `bind:${name}`, from);
  } else rawLine(draft, 'lxc.mount.entry', value, from);
}

const apparmor: Handler = (draft, found) => {
  const said = (draft.value['raw'] as Readonly<Record<string, Json>> | undefined)?.['lxc.apparmor.profile'];
  const profile = textIn(found.value);
  if (profile === '') refuse(draft, found, 'the name of a profile');
  else if (draft.guest.isLayer) draft.drop(found, 'raw lines are for the guests that are made from a layer');
  else if (said !== undefined && said !== profile) {
    draft.drop(found, `"lxc_options" says ${JSON.stringify(said)}`);
    draft.mistake(found, `"apparmor_profile" is ${profile}, and "lxc_options" says ${JSON.stringify(said)}`);
  } else if (said === profile) draft.same(['raw', 'lxc.apparmor.profile'], found);
  else draft.put(['raw', 'lxc.apparmor.profile'], profile, found);
};

/** Numbers of cards; null where the text says something else. */
function cardsIn(text: string): readonly number[] | 'all' | null {
  const clean = text.trim().toLowerCase();
  if (['none', '', 'false'].includes(clean)) return [];
  if (clean === 'all') return 'all';
  const numbers = clean.split(',').map((one) => one.trim());
  return numbers.every((one) => /^\d{1,2}$/.test(one))
    ? [...new Set(numbers.map(Number))].toSorted((a, b) => a - b)
    : null;
}

/** What a value of `gpu_assignment` names, also where it is a number or a list. */
export function cardsOf(value: Json | undefined): readonly number[] | 'all' | null {
  if (Array.isArray(value)) return cardsIn((value as readonly Json[]).map(textIn).join(',') || 'none');
  return isObject(value) ? null : cardsIn(textIn(value));
}

const gpus: Handler = (draft, found) => {
  const cards = cardsOf(found.value);
  if (cards === null) refuse(draft, found, '"none", "all", or numbers of cards such as "0,1"');
  else if (cards.length === 0) draft.drop(found, 'no card');
  else if (draft.guest.isLayer) draft.drop(found, 'cards are for the guests that are made from a layer');
  else {
    const numbers = cards === 'all' ? allCards(draft) : cards;
    draft.put(['gpus'], Object.fromEntries(numbers.map((n) => [`gpu${n}`, {}])), found);
  }
};

function allCards({ world }: Draft): readonly number[] {
  return [...Array(cardCount(world.guests.values(), world.source)).keys()];
}

/** As many as the highest number that any container asks for tells. */
export function cardCount(guests: Iterable<Draft['guest']>, source: Draft['world']['source']): number {
  let count = 0;
  const look = (value: Json | undefined): void => {
    const cards = cardsOf(value);
    if (cards === 'all') count = Math.max(count, 1);
    else count = Math.max(count, ...(cards ?? []).map((n) => n + 1));
  };
  look(source.lxc['gpu_assignment']);
  for (const { own } of guests) look(isObject(own.value) ? own.value['gpu_assignment'] : undefined);
  return count;
}

/** In this order: cards before raw lines that speak of them, lines before the profile that they may repeat. */
export const OPTIONS: Readonly<Record<string, Handler>> = {
  gpu_assignment: gpus,
  pct_options: pctOptions,
  lxc_options: lxcOptions,
  apparmor_profile: apparmor,
};
