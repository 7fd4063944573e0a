import type { Resource } from '../config/model.ts';
import { durationInMs } from '../config/units.ts';
import { pointer } from '../json.ts';
import type { CardView } from '../kinds/guest-view.ts';
import { type Changed, changesIn } from './facts/changes.ts';
import type { Breach, Rule, RuleInput } from './rule.ts';

/** `10.0.0.5/24`, without the prefix and as one text. */
const plain = (ip: string): string => ip.replace(/\/.*$/, '').toLowerCase();
/** On another bridge, or in another VLAN, an address is another one. */
const onWire = (ip: string, { bridge, tag }: CardView): string => `${plain(ip)} ${bridge} ${tag}`;

/** A file that gets the number of a guest which is retired by the same change: that guest would be renamed to it. */
function* numbers(changed: readonly Changed[], { base: before, estate }: RuleInput): Generator<Breach> {
  for (const { want, base } of changed) {
    const { address } = want;
    const was = before?.resources.get(address);
    // A file of another name that takes a number over, and brings no history, is how a guest is renamed.
    if (address === base.address || !was || was === base || estate.resources.has(base.address)) continue;
    yield {
      message: `${address} takes the number of ${base.address}, which this change removes`,
      hint: `Take a VMID that nobody had: with this one, the guest of ${base.address} would be renamed to ${want.name}, and the one that ${address} was would retire.`,
      at: { resource: want, path: '/vmid' },
    };
  }
}

function addressesOf(gone: readonly Resource[], { guestsBefore }: RuleInput): ReadonlyMap<string, Resource> {
  const retiring = new Set(gone);
  const taken = new Map<string, Resource>();
  for (const { resource, view } of guestsBefore) {
    if (!retiring.has(resource)) continue;
    for (const card of view.cards) {
      for (const ip of [card.ip, card.ip6]) if (ip !== null) taken.set(onWire(ip, card), resource);
    }
  }
  return taken;
}

export const takenOver: Rule = {
  id: 'PHX545',
  severity: 'warning',
  ofChanges: true,
  title: 'A guest takes over what one has that is retired in the same change',
  why: 'A retired guest is only shut down: it keeps its VMID and its addresses until it is purged, so that a revert can bring it back. Another guest with its address stands in the way of that, and both are on when somebody starts the old one; another file with its VMID is that very guest under a new name.',
  example: {
    wrong: 'lxc/db.json goes, lxc/cache.json comes with the same "ip"',
    right: 'another address, or the removal first and a purge after it',
  },
  *check(input): Iterable<Breach> {
    const { base, estate, guests } = input;
    const { changed, gone } = changesIn(input);
    yield* numbers(changed, input);
    // Kept for no time, it is destroyed at once, and nothing is reserved.
    if (gone.length === 0 || !base || durationInMs(estate.settings.policies.retire) === 0) return;
    const taken = addressesOf(gone, input);
    for (const { resource, view } of guests) {
      if (base.resources.get(resource.address) === resource) continue;
      for (const card of view.cards) {
        for (const key of ['ip', 'ip6'] as const) {
          const ip = card[key];
          const from = ip === null ? undefined : taken.get(onWire(ip, card));
          if (ip === null || !from) continue;
          const whose = from.address === resource.address ? `the ${from.address} of before` : from.address;
          yield {
            message: `${resource.address} takes ${plain(ip)} over from ${whose}, which this change retires`,
            hint: `Give it another address, or wait until ${whose} is purged.`,
            at: { resource, path: pointer(card.slot, key) },
          };
        }
      }
    }
  },
};
