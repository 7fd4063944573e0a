import { isBelow, plainFolder, systemFolderAt } from './facts/node-folders.ts';
import type { Breach, Rule } from './rule.ts';

export const bindRoots: Rule = {
  id: 'PHX526',
  severity: 'error',
  title: 'A bind gives guests a folder that is not for them',
  why: 'What a guest writes to a bind is written to the node: with /etc, /root or a folder of programs it can make itself root there, and with those of Proxmox it can break all other guests. "policies.bindRoots" of phoenix.json names the folders below which binds may lie; without it any may be bound but those of the system, and those that hold them.',
  example: {
    wrong: '"binds": { "certs": { "path": "/etc/ssl" } }',
    right: '"binds": { "certs": { "path": "/tank/certs" } }, or "bindRoots": ["/tank", "/etc/ssl"]',
  },
  *check(input): Iterable<Breach> {
    const { binds, policies } = input.estate.settings;
    const roots = policies.bindRoots?.map(plainFolder);
    for (const [name, { path }] of Object.entries(binds)) {
      // Such a path cannot be bound at all (PHX616).
      if (/\/\.\.?(?:\/|$)/.test(path)) continue;
      const folder = plainFolder(path);
      const at = input.inSettings('binds', name, 'path');
      if (roots) {
        if (roots.some((root) => isBelow(folder, root))) continue;
        yield {
          message: `the bind "${name}" lies outside of the folders that "bindRoots" allows`,
          hint: 'Move the files below one of them, or add a folder to "policies.bindRoots".',
          at,
          also: input.inSettings('policies', 'bindRoots'),
        };
        continue;
      }
      const own = systemFolderAt(folder);
      if (own === undefined) continue;
      const how = isBelow(folder, own)
        ? `lies in ${own}, which belongs to the node`
        : `holds ${own}, which belongs to the node`;
      yield {
        message: `the bind "${name}" ${how}`,
        hint: 'Bind a folder that is made for guests; if this one has to be, name it in "policies.bindRoots", with the folders of all other binds.',
        at,
      };
    }
  },
};
