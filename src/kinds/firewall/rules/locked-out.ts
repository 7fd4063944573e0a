import type { Breach, Rule } from '../../../rules/rule.ts';
import { lockOutText } from '../lock-out.ts';
import { lockOutsIn } from '../lock-outs.ts';

export const lockedOut: Rule = {
  id: 'PHX865',
  severity: 'error',
  title: 'A firewall would lock out those who look after the nodes',
  why: 'Proxmox asks the rules of the node, then those of the cluster, and the first that fits decides. With a rule or a policy in the way, neither ssh nor the web interface answers, and only a console brings the node back. Who must stay in is said by "policies.management" in phoenix.json. An apply looks again, with the rules of others that are in the files.',
  example: {
    wrong: '"rules": [{ "type": "in", "action": "DROP" }]',
    right:
      '"rules": [{ "type": "in", "action": "ACCEPT", "source": "10.0.0.0/24" }, { "type": "in", "action": "DROP" }]',
  },
  *check({ estate }): Iterable<Breach> {
    for (const { node, port, by, resource, isDoubtful } of lockOutsIn(estate)) {
      if (isDoubtful) continue;
      yield {
        message: lockOutText(node, port, by),
        hint: 'Put a rule before it that lets them in, such as { "type": "in", "action": "ACCEPT", "macro": "SSH", "source": "10.0.0.0/24" }.',
        at: { resource, path: '/rules' },
      };
    }
  },
};
