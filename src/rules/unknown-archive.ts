import { quote } from '../config/quote.ts';
import { nearest } from '../config/suggest.ts';
import type { Breach, Rule } from './rule.ts';

export const unknownArchive: Rule = {
  id: 'PHX521',
  severity: 'error',
  title: 'An archive is not on the node',
  why: 'A guest cannot be made from an archive that is not there, and Proxmox says so only then. The archives of a node stand under its "templates" in phoenix.json; `pveam list STORAGE` shows them on the node.',
  example: {
    wrong:
      '"templates": ["local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst"], and "ostemplate": "local:vztmpl/debian-13-standard_13.1-1_amd64.tar.zst"',
    right: '"ostemplate": "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst"',
  },
  *check(input): Iterable<Breach> {
    const { nodes } = input.estate.settings;
    const sets = new Map(
      Object.entries(nodes).map(([node, { templates }]) => [node, templates && new Set(templates)]),
    );
    for (const { resource, view } of input.stored) {
      const known = sets.get(view.node);
      if (!known) continue;
      for (const { path, volume, content } of view.volumes) {
        if (content !== 'vztmpl' || known.has(volume)) continue;
        const meant = nearest(volume, [...known]);
        yield {
          message: `${view.node} has no archive ${quote(volume, 120)}`,
          hint: `${meant ? `Did you mean ${quote(meant, 120)}? Or fetch` : 'Fetch'} it on the node with \`pveam download\`, and add it to its "templates" in phoenix.json.`,
          at: { resource, path },
          also: input.inSettings('nodes', view.node, 'templates'),
        };
      }
    }
  },
};
