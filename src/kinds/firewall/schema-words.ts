/** What editors show of the keys of a firewall file: examples, and what the schema itself does not say. */
import type { SchemaWords } from '../../config/schema-words.ts';

const rule = (place: string): SchemaWords => ({
  [`${place}/[]/type`]: { about: 'Which way; "in" unless said otherwise, "group" for a security group.' },
  [`${place}/[]/action`]: { about: 'What is done, or the name of the security group.' },
  [`${place}/[]/macro`]: { examples: ['SSH', 'HTTPS', 'Ping'] },
  [`${place}/[]/source`]: { examples: ['10.0.0.0/24', '+admins', 'lxc/web'] },
  [`${place}/[]/dest`]: { examples: ['10.0.0.5', 'lxc/db'] },
  [`${place}/[]/proto`]: { about: 'The protocol: "tcp", "udp", "icmp".', examples: ['tcp'] },
  [`${place}/[]/dport`]: { examples: [443, '8000:8010', '80,443'] },
  [`${place}/[]/sport`]: { examples: ['1024:65535'] },
  [`${place}/[]/iface`]: { about: 'Only what comes by this card or interface.', examples: ['net0', 'vmbr0'] },
  [`${place}/[]/icmp-type`]: { about: 'Which ICMP message.', examples: ['echo-request'] },
  [`${place}/[]/log`]: { about: 'Written to the log of the firewall, at this level.' },
  [`${place}/[]/comment`]: { about: 'Shown beside it in Proxmox.', examples: ['the office'] },
});

export const FIREWALL_WORDS: SchemaWords = {
  of: { examples: ['cluster', 'node/pve1', 'lxc/web', 'vnet/lab'] },
  options: { examples: [{ enable: true, policy_in: 'DROP' }] },
  aliases: { examples: [{ office: '192.0.2.0/24' }] },
  ipsets: { examples: [{ admins: { entries: { '10.0.0.7': 'the laptop' } } }] },
  groups: {
    examples: [{ web: { rules: [{ type: 'in', action: 'ACCEPT', macro: 'HTTPS' }] } }],
  },
  rules: {
    examples: [[{ type: 'in', action: 'ACCEPT', macro: 'SSH', source: '+admins' }]],
  },
  ...rule('rules'),
  ...rule('groups/*/rules'),
};
