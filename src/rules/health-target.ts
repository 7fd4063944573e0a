import { type HealthCheck, questionText } from '../health/check.ts';
import { pointer } from '../json.ts';
import type { Breach, Guest, Rule, RuleInput } from './rule.ts';

type Found = Pick<Breach, 'message' | 'hint'> & { readonly key: 'from' | 'tcp' | 'http' };

/** Templates of Debian come with ssh and, for the guest itself, postfix. */
const OF_TEMPLATES: ReadonlySet<number> = new Set([22, 25]);

const isLoopback = (host: string): boolean => host.startsWith('127.') || host === '::1';

const without = (cidr: string): string => cidr.replace(/\/.*$/, '').toLowerCase();

interface Known {
  readonly byAddress: ReadonlyMap<string, Guest>;
  /** By the number of a card, without its prefix. */
  readonly byNumber: ReadonlyMap<string, Guest>;
}

function knownIn(guests: readonly Guest[]): Known {
  const byNumber = new Map<string, Guest>();
  for (const guest of guests) {
    for (const { ip, ip6 } of guest.view.cards) {
      for (const one of [ip, ip6]) if (one !== null) byNumber.set(without(one), guest);
    }
  }
  return { byAddress: new Map(guests.map((guest) => [guest.resource.address, guest])), byNumber };
}

/** The guest that is asked; null: the node, or somebody of whom git knows nothing. */
function askedBy({ ask, from }: HealthCheck, guest: Guest, { byAddress, byNumber }: Known): Guest | null {
  if (ask.is === 'exec') return from.is === 'guest' ? (byAddress.get(from.address) ?? null) : guest;
  if (!isLoopback(ask.host)) return byNumber.get(ask.host.toLowerCase()) ?? null;
  if (from.is === 'node') return null;
  return from.is === 'guest' ? (byAddress.get(from.address) ?? null) : guest;
}

function foundIn(check: HealthCheck, guest: Guest, known: Known): Found | null {
  const { ask, from } = check;
  const asker = from.is === 'guest' ? known.byAddress.get(from.address) : guest;
  if (from.is === 'guest' && !asker?.view.runs) {
    const message = `has no target: ${from.address}, which shall ask, never runs`;
    return { key: 'from', message, hint: 'Let another guest ask, or leave "from" out.' };
  }
  if (ask.is === 'exec') return null;
  const asked = askedBy(check, guest, known);
  if (!asked) return null;
  const { address } = asked.resource;
  const question = questionText({ is: 'tcp', host: ask.host, port: ask.port });
  if (!asked.view.runs) {
    const message = `has no target: ${question} is ${address}, which never runs`;
    return { key: ask.is, message, hint: 'Remove the check, or let that guest run.' };
  }
  const isOpen = asked.view.ports.some(({ port, protocol }) => protocol === 'tcp' && port === ask.port);
  const ports = [...new Set(asked.view.ports.map(({ port }) => port))].filter(
    (one) => !OF_TEMPLATES.has(one),
  );
  // With no service among its features, whatever it is for was installed by hand.
  if (asked.view.hasAllPorts && ports.length > 0 && !isOpen && !OF_TEMPLATES.has(ask.port)) {
    const message = `has no target: no feature of ${address} listens on port ${ask.port}`;
    const hint = `Ask on one of its ports (${ports.join(', ')}), or suppress this if something else listens there.`;
    return { key: ask.is, message, hint };
  }
  if (asked === guest || isLoopback(ask.host) || guest.resource.refersTo?.includes(address)) return null;
  const message = `asks ${address} by its number, ${ask.host}`;
  return { key: ask.is, message, hint: `Write "\${${address}.net0.address}" in place of the number.` };
}

/** What cannot be asked at all is PHX618. */
export const healthTarget: Rule = {
  id: 'PHX534',
  severity: 'warning',
  title: 'A health check has no target',
  why: 'A check that can never succeed fails every apply of its guest after "within", and one that asks another guest by number tells of that guest, or of whoever has the address later. Ports are held against those of the features only where the files tell all that a guest has.',
  example: {
    wrong: '"features": { "redis": {} }, "health": { "up": { "tcp": ":6380" } }',
    right: '"features": { "redis": {} }, "health": { "up": { "tcp": ":6379" } }',
  },
  *check(input: RuleInput): Iterable<Breach> {
    const { guests } = input;
    let known: Known | null = null;
    for (const guest of guests) {
      const { resource, view } = guest;
      const health = view.runs ? input.kindOf(resource)?.health?.(resource.spec) : undefined;
      for (const name of Object.keys(health ?? {})) {
        known ??= knownIn(guests);
        const found = foundIn(health?.[name] as HealthCheck, guest, known);
        if (!found) continue;
        const { key, message, hint } = found;
        yield {
          message: `the check "${name}" of ${resource.address} ${message}`,
          hint,
          at: { resource, path: pointer('health', name, key) },
        };
      }
    }
  },
};
