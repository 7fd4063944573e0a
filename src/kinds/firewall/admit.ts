/**
 * Whether a node still takes connections from those who look after it: rules of the node and of the cluster as Proxmox
 * orders them, its own rules for the set `management`, and the policy (pve-firewall 6.0). Addresses as sets, so that
 * part of a network is not lost from sight. What hangs on the interface, or on the address that is called, may fit or not.
 */
import { type AddressSet, both, EVERYWHERE, minus, type Span, spanIn } from './address-set.ts';
import { macroParts } from './macros.ts';
import type { Reading } from './reading.ts';
import { parseRule, type RuleWords, splitComment } from './rule-text.ts';

export interface AdmitInput {
  readonly cluster: Reading;
  readonly node: Reading;
  /** Those who look after the nodes. */
  readonly from: AddressSet;
  readonly port: number;
  /** The network that Proxmox takes for its own; null: nobody knows. */
  readonly localNetwork: AddressSet | null;
}

/** Who is turned away, and by what. */
export interface Refusal {
  readonly who: AddressSet;
  /** `rule IN DROP -p tcp -dport 22`, `the policy DROP`. */
  readonly by: string;
}

/** Rules in doubt count for those who come in (`kind`), or against them (`strict`). */
export type Doubt = 'kind' | 'strict';

function aliasSet(name: string, { cluster, node }: AdmitInput): AddressSet | null {
  const key = name.replace(/^(?:dc|guest)\//, '').toLowerCase();
  const line = node.aliases.get(key) ?? cluster.aliases.get(key);
  const span = line && spanIn(splitComment(line.text).text);
  return span ? [span] : null;
}

/** Null: nobody knows what is in it, such as sets that SDN makes. */
function ipsetOf(name: string, input: AdmitInput): AddressSet | null {
  if (name.startsWith('sdn/')) return null;
  const set = input.cluster.ipsets.get(name.replace(/^(?:dc|guest)\//, '').toLowerCase());
  const entries = [...(set?.entries.values() ?? [])].flatMap((line) => {
    const { text } = splitComment(line);
    const address = text.replace(/^!/, '');
    const [span] = [spanIn(address) ?? aliasSet(address, input)?.[0]];
    return span ? [{ span, isOut: text.startsWith('!') }] : [];
  });
  const size = ({ span: { first, last } }: { readonly span: Span }) => last - first;
  // The kernel goes by the smallest network that an address is in.
  const fromLarge = entries.toSorted((a, b) => (size(a) < size(b) ? 1 : -1));
  let members: AddressSet = [];
  for (const { span, isOut } of fromLarge) members = isOut ? minus(members, [span]) : members.concat([span]);
  return members;
}

/** Null: it may be anything. */
function placeOf(text: string | undefined, input: AdmitInput): AddressSet | null {
  if (text === undefined) return EVERYWHERE;
  if (text.startsWith('+')) return ipsetOf(text.slice(1), input);
  const spans = text.split(',').map(spanIn);
  // A rule with an alias that is not there is skipped.
  return spans.includes(null) ? (aliasSet(text, input) ?? []) : spans.flatMap((span) => span ?? []);
}

const NAMES: Readonly<Record<string, number>> = { ssh: 22 };

function coversPort(text: string | undefined, port: number): boolean {
  // Of a single 0, pve-firewall makes no port at all.
  if (text === undefined || text === '0') return true;
  return text.split(',').some((item) => {
    const [from = 0, to = from] = item.split(':').map((word) => NAMES[word] ?? Number(word));
    return from <= port && port <= to;
  });
}

/** Those of number 0 are all of them. */
const TCP = ['tcp', '6', 'ip', 'hopopt', '0'];

function isAbout({ macro, proto, dport }: RuleWords, port: number): boolean {
  const fits = (one: string | null | undefined, ports: string | null | undefined) =>
    (!one || TCP.includes(one)) && coversPort(ports ?? undefined, port);
  if (!fits(proto, dport)) return false;
  const parts = macro === undefined ? [] : macroParts(macro);
  return macro === undefined || parts.some((part) => fits(part.proto, part.dport));
}

/** In the order in which Proxmox asks them: the node's own, then the cluster's, groups unfolded. */
function rulesOf({ cluster, node }: AdmitInput): { readonly rule: RuleWords; readonly isSure: boolean }[] {
  const parsed = (lines: readonly { readonly text: string }[]) =>
    lines.flatMap(({ text }) => parseRule(text) ?? []).filter(({ enable }) => enable !== false);
  return [...parsed(node.rules), ...parsed(cluster.rules)].flatMap((rule) => {
    const { type, action, iface } = rule;
    if (type === 'group') {
      const own = parsed(cluster.groups.get(action.toLowerCase())?.rules ?? []);
      return own.map((one) => ({ rule: one, isSure: iface === undefined }));
    }
    return [{ rule, isSure: iface === undefined }];
  });
}

/** Who of them is turned away, by what comes first; empty: all are let in. */
export function refusals(input: AdmitInput, doubt: Doubt): Refusal[] {
  const { cluster, node, from, port, localNetwork } = input;
  const isOff = cluster.options.get('enable') === '0' || node.options.get('enable') === '0';
  if (isOff) return [];
  const refused: Refusal[] = [];
  // Whoever is in this set is turned away before any rule is asked.
  const black = both(from, ipsetOf('blacklist', input) ?? []);
  if (black.length > 0) refused.push({ who: black, by: 'the IP set "blacklist"' });
  let left = minus(from, black);
  for (const { rule, isSure } of rulesOf(input)) {
    if (rule.type !== 'in' || !isAbout(rule, port)) continue;
    const lets = rule.action === 'ACCEPT';
    const source = placeOf(rule.source, input);
    const sure = isSure && source !== null && rule.dest === undefined && rule.sport === undefined;
    if (!sure && lets !== (doubt === 'kind')) continue;
    const who = both(left, source ?? EVERYWHERE);
    if (who.length === 0) continue;
    left = minus(left, who);
    if (!lets) refused.push({ who, by: `the rule "${describe(rule)}"` });
  }
  const management = ipsetOf('management', input) ?? [];
  const local = placeLocal(input) ?? localNetwork ?? (doubt === 'kind' ? EVERYWHERE : []);
  left = minus(minus(left, management), local);
  const policy = cluster.options.get('policy_in') ?? 'DROP';
  if (left.length > 0 && policy !== 'ACCEPT') refused.push({ who: left, by: `the policy ${policy}` });
  return refused;
}

/** The cluster may say by an alias which network is its own. */
const placeLocal = (input: AdmitInput) => aliasSet('local_network', input);

function describe(rule: RuleWords): string {
  const parts = [rule.type.toUpperCase(), rule.macro ? `${rule.macro}(${rule.action})` : rule.action];
  if (rule.source) parts.push(`from ${rule.source}`);
  if (rule.dport) parts.push(`to port ${rule.dport}`);
  return parts.join(' ');
}
