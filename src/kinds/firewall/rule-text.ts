/**
 * Rules, aliases and entries of IP sets as lines of a firewall file, in the order of words in which Proxmox itself writes
 * them, so that a save in its web interface changes nothing. What is Phoenix's own says so at the end of its comment: a
 * comment at a line is kept by such a save, a line of its own is not.
 */
import { macroName } from './macros.ts';

/** Ends the comment of what Phoenix wrote. */
const TAG = '[phoenix]';

export interface RuleWords {
  readonly type: 'in' | 'out' | 'forward' | 'group';
  /** `ACCEPT`, or the name of a security group. */
  readonly action: string;
  readonly macro?: string | undefined;
  readonly iface?: string | undefined;
  readonly source?: string | undefined;
  readonly dest?: string | undefined;
  readonly proto?: string | undefined;
  readonly dport?: string | undefined;
  readonly sport?: string | undefined;
  readonly log?: string | undefined;
  readonly 'icmp-type'?: string | undefined;
  readonly comment?: string | undefined;
  readonly enable?: boolean | undefined;
}

/** In the order of the file. */
const PARAMETERS = [
  ['source', '-source'],
  ['dest', '-dest'],
  ['proto', '-p'],
  ['dport', '-dport'],
  ['sport', '-sport'],
  ['log', '-log'],
  ['icmp-type', '-icmp-type'],
] as const;

/** A line without its comment, and the comment; null: it has none. */
export interface Commented {
  readonly text: string;
  readonly comment: string | null;
  /** Phoenix wrote it. */
  readonly isTagged: boolean;
}

/** Takes the comment off a line, and Phoenix's word off the comment. */
export function splitComment(line: string): Commented {
  const cut = line.indexOf('#');
  if (cut < 0) return { text: line.trim(), comment: null, isTagged: false };
  const comment = line.slice(cut + 1).trim();
  const isTagged = comment === TAG || comment.endsWith(` ${TAG}`);
  const own = isTagged ? comment.slice(0, -TAG.length).trim() : comment;
  return { text: line.slice(0, cut).trim(), comment: own === '' ? null : own, isTagged };
}

/** `TEXT # COMMENT`. */
export function withComment(text: string, comment: string | null | undefined): string {
  return comment ? `${text} # ${comment}` : text;
}

/** The line as it is written to the file: it says that Phoenix wrote it. */
export function tagged(text: string): string {
  return text.includes('#') ? `${text} ${TAG}` : `${text} # ${TAG}`;
}

/** The line of a rule, without Phoenix's word. */
export function ruleText(rule: RuleWords): string {
  const words = [rule.type.toUpperCase(), rule.macro ? `${rule.macro}(${rule.action})` : rule.action];
  if (rule.iface) words.push('-i', rule.iface);
  for (const [key, option] of PARAMETERS) if (rule[key]) words.push(option, rule[key]);
  const text = `${rule.enable === false ? '|' : ''}${words.join(' ')}`;
  return withComment(text, rule.comment);
}

const BY_OPTION = new Map<string, (typeof PARAMETERS)[number][0] | 'iface'>([
  ...PARAMETERS.flatMap(([key, option]) => [[option, key] as const, [`-${option}`, key] as const]),
  ['--proto', 'proto'],
  ['-proto', 'proto'],
  ['-i', 'iface'],
]);

const TYPES = ['in', 'out', 'forward', 'group'] as const;

/** The words of a rule's line, without its comment; null: Proxmox cannot read it either. */
export function parseRule(line: string): RuleWords | null {
  const { text, comment } = splitComment(line);
  const enable = !text.startsWith('|');
  const [first = '', second = '', ...rest] = text.replace(/^\|/, '').split(/\s+/);
  const type = TYPES.find((one) => one === first.toLowerCase());
  if (!type || second === '' || rest.length % 2 !== 0) return null;
  const [, macro, action = second] =
    (type !== 'group' && /^(\S+)\((ACCEPT|DROP|REJECT)\)$/.exec(second)) || [];
  const words: Record<string, string> = {};
  for (let at = 0; at < rest.length; at += 2) {
    const key = BY_OPTION.get(rest[at] ?? '');
    if (!key || (type === 'group' && key !== 'iface')) return null;
    words[key] = rest[at + 1] ?? '';
  }
  return {
    type,
    action,
    ...(macro === undefined ? {} : { macro: macroName(macro) ?? macro }),
    ...words,
    ...(comment === null ? {} : { comment }),
    ...(enable ? {} : { enable }),
  };
}

/** One text for one rule, however it is written; a line that is no rule stays as it is. */
export function canonicalRule(line: string): string {
  const rule = parseRule(line);
  if (rule) return ruleText(rule);
  const { text, comment } = splitComment(line);
  return withComment(text, comment);
}

/** Of networks of one address, Proxmox drops the prefix. */
export function canonicalAddress(text: string): string {
  return text.includes(':') ? text.replace(/\/128$/, '') : text.replace(/\/32$/, '');
}
