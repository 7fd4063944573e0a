import { quote } from '../config/quote.ts';
import type { Breach, Rule } from './rule.ts';

export const backupOnOneNode: Rule = {
  id: 'PHX885',
  severity: 'warning',
  title: 'Backups lie on the disk of the node that they are of',
  why: 'In an estate of several nodes, a backup on a storage that each node has for itself is lost with its node, and cannot be restored on another one: just when it is needed. A storage that they share, such as NFS or a backup server, holds it for all.',
  example: {
    wrong: '"backup": { "storage": "local" }, and "local": { "type": "dir" } of two nodes',
    right: '"backup": { "storage": "backups" }, and "backups": { "type": "nfs", "shared": true } of both',
  },
  *check(input): Iterable<Breach> {
    const { estate, guests } = input;
    const { nodes, policies } = estate.settings;
    const storage = policies.backup?.storage;
    if (storage === undefined || Object.keys(nodes).length < 2) return;
    const used = new Set(guests.map(({ view }) => view.node));
    const [own] = Object.entries(nodes).flatMap(([node, { storages }]) => {
      const entry = Object.hasOwn(storages, storage) ? storages[storage] : undefined;
      const isOwn = entry && !entry.shared && ['dir', 'btrfs'].includes(entry.type);
      return isOwn && used.has(node) ? [node] : [];
    });
    if (own === undefined) return;
    yield {
      message: `backups of guests on ${own} go to ${quote(storage)}, which is on ${own} itself`,
      hint: 'Name a storage that the nodes share, and let it say "shared": true.',
      at: input.inSettings('policies', 'backup', 'storage'),
      also: input.inSettings('nodes', own, 'storages', storage),
    };
  },
};
