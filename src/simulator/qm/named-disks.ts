/** The disks that a machine's conf file names, in any section, without reading it as a whole: for labs made of bare files. */
import { parseSize } from '../../node/property-string.ts';

export interface NamedDisk {
  readonly volid: string;
  /** Bytes, where the file tells. */
  readonly size: number | null;
  /** The snapshot that has it. */
  readonly snapshot: string | null;
}

const DISK = /^((?:ide|sata|scsi|virtio|unused)\d+|efidisk0|tpmstate0|vmstate): ([^,]+)(.*)$/;

export function disksNamedIn(text: string): NamedDisk[] {
  const disks: NamedDisk[] = [];
  let section: string | null = null;
  for (const line of text.split('\n')) {
    const heading = /^\[(.*)\]\s*$/.exec(line)?.[1];
    if (heading !== undefined) section = /^(?:pending|special:.*)$/i.test(heading) ? null : heading;
    const [, key = '', volid = '', rest = ''] = DISK.exec(line) ?? [];
    const isFile = /:(?:iso|import|snippets)\//.test(volid) || !volid.includes(':');
    if (key === '' || isFile) continue;
    const snapshot = key.startsWith('unused') || key === 'vmstate' ? null : section;
    disks.push({ volid, size: parseSize(/(?:^|,)size=([^,]+)/.exec(rest)?.[1] ?? ''), snapshot });
  }
  return disks;
}
