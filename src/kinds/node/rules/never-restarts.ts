import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { nodesOf } from './facts/nodes.ts';

export const neverRestarts: Rule = {
  id: 'PHX912',
  severity: 'notice',
  title: 'A feature may want its node restarted, and nobody ever restarts it',
  why: 'With "reboot": "never" an installation that ends with the wish for a restart is taken back: while something holds the old module, the new driver never comes. With "manual" it stays, and the next apply after the restart goes on; with "apply" that apply restarts the node.',
  example: {
    wrong: '"reboot": "never", "features": { "nvidia-driver": {} }',
    right: '"reboot": "manual", "features": { "nvidia-driver": {} }',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of nodesOf(estate)) {
      const { reboot, software = [] } = resource.spec;
      const wishing = reboot === 'never' ? software.filter(({ restarts }) => restarts) : [];
      for (const { id } of wishing) {
        yield {
          message: `${id} may want ${resource.spec.node} restarted, and is taken back then`,
          hint: 'Write "reboot": "manual" or "apply", or leave it so and suppress this with the reason.',
          at: { resource, path: pointer('features', id), what: 'key' },
        };
      }
    }
  },
};
