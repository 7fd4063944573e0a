/** What editors show of the keys of a firewall file: examples, and what the schema itself does not say. */
import type { SchemaWords } from '../../config/schema-words.ts';

const COMMENT = { about: 'Shown beside it in Proxmox.', examples: ['the office'] };

const rule = (place: string): SchemaWords => ({
  [`${place}/[]/type`]: { about: 'Which way; "in" unless said otherwise, "group" for a security group.' },
  [`${place}/[]/action`]: {
    about: 'What is done, or the name of the security group.',
    examples: ['ACCEPT', 'DROP'],
  },
  [`${place}/[]/macro`]: { examples: ['SSH', 'HTTPS', 'Ping'] },
  [`${place}/[]/source`]: { examples: ['10.0.0.0/24', '+admins', 'lxc/web'] },
  [`${place}/[]/dest`]: { examples: ['10.0.0.5', 'lxc/db'] },
  [`${place}/[]/proto`]: { about: 'The protocol: "tcp", "udp", "icmp".', examples: ['tcp'] },
  [`${place}/[]/dport`]: { examples: [443, '8000:8010', '80,443'] },
  [`${place}/[]/sport`]: { examples: ['1024:65535'] },
  [`${place}/[]/iface`]: { about: 'Only what comes by this card or interface.', examples: ['net0', 'vmbr0'] },
  [`${place}/[]/icmp-type`]: { about: 'Which ICMP message.', examples: ['echo-request'] },
  [`${place}/[]/log`]: { about: 'Written to the log of the firewall, at this level.' },
  [`${place}/[]/comment`]: COMMENT,
});

/** What each option does, as the schema of Proxmox's API has them (pve-firewall 6.0). */
const OPTION_WORDS: SchemaWords = {
  'options/enable': {
    about: 'Whether this firewall filters; nothing in the cluster does until that of the cluster says so.',
  },
  'options/ebtables': { about: 'Whether frames are filtered, too; true in Proxmox.' },
  'options/policy_in': { about: 'What becomes of what comes in and fits no rule.' },
  'options/policy_out': { about: 'What becomes of what goes out and fits no rule.' },
  'options/policy_forward': { about: 'What becomes of what passes through and fits no rule (nftables).' },
  'options/log_ratelimit': {
    about: 'How much is logged at most.',
    examples: ['enable=1,rate=1/second,burst=5'],
  },
  'options/log_level_in': { about: 'How what comes in and fits no rule is logged.' },
  'options/log_level_out': { about: 'How what goes out and fits no rule is logged.' },
  'options/log_level_forward': { about: 'How what passes through and fits no rule is logged.' },
  'options/log_nf_conntrack': { about: 'Whether connections are logged.' },
  'options/ndp': { about: 'Whether IPv6 may find its neighbours.' },
  'options/nf_conntrack_allow_invalid': { about: 'Whether packets of no known connection pass.' },
  'options/nf_conntrack_helpers': {
    about: 'Protocols whose further connections are followed.',
    examples: [['ftp', 'tftp']],
  },
  'options/nf_conntrack_max': { about: 'How many connections are followed.', examples: [262_144] },
  'options/nf_conntrack_tcp_timeout_established': {
    about: 'Seconds until an idle TCP connection is forgotten.',
    examples: [432_000],
  },
  'options/nf_conntrack_tcp_timeout_syn_recv': {
    about: 'Seconds until a TCP connection that was only begun is forgotten.',
    examples: [60],
  },
  'options/nftables': { about: 'The firewall that is made with nftables, instead of iptables.' },
  'options/nosmurfs': { about: 'Whether packets that claim to come from a broadcast address are dropped.' },
  'options/protection_synflood': {
    about: 'Whether too many new TCP connections from one source are dropped.',
  },
  'options/protection_synflood_burst': { about: 'How many at once are let in.', examples: [1000] },
  'options/protection_synflood_rate': { about: 'How many a second are let in.', examples: [200] },
  'options/smurf_log_level': { about: 'How packets dropped by "nosmurfs" are logged.' },
  'options/tcp_flags_log_level': { about: 'How packets dropped by "tcpflags" are logged.' },
  'options/tcpflags': { about: 'Whether TCP packets with flags that make no sense are dropped.' },
  'options/dhcp': { about: 'Whether the guest may ask for an address by DHCP.' },
  'options/ipfilter': { about: 'Whether the guest may only use the addresses of its cards.' },
  'options/macfilter': { about: 'Whether the guest may only use the MAC addresses of its cards.' },
  'options/radv': { about: 'Whether the guest may announce itself as an IPv6 router.' },
};

export const FIREWALL_WORDS: SchemaWords = {
  of: { examples: ['cluster', 'node/pve1', 'lxc/web', 'vnet/lab'] },
  options: { examples: [{ enable: true, policy_in: 'DROP' }] },
  aliases: { examples: [{ office: '192.0.2.0/24' }] },
  ipsets: { examples: [{ admins: { entries: { '10.0.0.7': 'the laptop' } } }] },
  'aliases/*/cidr': { about: 'The address or network.', examples: ['192.0.2.0/24'] },
  'aliases/*/comment': COMMENT,
  'ipsets/*/comment': COMMENT,
  'ipsets/*/entries': {
    about: 'Addresses, networks, aliases; of each a comment, or true.',
    examples: [{ '10.0.0.7': 'the laptop', '10.0.1.0/24': true }],
  },
  'ipsets/*/entries/*/comment': COMMENT,
  groups: {
    examples: [{ web: { rules: [{ type: 'in', action: 'ACCEPT', macro: 'HTTPS' }] } }],
  },
  rules: {
    examples: [[{ type: 'in', action: 'ACCEPT', macro: 'SSH', source: '+admins' }]],
  },
  'groups/*/comment': COMMENT,
  'groups/*/rules': {
    about: 'In order: the first that fits decides.',
    examples: [[{ type: 'in', action: 'ACCEPT', macro: 'HTTPS' }]],
  },
  ...OPTION_WORDS,
  ...rule('rules'),
  ...rule('groups/*/rules'),
};
