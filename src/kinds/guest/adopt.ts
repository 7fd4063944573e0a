/** Taking over a guest that exists: the change that says so, and what git alone can tell of it. */
import type { Resource } from '../../config/model.ts';
import type { Change, Diff } from '../change.ts';
import type { GuestLive } from './live.ts';
import { DESCRIPTION_LIMIT, stripMarker } from './marker.ts';
import type { GuestSpec } from './spec.ts';

type Wanted = Resource<GuestSpec>;

const MARKED = { path: '/adopt', slot: 'marker', before: null, after: true } as const;

/** Its marker and its tag are written. */
export function adoption({ conf }: GuestLive): Change {
  const isFull = stripMarker(conf.description).length > DESCRIPTION_LIMIT;
  return isFull
    ? { ...MARKED, effect: 'impossible', note: 'its Notes leave no room for the marker: shorten them' }
    : { ...MARKED, effect: 'config' };
}

/** Without a host nobody knows what differs: the worst is what an adoption does, which restarts nothing. */
function unseen(vmid: number): { change: Change; note: string } {
  return {
    change: { ...MARKED, effect: 'live' },
    note: `adopts ${vmid}: what differs from its file is known after a live plan, and is changed with it; nothing restarts for it`,
  };
}

export function adoptUnseen({ spec }: Wanted): Diff {
  const { change, note } = unseen(spec.vmid);
  return { action: 'adopt', changes: [change], notes: [note], downtime: 0 };
}

/** A file that stood in git before: whether its guest is ours, or one that had its VMID already, git cannot tell. */
export function alsoAdopting({ spec }: Wanted, diff: Diff): Diff {
  if (diff.action === 'replace') return diff;
  const { change, note } = unseen(spec.vmid);
  const action = diff.action === 'no-op' ? 'update' : diff.action;
  return {
    ...diff,
    action,
    changes: [change, ...diff.changes],
    notes: [...diff.notes, `${note}; where it is ours already, there is nothing to adopt`],
  };
}
