/**
 * Retirement and the way back. A retired guest is shut down, does not start with its node, is protected, and keeps in
 * its marker what that overwrote.
 */
import type { Change } from '../../change.ts';
import type { Mark } from '../../seen.ts';
import { cond } from '../conditions.ts';
import { isFresh } from '../fresh-backup.ts';
import type { GuestLive } from '../live.ts';
import { RETIRED_TAG, splitTags, writeTags } from '../marker.ts';
import type { GuestSpec } from '../spec.ts';
import type { Act } from './act.ts';
import type { Edit } from './edit.ts';
import { owing } from './marks.ts';
import { shutdownAct } from './power.ts';
import type { Work } from './row.ts';
import { liveOf, run, storageLock, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

/** A backup, unless policy asks for none or a fresh one is there. Its log is all that tells, so that its exit decides. */
export function backupActs(subject: Subject, now: string): Act[] {
  const { vmid, settings, snapshot, node, before } = subject;
  const { backup } = settings.policies;
  if (!backup) return [];
  if (isFresh(snapshot.backups?.get(vmid), backup, now, before.retired)) return [];
  return [
    {
      verb: 'backup',
      title: `back up to ${backup.storage}`,
      effect: 'live',
      do: run('vzdump', vmid, '--storage', backup.storage, '--mode', backup.mode),
      verify: [],
      locks: [storageLock(node, backup.storage)],
      timeout: TIMEOUTS.backup,
    },
  ];
}

/** Options that a retirement overwrites, and what it writes. */
const OVERWRITTEN: Readonly<Record<string, string>> = { onboot: '0', protection: '1' };

function overwrite(live: GuestLive, option: string, value: string, field: string | null): Edit {
  return {
    slot: option,
    option,
    value,
    before: live.conf.options.get(option) ?? null,
    family: 'scalar',
    allocates: false,
    expects: [{ slot: option, key: null, value: field }],
    when: 'now',
    effect: 'config',
    title: option,
  };
}

function retiredMark(subject: Subject, live: GuestLive, now: string): Mark {
  const was = Object.keys(OVERWRITTEN).map(
    (option) => [`/${option}`, live.conf.options.get(option) ?? null] as const,
  );
  return { ...owing(subject.mark, []), retired: now, was: Object.fromEntries(was) };
}

export function retireWork(subject: Subject, now: string): Work[] {
  const live = liveOf(subject);
  const tags = splitTags(live.conf.options.get('tags') ?? '');
  const user = live.fields.find(({ slot }) => slot === 'tags')?.value ?? null;
  const edits = [
    ...Object.entries(OVERWRITTEN).map(([option, value]) => overwrite(live, option, value, value)),
    overwrite(live, 'tags', writeTags(tags, true), user),
  ];
  return [
    ...backupActs(subject, now).map((act) => ({ act })),
    ...(live.running ? [{ act: { ...shutdownAct(subject, 'retire', false), locks: [] } }] : []),
    {
      call: {
        what: 'retire',
        edits,
        mark: retiredMark(subject, live, now),
        running: false,
        title: `retire: no start with the node, protection, the tag ${RETIRED_TAG}`,
        verify: [cond(subject.vmid, { is: 'retired', until: now })],
      },
    },
  ];
}

/** What a revert brings back besides what git says: options that git never named. */
export function returnChanges(mark: Mark | null, want: GuestSpec): Change[] {
  if (mark?.retired === undefined) return [];
  return Object.keys(OVERWRITTEN)
    .filter((option) => !Object.hasOwn(want.options, option))
    .map((option) => ({
      path: `/${option}`,
      slot: option,
      before: OVERWRITTEN[option] ?? null,
      after: mark.was?.[`/${option}`] ?? null,
      effect: 'config',
    }));
}
