/** What stays as it is on the node because no file names it. */
import { pointer } from '../../../json.ts';
import type { Left } from '../../importable.ts';
import type { GuestLive } from '../../guest/live.ts';
import { LXC_KEYS } from '../schema.ts';

/** Proxmox's own notes of a guest, which say nothing of what it is. */
const NOTES: ReadonlySet<string> = new Set(['parent', 'snaptime', 'digest']);

const ONLY_AT_CREATION = 'only creation sets it';

function whyOf(key: string): string | null {
  if (NOTES.has(key)) return null;
  if (key === 'arch' || key === 'ostype') return ONLY_AT_CREATION;
  if (/^unused\d+$/.test(key)) return 'a volume that nothing uses';
  if (LXC_KEYS.includes(key) || /^(?:mp|dev)\d+$/.test(key) || key === 'features') return null;
  return 'Phoenix does not know it';
}

/**
 * Keys of the conf file that no file can name, and snapshots, which are whoever's took them.
 * @param isManaged by Proxmox's HA, which has a file of its own
 */
export function unnamed({ conf }: Pick<GuestLive, 'conf'>, isManaged: boolean): readonly Left[] {
  const keys = [...conf.options.keys()].flatMap((key): Left[] => {
    const why = whyOf(key);
    return why === null
      ? []
      : [{ path: pointer(key), why, ...(why === ONLY_AT_CREATION && { isUsual: true as const }) }];
  });
  const snapshots = [...conf.snapshots.keys()].map((name) => ({
    path: pointer('snapshots', name),
    why: 'a snapshot is not asked for by having it; name it under "snapshots" if it shall exist',
  }));
  const ha = isManaged
    ? [{ path: '/ha', why: 'HA manages it, and stays as it is: Phoenix has no word for it yet' }]
    : [];
  return [...keys, ...snapshots, ...ha];
}
