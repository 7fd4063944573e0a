/**
 * A firewall file as its lines, by section: every byte of what is not ours is kept. What the lines mean is said in
 * reading.ts, how they change in edit.ts.
 */

type SectionKind = 'options' | 'aliases' | 'ipset' | 'rules' | 'group';

export interface Section {
  /** Null: what stands before the first section, which Proxmox skips. */
  readonly kind: SectionKind | null;
  /** Of an IP set or a group, in lower case as Proxmox takes it; empty of the others. */
  readonly name: string;
  /** Its first line; null where there is none. */
  readonly head: string | null;
  readonly lines: readonly string[];
}

export type Document = readonly Section[];

/** In the order in which Proxmox writes them: an alias must stand before what uses it. */
const RANKS: readonly SectionKind[] = ['options', 'aliases', 'ipset', 'rules', 'group'];

const HEAD = /^\[(?:(options|aliases|rules)|(group|ipset)\s+(\S+))\]\s*(?:#.*)?$/i;

function headOf(line: string): Pick<Section, 'kind' | 'name'> | null {
  const [, plain, named, name = ''] = HEAD.exec(line.trim()) ?? [];
  const kind = (plain ?? named)?.toLowerCase() as SectionKind | undefined;
  return kind ? { kind, name: name.toLowerCase() } : null;
}

export function parseDocument(text: string): Document {
  const sections: { kind: SectionKind | null; name: string; head: string | null; lines: string[] }[] = [
    { kind: null, name: '', head: null, lines: [] },
  ];
  for (const line of text.split('\n')) {
    const head = headOf(line);
    if (head) sections.push({ ...head, head: line, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** The text of the file; null where nothing is left in it, and Proxmox would remove it. */
export function printDocument(document: Document): string | null {
  const lines = document.flatMap(({ head, lines: rest }) => (head === null ? rest : [head, ...rest]));
  const text = lines.join('\n');
  return text.trim() === '' ? null : text;
}

const isSection = (kind: SectionKind, name: string) => (section: Section) =>
  section.kind === kind && section.name === name;

/** Of a section that stands twice, Proxmox takes the second IP set or group, and all options, aliases and rules. */
export function sectionsOf(document: Document, kind: SectionKind, name = ''): readonly Section[] {
  const found = document.filter(isSection(kind, name));
  return kind === 'ipset' || kind === 'group' ? found.slice(-1) : found;
}

/** Names of all IP sets or groups, in the order of the file. */
export function namesOf(document: Document, kind: 'ipset' | 'group'): string[] {
  return [...new Set(document.filter((section) => section.kind === kind).map(({ name }) => name))];
}

const isBlank = (line: string) => line.trim() === '';

/** With a blank line before it and one after it, as Proxmox writes them. */
function withSection(document: Document, section: Section): Document {
  const rank = RANKS.indexOf(section.kind ?? 'options');
  const after = document.findIndex(({ kind }) => kind !== null && RANKS.indexOf(kind) > rank);
  const at = after < 0 ? document.length : after;
  const last = document[at - 1];
  const lines = last?.lines ?? [];
  // What ends in a line feed has an empty last line, of which the new section takes the place.
  const above = after < 0 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  const isOpen = !isBlank(above.at(-1) ?? '');
  return [
    ...document.slice(0, at - 1),
    ...(last ? [{ ...last, lines: isOpen ? [...above, ''] : above }] : []),
    { ...section, lines: [...section.lines, '', ...(after < 0 ? [''] : [])] },
    ...document.slice(at),
  ];
}

/**
 * Changes the lines of one section, the last one of its name; makes it where there is none, and takes it away where
 * `change` says null.
 */
export function changeSection(
  document: Document,
  section: { readonly kind: SectionKind; readonly name: string; readonly head: string },
  change: (lines: readonly string[], head: string | null) => Pick<Section, 'lines' | 'head'> | null,
): Document {
  const at = document.findLastIndex(isSection(section.kind, section.name));
  const there = document[at];
  if (!there) {
    const made = change([''], null);
    return made ? withSection(document, { ...section, ...made }) : document;
  }
  const changed = change(there.lines, there.head);
  if (changed) return document.with(at, { ...there, ...changed });
  return [...document.slice(0, at), ...document.slice(at + 1)];
}
