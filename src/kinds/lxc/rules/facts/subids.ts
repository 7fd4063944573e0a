/** What root of a node may map into guests, as /etc/subuid and /etc/subgid say and `nodes.N.subids` repeats. */
import type { NodeSettings } from '../../../../config/settings.ts';
import type { IdRange } from '../../id-map.ts';

type Subids = NonNullable<NodeSettings['subids']>;

/** What Debian gives to root, and Proxmox takes for every unprivileged guest. */
export const USUAL_SUBIDS: Subids = [[100_000, 65_536]];

/** Whether root may map a whole range; what he may map may stand in several that touch. */
export function mayMap({ host, count }: IdRange, subids: Subids): boolean {
  let at = host;
  for (const [first, many] of subids.toSorted(([a], [b]) => a - b)) {
    if (first <= at && at < first + many) at = first + many;
  }
  return at >= host + count;
}
