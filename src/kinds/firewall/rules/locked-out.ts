import type { Estate } from '../../../config/model.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { refusals } from '../admit.ts';
import { printDocument } from '../document.ts';
import { edited } from '../edit.ts';
import { clusterIn } from '../carries.ts';
import { wantedEntries } from '../entries.ts';
import { lockOutText, MANAGEMENT_PORTS, managementOf } from '../lock-out.ts';
import { type Reading, readingOf } from '../reading.ts';
import { type FirewallSpec, isFirewall } from '../spec.ts';

/** The file as it were with nothing but what git says. */
function readingOfSpec(spec: FirewallSpec | undefined): Reading {
  if (!spec) return readingOf(null);
  return readingOf(printDocument(edited([], wantedEntries(spec), spec)));
}

function* lockOuts({ settings, resources }: Estate): Iterable<Breach> {
  const from = managementOf(settings);
  if (from.length === 0) return;
  const files = [...resources.values()].filter(isFirewall);
  const cluster = clusterIn(files);
  for (const node of Object.keys(settings.nodes)) {
    const own = files.find(({ spec }) => spec.target.is === 'node' && spec.target.node === node);
    const resource = own ?? cluster;
    if (!resource) continue;
    const about = {
      cluster: readingOfSpec(cluster?.spec),
      node: readingOfSpec(own?.spec),
      from,
      // No file tells which network a node is in; the apply looks.
      localNetwork: null,
    };
    for (const port of MANAGEMENT_PORTS) {
      const [first] = refusals({ ...about, port }, 'kind');
      if (!first) continue;
      yield {
        message: lockOutText(node, port, first.by),
        hint: 'Put a rule before it that lets them in, such as { "type": "in", "action": "ACCEPT", "macro": "SSH", "source": "10.0.0.0/24" }.',
        at: { resource, path: '/rules' },
      };
      break;
    }
  }
}

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
  check: ({ estate }) => lockOuts(estate),
};
