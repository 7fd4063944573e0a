/**
 * Why a conf file is none that a guest could be taken over by: broken by a hand, or half-written. What Proxmox cannot read
 * it drops with the next change of the guest (PVE 9.2), and an adoption is one.
 */
import { quote } from '../../../config/quote.ts';
import { parseConf } from '../../../node/conf.ts';
import {
  FAMILIES,
  familyOf,
  parsePropertyString,
  PropertyStringError,
} from '../../../node/property-string.ts';

const HEADING = /^\[([a-z][a-z0-9_:-]+)\]\s*$/i;
const OPTION = /^([a-z][a-z_]*\d*):/;

/** What stands twice in one section: Proxmox takes the last one and forgets the other. */
function twice(text: string): string | null {
  const seen = new Set<string>();
  let section = '';
  for (const line of text.split('\n')) {
    const heading = HEADING.exec(line)?.[1];
    const option = OPTION.exec(line)?.[1];
    if (heading !== undefined) section = heading;
    // Lines of a description may be several.
    if (heading === undefined && (option === undefined || option === 'description')) continue;
    const name = heading === undefined ? `${section} ${option}` : `[${heading}]`;
    if (seen.has(name)) return heading === undefined ? `${option} stands twice` : `${name} stands twice`;
    seen.add(name);
  }
  return null;
}

function unreadable(options: ReadonlyMap<string, string>): string | null {
  for (const [key, value] of options) {
    const family = familyOf(key);
    if (family === null) continue;
    try {
      parsePropertyString(FAMILIES[family], value);
    } catch (error) {
      if (!(error instanceof PropertyStringError)) throw error;
      return `its ${key} cannot be read: ${quote(value)}`;
    }
  }
  return null;
}

/** Null: Proxmox reads it as it stands. */
export function confTrouble(text: string): string | null {
  if (text.trim() === '') return 'its conf file is empty';
  if (text.includes('\0')) return 'its conf file is no text';
  let strange: string | null = null;
  const conf = parseConf(text, (line) => (strange ??= line));
  if (strange !== null) return `Proxmox cannot read the line ${quote(strange)} of its conf file`;
  const double = twice(text);
  if (double !== null) return `in its conf file, ${double}`;
  if (!conf.options.has('rootfs')) return 'its conf file has no rootfs, as if half of it were missing';
  return unreadable(conf.options) ?? unreadable(conf.pending?.options ?? new Map());
}
