import type { PortView } from '../kinds/guest-view.ts';
import type { Breach, Rule } from './rule.ts';

export const samePort: Rule = {
  id: 'PHX751',
  severity: 'error',
  title: 'Two services of a guest listen on the same port',
  why: 'Only one of them gets the port: the other fails with "Address already in use" while it is installed, or at the next start of the guest, when their order may be another one. Ports come from the "ports" of feature manifests and the options in your file.',
  example: {
    wrong: '"features": { "nginx": {}, "grafana": { "port": 80 } }',
    right: '"features": { "nginx": {}, "grafana": { "port": 3000 } }',
  },
  *check({ guests }): Iterable<Breach> {
    for (const { resource, view } of guests) {
      const taken = new Map<string, PortView>();
      for (const one of view.ports) {
        const name = `${one.protocol} ${one.port}`;
        const other = taken.get(name);
        if (!other) {
          taken.set(name, one);
          continue;
        }
        yield {
          message: `${other.by} and ${one.by} both listen on ${one.protocol.toUpperCase()} port ${one.port} of ${resource.address}`,
          hint: 'Give one of them another port, or put it into a guest of its own.',
          at: { resource, path: one.path },
          also: { resource, path: other.path },
        };
      }
    }
  },
};
