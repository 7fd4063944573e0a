import { nodeIn } from '../../../config/declared-node.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { IDMAP, parseIdRange } from '../id-map.ts';
import { containersOf, rawLines } from './facts/containers.ts';
import { mayMap, USUAL_SUBIDS } from './facts/subids.ts';

export const undeclaredSubids: Rule = {
  id: 'PHX647',
  severity: 'notice',
  title: 'Nothing says whether root of the node may map the ids of a guest',
  why: 'A guest with a map of its own starts only where /etc/subuid and /etc/subgid of the node give root each id in it, and at first they give 100000 to 165535. Whether somebody added the others is seen on the node alone: once "subids" of the node says what stands there, it is checked (PHX629).',
  example: {
    wrong: '"raw": { "lxc.idmap": ["u 1000 1000 1", …] }, and no "subids" of the node',
    right: '"nodes": { "pve1": { "subids": [[100000, 65536], [1000, 1]] } }   and root:1000:1 in both files',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const node = nodeIn(estate.settings, resource.spec.node);
      if (!node || node.subids) continue;
      const lines = rawLines(resource, IDMAP);
      const beyond = lines.find(({ value }) => {
        const range = parseIdRange(value);
        return range !== null && !mayMap(range, USUAL_SUBIDS);
      });
      if (!beyond) continue;
      yield {
        message: `nothing says that root of ${resource.spec.node} may map what ${resource.address} maps ("${beyond.value}")`,
        hint: 'Write what /etc/subuid and /etc/subgid of the node give to root as "subids" of the node in phoenix.json: root:1000:1 is [1000, 1].',
        at: { resource, path: beyond.path },
      };
    }
  },
};
