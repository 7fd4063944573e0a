import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf } from './facts/containers.ts';

/** Linux takes 64 characters in all, names in DNS have 63 between their dots. */
const isTooLong = (name: string): boolean =>
  name.length > 64 || name.split('.').some((label) => label.length > 63);

export const longHostname: Rule = {
  id: 'PHX643',
  severity: 'error',
  title: 'A host name is longer than Linux takes',
  why: 'Proxmox takes names of any length, and the kernel those of at most 64 characters: the guest is made, and does not start. Between dots, no name in DNS has more than 63.',
  example: { wrong: 'a file name of 70 characters', right: '"hostname": "short"' },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const { hostname } = resource.spec;
      if (!isTooLong(hostname)) continue;
      yield {
        message: `the host name of ${resource.address} has ${hostname.length} characters`,
        hint: 'Write a "hostname" of at most 63.',
        at: { resource, path: '/hostname' },
      };
    }
  },
};
