/**
 * What a killed command of ours left on a guest: a lock, half a snapshot, a volume or a size that the conf file does not
 * know. A lock is cleared only with proof that it is ours: the journal knows a command that takes this lock and did not
 * end, and no task works on the guest.
 */
import type { Intent } from '../../../node/port.ts';
import { cond } from '../conditions.ts';
import type { Grammar } from '../grammar.ts';
import type { GuestLive } from '../live.ts';
import { OWN_SNAPSHOT, ownSnapshot } from '../own-snapshot.ts';
import type { Act } from './act.ts';
import type { Work } from './row.ts';
import { dropAct } from './snapshots.ts';
import { tool, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';
import { finishRollbackAct } from './way-back.ts';

/** The beginning of the command that takes a lock. */
function commandOf(lock: string, vmid: number, program: Grammar['tool']): string | null {
  switch (lock) {
    case 'snapshot':
      return `${program} snapshot ${vmid}`;
    case 'snapshot-delete':
      return `${program} delsnapshot ${vmid}`;
    case 'rollback':
      return `${program} rollback ${vmid} ${OWN_SNAPSHOT}`;
    case 'backup':
      return `vzdump ${vmid}`;
    case 'migrate':
      return `${program} migrate ${vmid}`;
    case 'disk':
      return `${program} clone ${vmid}`;
    default:
      return null;
  }
}

/** Commands of this estate that were begun, anywhere in the cluster, and did not end. */
function open({ snapshot, mark }: Subject): Intent[] {
  const nodes = [...snapshot.nodes.values()].filter((facts) => facts.reachable);
  return nodes.flatMap(({ intents }) => intents).filter(({ estate }) => estate === mark.estate);
}

/**
 * UPID:node:pid:pstart:starttime:type:id:user: (PVE 9.2). A backup of several guests is one task that names none: the lock
 * may be its own.
 */
function isBusy({ snapshot, vmid }: Subject): boolean {
  const nodes = [...snapshot.nodes.values()].filter((facts) => facts.reachable);
  return nodes
    .flatMap(({ tasks }) => tasks)
    .some((upid) => {
      const [, , , , , type, id] = upid.split(':');
      return id === String(vmid) || (type === 'vzdump' && id === '');
    });
}

/** The command of ours that was killed while it held the lock; null when nobody can know. */
function killed(subject: Subject, lock: string): Intent | null {
  const command = commandOf(lock, subject.vmid, subject.dialect.tool);
  if (command === null || isBusy(subject)) return null;
  return open(subject).find(({ argv }) => `${argv.join(' ')} `.startsWith(`${command} `)) ?? null;
}

/** It may have made or grown a volume and not written it down: an allocation, or a resize. */
function mayHaveLost({ argv }: Intent, vmid: number): boolean {
  const [program, command, id] = argv;
  if ((program !== 'pct' && program !== 'qm') || id !== String(vmid)) return false;
  if (command === 'resize') return true;
  return command === 'set' && argv.some((word) => /^[^/:,]+:\d+(?:\.\d+)?(?:,|$)/.test(word));
}

function unlockAct(subject: Subject, lock: string, { at }: Intent): Act {
  const { vmid } = subject;
  return {
    verb: 'unlock',
    title: `clear the lock "${lock}" of a command that was killed on ${at}`,
    effect: 'config',
    do: tool(subject, 'unlock', vmid),
    guard: [cond(vmid, { is: 'locked', by: lock })],
    verify: [cond(vmid, { is: 'unlocked' })],
    locked: true,
    timeout: TIMEOUTS.unlock,
  };
}

function dropHalf(subject: Subject, name: string): Act {
  return {
    ...dropAct(subject, name, true),
    what: `half:${name}`,
    title: `delete the snapshot ${name}, which is half made`,
  };
}

/** Snapshots that were being made: of a backup, and of the command that was killed. */
function halfMade(live: GuestLive): string[] {
  return [...live.conf.snapshots]
    .filter(([name, { options }]) => options.get('snapstate') === 'prepare' || name === 'vzdump')
    .map(([name]) => name);
}

/** Volumes that no conf file names become `unusedN`, where people see them; sizes become what they are (PVE 9.2). */
function rescanAct(subject: Subject): Act {
  const { vmid } = subject;
  return {
    verb: 'rescan',
    title: 'look for volumes that a killed command left',
    effect: 'config',
    do: tool(subject, 'rescan', '--vmid', vmid),
    verify: [cond(vmid, { is: 'unlocked' })],
    timeout: TIMEOUTS.rescan,
  };
}

/** Our own snapshot: half of one is no way back, and nobody needs a whole one that is not kept. */
function dropOwn(subject: Subject, live: GuestLive, keeps: boolean): Act[] {
  const own = ownSnapshot(live);
  if (!own || (keeps && !own.half)) return [];
  return [{ ...dropAct(subject, OWN_SNAPSHOT, own.half), what: `left:${OWN_SNAPSHOT}` }];
}

/**
 * What comes before anything else; nothing where a lock may be somebody else's.
 * @param leftover what becomes of the snapshot of an apply that was cut off; `goes`: it goes with the guest
 */
export function recoverWork(subject: Subject, leftover: 'kept' | 'dropped' | 'goes'): Work[] {
  const { live, vmid } = subject;
  if (!live) return [];
  const intent = live.lock === null ? null : killed(subject, live.lock);
  if (live.lock !== null && !intent) return [];
  const lost = open(subject).some((one) => mayHaveLost(one, vmid));
  // Somebody deleted by hand what it was going back to: nobody can know what the disks hold.
  if (live.lock === 'rollback' && !live.goesBack && leftover !== 'goes') return [];
  const own = leftover === 'goes' ? [] : dropOwn(subject, live, leftover === 'kept');
  const half = intent ? halfMade(live).filter((name) => own.length === 0 || name !== OWN_SNAPSHOT) : [];
  const acts: Act[] = [
    ...(live.lock !== null && intent ? [unlockAct(subject, live.lock, intent)] : []),
    ...(live.goesBack && leftover !== 'goes' ? [finishRollbackAct(subject)] : []),
    ...half.map((name) => dropHalf(subject, name)),
    ...own,
    ...(lost ? [rescanAct(subject)] : []),
  ];
  return acts.map((act) => ({ act }));
}
