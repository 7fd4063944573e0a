/** `startup` of a conf file: Proxmox keeps it as it was written. */
import { type Field, field } from './field.ts';

/** Of two words for one thing the last one counts. */
export function startupFields(value: string): Field[] {
  const words = new Map<string, string>();
  for (const part of value.split(',')) {
    const match = /^(?:(order|up|down)=)?(\d+)$/.exec(part.trim());
    if (match) words.set(match[1] ?? 'order', String(Number(match[2])));
  }
  return [...words].map(([key, value]) => field('startup', key, value));
}
