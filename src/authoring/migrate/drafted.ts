/** One container becomes a draft: every table of keys in its order, and then what it cannot be without. Pure. */
import { isObject, type Json } from '../../json.ts';
import { BASICS } from './basics.ts';
import { type Draft, draftOf, type World } from './draft.ts';
import { DROPPED, LATER } from './elsewhere.ts';
import { firewallCard } from './firewall.ts';
import { archiveOf, type Guest, lineOf, read } from './guests.ts';
import type { Handler } from './handler.ts';
import { HEALTH } from './health.ts';
import { OPTIONS } from './options.ts';
import { SOFTWARE } from './scripts.ts';
import { putSoftware } from './software.ts';
import { flagIn, membersOf } from './source.ts';
import { sharedMounts, STORAGE } from './storage.ts';

/** In this order: what is mounted first keeps its place, and what is installed depends on what is there. */
export function drafted(world: World, guest: Guest): Draft {
  const draft = draftOf(world, guest);
  if (!guest.isLayer) draft.value['vmid'] = Number(guest.vmid);
  const run = (table: Readonly<Record<string, Handler>>): void => {
    for (const [key, handler] of Object.entries(table)) {
      const found = draft.read(key);
      if (found) handler(draft, found);
    }
  };
  for (const one of membersOf(guest.own)) if (one.value === null) draft.drop(one, 'says nothing');
  if (membersOf(guest.own).length === 0) draft.same([], guest.own, 'nothing is said of it');
  run({ ...BASICS, ...OPTIONS });
  sharedMounts(draft);
  run(STORAGE);
  firewallCard(draft);
  putSoftware(draft);
  run({ ...SOFTWARE, ...HEALTH });
  madeFrom(draft);
  privilege(draft);
  for (const [key, why] of Object.entries(DROPPED)) {
    const found = draft.read(key);
    if (found) draft.drop(found, why);
  }
  for (const [key, kind] of Object.entries(LATER)) {
    const found = draft.read(key);
    if (found) draft.later(found, kind);
  }
  return draft;
}

/** The one that the old tool knew in all its revisions. */
const USUAL_ARCHIVE = 'local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst';

/** What is made from no image is made from an archive, if any file of the source names one. */
function madeFrom(draft: Draft): void {
  const { value, world, guest } = draft;
  if (value['clone'] === undefined && value['ostemplate'] === undefined) {
    const own = archiveOf(world.source, guest, world.guests);
    const found =
      own ??
      [...world.guests.values()]
        .map((one) => archiveOf(world.source, one, world.guests))
        .find((one) => one !== null);
    const handler = BASICS['template'];
    if (found && handler) handler(draft, found);
    if (!own) world.findings.assumed.push(`The archive that ${guest.address} is made from: nothing tells.`);
  }
  for (const what of complete(value, world)) {
    world.findings.assumed.push(`The ${what} of ${guest.address}: nothing tells.`);
  }
}

/** Gives a resource what it cannot be without. @returns what that is */
export function complete(value: Record<string, Json>, { storages }: World): readonly string[] {
  const given: string[] = [];
  if (value['clone'] === undefined && value['ostemplate'] === undefined) value['ostemplate'] = USUAL_ARCHIVE;
  for (const [key, card] of Object.entries(value)) {
    if (/^net\d+$/.test(key) && isObject(card) && card['bridge'] === undefined) {
      value[key] = { ...card, bridge: 'vmbr0' };
      given.push(`bridge of ${key}`);
    }
  }
  if (value['clone'] !== undefined) return given;
  const rootfs = isObject(value['rootfs']) ? value['rootfs'] : {};
  const storage = [...storages].find(([, content]) => content.includes('rootdir'))?.[0] ?? 'local';
  given.push(
    ...['storage', 'size'].filter((key) => rootfs[key] === undefined).map((key) => `${key} of the root disk`),
  );
  value['rootfs'] = { storage, size: '8G', ...rootfs };
  return given;
}

/** A clone is as what it is cloned from; said, so that all say it alike. */
function privilege({ value, world, guest }: Draft): void {
  if (value['unprivileged'] !== undefined) return;
  const said = lineOf(world.guests, guest).map((one) =>
    flagIn(read(world.source, one, 'unprivileged')?.value),
  );
  value['unprivileged'] = said.find((one) => one !== null) ?? true;
}
