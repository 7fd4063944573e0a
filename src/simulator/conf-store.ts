/**
 * Loads and writes the conf files of simulated guests as Proxmox does: values checked and brought into its form on
 * reading, `unusedN` of volumes that are in use dropped on writing. Changes are made on a draft.
 */
import { digest, formatConf, type GuestConf, parseConf, type RawLine } from '../node/conf.ts';
import { parseBoolean } from '../node/property-string.ts';
import type { PveVersion } from './facts.ts';
import { die } from './failure.ts';
import { confPath, lockPath, shortConfPath } from './guests.ts';
import { judgeRawKey } from './raw-keys.ts';
import type { Property } from './properties.ts';
import { confSchema } from './schema.ts';
import type { Session } from './session.ts';
import { checkFormat } from './validate.ts';
import { volumeOf, volumeKeys } from './volume-keys.ts';

/** The value of a key, the description among them; undefined when it is not set. */
export function getOption(section: DraftSection, key: string): string | undefined {
  return key === 'description' ? (section.description ?? undefined) : section.options.get(key);
}

export function setOption(section: DraftSection, key: string, value: string): void {
  if (key === 'description') section.description = value;
  else section.options.set(key, value);
}

export function unsetOption(section: DraftSection, key: string): void {
  if (key === 'description') section.description = null;
  else section.options.delete(key);
}

/** Every key that is set, sorted, the description among them. */
export function optionKeys(section: DraftSection): string[] {
  const keys = [...section.options.keys()];
  return (section.description === null ? keys : [...keys, 'description']).sort();
}

/** One section that may be changed. */
export interface DraftSection {
  description: string | null;
  options: Map<string, string>;
  raw: RawLine[];
}

/** A conf file that may be changed; `pending` is always there and not written while it is empty. */
export interface Draft extends DraftSection {
  pending: DraftSection & { delete: string[] };
  snapshots: Map<string, DraftSection>;
  /** Of the file as it was read; null for a new one. */
  readonly digest: string | null;
}

const emptySection = (): DraftSection => ({ description: null, options: new Map(), raw: [] });
export const emptyDraft = (): Draft => ({
  ...emptySection(),
  pending: { ...emptySection(), delete: [] },
  snapshots: new Map(),
  digest: null,
});

/** Property strings that were found fine: conf files are read over and over, and change little in between. */
const FINE = new WeakMap<Property, Set<string>>();
const FINE_LIMIT = 5000;

function formatProblem(property: Property, value: string): string | null {
  const fine = FINE.get(property) ?? new Set();
  if (fine.has(value)) return null;
  const reason = checkFormat(property, value, '');
  if (reason === null && property.fields) {
    if (fine.size >= FINE_LIMIT) fine.clear();
    FINE.set(property, fine.add(value));
  }
  return reason;
}

/** Proxmox's form of a value when it reads one (`yes` becomes 1, 007 becomes 7), or why it is none. */
export function normalise(
  key: string,
  property: Property | undefined,
  value: string,
): { value: string } | { reason: string } {
  if (!property) return { reason: `unknown setting '${key}'` };
  const refused = (type: string) => ({ reason: `type check ('${type}') failed - got '${value}'` });
  if (property.type === 'boolean') {
    const flag = parseBoolean(value);
    return flag === undefined ? refused('boolean') : { value: flag };
  }
  if (property.type === 'integer') {
    return /^\d+$/.test(value) ? { value: value.replace(/^0+(?=\d)/, '') } : refused('integer');
  }
  if (property.type === 'number') return /^\d+(?:\.\d+)?$/.test(value) ? { value } : refused('number');
  // Only the format is checked on reading: not the pattern, the length or the enumeration.
  const reason = formatProblem(property, value);
  return reason === null ? { value } : { reason };
}

function draftSection(
  section: { description: string | null; options: ReadonlyMap<string, string>; raw: readonly RawLine[] },
  pve: PveVersion,
  complain: (text: string) => void,
): DraftSection {
  const options = new Map<string, string>();
  for (const [key, value] of section.options) {
    if (key === 'env' || key === 'snapstate') {
      options.set(key, value);
      continue;
    }
    // Proxmox reads the blank after an empty value's colon as the value, and writes it back with a second one.
    const normal = normalise(key, confSchema(pve).get(key), value || ' ');
    if ('reason' in normal) complain(`unable to parse value of '${key}' - ${normal.reason}\n`);
    options.set(key, 'reason' in normal ? value || ' ' : normal.value);
  }
  const raw = section.raw.filter(({ key, value }) => {
    const { kept, complaint } = judgeRawKey(key, `${key}: ${value}`);
    if (complaint !== undefined) complain(`${complaint}\n`);
    return kept;
  });
  return { description: section.description, options, raw };
}

const invalidLine = (line: string) =>
  line.startsWith('delete:')
    ? "property 'delete' is only allowed in [pve:pending]\n"
    : `unable to parse config: ${line}\n`;

/** The draft of a conf file's text; `warn` takes what Proxmox says about lines it does not like. */
export function draftOf(
  text: string,
  vmid: number,
  warn: (text: string) => void = () => {},
  pve: PveVersion = '9.2',
): Draft {
  const complain = (message: string) => warn(`vm ${vmid} - ${message}`);
  const conf: GuestConf = parseConf(text, (line) => complain(invalidLine(line)));
  return {
    ...draftSection(conf, pve, complain),
    pending: conf.pending
      ? { ...draftSection(conf.pending, pve, complain), delete: [...conf.pending.delete] }
      : { ...emptySection(), delete: [] },
    snapshots: new Map(
      [...conf.snapshots].map(([name, section]) => [name, draftSection(section, pve, complain)]),
    ),
    get digest() {
      return digest(text);
    },
  };
}

/** @throws Failure when the node has no such guest. */
export function loadConf(session: Session, vmid: number, node = session.node.name): Draft {
  const text = session.host.read(confPath(node, vmid));
  if (text === null) die(`Configuration file '${shortConfPath(node, vmid)}' does not exist`, 2);
  return draftOf(text, vmid, (warning) => session.warn(warning), session.node.pve);
}

/** The text that Proxmox writes for a draft. @throws Failure when a value has a line break. */
export function textOf(draft: Draft): string {
  const used = new Set(
    volumeKeys(draft.options).flatMap((key) => volumeOf(key, draft.options.get(key)) ?? []),
  );
  for (const [key, value] of draft.options) {
    if (value.includes('\n') && key !== 'env') die(`detected invalid newline inside property '${key}'`);
    if (key.startsWith('unused') && used.has(value)) draft.options.delete(key);
  }
  draft.options.delete('snapstate');
  return formatConf(draft);
}

export function writeConf(session: Session, vmid: number, draft: Draft): void {
  session.host.write(confPath(session.node.name, vmid), textOf(draft));
}

/** Holds Proxmox's flock of the guest: another command waits for up to `seconds` (10; create waits 5). */
export function withGuestLock<T>(session: Session, vmid: number, body: () => T, seconds = 10): T {
  return session.host.withLock(lockPath(vmid), seconds, body, (event) =>
    session.warn(event === 'waiting' ? 'trying to acquire lock...\n' : ' OK\n'),
  );
}

/** @throws Failure when the conf file says that a long operation is under way. */
export function checkLock(draft: Draft): void {
  const lock = draft.options.get('lock');
  if (lock) die(`CT is locked (${lock})`);
}
