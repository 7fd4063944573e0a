import type { Breach, Rule } from './rule.ts';

export const vmidRange: Rule = {
  id: 'PHX502',
  severity: 'error',
  title: 'A VMID is outside the range of the estate',
  why: 'The range "vmids" in phoenix.json keeps the guests of this estate apart from others on the cluster; one outside of it may meet a guest that somebody else makes.',
  example: { wrong: '"vmids": [900, 999], and "vmid": 100 of a guest', right: '"vmid": 901' },
  *check(input): Iterable<Breach> {
    const range = input.estate.settings.vmids;
    if (!range) return;
    for (const resource of input.estate.resources.values()) {
      const id = input.kindOf(resource)?.id(resource.spec) ?? '';
      const vmid = id.startsWith('vmid:') ? Number(id.slice('vmid:'.length)) : null;
      if (vmid === null || (vmid >= range[0] && vmid <= range[1])) continue;
      yield {
        message: `the VMID ${vmid} is outside the range of this estate`,
        hint: `Take one from ${range[0]} to ${range[1]}, or widen "vmids" in phoenix.json.`,
        at: { resource, path: '/vmid' },
      };
    }
  },
};
