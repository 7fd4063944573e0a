/** Hashes of texts, as lower-case hex. */
import process from 'node:process';

/**
 * Asked for when first needed: a plain import would load all of node:crypto, web crypto too, which costs every start
 * more than most commands take.
 */
const crypto = () => process.getBuiltinModule('node:crypto');

export function sha1(text: string): string {
  return crypto().hash('sha1', text);
}

export function sha256(text: string): string {
  return crypto().hash('sha256', text);
}
