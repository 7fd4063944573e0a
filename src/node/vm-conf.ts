/**
 * Conf files of virtual machines, as those of containers: `[PENDING]` is their pending section, what cloud-init's drive
 * still has (`[special:cloudinit]`) is left out, and keys that wait to go may say that their volume goes too (PVE 9.2).
 */
import { type GuestConf, parseConf } from './conf.ts';

export function parseVmConf(text: string): GuestConf {
  if (!text.includes('\n[')) return parseConf(text);
  let isLeftOut = false;
  const lines = text.split('\n').flatMap((line) => {
    const heading = /^\[([^\]]*)\]\s*$/.exec(line)?.[1];
    if (heading !== undefined) isLeftOut = heading.toLowerCase().startsWith('special:');
    if (isLeftOut) return [];
    return [heading?.toLowerCase() === 'pending' ? '[pve:pending]' : line];
  });
  const conf = parseConf(lines.join('\n'));
  const { pending } = conf;
  if (!pending) return conf;
  return { ...conf, pending: { ...pending, delete: pending.delete.map((key) => key.replace(/^!/, '')) } };
}
