/** What mkfs, qemu-img, rsync and tar print while a volume is filled, as far as Proxmox shows it. */
import { randomHex } from '../chance.ts';
import type { Host } from '../host.ts';

/** mke2fs keeps its superblock backups in groups 1 and the powers of 3, 5 and 7. */
function backups(groups: number): number[] {
  const kept = new Set([1]);
  for (const base of [3, 5, 7]) for (let group = base; group < groups; group *= base) kept.add(group);
  return [...kept].filter((group) => group < groups).sort((a, b) => a - b);
}

/** `mkfs.ext4`, of which Proxmox shows three lines. */
export function mkfsOutput(host: Host, bytes: number): string {
  // Below 512 MiB mke2fs takes small blocks and more inodes.
  const small = bytes < 512 * 1024 * 1024;
  const [block, ratio, first] = small ? [1024, 4096, 1] : [4096, 16384, 0];
  const blocks = Math.floor(bytes / block);
  const perGroup = block * 8;
  const groups = Math.ceil((blocks - first) / perGroup);
  const perGroupInodes = Math.floor(Math.ceil(bytes / ratio / groups) / 8) * 8;
  const places = backups(groups).map((group) => group * perGroup + first);
  const uuid = [8, 4, 4, 4, 12].map((length) => randomHex(host, length)).join('-');
  return [
    `Creating filesystem with ${blocks} ${block / 1024}k blocks and ${perGroupInodes * groups} inodes\n`,
    `Filesystem UUID: ${uuid}\n`,
    `Superblock backups stored on blocks: \n`,
    places.length > 0 ? `\t${places.join(', ')}\n` : '',
  ].join('');
}

export const qemuImgOutput = (path: string, bytes: number) =>
  `Formatting '${path}', fmt=raw size=${bytes} preallocation=off\n`;

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** rsync's summary of a full copy. */
export function rsyncOutput(bytes: number): string {
  const files = bytes === 0 ? 2 : 10_500;
  return [
    `\nNumber of files: ${grouped(files)}\n`,
    `Total file size: ${grouped(bytes)} bytes\n`,
    `Total transferred file size: ${grouped(bytes)} bytes\n`,
    `\nsent ${grouped(bytes)} bytes  received ${grouped(files * 15)} bytes\n`,
  ].join('');
}
