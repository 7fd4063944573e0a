import { isObject } from '../../../json.ts';
import type { Estate, Resource } from '../../../config/model.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { type FirewallSpec, isFirewall } from '../spec.ts';
import { clusterIn } from '../carries.ts';

/** Whether a guest has a card that its firewall looks at; a guest without cards of its own in git may have any. */
function isLookedAt(guest: Resource): boolean {
  const nets = Object.entries(guest.merged).filter(([key]) => /^net\d+$/.test(key));
  return nets.length === 0 || nets.some(([, net]) => isObject(net) && net['firewall'] === true);
}

interface Idle {
  readonly why: string;
  readonly hint: string;
  readonly path: string;
}

function idle({ spec }: Resource<FirewallSpec>, estate: Estate): Idle | null {
  const { target, rules = [], options } = spec;
  if (rules.length === 0) return null;
  const enabled = options['enable'];
  if ((target.is === 'guest' || target.is === 'vnet') && enabled !== '1') {
    return { why: 'its firewall is off', hint: 'Write "options": { "enable": true }.', path: '/rules' };
  }
  const cluster = clusterIn(estate.resources.values());
  if (cluster && cluster.spec.options['enable'] !== '1') {
    return {
      why: `that of the cluster (${cluster.address}) is off`,
      hint: `Write "options": { "enable": true } in ${cluster.file}.`,
      path: '/rules',
    };
  }
  const guest = target.is === 'guest' ? estate.resources.get(target.address) : undefined;
  if (guest && !isLookedAt(guest)) {
    return {
      why: `no card of ${guest.address} has "firewall": true`,
      hint: `Write "firewall": true in a card of ${guest.address}, such as "net0".`,
      path: '/of',
    };
  }
  return null;
}

export const idleFirewall: Rule = {
  id: 'PHX867',
  severity: 'warning',
  title: 'The rules of a firewall do nothing',
  why: 'Rules are asked only where the firewall of the cluster is on, that of the guest too, and of a guest at those cards that say so. Otherwise everything passes, and nothing tells that it does.',
  example: {
    wrong: '{ "of": "lxc/web", "rules": [{ "type": "in", "action": "DROP" }] }',
    right:
      '{ "of": "lxc/web", "options": { "enable": true }, "rules": [{ "type": "in", "action": "DROP" }] }',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of estate.resources.values()) {
      const found = isFirewall(resource) ? idle(resource, estate) : null;
      if (!found) continue;
      yield {
        message: `the rules of ${resource.address} do nothing: ${found.why}`,
        hint: found.hint,
        at: { resource, path: found.path },
      };
    }
  },
};
