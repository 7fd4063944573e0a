/** Names of aliases, IP sets and security groups that rules of a file use, and where they stand. */
import { pointer, type Pointer } from '../../json.ts';
import { parseRule } from './rule-text.ts';
import type { FirewallSpec } from './spec.ts';

export interface UsedName {
  /** The key of the file that has such. */
  readonly is: 'aliases' | 'ipsets' | 'groups';
  readonly name: string;
  readonly path: Pointer;
}

const NAME = /^(\+?)(?:dc\/|guest\/)?([A-Za-z][\w-]+)$/;

function inRule(line: string, path: Pointer): UsedName[] {
  const rule = parseRule(line);
  if (!rule) return [];
  if (rule.type === 'group') {
    return [{ is: 'groups', name: rule.action.toLowerCase(), path: `${path}/action` }];
  }
  return (['source', 'dest'] as const).flatMap((key): UsedName[] => {
    const [, plus, name] = NAME.exec(rule[key] ?? '') ?? [];
    if (name === undefined) return [];
    return [{ is: plus ? 'ipsets' : 'aliases', name: name.toLowerCase(), path: `${path}/${key}` }];
  });
}

export function namesIn({ rules = [], groups, ipsets }: FirewallSpec): UsedName[] {
  return [
    ...rules.flatMap((line, i) => inRule(line, pointer('rules', i))),
    ...Object.entries(groups).flatMap(([name, group]) =>
      group.rules.flatMap((line, i) => inRule(line, pointer('groups', name, 'rules', i))),
    ),
    ...Object.entries(ipsets).flatMap(([set, { entries }]) =>
      Object.keys(entries).flatMap((key): UsedName[] => {
        const [, plus, name] = NAME.exec(key) ?? [];
        if (name === undefined || plus) return [];
        return [{ is: 'aliases', name: name.toLowerCase(), path: pointer('ipsets', set, 'entries', key) }];
      }),
    ),
  ];
}
