/**
 * Findings that leave what the files of an estate say as clear as it is: of the library that is installed now, and of the
 * files of the vault. They count for what is to be done; an estate of the past, or one that is only looked at, is none
 * the worse for them.
 */
import type { Finding } from '../errors.ts';
import { isOfLibrary } from '../features/estate-features.ts';
import { VAULT_FINDINGS } from '../secrets/vault/finding-ids.ts';

export function isBesideFiles(one: Finding): boolean {
  return isOfLibrary(one) || Object.hasOwn(VAULT_FINDINGS, one.id);
}
