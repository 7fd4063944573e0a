/**
 * Changes of a firewall file, entry by entry: what is not ours stays where it is, byte for byte.
 *
 * Order: rules of others keep their order and their place behind the rule of ours that they stood behind. A new rule of
 * ours comes right behind the one of ours before it; the first one comes first of all, as what Proxmox's web interface adds.
 */
import type { Json } from '../../json.ts';
import { mergedLines } from '../../line-merge.ts';
import { changeSection, type Document } from './document.ts';
import { knownRules, ownRules, type Subject } from './entries.ts';
import { aliasName, entryKey, isContent, optionKey, ruleLines } from './reading.ts';
import { tagged } from './rule-text.ts';
import type { FirewallSpec } from './spec.ts';

/** One entry as it shall be; null: gone. */
export interface Edit {
  readonly subject: Subject;
  readonly value: Json;
}

const hasContent = (lines: readonly string[]) => lines.some(isContent);

/** Behind the last line that says something. */
function withLine(lines: readonly string[], line: string): string[] {
  const last = lines.findLastIndex((one) => one.trim() !== '');
  return lines.toSpliced(last < 0 ? Math.min(1, lines.length) : last + 1, 0, line);
}

/** The line by its key: put there, put in place of the last one, or taken away. */
function keyed(
  lines: readonly string[],
  keyOf: (line: string) => string | null,
  key: string,
  line: string | null,
): string[] {
  const isMeant = (one: string) => isContent(one) && keyOf(one) === key;
  const last = lines.findLastIndex(isMeant);
  if (line === null) return lines.filter((one) => !isMeant(one));
  return last < 0 ? withLine(lines, line) : lines.with(last, line);
}

interface Listed {
  readonly lines: readonly string[];
  readonly want: readonly string[];
  readonly known: readonly string[];
}

/** The lines of a section whose rules of ours shall be `want`, in that order. */
export function mergeRules({ lines, want, known }: Listed): string[] {
  const rules = ruleLines(lines);
  const own = ownRules(rules, known);
  const ours = rules.filter((rule) => own.has(rule));
  // A section begins with a blank line, if with any.
  const merged: string[] = [];
  let next = 0;
  const copyTo = (end: number) => {
    while (next < end) merged.push(lines[next++] ?? '');
  };
  if (ours.length === 0 || ours[0]?.at !== 0) copyTo(lines[0]?.trim() === '' ? 1 : 0);
  let at = 0;
  for (const { mark, text } of mergedLines(
    ours.map((rule) => rule.text),
    want,
  )) {
    const rule = mark === '+' ? undefined : ours[at++];
    if (rule) {
      copyTo(rule.at);
      next = rule.at + 1;
    }
    // Who wrote it differently, or took our word off it, has it as git says again.
    const kept = rule?.isTagged ? lines[rule.at] : undefined;
    if (mark !== '-') merged.push(kept ?? tagged(text));
  }
  copyTo(lines.length);
  return merged;
}

/** Takes away what nothing is left of. */
const orGone = (lines: readonly string[], head: string | null) =>
  hasContent(lines) ? { lines, head } : null;

function headed(document: Document, kind: 'ipset' | 'group', name: string, value: Json): Document {
  const fresh = `[${kind === 'ipset' ? 'IPSET' : kind} ${name}]`;
  const section = { kind, name, head: fresh };
  return changeSection(document, section, (lines, head) => {
    if (typeof value === 'string') return { lines, head: tagged(value) };
    if (head === null) return null;
    // Others have put something into it: it is theirs from now on.
    return orGone(lines, fresh);
  });
}

/** The file after a change. `known` is what git said of it when it was written, or says, where it is taken over. */
function changed(document: Document, { subject, value }: Edit, known: FirewallSpec | null): Document {
  const text = typeof value === 'string' ? value : null;
  switch (subject.is) {
    case 'option': {
      const { key } = subject;
      const section = { kind: 'options', name: '', head: '[OPTIONS]' } as const;
      return changeSection(document, section, (lines, head) =>
        orGone(keyed(lines, optionKey, key, text === null ? null : `${key}: ${text}`), head ?? section.head),
      );
    }
    case 'alias': {
      const { name } = subject;
      const section = { kind: 'aliases', name: '', head: '[ALIASES]' } as const;
      return changeSection(document, section, (lines, head) =>
        orGone(
          keyed(lines, aliasName, name, text === null ? null : tagged(`${name} ${text}`)),
          head ?? section.head,
        ),
      );
    }
    case 'ipset':
      return headed(document, 'ipset', subject.name, value);
    case 'group':
      return headed(document, 'group', subject.name, value);
    case 'entry': {
      const { set, key } = subject;
      const section = { kind: 'ipset', name: set, head: `[IPSET ${set}]` } as const;
      return changeSection(document, section, (lines, head) => {
        if (head === null && text === null) return null;
        return { lines: keyed(lines, entryKey, key, text), head: head ?? section.head };
      });
    }
    case 'rules': {
      const { group } = subject;
      const want = Array.isArray(value) ? value.map(String) : [];
      const given = knownRules(known, group);
      const merge = (lines: readonly string[]) => mergeRules({ lines, want, known: given });
      if (group === null) {
        const section = { kind: 'rules', name: '', head: '[RULES]' } as const;
        return changeSection(document, section, (lines, head) => orGone(merge(lines), head ?? section.head));
      }
      const section = { kind: 'group', name: group, head: `[group ${group}]` } as const;
      return changeSection(document, section, (lines, head) => {
        if (head === null && want.length === 0) return null;
        return { lines: merge(lines), head: head ?? section.head };
      });
    }
  }
}

/** In the order in which they can be made: what goes with a whole set or group goes first. */
function inOrder(edits: readonly Edit[]): Edit[] {
  const isHead = ({ subject }: Edit) => subject.is === 'ipset' || subject.is === 'group';
  return [
    ...edits.filter((edit) => isHead(edit) && edit.value !== null),
    ...edits.filter((edit) => !isHead(edit)),
    ...edits.filter((edit) => isHead(edit) && edit.value === null),
  ];
}

/** The file after several changes. */
export function edited(document: Document, edits: readonly Edit[], known: FirewallSpec | null): Document {
  let result = document;
  for (const edit of inOrder(edits)) result = changed(result, edit, known);
  return result;
}

/** Numbers of lines of a file, from 1, that another text of it does not have: those that a change has brought. */
export function newLines(before: string | null, after: string): number[] {
  let line = 0;
  return mergedLines((before ?? '').split('\n'), after.split('\n')).flatMap(({ mark }) => {
    if (mark !== '-') line += 1;
    return mark === '+' ? [line] : [];
  });
}
