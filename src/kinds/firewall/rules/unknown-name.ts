import type { Breach, Rule } from '../../../rules/rule.ts';
import { clusterIn } from '../carries.ts';
import { namesIn } from '../names.ts';
import { isFirewall } from '../spec.ts';

/** Proxmox makes these by itself. */
const BUILT_IN = new Set(['management', 'blacklist', 'local_network']);

const WORDS = { aliases: 'alias', ipsets: 'IP set', groups: 'security group' } as const;

export const unknownName: Rule = {
  id: 'PHX864',
  severity: 'warning',
  title: 'A firewall rule names what no file has',
  why: 'Proxmox skips a rule whose alias or IP set it does not know, silently, and a group that is not there is empty. Names come from the file itself or from that of the cluster. Where somebody made it in the web interface, suppress this with that reason.',
  example: {
    wrong: '{ "type": "in", "action": "ACCEPT", "source": "+admnis" }',
    right: '{ "type": "in", "action": "ACCEPT", "source": "+admins" }',
  },
  *check({ estate }): Iterable<Breach> {
    const cluster = clusterIn(estate.resources.values());
    for (const resource of estate.resources.values()) {
      if (!isFirewall(resource)) continue;
      const specs = [resource.spec, ...(cluster ? [cluster.spec] : [])];
      for (const { is, name, path } of namesIn(resource.spec)) {
        const isKnown = specs.some((spec) => Object.hasOwn(spec[is], name));
        if (isKnown || BUILT_IN.has(name) || name.startsWith('ipfilter-')) continue;
        yield {
          message: `${resource.address} names the ${WORDS[is]} "${name}", and no file has it`,
          hint: `Add it under "${is}", or correct the name.`,
          at: { resource, path },
        };
      }
    }
  },
};
