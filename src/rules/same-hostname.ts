import type { Resource } from '../config/model.ts';
import { quote } from '../config/quote.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Breach, Rule } from './rule.ts';

export const sameHostname: Rule = {
  id: 'PHX504',
  severity: 'warning',
  title: 'Two guests have the same hostname',
  why: 'Names in DNS and in the lists of Proxmox mean one or the other of them at random, and dashboards and backups mix them up.',
  example: { wrong: '"hostname": "web"   in two files', right: '"hostname": "web" and "hostname": "web-2"' },
  *check(input): Iterable<Breach> {
    const owners = new Map<string, Resource>();
    const named = new Map<Kind, boolean>();
    for (const resource of input.estate.resources.values()) {
      const kind = input.kindOf(resource);
      if (!kind) continue;
      // Kinds with a hostname say so by an output of that name; one question for each kind is enough.
      let has = named.get(kind);
      if (has === undefined) named.set(kind, (has = Object.hasOwn(kind.outputs(resource.spec), 'hostname')));
      const { hostname = resource.name } = resource.merged;
      if (!has || typeof hostname !== 'string') continue;
      const owner = owners.get(hostname.toLowerCase());
      if (!owner) {
        owners.set(hostname.toLowerCase(), resource);
        continue;
      }
      yield {
        message: `${resource.address} and ${owner.address} have the same hostname ${quote(hostname)}`,
        hint: 'Give one of them another "hostname", or rename its file.',
        at: { resource, path: '/hostname' },
        also: { resource: owner, path: '/hostname' },
      };
    }
  },
};
