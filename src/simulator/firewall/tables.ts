/** What each firewall file of Proxmox may hold: options with the form of their values, directions of rules, sections. */

export type Where = 'cluster' | 'host' | 'guest' | 'vnet' | 'group';

const FLAG = '[01]';
const LEVEL = '(?:emerg|alert|crit|err|warning|notice|info|debug|nolog)';
const POLICY = '(?:ACCEPT|DROP|REJECT)';

export const OPTIONS: Readonly<
  Record<Exclude<Where, 'group'>, readonly (readonly [keys: string, value: string])[]>
> = {
  cluster: [
    ['enable', '\\d+'],
    ['ebtables', FLAG],
    ['policy_in|policy_out|policy_forward', POLICY],
    ['log_ratelimit', '\\S+'],
  ],
  host: [
    [
      'enable|nosmurfs|tcpflags|ndp|log_nf_conntrack|nf_conntrack_allow_invalid|protection_synflood|nftables',
      FLAG,
    ],
    ['log_level_in|log_level_out|log_level_forward|tcp_flags_log_level|smurf_log_level', `${LEVEL}?`],
    ['nf_conntrack_helpers', '\\S+'],
    [
      'nf_conntrack_max|nf_conntrack_tcp_timeout_established|nf_conntrack_tcp_timeout_syn_recv|protection_synflood_rate|protection_synflood_burst|protection_limit',
      '\\d+',
    ],
  ],
  guest: [
    ['enable|dhcp|ndp|radv|macfilter|ipfilter|ips', FLAG],
    ['log_level_in|log_level_out', `${LEVEL}?`],
    ['policy_in|policy_out', POLICY],
    ['ips_queues', '\\d+(?::\\d+)?'],
    ['layer2_protocols', '\\S+'],
  ],
  vnet: [
    ['enable', '\\d+'],
    ['policy_forward', '(?:ACCEPT|DROP)'],
    ['log_level_forward', LEVEL],
  ],
};

export const TYPES: Readonly<Record<Where, readonly string[]>> = {
  cluster: ['in', 'out', 'forward', 'group'],
  host: ['in', 'out', 'forward', 'group'],
  guest: ['in', 'out', 'group'],
  vnet: ['forward', 'group'],
  group: ['in', 'out', 'forward'],
};

export const SECTIONS: Readonly<Record<Exclude<Where, 'group'>, readonly string[]>> = {
  cluster: ['options', 'aliases', 'ipset', 'rules', 'group'],
  host: ['options', 'rules'],
  guest: ['options', 'aliases', 'ipset', 'rules'],
  vnet: ['options', 'rules'],
};
