import type { Estate, Resource } from '../../../config/model.ts';
import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import type { LxcSpec } from '../spec.ts';
import type { Values } from '../../guest/spec.ts';
import { containersOf } from './facts/containers.ts';

const DEPTH = 50;

/** What a guest is cloned from, a container or a layer: either has the spec of a container. */
function sourceOf({ spec }: Resource<LxcSpec>, { resources }: Estate): Resource<LxcSpec> | undefined {
  const { source } = spec;
  if (source?.is !== 'clone' || source.address === null) return undefined;
  return resources.get(source.address) as Resource<LxcSpec> | undefined;
}

/** Cards with what their guest took over from what it is cloned from. */
function cardsOf(resource: Resource<LxcSpec>, estate: Estate): ReadonlyMap<string, Values> {
  const line: LxcSpec[] = [];
  let at: Resource<LxcSpec> | undefined = resource;
  for (; at && line.length < DEPTH; at = sourceOf(at, estate)) line.push(at.spec);
  const cards = new Map<string, Record<string, string>>();
  for (const { nets } of line.toReversed()) {
    for (const [slot, card] of Object.entries(nets)) {
      const inherited = cards.get(slot);
      if (inherited) Object.assign(inherited, card);
      else cards.set(slot, { ...card });
    }
  }
  return cards;
}

interface Holder {
  readonly resource: Resource<LxcSpec>;
  readonly slot: string;
}

export const inheritedAddress: Rule = {
  id: 'PHX646',
  severity: 'error',
  title: 'A clone keeps an address that another guest has',
  why: 'A clone takes over the cards of its source with their addresses; only the MAC is a new one. Unless its file gives it an "ip" of its own, two guests have the same address, and both are reached at random.',
  example: {
    wrong: '"clone": "lxc/web"',
    right: '"clone": "lxc/web", "net0": { "ip": "10.0.0.12/24" }',
  },
  *check({ estate }): Iterable<Breach> {
    const holders = new Map<string, Holder>();
    for (const resource of containersOf(estate)) {
      if (resource.spec.state !== 'running') continue;
      for (const [slot, { ip, bridge, tag }] of cardsOf(resource, estate)) {
        if (!ip?.includes('/')) continue;
        const place = `${ip.replace(/\/.*$/, '')} ${bridge} ${tag}`;
        const holder = holders.get(place);
        if (!holder) {
          holders.set(place, { resource, slot });
          continue;
        }
        const isOwn = ({ spec }: Resource<LxcSpec>, at: string) => spec.nets[at]?.['ip'] !== undefined;
        // That two files name one address is another mistake.
        if (isOwn(resource, slot) && isOwn(holder.resource, holder.slot)) continue;
        const heir = isOwn(resource, slot) ? holder : { resource, slot };
        const other = heir === holder ? { resource, slot } : holder;
        yield {
          message: `${heir.resource.address} takes over ${ip.replace(/\/.*$/, '')} from what it is cloned from, and ${other.resource.address} has it, too`,
          hint: `Give ${heir.resource.address} an "ip" of its own in "${heir.slot}".`,
          at: { resource: heir.resource, path: '/clone' },
          also: {
            resource: other.resource,
            path: isOwn(other.resource, other.slot) ? pointer(other.slot, 'ip') : '/clone',
          },
        };
      }
    }
  },
};
