/** Which secrets an apply is going to need and cannot have. Asked before it touches a guest: a rebuild begins with a destruction. */
import type { GuestVerb, HealthVerb, Lacks } from '../apply/run-guest.ts';
import type { Resource } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { filled } from '../health/headers.ts';
import type { GuestSpec } from '../kinds/guest/spec.ts';
import type { ReadSecret } from '../secrets/reader.ts';

async function refusalOf(read: Promise<unknown>): Promise<PhoenixError | null> {
  try {
    await read;
    return null;
  } catch (error) {
    if (error instanceof PhoenixError) return error;
    throw error;
  }
}

/** All that a step is going to read. A header of a health check may be unable to hold what is read. */
function readings(want: Resource, verb: GuestVerb | HealthVerb, secret: ReadSecret): Promise<unknown>[] {
  if (verb.verb === 'health') {
    const { ask } = verb.check;
    return ask.is === 'http' && ask.headers ? [filled(ask.headers, secret)] : [];
  }
  const { software = [] } = (want as Resource<GuestSpec>).spec;
  const used = software.filter(({ id }) => verb.install.includes(id));
  const references = new Set(used.flatMap(({ secrets }) => Object.values(secrets)));
  return [...references].map((reference) => secret(reference));
}

/** Says of a guest all secrets at once that are not there. */
export function missingSecrets(secret: ReadSecret): Lacks {
  return async (want, verb) => {
    const asked = await Promise.all(readings(want, verb, secret).map(refusalOf));
    const refusals = asked.filter((refusal) => refusal !== null);
    if (refusals.length === 0) return null;
    return {
      why: eachOnce(refusals.map(({ message }) => message)).join('; '),
      hint: together(eachOnce(refusals.flatMap(({ hint }) => hint ?? []))),
    };
  };
}

/** What keeps a provider from reading anything is the refusal of each of its secrets. */
const eachOnce = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** On one line: what is printed of a step shows a line break as what it is. */
const together = (hints: readonly string[]): string =>
  hints.length === 1 ? hints.join() : hints.map((hint) => hint.replace(/\.$/, '')).join('; ');
