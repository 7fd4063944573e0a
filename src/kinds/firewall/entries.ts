/** A firewall file as a flat list of entries, from git and from a node: what a diff compares. */
import { type Json, pointer, type Pointer } from '../../json.ts';
import { type Reading, type RuleLine } from './reading.ts';
import { splitComment, withComment } from './rule-text.ts';
import type { FirewallSpec } from './spec.ts';

/** What an entry is, so that it can be found in a file again. */
export type Subject =
  | { readonly is: 'option'; readonly key: string }
  | { readonly is: 'alias'; readonly name: string }
  | { readonly is: 'ipset'; readonly name: string }
  | { readonly is: 'entry'; readonly set: string; readonly key: string }
  | { readonly is: 'group'; readonly name: string }
  /** All rules of ours, of a group or of the file itself. */
  | { readonly is: 'rules'; readonly group: string | null };

export interface Entry {
  readonly subject: Subject;
  /** A line, or the lines of rules in their order. */
  readonly value: Json;
}

/** Where it stands in the user's file. */
export function pathAt(subject: Subject): Pointer {
  switch (subject.is) {
    case 'option':
      return pointer('options', subject.key);
    case 'alias':
      return pointer('aliases', subject.name);
    case 'ipset':
      return pointer('ipsets', subject.name);
    case 'entry':
      return pointer('ipsets', subject.set, 'entries', subject.key);
    case 'group':
      return pointer('groups', subject.name);
    case 'rules':
      return subject.group === null ? '/rules' : pointer('groups', subject.group, 'rules');
  }
}

/** Entries of one slot that come together are shown as one. */
export function slotAt(subject: Subject): string {
  switch (subject.is) {
    case 'option':
      return 'options';
    case 'alias':
      return 'aliases';
    case 'ipset':
    case 'entry':
      return `ipset:${subject.is === 'ipset' ? subject.name : subject.set}`;
    case 'group':
      return `group:${subject.name}`;
    case 'rules':
      return subject.group === null ? 'rules' : `group:${subject.group}`;
  }
}

/** The first line of an IP set or a group. */
function headText(kind: 'IPSET' | 'group', name: string, comment: string | null): string {
  return withComment(`[${kind} ${name}]`, comment);
}

/** All that git says of a file. */
export function wantedEntries(spec: FirewallSpec): Entry[] {
  const { options, aliases, ipsets, groups, rules } = spec;
  return [
    ...Object.entries(options).map(([key, value]): Entry => ({ subject: { is: 'option', key }, value })),
    ...Object.entries(aliases).map(([name, value]): Entry => ({ subject: { is: 'alias', name }, value })),
    ...Object.entries(ipsets).flatMap(([name, set]): Entry[] => [
      { subject: { is: 'ipset', name }, value: headText('IPSET', name, set.comment) },
      ...Object.entries(set.entries).map(([key, value]): Entry => ({
        subject: { is: 'entry', set: name, key },
        value,
      })),
    ]),
    ...Object.entries(groups).flatMap(([name, group]): Entry[] => [
      { subject: { is: 'group', name }, value: headText('group', name, group.comment) },
      { subject: { is: 'rules', group: name }, value: group.rules },
    ]),
    ...(rules === undefined ? [] : [{ subject: { is: 'rules', group: null }, value: rules } as const]),
  ];
}

const coreOf = (text: string): string => splitComment(text).text;

/**
 * Which rules are ours: those that say so, and those of git's whose word somebody has taken off.
 * @param known what git says of them, at the marker's commit
 */
export function ownRules(lines: readonly RuleLine[], known: readonly string[]): Set<RuleLine> {
  const own = new Set(lines.filter(({ isTagged }) => isTagged));
  const missing = known.map(coreOf);
  const strike = (text: string) => {
    const at = missing.indexOf(coreOf(text));
    if (at >= 0) missing.splice(at, 1);
    return at >= 0;
  };
  for (const { text } of own) strike(text);
  for (const line of lines) if (!own.has(line) && strike(line.text)) own.add(line);
  return own;
}

/** The lines of a list that a file has, and those that are ours among them. */
function rulesIn(reading: Reading, group: string | null): readonly RuleLine[] {
  return group === null ? reading.rules : (reading.groups.get(group)?.rules ?? []);
}

/** What git says of a list, at the marker's commit or, of a file that is taken over, now. */
export function knownRules(spec: FirewallSpec | null, group: string | null): readonly string[] {
  return (group === null ? spec?.rules : spec?.groups[group]?.rules) ?? [];
}

/** What a file says of such an entry: of rules, those of ours; null: nothing. */
export function liveValue(reading: Reading, subject: Subject, known: FirewallSpec | null): Json {
  switch (subject.is) {
    case 'option':
      return reading.options.get(subject.key) ?? null;
    case 'alias':
      return reading.aliases.get(subject.name)?.text ?? null;
    case 'ipset':
      return sameHead('IPSET', subject.name, reading.ipsets.get(subject.name)?.head.text);
    case 'entry':
      return reading.ipsets.get(subject.set)?.entries.get(subject.key) ?? null;
    case 'group':
      return sameHead('group', subject.name, reading.groups.get(subject.name)?.head.text);
    case 'rules': {
      const lines = rulesIn(reading, subject.group);
      const own = ownRules(lines, knownRules(known, subject.group));
      return own.size === 0 ? null : lines.filter((line) => own.has(line)).map(({ text }) => text);
    }
  }
}

/** Proxmox takes heads in any case. */
function sameHead(kind: 'IPSET' | 'group', name: string, head: string | undefined): Json {
  return head === undefined ? null : headText(kind, name, splitComment(head).comment);
}

/** What says in the file itself that it is ours, whatever git knows. */
export function taggedSubjects(reading: Reading): Subject[] {
  const names = (map: ReadonlyMap<string, { readonly isTagged: boolean }>) =>
    [...map].filter(([, { isTagged }]) => isTagged).map(([name]) => name);
  const heads = <T extends { readonly head: { readonly isTagged: boolean } }>(map: ReadonlyMap<string, T>) =>
    [...map].filter(([, { head }]) => head.isTagged).map(([name]) => name);
  const hasOwn = (lines: readonly RuleLine[]) => lines.some(({ isTagged }) => isTagged);
  return [
    ...names(reading.aliases).map((name): Subject => ({ is: 'alias', name })),
    ...heads(reading.ipsets).map((name): Subject => ({ is: 'ipset', name })),
    ...heads(reading.groups).map((name): Subject => ({ is: 'group', name })),
    ...[...reading.groups].flatMap(([group, { rules }]): Subject[] =>
      hasOwn(rules) ? [{ is: 'rules', group }] : [],
    ),
    ...(hasOwn(reading.rules) ? [{ is: 'rules', group: null } as const] : []),
  ];
}
