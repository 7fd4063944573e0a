/**
 * What git tells of the secrets of a feature without any of their values: where one that git holds was written anew, it
 * may be another one. Whether it is, the guest itself tells an apply. Pure.
 */
import { sha256 } from '../../hash.ts';
import { canonical } from '../../json.ts';
import { parseReference } from '../../secrets/reference.ts';
import type { ResolveInput } from '../kind.ts';

export interface Sealed {
  /** By reference, of the secrets that git holds: a hash of the file that they are read from. */
  readonly seals: Readonly<Record<string, string>>;
  /** 16 hex digits over the references and these hashes. */
  readonly seal: string;
}

/**
 * Null where there are no secrets.
 * @param secrets references by name of the option
 * @param keptHash absent: of what is made once and never entered again only the references count
 */
export function sealed(
  secrets: Readonly<Record<string, string>>,
  keptHash: ResolveInput['keptHash'],
): Sealed | null {
  const references = Object.values(secrets);
  if (references.length === 0) return null;
  const seals: Record<string, string> = {};
  for (const reference of references) {
    const { provider, secret } = parseReference(reference) ?? {};
    const path = secret === undefined ? undefined : provider?.fileOf?.(secret);
    const hash = path === undefined ? null : (keptHash?.(path) ?? null);
    if (hash !== null) seals[reference] = hash;
  }
  return { seals, seal: sha256(canonical({ secrets, seals })).slice(0, 16) };
}
