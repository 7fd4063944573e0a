import { nodeIn } from '../../../config/declared-node.ts';
import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { nodesOf } from './facts/nodes.ts';

export const factDiffers: Rule = {
  id: 'PHX911',
  severity: 'error',
  title: 'A feature of a node makes a fact true that phoenix.json declares otherwise',
  why: 'Software in guests is planned with the facts that phoenix.json declares, and installed for them: a driver in a guest that is of another version than the one of its node does not work. Both change in one pull request.',
  example: {
    wrong:
      'node/pve1.json: "nvidia-driver": { "version": "590.1" }, and phoenix.json: "facts": { "nvidia.driver": "580.76.05" }',
    right: 'the same version in both',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    for (const resource of nodesOf(estate)) {
      const { node, facts } = resource.spec;
      const declared = nodeIn(estate.settings, node)?.facts ?? {};
      for (const [id, made] of Object.entries(facts)) {
        for (const [fact, value] of Object.entries(made)) {
          if (!Object.hasOwn(declared, fact) || String(declared[fact]) === value) continue;
          yield {
            message: `${id} makes ${fact} of ${node} ${value}, and phoenix.json declares ${String(declared[fact])}`,
            hint: `Write "${fact}": "${value}" under "facts" of the node, or another version here.`,
            at: { resource, path: pointer('features', id), what: 'key' },
            also: input.inSettings('nodes', node, 'facts', fact),
          };
        }
      }
    }
  },
};
