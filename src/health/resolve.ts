/** From what a file says of a guest's health to checks: addresses and other guests filled in. Pure. */
import { durationInMs } from '../config/units.ts';
import { wrongWithReference } from '../secrets/reference.ts';
import { DEFAULTS, type Health, type HealthCheck, type Origin, type Question } from './check.ts';
import { type Headers, referencesIn } from './headers.ts';
import type { HealthInput } from './schema.ts';
import type { Place } from './probe.ts';
import { parseTarget } from './target.ts';

type Input = HealthInput[string];

export interface HealthContext {
  /** The guest's own address in git, without the prefix; null where only the running guest knows it. */
  readonly address: string | null;
  /** The guest of an address; null when the estate has none. */
  readonly guestAt: (address: string) => Place | null;
}

interface HealthProblem {
  readonly name: string;
  readonly key: 'from' | 'tcp' | 'http' | 'headers';
  readonly message: string;
  readonly hint: string;
}

export interface ResolvedHealth {
  readonly health: Health;
  readonly problems: readonly HealthProblem[];
}

type Problem = Omit<HealthProblem, 'name'>;

function originOf(from: string, { guestAt }: HealthContext): Origin | Problem {
  if (from === 'self' || from === 'node') return { is: from };
  const guest = guestAt(from);
  if (guest) return { is: 'guest', address: from, ...guest };
  return {
    key: 'from',
    message: `there is no guest ${from} to ask from`,
    hint: 'name a guest of this estate, or leave "from" out',
  };
}

function hostOf(key: 'tcp' | 'http', given: string | null, from: Origin, context: HealthContext) {
  const host = given ?? (from.is === 'self' ? '127.0.0.1' : context.address);
  if (host !== null) return host;
  const hint = `give the guest a static address, or write "${key}": "ADDRESS:PORT"`;
  return { key, message: 'git does not know the address of the guest, and others ask for it', hint };
}

/** In the order of their names, so that it is no change to write them in another one. */
function headersOf(given: Headers | undefined): { readonly headers?: Headers } | Problem {
  if (!given || Object.keys(given).length === 0) return {};
  for (const reference of referencesIn(given)) {
    const hint = wrongWithReference(reference);
    if (hint !== null) return { key: 'headers', message: `${reference} cannot be understood`, hint };
  }
  const names = Object.keys(given).toSorted();
  return { headers: Object.fromEntries(names.map((name) => [name, given[name] ?? ''])) };
}

function questionOf(input: Input, from: Origin, context: HealthContext): Question | Problem {
  if (input.exec) return { is: 'exec', argv: input.exec };
  const key = input.tcp === undefined ? 'http' : 'tcp';
  const target = parseTarget(input[key] ?? '');
  if (!target || (key === 'tcp' && target.path !== null)) {
    const message = `"${input[key]}" is no address with a port`;
    return { key, message, hint: 'write ":PORT", "ADDRESS:PORT" or "[ADDRESS6]:PORT"' };
  }
  const host = hostOf(key, target.host, from, context);
  if (typeof host !== 'string') return host;
  const { port } = target;
  if (key === 'tcp') return { is: 'tcp', host, port };
  const status = input.status === undefined ? [] : [input.status].flat();
  const sorted = [...new Set(status)].toSorted((a, b) => a - b);
  const sent = headersOf(input.headers);
  if ('message' in sent) return sent;
  const path = target.path ?? '/';
  return { is: 'http', host, port, path, status: sorted, body: input.body ?? null, ...sent };
}

function checkOf(input: Input, context: HealthContext): HealthCheck | Problem {
  const from = originOf(input.from ?? 'self', context);
  if ('message' in from) return from;
  const ask = questionOf(input, from, context);
  if ('message' in ask) return ask;
  const ms = (key: 'within' | 'interval' | 'timeout') => {
    const value = input[key];
    return (value === undefined ? null : durationInMs(value)) ?? DEFAULTS[key];
  };
  return { ask, from, within: ms('within'), interval: ms('interval'), timeout: ms('timeout') };
}

/** Completes what the schema accepted; a check that cannot be made as written is left out and told. */
export function resolveHealth(input: HealthInput, context: HealthContext): ResolvedHealth {
  const health: Record<string, HealthCheck> = {};
  const problems: HealthProblem[] = [];
  for (const name of Object.keys(input).toSorted()) {
    const found = checkOf(input[name] as Input, context);
    if ('message' in found) problems.push({ name, ...found });
    else health[name] = found;
  }
  return { health, problems };
}
