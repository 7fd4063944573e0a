/** What chance decides on a simulated node, drawn from the host so that a seed repeats it. */
import type { Host } from './host.ts';

/** So many hexadecimal digits, lower case. */
export function randomHex(host: Host, digits: number): string {
  let text = '';
  while (text.length < digits) text += Math.floor(host.random() * 16).toString(16);
  return text;
}
