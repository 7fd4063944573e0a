/** Which keys sound like secrets, and which texts could be one: for secrets that have no form of their own. Pure. */

/** `password`: whatever stands there. `random`: what looks made up by a machine. */
export type Sound = 'password' | 'random';

const PASSWORD = /(?:password|passwd|passphrase|passcode)$/;
const SHORT_PASSWORD: ReadonlySet<string> = new Set(['pass', 'pwd', 'psk', 'pw']);
const RANDOM =
  /(?:token|secret|credential|(?:api|access|secret|private|auth|encryption|signing|master|account|license|shared|preshared)key)s?$/;

/** By the end of the name: `PG_PASSWORD`, `apiKey`, `--hf-token`; not `tokenFile` or `max-tokens-of`. */
export function soundOf(name: string): Sound | null {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const last = (words.at(-1) ?? '').replace(/(?<=password)s$/, '');
  if (SHORT_PASSWORD.has(last) || PASSWORD.test(last)) return 'password';
  return RANDOM.test(words.join('')) ? 'random' : null;
}

/** Stands for a value, names one, or says that there is none. */
const PLACEHOLDER =
  /\$\{|^\$\w+$|^\$\(|^\{\{|^%\(|^<.*>$|^[*x.…-]*$|^(?:none|null|nil|true|false|yes|no|unset|not[_ -]set|required|optional|prompt|ask|todo|tbd|redacted|[a-z]+:\/\/.*|(?:file|env|vault|op|pass|secret|aws):.*)$/i;
const PATH = /^(?:~|\.{1,2})?\/[\w.@-]+(?:\/[\w.@-]+)*\/?$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Digests name their method; a MAC has its colons. */
const DIGEST = /^(?:md5|sha\d*|sha3-\d+|blake\w*)[:-]|^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$|^ssh-|^ecdsa-/i;

/** Of a piece without `-`, `_`, `/` and the like: names of things are words with these between. */
const LEAST = 12;
/** Bits for each character: 16 different ones are 4, English words have about 3. */
const LEAST_ENTROPY = 3;

/** Shannon's, in bits for each character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const one of text) counts.set(one, (counts.get(one) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const BASE64 = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/]{20,}={0,2}$/;

function looksRandom(text: string): boolean {
  if (BASE64.test(text) && entropyOf(text.slice(0, 256)) > LEAST_ENTROPY) return true;
  const pieces = text.split(/[^A-Za-z0-9+=]+/);
  return pieces.some(
    (piece) =>
      piece.length >= LEAST &&
      /\d/.test(piece) &&
      /[A-Za-z]/.test(piece) &&
      entropyOf(piece.slice(0, 256)) >= LEAST_ENTROPY,
  );
}

/** Whether a text under a key that sounds so is a secret in plain text. */
export function couldBeSecret(text: string, sound: Sound): boolean {
  if (PLACEHOLDER.test(text) || PATH.test(text) || DIGEST.test(text)) return false;
  if (sound === 'password') return true;
  return !UUID.test(text) && !/\s/.test(text) && looksRandom(text);
}
