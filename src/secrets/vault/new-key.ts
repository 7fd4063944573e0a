/** New key pairs, such as GnuPG 2.2 and all that came after it can use. */
import { loadOpenpgp } from './library.ts';

export interface NewKey {
  /** Armoured. */
  readonly privateKey: string;
  readonly publicKey: string;
  /** Upper-case hex. */
  readonly fingerprint: string;
}

/**
 * Ed25519 to sign, Curve25519 to encrypt. Keys of version 4 as they were before RFC 9580: GnuPG knows no others.
 * @param passphrase null: whoever has the file has the vault
 */
export async function newKey(name: string, email: string | null, passphrase: string | null): Promise<NewKey> {
  const { generateKey } = await loadOpenpgp();
  const made = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: [{ name, ...(email !== null && { email }) }],
    ...(passphrase !== null && { passphrase }),
    format: 'object',
    config: { v6Keys: false },
  });
  return {
    privateKey: made.privateKey.armor(),
    publicKey: made.publicKey.armor(),
    fingerprint: made.publicKey.getFingerprint().toUpperCase(),
  };
}
