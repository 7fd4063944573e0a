import { isBelow, plainFolder, systemFolderAt } from '../../../rules/facts/node-folders.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { containersOf, rawLines } from './facts/containers.ts';

/** `/tank/x srv/x none rbind,ro 0 0`: what is mounted by itself, or a file system of the kernel, is another matter. */
const BOUND = /^(\/\S*)\s+\S+\s+\S+\s+(\S*\br?bind\b\S*)/;
const OF_THE_KERNEL = /^\/(?:dev|proc|sys)(?:\/|$)/;
const READ_ONLY = /(?:^|,)ro(?:,|$)/;

export const rawFolders: Rule = {
  id: 'PHX648',
  severity: 'warning',
  title: 'A raw line gives a guest a folder that is not for it',
  why: 'A raw "lxc.mount.entry" binds a folder of the node past "binds" of phoenix.json, so that neither "policies.bindRoots" nor a reviewer of that file sees it. What a guest writes there is written to the node. Without "bindRoots", only folders of the system that can be written to are found.',
  example: {
    wrong: '"raw": { "lxc.mount.entry": "/root/keys keys none bind,create=dir" }',
    right: '"binds": { "keys": { "path": "/tank/keys" } }, and "mounts": { "/keys": "bind:keys" }',
  },
  *check({ estate }): Iterable<Breach> {
    const roots = estate.settings.policies.bindRoots?.map(plainFolder);
    for (const resource of containersOf(estate)) {
      for (const { value, path } of rawLines(resource, 'lxc.mount.entry')) {
        const [, source = '', options = ''] = BOUND.exec(value) ?? [];
        if (source === '' || OF_THE_KERNEL.test(source)) continue;
        const folder = plainFolder(source);
        const own = systemFolderAt(folder);
        const isWrong = roots
          ? !roots.some((root) => isBelow(folder, root))
          : own !== undefined && !READ_ONLY.test(options);
        if (!isWrong) continue;
        const why = roots ? 'lies outside of the folders that "bindRoots" allows' : 'belongs to the node';
        yield {
          message: `${resource.address} gets ${source} of the node by a raw line, which ${why}`,
          hint: 'Write a folder for guests under "binds" of phoenix.json and under "mounts" here, or suppress this with the reason.',
          at: { resource, path },
        };
      }
    }
  },
};
