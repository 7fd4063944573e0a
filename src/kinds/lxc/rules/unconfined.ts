import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf, rawLines } from './facts/containers.ts';

export const unconfined: Rule = {
  id: 'PHX639',
  severity: 'warning',
  title: 'AppArmor is turned off for a container',
  why: 'Without a profile nothing keeps the guest from mounting, from writing below /proc and /sys, or from using what the next hole in the kernel offers. It is found in many recipes for Docker, which needs "nesting" and "keyctl" instead.',
  example: {
    wrong: '"raw": { "lxc.apparmor.profile": "unconfined" }',
    right: '"nesting": true, "keyctl": true',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      for (const { value, path } of rawLines(resource, 'lxc.apparmor.profile')) {
        if (value !== 'unconfined') continue;
        yield {
          message: 'the raw line turns AppArmor off',
          hint: 'Remove it: "nesting", "keyctl", "fuse" and "mountfs" allow what is needed. Or suppress this with the reason.',
          at: { resource, path },
        };
      }
    }
  },
};
