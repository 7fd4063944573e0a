/**
 * Conf files of virtual machines as Proxmox reads and writes them (PVE::QemuServer, qemu-server 9.2): `[PENDING]`,
 * `[special:cloudinit]`, snapshots. Each section is its keys; the description is one of them.
 */
import { decodeText, digest, encodeText } from '../../node/conf.ts';
import { normalise } from '../conf-store.ts';
import type { PveVersion } from '../facts.ts';
import { die } from '../failure.ts';
import { confSchema } from '../schema.ts';
import { DRIVE_KEY, volumeOfDrive } from './drives.ts';

export type VmSection = Map<string, string>;

/** A conf file that may be changed. */
export interface VmDraft {
  options: VmSection;
  /** With `delete`, the list of keys that wait to go. */
  pending: VmSection;
  /** What cloud-init's drive still has of keys that changed since, and which were `added`. */
  cloudinit: VmSection;
  snapshots: Map<string, VmSection>;
  /** Of the file as it was read; null for a new one. */
  readonly digest: string | null;
}

export const emptyVm = (): VmDraft => ({
  options: new Map(),
  pending: new Map(),
  cloudinit: new Map(),
  snapshots: new Map(),
  digest: null,
});

const OPTION = /^([a-z][a-z_-]*\d*):\s*(.+?)\s*$/;

/** Reads one line into a section, or says what is wrong with it. */
function readLine(line: string, section: VmSection, isPending: boolean, pve: PveVersion): string | null {
  const description = /^description:\s*(.*\S)\s*$/.exec(line);
  if (description) {
    section.set('description', (section.get('description') ?? '') + decodeText(description[1] ?? ''));
    return null;
  }
  const [, key, value = ''] = OPTION.exec(line) ?? [];
  if (key === undefined) return `unable to parse config: ${line}\n`;
  if (key === 'delete') {
    if (isPending) section.set('delete', value);
    return isPending ? null : `property 'delete' is only allowed in [PENDING]\n`;
  }
  if (key === 'snapstate' || key === 'args') {
    section.set(key, value);
    return null;
  }
  const normal = normalise(key, confSchema(pve, 'qemu').get(key), value);
  if ('reason' in normal) return `unable to parse value of '${key}' - ${normal.reason.replace(/\n?$/, '\n')}`;
  section.set(key === 'cdrom' ? 'ide2' : key, normal.value);
  return null;
}

/** The draft of a conf file's text; `warn` takes what Proxmox says about lines it does not like, and drops. */
export function vmOf(
  text: string,
  vmid: number,
  warn: (text: string) => void = () => {},
  pve: PveVersion = '9.2',
): VmDraft {
  const draft: VmDraft = { ...emptyVm(), digest: digest(text) };
  let section: VmSection | null = draft.options;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const heading = /^\[([^\]]*)\]\s*$/.exec(line)?.[1];
    if (heading !== undefined) {
      if (/^pending$/i.test(heading)) section = draft.pending;
      else if (/^special:cloudinit$/i.test(heading)) section = draft.cloudinit;
      else if (/^[a-z][a-z0-9_-]+$/i.test(heading)) draft.snapshots.set(heading, (section = new Map()));
      else {
        section = null;
        warn(`vm ${vmid} - skipping unknown section: '${heading}'\n`);
      }
    } else if (section === draft.cloudinit) {
      const [, key = '', value = ''] = OPTION.exec(line) ?? [];
      if (key !== '') section.set(key, value);
    } else if (section && line.startsWith('#')) {
      section.set('description', `${section.get('description') ?? ''}${decodeText(line.slice(1))}\n`);
    } else if (section) {
      const problem = readLine(line, section, section === draft.pending, pve);
      if (problem !== null) warn(`vm ${vmid} - ${problem}`);
    }
  }
  for (const each of [draft.options, draft.pending, ...draft.snapshots.values()]) {
    const description = each.get('description');
    if (description !== undefined) each.set('description', description.trimEnd());
  }
  draft.options.delete('snapstate');
  return draft;
}

function sectionText(section: VmSection, isPending = false): string {
  const description = section.get('description');
  const lines = (description ?? '').split('\n');
  while (lines.at(-1) === '') lines.pop();
  // A description that waits to be emptied is one empty comment.
  if (isPending && description === '') lines.push('');
  return [
    ...lines.map((line) => `#${encodeText(line)}\n`),
    ...[...section.keys()]
      .filter((key) => key !== 'description')
      .sort()
      .map((key) => `${key}: ${section.get(key) ?? ''}\n`),
  ].join('');
}

/** Has the machine a drive for cloud-init? */
export const hasCloudinit = (section: VmSection): boolean => cloudinitKey(section) !== null;

/** The key of cloud-init's drive; null without one. */
export function cloudinitKey(section: VmSection, but?: string): string | null {
  const keys = [...section.keys()].filter((key) => DRIVE_KEY.test(key) && key !== but);
  return keys.sort().find((key) => isCloudinit(section.get(key) ?? '')) ?? null;
}

/** Is this drive's volume one that Proxmox writes for cloud-init? */
export const isCloudinit = (value: string): boolean =>
  /[:/](?:vm-\d+-)?cloudinit(?:\.(?:raw|qcow2?|qed|vmdk|cloop))?$/.test(volumeOfDrive(value));

/** The text that Proxmox writes for a draft. @throws Failure when a value has a line break */
export function vmText(draft: VmDraft): string {
  const sections = [draft.options, draft.pending, ...draft.snapshots.values()];
  for (const [key, value] of sections.flatMap((section) => [...section])) {
    if (key !== 'description' && /[\n\r]/.test(value)) {
      die(`unable to parse value of '${key}' - property contains a line feed`);
    }
  }
  draft.options.delete('snapstate');
  const used = [draft.options, draft.pending].flatMap((section) =>
    [...section].flatMap(([key, value]) => (DRIVE_KEY.test(key) ? [volumeOfDrive(value)] : [])),
  );
  for (const [key, value] of draft.options) {
    if (/^unused\d+$/.test(key) && used.includes(value)) draft.options.delete(key);
  }
  const parts = [sectionText(draft.options)];
  if (draft.pending.size > 0) parts.push(`\n[PENDING]\n${sectionText(draft.pending, true)}`);
  if (draft.cloudinit.size > 0 && hasCloudinit(draft.options)) {
    parts.push(`\n[special:cloudinit]\n${sectionText(draft.cloudinit)}`);
  }
  for (const name of [...draft.snapshots.keys()].sort()) {
    parts.push(`\n[${name}]\n${sectionText(draft.snapshots.get(name) ?? new Map())}`);
  }
  return parts.join('');
}
