/**
 * The codec of /etc/pve/lxc/ID.conf: text to immutable data and back, written in Proxmox's own order (PVE 9.2).
 * It knows the file's shape, not the meaning of its options: types and defaults stay out.
 */
import { sha1 } from '../hash.ts';

/** One raw `lxc.*` line. Their order is meaning, and a key may come twice. */
export interface RawLine {
  readonly key: string;
  readonly value: string;
}

/** What the current configuration, the pending one and every snapshot have in common. */
export interface ConfSection {
  /** Decoded text; Proxmox ends each line, so a description that was read ends with a newline. */
  readonly description: string | null;
  /** `key: value` lines. `env` holds the `lxc.environment.runtime` lines, joined by NUL, as in Proxmox's API. */
  readonly options: ReadonlyMap<string, string>;
  readonly raw: readonly RawLine[];
}

/** Changes that wait for the next start. */
interface PendingSection extends ConfSection {
  /** Keys that the next start deletes. */
  readonly delete: readonly string[];
}

export interface GuestConf extends ConfSection {
  readonly pending: PendingSection | null;
  readonly snapshots: ReadonlyMap<string, ConfSection>;
}

const EMPTY_SECTION: ConfSection = { description: null, options: new Map(), raw: [] };
export const EMPTY_CONF: GuestConf = { ...EMPTY_SECTION, pending: null, snapshots: new Map() };

/** sha1 of the file as it stands: what `pct set --digest` is compared with. */
export function digest(text: string): string {
  return sha1(text);
}

/** Proxmox escapes in a description what is not printable ASCII, and `:` and `%`. */
export function encodeText(text: string): string {
  let result = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25 && byte !== 0x3a;
    result += plain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return result;
}

/** The reverse of `encodeText`; bytes that are no UTF-8 become U+FFFD as in Perl's Encode. */
export function decodeText(escaped: string): string {
  // A marker has many colons and nothing else that is escaped; thousands of them are read for a plan.
  const text = escaped.replaceAll('%3A', ':');
  if (!text.includes('%')) return text;
  const bytes = Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

interface OpenSection {
  description: string;
  options: Map<string, string>;
  raw: RawLine[];
  delete: string[];
}

const openSection = (): OpenSection => ({ description: '', options: new Map(), raw: [], delete: [] });

function close(section: OpenSection): ConfSection {
  return { description: section.description || null, options: section.options, raw: section.raw };
}

/** `delete: a,b` may also be written with blanks or semicolons. */
const listOf = (value: string) => value.split(/[\s,;]+/).filter((key) => key !== '');

/** Nearly every line of nearly every file: an option without blanks around its value. */
const PLAIN = /^([a-z][a-z_]*\d*): ([!-~](?:.*[!-~])?)$/;
/** Words that mean something else than an option, wherever they stand. */
const OTHER = /^(?:description|delete):|snapstate:/;

function readLine(section: OpenSection, line: string, pending: boolean): boolean {
  const plain = PLAIN.exec(line);
  if (plain && !OTHER.test(line)) {
    section.options.set(plain[1] ?? '', plain[2] ?? '');
    return true;
  }
  const raw = /^(lxc\.[a-z0-9_\-.]+)(?::|\s*=)\s*(.*?)\s*$/.exec(line);
  if (raw) {
    const [key, value] = [raw[1] ?? '', raw[2] ?? ''];
    if (key === 'lxc.environment.runtime') {
      const env = section.options.get('env');
      section.options.set('env', env === undefined ? value : `${env}\0${value}`);
    } else section.raw.push({ key, value });
    return true;
  }
  const description = /^description:\s*(.*\S)\s*$/.exec(line);
  if (description) {
    section.description += decodeText(description[1] ?? '');
    return true;
  }
  const snapstate = /snapstate:\s*(prepare|delete)\s*$/.exec(line);
  if (snapstate) {
    section.options.set('snapstate', snapstate[1] ?? '');
    return true;
  }
  const deletion = /^delete:\s*(.*\S)\s*$/.exec(line);
  if (deletion) {
    if (pending) section.delete = listOf(deletion[1] ?? '');
    return pending;
  }
  // `tags: ` is what Proxmox writes for an empty value; on reading it, it takes the blank for the value.
  const option = /^([a-z][a-z_]*\d*):(?: |\s*(.+?)\s*)$/.exec(line);
  if (!option) return false;
  section.options.set(option[1] ?? '', option[2] ?? '');
  return true;
}

const HEADING = /^\[([a-z][a-z0-9_-]+|pve:pending)\]\s*$/i;

/**
 * Reads a conf file. Lines that Proxmox would warn about and drop are given to `onInvalid` and dropped.
 */
export function parseConf(text: string, onInvalid: (line: string) => void = () => {}): GuestConf {
  const current = openSection();
  let pending: OpenSection | null = null;
  const snapshots = new Map<string, OpenSection>();
  let section = current;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const heading = line.startsWith('[') ? HEADING.exec(line) : null;
    if (heading) {
      section = openSection();
      const name = heading[1] ?? '';
      if (name.toLowerCase() === 'pve:pending') pending = section;
      else snapshots.set(name, section);
    } else if (line.startsWith('#')) {
      section.description += `${decodeText(line.slice(1))}\n`;
    } else if (!readLine(section, line, section === pending)) onInvalid(line);
  }
  // A snapstate of the current section is never kept; in a snapshot it says that one is being made or deleted.
  current.options.delete('snapstate');
  return {
    ...close(current),
    pending: pending ? { ...close(pending), delete: pending.delete } : null,
    snapshots: new Map([...snapshots].map(([name, open]) => [name, close(open)])),
  };
}

/** Perl's split drops empty fields at the end, so trailing newlines of a description vanish. */
function descriptionLines(description: string | null): string[] {
  const lines = (description ?? '').split('\n');
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `#${encodeText(line)}\n`);
}

function formatSection(section: ConfSection, deletions: readonly string[] = []): string {
  const options = new Map(section.options);
  options.delete('env');
  if (deletions.length > 0) options.set('delete', deletions.join(','));
  const env = section.options.get('env')?.split(/\0+/) ?? [];
  while (env.at(-1) === '') env.pop();
  return [
    ...descriptionLines(section.description),
    ...[...options.keys()].sort().map((key) => `${key}: ${options.get(key) ?? ''}\n`),
    ...env.map((variable) => `lxc.environment.runtime: ${variable}\n`),
    ...section.raw.map(({ key, value }) => `${key}: ${value}\n`),
  ].join('');
}

const isEmpty = (pending: PendingSection) =>
  pending.options.size === 0 &&
  pending.raw.length === 0 &&
  pending.delete.length === 0 &&
  !pending.description;

/** Writes a conf file as Proxmox does: sorted options, environment, raw lines, pending, snapshots by name. */
export function formatConf(conf: GuestConf): string {
  let text = formatSection(conf);
  if (conf.pending && !isEmpty(conf.pending)) {
    text += `\n[pve:pending]\n${formatSection(conf.pending, conf.pending.delete)}`;
  }
  for (const name of [...conf.snapshots.keys()].sort()) {
    text += `\n[${name}]\n${formatSection(conf.snapshots.get(name) ?? EMPTY_SECTION)}`;
  }
  return text;
}
