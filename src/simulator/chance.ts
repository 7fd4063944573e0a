/** What chance decides on a simulated node, drawn from the host so that a seed repeats it. */
import type { Host } from './host.ts';

/** So many hexadecimal digits, lower case. */
export function randomHex(host: Host, digits: number): string {
  let text = '';
  while (text.length < digits) text += Math.floor(host.random() * 16).toString(16);
  return text;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** So many characters of base 64, as a key's fingerprint has them. */
export function randomBase64(host: Host, length: number): string {
  return Array.from({ length }, () => BASE64[Math.floor(host.random() * 64)] ?? 'A').join('');
}
