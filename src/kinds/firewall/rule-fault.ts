/** What Proxmox does not take in one rule, by the file that it stands in (pve-firewall 6.0): such a rule it skips. */
import type { Pointer } from '../../json.ts';
import { macroParts } from './macros.ts';
import type { FileKind } from './options.ts';
import type { RuleInput } from './schema.ts';

const DIRECTIONS: Readonly<Record<FileKind | 'group', readonly RuleInput['type'][]>> = {
  cluster: ['in', 'out', 'forward', 'group'],
  node: ['in', 'out', 'forward', 'group'],
  guest: ['in', 'out', 'group'],
  vnet: ['forward', 'group'],
  group: ['in', 'out', 'forward'],
};

const WITH_PORTS = ['udp', '17', 'udplite', '136', 'tcp', '6', 'dccp', '33', 'sctp', '132'];
const ICMP = ['icmp', '1', 'icmpv6', 'ipv6-icmp', '58'];

export interface RuleFault {
  readonly id: 'PHX861' | 'PHX862';
  readonly path: Pointer;
  readonly why: string;
  readonly hint: string;
}

const wrong = (path: Pointer, why: string, hint: string): RuleFault => ({ id: 'PHX862', path, why, hint });

type Plain = Exclude<RuleInput, { type: 'group' }>;

function portFault(rule: Plain): RuleFault | null {
  const { proto, macro } = rule;
  const icmp = rule['icmp-type'];
  // Of a macro with one protocol, ports may be narrowed no further: Proxmox wants the very same.
  if (macro !== undefined) {
    const parts = macroParts(macro);
    const clash = (key: 'proto' | 'dport' | 'sport') => {
      const own = rule[key];
      return own !== undefined && parts.some((part) => part[key] !== null && part[key] !== String(own));
    };
    const key = (['proto', 'dport', 'sport'] as const).find(clash);
    if (key)
      return wrong(`/${key}`, `the macro ${macro} says another "${key}"`, `leave "${key}" or the macro out`);
    if (parts.length > 0) return null;
  }
  for (const key of ['dport', 'sport'] as const) {
    if (rule[key] === undefined) continue;
    if (proto === undefined)
      return wrong(`/${key}`, `"${key}" needs "proto"`, 'write "proto": "tcp" or "udp"');
    const isIcmp = key === 'dport' && ICMP.includes(proto);
    if (!WITH_PORTS.includes(proto) && !isIcmp)
      return wrong(`/${key}`, `${proto} has no ports`, `leave "${key}" out`);
  }
  if (icmp === undefined) return null;
  if (proto === undefined || !ICMP.includes(proto)) {
    return wrong('/icmp-type', '"icmp-type" needs ICMP', 'write "proto": "icmp" or "icmpv6"');
  }
  return rule.dport === undefined
    ? null
    : wrong('/dport', '"icmp-type" and "dport" do not go together', 'leave one of them out');
}

/** The first thing that is wrong with a rule; null: nothing. */
export function ruleFault(rule: RuleInput, file: FileKind | 'group'): RuleFault | null {
  if (!DIRECTIONS[file].includes(rule.type)) {
    const hint = `write "type": one of ${DIRECTIONS[file].join(', ')}`;
    return {
      id: 'PHX861',
      path: '/type',
      why: `the firewall of a ${file} has no rules of type "${rule.type}"`,
      hint,
    };
  }
  if (rule.iface !== undefined && (file === 'group' || file === 'vnet')) {
    return wrong('/iface', `rules of a ${file} name no interface`, 'leave "iface" out');
  }
  if (rule.iface !== undefined && file === 'guest' && !/^net\d+$/.test(rule.iface)) {
    return wrong('/iface', `${rule.iface} is no card of a guest`, 'write its key, such as "net0"');
  }
  if (rule.type === 'group') return null;
  if (rule.type === 'forward' && rule.action === 'REJECT') {
    return wrong('/action', 'what is forwarded cannot be rejected', 'write "DROP"');
  }
  return portFault(rule);
}
