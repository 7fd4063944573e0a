import { type Json, pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf } from './facts/containers.ts';

export const normalisedTag: Rule = {
  id: 'PHX642',
  severity: 'notice',
  title: 'A tag is not written as Proxmox keeps it',
  why: 'Proxmox keeps tags in lower case, so that the one in its interface is another one than the one in the file, and a search for it finds nothing.',
  example: { wrong: '"tags": ["Web"]', right: '"tags": ["web"]' },
  *check({ estate }): Iterable<Breach> {
    for (const { contributions } of containersOf(estate)) {
      for (const { file, value } of contributions) {
        const { tags } = value;
        if (!Array.isArray(tags)) continue;
        for (const [index, tag] of (tags as readonly Json[]).entries()) {
          if (typeof tag !== 'string' || tag.startsWith('!') || tag === tag.toLowerCase()) continue;
          yield {
            message: `the tag "${tag}" becomes "${tag.toLowerCase()}"`,
            hint: `Write "${tag.toLowerCase()}".`,
            at: { file, path: pointer('tags', index) },
          };
        }
      }
    }
  },
};
