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
    const refusals: PhoenixError[] = [];
    for (const reference of references) {
      const refusal = await refusalOf(reference, secret);
      if (refusal) refusals.push(refusal);
    }
    if (refusals.length === 0) return null;
    return {
      why: refusals.map(({ message }) => message).join('; '),
      hint: refusals.flatMap(({ hint }) => hint ?? []).join(' '),
    };
  };
}
