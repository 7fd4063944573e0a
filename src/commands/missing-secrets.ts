/** Which secrets an apply is going to need and cannot have. Asked before it touches a guest: a rebuild begins with a destruction. */
import type { Lacks } from '../apply/run-guest.ts';
import type { Resource } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import type { LxcSpec } from '../kinds/lxc/spec.ts';
import type { ReadSecret } from '../secrets/reader.ts';

async function refusalOf(reference: string, secret: ReadSecret): Promise<PhoenixError | null> {
  try {
    await secret(reference);
    return null;
  } catch (error) {
    if (error instanceof PhoenixError) return error;
    throw error;
  }
}

/** Says of a guest all secrets at once that are not there. */
export function missingSecrets(secret: ReadSecret): Lacks {
  return async (want, { install }) => {
    const { software = [] } = (want as Resource<LxcSpec>).spec;
    const used = software.filter(({ id }) => install.includes(id));
    const references = new Set(used.flatMap(({ secrets }) => Object.values(secrets)));
    const asked = await Promise.all([...references].map((reference) => refusalOf(reference, secret)));
    const refusals = asked.filter((refusal) => refusal !== null);
    if (refusals.length === 0) return null;
    return {
      why: eachOnce(refusals.map(({ message }) => message)).join('; '),
      hint: eachOnce(refusals.flatMap(({ hint }) => hint ?? [])).join(' '),
    };
  };
}

/** What keeps a provider from reading anything is the refusal of each of its secrets. */
const eachOnce = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
