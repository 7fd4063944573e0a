/** Hashes of texts and bytes, as lower-case hex. */
import process from 'node:process';

/**
 * Asked for when first needed: a plain import would load all of node:crypto, web crypto too, which costs every start
 * more than most commands take.
 */
const crypto = () => process.getBuiltinModule('node:crypto');

export function sha1(text: string): string {
  return crypto().hash('sha1', text);
}

export function sha256(data: string | Uint8Array): string {
  return crypto().hash('sha256', data);
}

/** A keyed hash: equal for equal texts under the same key, and of no use to whoever has no key. */
export function hmac256(key: string, text: string): string {
  return crypto().createHmac('sha256', key).update(text, 'utf8').digest('hex');
}
