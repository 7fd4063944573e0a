/**
 * The snapshot that Phoenix takes before software changes. Its description keeps what the guest's own said then, the
 * marker included, since a rollback keeps the description (PVE 9.2); and it proves whose it is. Whether one is taken
 * stands in rollback.ts.
 */
import type { GuestConf } from '../../node/conf.ts';
import { formatConf } from '../../node/conf.ts';
import type { GuestFile } from '../../node/port.ts';
import type { Mark } from '../seen.ts';
import { type GuestLive, liveOf } from './live.ts';
import { parseMarker, STATE, stripMarker, writeMarker } from './marker.ts';

/** One name for all guests: there is one of them at most, and the first one stays. */
export const OWN_SNAPSHOT = 'phoenix-before';

const TITLE = 'Taken by Phoenix before a change; it goes when the change is done.';

export interface OwnSnapshot {
  /** What the marker said when it was taken. */
  readonly mark: Mark;
  /** And the user's part of the description. */
  readonly text: string;
  /** The guest ran before all that came after. */
  readonly ran: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Not taken to its end, or not deleted to its end. */
  readonly half: boolean;
}

/** The description of the snapshot. Its marker owes the state of a guest that ran: it is down while it goes back. */
export function snapshotText(text: string, mark: Mark, ran: boolean): string {
  const owed = [...(ran ? [STATE] : []), ...(mark.owed ?? [])];
  return `${TITLE}\n${writeMarker(text, { ...mark, owed })}`;
}

/** Ours, by the marker in it; null: there is none, or one of that name is somebody else's. */
export function ownSnapshot({ conf, vmid }: Pick<GuestLive, 'conf' | 'vmid'>): OwnSnapshot | null {
  const section = conf.snapshots.get(OWN_SNAPSHOT);
  const mark = parseMarker(section?.description ?? null);
  if (!section || mark?.id !== `vmid:${vmid}`) return null;
  const lines = stripMarker(section.description).split('\n');
  const owed = (mark.owed ?? []).filter((path) => path !== STATE);
  return {
    mark: { ...mark, owed },
    ran: mark.owed?.includes(STATE) ?? false,
    text: lines.slice(lines[0] === TITLE ? 1 : 0).join('\n'),
    at: Number(section.options.get('snaptime') ?? 0) * 1000,
    half: section.options.has('snapstate'),
  };
}

/** What a snapshot does not keep of a configuration, and a rollback not bring back (PVE 9.2). */
const LEFT_OUT =
  /^(?:snapstate|snaptime|parent|lock|vmstate|running(?:machine|cpu|nets-host-mtu)|unused\d+)$/;

const kept = (options: ReadonlyMap<string, string>) =>
  new Map([...options].filter(([option]) => !LEFT_OUT.test(option)));

/** Whether the guest's configuration is as that snapshot has it. */
export function isAsIn({ options, raw, pending, snapshots }: GuestConf, name: string): boolean {
  const section = snapshots.get(name);
  if (!section || pending) return false;
  const [now, then] = [kept(options), kept(section.options)];
  const lines = (all: GuestConf['raw']) => all.map(({ key, value }) => `${key}: ${value}`).join('\n');
  return (
    now.size === then.size &&
    [...then].every(([option, value]) => now.get(option) === value) &&
    lines(raw) === lines(section.raw)
  );
}

/** The guest as it is when a rollback that was cut off has been finished; a lock is still there. */
export function rolledBack(live: GuestLive, file: GuestFile): GuestLive {
  const { conf } = live;
  const section = conf.snapshots.get(OWN_SNAPSHOT);
  if (!section) return live;
  const stays = [...conf.options].filter(([option]) => /^(?:lock|unused\d+)$/.test(option));
  const options = new Map([...kept(section.options), ...stays, ['parent', OWN_SNAPSHOT] as const]);
  const text = formatConf({ ...conf, options, raw: section.raw, pending: null });
  return { ...liveOf(live.grammar, { ...file, text }, false, live.pool), goesBack: true };
}
