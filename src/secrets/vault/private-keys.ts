/** Private keys as they are exported: armoured, several in one text or one after the other, or binary. */
import type { PrivateKey } from 'openpgp';
import { PhoenixError } from '../../errors.ts';
import type { FoundText } from './key-texts.ts';
import { loadOpenpgp } from './library.ts';

const BLOCK = /-----BEGIN PGP PRIVATE KEY BLOCK-----[\s\S]*?-----END PGP PRIVATE KEY BLOCK-----/g;

/** @throws PhoenixError `REFUSED` */
export async function readPrivateKeys({ bytes, from }: FoundText): Promise<readonly PrivateKey[]> {
  const { readPrivateKeys: read } = await loadOpenpgp();
  try {
    if (((bytes[0] ?? 0) & 0x80) !== 0) return await read({ binaryKeys: bytes });
    const text = Buffer.from(bytes).toString('latin1');
    const blocks = text.match(BLOCK) ?? [];
    if (blocks.length === 0) throw notPrivate(text, from);
    return (await Promise.all(blocks.map((armoredKeys) => read({ armoredKeys })))).flat();
  } catch (cause) {
    if (cause instanceof PhoenixError) throw cause;
    throw damaged(from, cause);
  }
}

function notPrivate(text: string, from: string): PhoenixError {
  if (text.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')) {
    return new PhoenixError('REFUSED', `${from} holds a public key, and only a private one opens the vault`, {
      hint: 'Export it: gpg --armor --export-secret-keys FINGERPRINT',
    });
  }
  if (text.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----')) return damaged(from);
  return new PhoenixError('REFUSED', `${from} holds no private key`, {
    hint: 'It must hold what this prints: gpg --armor --export-secret-keys FINGERPRINT',
  });
}

function damaged(from: string, cause?: unknown): PhoenixError {
  return new PhoenixError('REFUSED', `the private key of ${from} is damaged`, {
    hint: 'Copy it whole, with all its lines: gpg --armor --export-secret-keys FINGERPRINT. One that lives on a card cannot be copied: make another one for the vault.',
    cause,
  });
}
