import type { Breach, Rule } from '../../../rules/rule.ts';
import { lockOutsIn } from '../lock-outs.ts';

export const doubtfulWayIn: Rule = {
  id: 'PHX868',
  severity: 'warning',
  title: 'Nothing but its own network may let in those who look after a node',
  why: 'Proxmox lets the network of a node itself in to its management without any rule. Whether those of "policies.management" are in it is not known where phoenix.json does not say which network that is: if they are not, the firewall turns them away. An apply looks, and holds such a change back.',
  example: {
    wrong: '"options": { "enable": true, "policy_in": "DROP" }, "rules": []',
    right:
      '"rules": [{ "type": "in", "action": "ACCEPT", "source": "10.0.0.0/24" }] with those of "policies.management", or "address" of the node and its network under "networks" in phoenix.json',
  },
  *check({ estate }): Iterable<Breach> {
    for (const { node, port, by, resource, isDoubtful } of lockOutsIn(estate)) {
      if (!isDoubtful) continue;
      yield {
        message: `only the own network of ${node}, which no file names, may let those who look after it in to TCP ${port}: ${by} turns all others away`,
        hint: 'Write a rule that lets them in, or the address of the node and its network in phoenix.json ("nodes", "networks").',
        at: { resource, path: '/rules' },
      };
    }
  },
};
