/** OpenPGP as text, between lines of dashes (RFC 9580, 6.2). Its checksum is not looked at, as that standard says. Pure. */

const ASCII_DASH = 0x2d;

/** The bytes of the first block of a type; what is not text comes back as it is; null: damaged. */
export function dearmoured(bytes: Uint8Array, type: string): Uint8Array | null {
  if (bytes[0] !== ASCII_DASH) return bytes;
  const [, body] = blockOf(type).exec(Buffer.from(bytes).toString('latin1')) ?? [];
  if (body === undefined) return null;
  const base64 = body
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('='))
    .join('')
    .trim();
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
}

/** Headers end at the first empty line. */
const blockOf = (type: string): RegExp =>
  new RegExp(
    `^-----BEGIN PGP ${type}-----[ \\t]*\\r?\\n(?:[^\\r\\n]+\\r?\\n)*?[ \\t]*\\r?\\n([\\s\\S]+?)-----END PGP ${type}-----`,
  );
