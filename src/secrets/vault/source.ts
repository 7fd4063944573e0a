/** The vault of the estate that is applied, as a source of secrets. */
import type { SecretContext, SecretSource } from '../provider.ts';
import { PhoenixError } from '../../errors.ts';

export async function openVault(_context: SecretContext): Promise<SecretSource> {
  throw new PhoenixError('REFUSED', 'this version cannot open the vault');
}
