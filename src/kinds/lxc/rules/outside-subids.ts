import { nodeIn } from '../../../config/declared-node.ts';
import type { Breach, Rule, RuleInput } from '../../../rules/rule.ts';
import { IDMAP, idMapOf, parseIdRange } from '../id-map.ts';
import { containersOf, rawLines } from './facts/containers.ts';
import { mayMap } from './facts/subids.ts';

/** The shift that Proxmox takes by itself, on nodes whose root may not map it. */
function* unprivileged(input: RuleInput): Iterable<Breach> {
  const { estate } = input;
  const told = new Set<string>();
  for (const { spec, address } of containersOf(estate)) {
    const subids = nodeIn(estate.settings, spec.node)?.subids;
    const map = spec.raw[IDMAP] ? null : idMapOf(spec);
    if (!subids || !map || told.has(spec.node)) continue;
    told.add(spec.node);
    if (map.every((range) => mayMap(range, subids))) continue;
    yield {
      message: `root of ${spec.node} may not map 100000 to 165535, which every unprivileged guest has, such as ${address}`,
      hint: 'Add [100000, 65536] to "subids", and root:100000:65536 to /etc/subuid and /etc/subgid of the node.',
      at: input.inSettings('nodes', spec.node, 'subids'),
    };
  }
}

export const outsideSubids: Rule = {
  id: 'PHX629',
  severity: 'error',
  title: 'A map of ids takes ids of the node that its root may not map',
  why: 'A guest may have those ids of the node only that /etc/subuid and /etc/subgid give to root, which "subids" of the node in phoenix.json repeats: with any other it does not start. Without "subids" nothing is said here, and PHX647 asks for it where a guest has a map of its own.',
  example: {
    wrong: '"raw": { "lxc.idmap": ["u 1000 1000 1", …] }',
    right: '"nodes": { "pve1": { "subids": [[100000, 65536], [1000, 1]] } }   and root:1000:1 in both files',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    yield* unprivileged(input);
    for (const resource of containersOf(estate)) {
      const subids = nodeIn(estate.settings, resource.spec.node)?.subids;
      if (!subids) continue;
      for (const { value, path } of rawLines(resource, IDMAP)) {
        const range = parseIdRange(value);
        if (!range || mayMap(range, subids)) continue;
        const { host, count } = range;
        yield {
          message: `root of ${resource.spec.node} may not map ${count === 1 ? host : `${host} to ${host + count - 1}`} ("${value}")`,
          hint: `Write root:${host}:${count} to /etc/subuid and /etc/subgid of the node, and [${host}, ${count}] to "subids" of the node in phoenix.json.`,
          at: { resource, path },
        };
      }
    }
  },
};
