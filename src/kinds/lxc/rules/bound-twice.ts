import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf } from './facts/containers.ts';

export const boundTwice: Rule = {
  id: 'PHX625',
  severity: 'warning',
  title: 'A guest has the same folder of the node at two paths',
  why: 'Nearly always one of the two lines was copied, and the bind that was meant has another name. What is deleted below one path is gone below the other.',
  example: {
    wrong: '"/models": "bind:models", "/data": "bind:models"',
    right: '"/models": "bind:models", "/data": "bind:data"',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const first = new Map<string, string>();
      for (const [path, { bind }] of Object.entries(resource.spec.mounts)) {
        if (bind === undefined) continue;
        const other = first.get(bind);
        if (other === undefined) first.set(bind, path);
        else {
          yield {
            message: `${resource.address} has ${bind} of the node at ${other} and at ${path}`,
            hint: 'Name the bind that is meant, or leave one of them out.',
            at: { resource, path: pointer('mounts', path) },
            also: { resource, path: pointer('mounts', other) },
          };
        }
      }
    }
  },
};
