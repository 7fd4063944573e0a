import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { nodesOf } from './facts/nodes.ts';

export const moduleTwice: Rule = {
  id: 'PHX914',
  severity: 'error',
  title: 'A kernel module is named twice',
  why: 'The kernel takes "-" and "_" in names of modules for the same, so both entries are one module, and which options it gets depends on their order.',
  example: {
    wrong: '"modules": { "vfio-pci": "ids=10de:2d04", "vfio_pci": true }',
    right: '"modules": { "vfio-pci": "ids=10de:2d04" }',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of nodesOf(estate)) {
      const seen = new Map<string, string>();
      for (const name of Object.keys(resource.spec.modules)) {
        const plain = name.replaceAll('-', '_');
        const other = seen.get(plain);
        seen.set(plain, name);
        if (other === undefined) continue;
        yield {
          message: `${other} and ${name} are the same module`,
          hint: 'Keep one of them, with the options of both.',
          at: { resource, path: pointer('modules', name), what: 'key' },
          also: { resource, path: pointer('modules', other), what: 'key' },
        };
      }
    }
  },
};
