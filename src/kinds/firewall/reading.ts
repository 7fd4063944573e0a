/** What a firewall file says: options, names, rules in their order, and which of them Phoenix wrote. */
import { type Document, namesOf, parseDocument, type Section, sectionsOf } from './document.ts';
import { canonicalOption } from './options.ts';
import { canonicalAddress, canonicalRule, splitComment, withComment } from './rule-text.ts';

/** A line that is a rule. */
export interface RuleLine {
  /** Its place among the lines of its section. */
  readonly at: number;
  /** In Proxmox's own spelling, without Phoenix's word. */
  readonly text: string;
  readonly isTagged: boolean;
}

/** Something with a name, and whether Phoenix wrote it. */
interface NamedLine {
  readonly text: string;
  readonly isTagged: boolean;
}

interface NamedSet {
  readonly head: NamedLine;
  readonly entries: ReadonlyMap<string, string>;
}

interface NamedGroup {
  readonly head: NamedLine;
  readonly rules: readonly RuleLine[];
}

export interface Reading {
  readonly document: Document;
  readonly options: ReadonlyMap<string, string>;
  readonly aliases: ReadonlyMap<string, NamedLine>;
  readonly ipsets: ReadonlyMap<string, NamedSet>;
  readonly groups: ReadonlyMap<string, NamedGroup>;
  readonly rules: readonly RuleLine[];
}

/** Neither blank nor a remark, which Proxmox skips. */
export const isContent = (line: string): boolean => !/^\s*(?:#|$)/.test(line);

/** Rules among lines, by their place. */
export function ruleLines(lines: readonly string[]): RuleLine[] {
  return lines.flatMap((line, at) =>
    isContent(line) ? [{ at, text: canonicalRule(line), isTagged: splitComment(line).isTagged }] : [],
  );
}

const linesOf = (sections: readonly Section[]) => sections.flatMap(({ lines }) => lines).filter(isContent);

/** The key of an option's line, in lower case; null: it is none. */
export function optionKey(line: string): string | null {
  return /^\s*([a-z_0-9]+)\s*:/i.exec(line)?.[1]?.toLowerCase() ?? null;
}

/** The name of an alias' line, in lower case; null: it is none. */
export function aliasName(line: string): string | null {
  return /^(\S+)\s(\S+)$/.exec(splitComment(line).text)?.[1]?.toLowerCase() ?? null;
}

function aliasLine(line: string): NamedLine {
  const { text, comment, isTagged } = splitComment(line);
  const address = canonicalAddress(text.slice(text.search(/\s/)).trim());
  return { text: withComment(address, comment), isTagged };
}

/** What an entry of an IP set is known by: its address or alias. */
export function entryKey(line: string): string {
  return canonicalAddress(splitComment(line).text.replace(/^!\s*/, ''));
}

function entryText(line: string): string {
  const { text, comment } = splitComment(line);
  return withComment(`${text.startsWith('!') ? '!' : ''}${entryKey(line)}`, comment);
}

function headLine({ head }: Section): NamedLine {
  const { text, comment, isTagged } = splitComment(head ?? '');
  return { text: withComment(text, comment), isTagged };
}

export function readingOf(text: string | null): Reading {
  const document = parseDocument(text ?? '');
  const options = linesOf(sectionsOf(document, 'options')).flatMap((line) => {
    const key = optionKey(line);
    return key === null
      ? []
      : [[key, canonicalOption(key, line.slice(line.indexOf(':') + 1).trim())] as const];
  });
  const aliases = linesOf(sectionsOf(document, 'aliases')).flatMap((line) => {
    const name = aliasName(line);
    return name === null ? [] : [[name, aliasLine(line)] as const];
  });
  const ipsets = namesOf(document, 'ipset').flatMap((name) =>
    sectionsOf(document, 'ipset', name).map((section) => {
      const entries = linesOf([section]).map((line) => [entryKey(line), entryText(line)] as const);
      return [name, { head: headLine(section), entries: new Map(entries) }] as const;
    }),
  );
  const groups = namesOf(document, 'group').flatMap((name) =>
    sectionsOf(document, 'group', name).map(
      (section) => [name, { head: headLine(section), rules: ruleLines(section.lines) }] as const,
    ),
  );
  return {
    document,
    options: new Map(options),
    aliases: new Map(aliases),
    ipsets: new Map(ipsets),
    groups: new Map(groups),
    rules: sectionsOf(document, 'rules').flatMap(({ lines }) => ruleLines(lines)),
  };
}
