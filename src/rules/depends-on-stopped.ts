import { dependenciesIn } from './facts/guest-dependencies.ts';
import type { Breach, Rule } from './rule.ts';

export const dependsOnStopped: Rule = {
  id: 'PHX533',
  severity: 'warning',
  title: 'A running guest depends on one that shall be stopped',
  why: 'What is stopped is never ready: an apply makes it and goes on, and the guest that depends on it starts without it. Mostly one of two files was forgotten when something was switched off.',
  example: {
    wrong: '"dependsOn": ["lxc/db"]   and lxc/db has "state": "stopped"',
    right: '"state": "stopped" in both, or the dependency removed',
  },
  *check(input): Iterable<Breach> {
    for (const { from, to, at } of dependenciesIn(input)) {
      if (!from.view.runs || to.view.runs) continue;
      yield {
        message: `${from.resource.address} runs and depends on ${to.resource.address}, which shall be stopped`,
        hint: `Remove the dependency, or let ${to.resource.address} run.`,
        at,
        also: { resource: to.resource, path: '/state' },
      };
    }
  },
};
