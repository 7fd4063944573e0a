/** The guests of one node, by the files in its folders. */
import type { Host } from '../host.ts';

export function guestsOf(host: Host, node: string): number[] {
  return ['lxc', 'qemu-server'].flatMap((folder) =>
    host
      .list(`/etc/pve/nodes/${node}/${folder}`)
      .flatMap((name) => /^(\d+)\.conf$/.exec(name)?.[1] ?? [])
      .map(Number),
  );
}
