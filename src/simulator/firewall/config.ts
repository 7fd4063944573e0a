/**
 * Firewall files as Proxmox's own parser takes them (pve-firewall 6.0): what it cannot read it skips, with a word on
 * stderr that names file and line. Nothing of Phoenix's own reading is used here.
 */
import { MACROS } from './macro-ports.ts';
import { OPTIONS, SECTIONS, TYPES, type Where } from './tables.ts';

export interface SimulatedRule {
  readonly type: string;
  readonly action: string;
  readonly macro: string | null;
  readonly isOn: boolean;
  readonly options: Readonly<Record<string, string>>;
}

export interface FirewallConfig {
  readonly options: Map<string, string>;
  readonly aliases: Map<string, string>;
  readonly ipsets: Map<string, string[]>;
  readonly groups: Map<string, SimulatedRule[]>;
  readonly rules: SimulatedRule[];
}

export const emptyConfig = (): FirewallConfig => ({
  options: new Map(),
  aliases: new Map(),
  ipsets: new Map(),
  groups: new Map(),
  rules: [],
});

const WITH_PORTS = new Set(['tcp', '6', 'udp', '17', 'udplite', '136', 'dccp', '33', 'sctp', '132']);
const ICMP = new Set(['icmp', '1', 'icmpv6', 'ipv6-icmp', '58']);

/** What a reading knows of names: the cluster's file, and the file itself. */
interface Names {
  readonly cluster: FirewallConfig;
  readonly own: FirewallConfig;
}

function addressFault(text: string, { cluster, own }: Names): string | null {
  const [, set] = /^\+(?:guest\/|dc\/|sdn\/)?([A-Za-z][\w-]+)$/.exec(text) ?? [];
  if (set !== undefined) {
    const isThere = cluster.ipsets.has(set) || own.ipsets.has(set) || set === 'management';
    return isThere ? null : `no such ipset '${set}'`;
  }
  if (text.startsWith('+')) return `invalid ipset name '${text}'`;
  const [, alias] = /^(?:guest\/|dc\/)?([A-Za-z][\w-]+)$/.exec(text) ?? [];
  if (alias !== undefined) {
    const name = alias.toLowerCase();
    const isThere = cluster.aliases.has(name) || own.aliases.has(name) || name === 'local_network';
    return isThere ? null : `no such alias '${text}'`;
  }
  const bad = text.split(',').find((one) => !/^[\da-fA-F.:]+(?:\/\d+|-[\da-fA-F.:]+)?$/.test(one));
  return bad === undefined ? null : `invalid IP address: ${bad}`;
}

/** What Proxmox finds wrong with the parameters of a rule, by parameter. */
function faultsOf(rule: SimulatedRule, where: Where, names: Names): Map<string, string> {
  const faults = new Map<string, string>();
  const { type, action, macro, options } = rule;
  if (!TYPES[where].includes(type)) faults.set('type', `invalid rule type '${type}' for rule_env '${where}'`);
  else if (type !== 'group' && !/^(?:ACCEPT|DROP|REJECT)$/.test(action))
    faults.set('action', `unknown action '${action}'`);
  if (macro !== null && !MACROS.has(macro.toLowerCase())) faults.set('macro', `unknown macro '${macro}'`);
  if (options['iface'] !== undefined && (where === 'group' || where === 'vnet'))
    faults.set('type', 'parameter -i not allowed for this rule type');
  const { proto } = options;
  for (const key of ['dport', 'sport'] as const) {
    if (options[key] === undefined) continue;
    if (proto === undefined) {
      if (macro === null) faults.set('proto', `missing property - '${key}' requires this property`);
    } else if (!WITH_PORTS.has(proto) && !(key === 'dport' && ICMP.has(proto)))
      faults.set(key, `protocol '${proto}' does not support ports`);
  }
  for (const key of ['source', 'dest'] as const) {
    const fault = options[key] === undefined ? null : addressFault(options[key], names);
    if (fault !== null) faults.set(key, fault);
  }
  return faults;
}

const OPTION_NAMES: Readonly<Record<string, string>> = {
  i: 'iface',
  p: 'proto',
  proto: 'proto',
  dport: 'dport',
  sport: 'sport',
  source: 'source',
  dest: 'dest',
  log: 'log',
  'icmp-type': 'icmp-type',
};

/** @throws Error in Proxmox's words where it is no rule at all */
function parseRule(given: string): SimulatedRule {
  let line = given.replace(/#.*$/, '');
  const isOn = !line.startsWith('|');
  line = line.replace(/^\|/, '');
  const head = /^(\S+)\s+(\S+)\s*/.exec(line);
  if (!head) throw new Error(`unable to parse rule: ${line}`);
  const [whole, type = '', word = ''] = head;
  const macro = type.toLowerCase() === 'group' ? null : /^(\S+)\((ACCEPT|DROP|REJECT)\)$/.exec(word);
  let rest = line.slice(whole.length);
  const options: Record<string, string> = {};
  while (rest !== '') {
    const [all = '', name = '', value = ''] = /^--?([a-z-]+) (\S+)\s*/.exec(rest) ?? [];
    const key = OPTION_NAMES[name];
    if (all === '' || key === undefined || (type.toLowerCase() === 'group' && key !== 'iface')) break;
    options[key] = value;
    rest = rest.slice(all.length);
  }
  if (rest !== '') throw new Error(`unable to parse rule parameters: ${rest}`);
  return {
    type: type.toLowerCase(),
    action: macro?.[2] ?? word,
    macro: macro?.[1] ?? null,
    isOn,
    options,
  };
}

interface Reading {
  readonly path: string;
  readonly text: string;
  readonly where: Exclude<Where, 'group'>;
  /** Absent: it is the cluster's own. */
  readonly cluster?: FirewallConfig;
  readonly warn: (text: string) => void;
}

export function readConfig({ path, text, where, cluster, warn }: Reading): FirewallConfig {
  const own = emptyConfig();
  const names = { cluster: cluster ?? own, own };
  let section = '';
  let name = '';
  const addRule = (list: SimulatedRule[], line: string, prefix: string, env: Where) => {
    try {
      const rule = parseRule(line);
      const faults = faultsOf(rule, env, names);
      if (faults.size === 0) list.push(rule);
      else {
        warn(`${prefix} - errors in rule parameters: ${line}\n`);
        for (const [key, fault] of faults) warn(`  ${key}: ${fault}\n`);
      }
    } catch (error) {
      warn(`${prefix}: ${(error as Error).message}\n`);
    }
  };
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const prefix = `${path} (line ${at + 1})`;
    if (line === '' || line.startsWith('#')) continue;
    const [, head, kind, called = ''] =
      /^\[(?:(options|aliases|rules)|(ipset|group)\s+(\S+))\]\s*(?:#.*)?$/i.exec(line) ?? [];
    const next = (head ?? kind)?.toLowerCase();
    if (next !== undefined && SECTIONS[where].includes(next)) {
      section = next;
      name = called.toLowerCase();
      if (next === 'ipset') own.ipsets.set(name, []);
      if (next === 'group') own.groups.set(name, []);
      continue;
    }
    switch (section) {
      case 'options': {
        const [, key = '', value = ''] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
        const fits = OPTIONS[where].some(
          ([keys, form]) =>
            new RegExp(`^(?:${keys})$`, 'i').test(key) && new RegExp(`^(?:${form})$`, 'i').test(value),
        );
        if (fits) own.options.set(key.toLowerCase(), value);
        else warn(`${prefix}: can't parse option '${line}'\n`);
        break;
      }
      case 'aliases': {
        const [, alias = '', cidr = ''] = /^(\S+)\s(\S+)$/.exec(line.replace(/\s*#.*$/, '')) ?? [];
        if (/^[\da-fA-F.:]+(?:\/\d+)?$/.test(cidr)) own.aliases.set(alias.toLowerCase(), cidr);
        else if (alias !== '')
          warn(`${prefix}: value does not look like a valid IP address or CIDR network\n`);
        break;
      }
      case 'ipset':
        own.ipsets.get(name)?.push(line.replace(/\s*#.*$/, ''));
        break;
      case 'rules':
        addRule(own.rules, line, prefix, where);
        break;
      case 'group':
        addRule(own.groups.get(name) ?? [], line, prefix, 'group');
        break;
      default:
        warn(`${prefix}: skip line - no section\n`);
    }
  }
  return own;
}
