/**
 * `phoenix restore`: a guest from a backup. In its own VMID it takes the place of what is there, which is backed up first;
 * in a new one it is a copy that nobody can reach, until somebody says so.
 */
import { momentText } from '../config/units.ts';
import type { Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { readingOf } from '../kinds/guest/reading.ts';
import type { Backup } from '../node/backups.ts';
import type { GuestState, Snapshot } from '../node/port.ts';
import { operatorName } from '../sources/operator.ts';
import type { Console } from './console.ts';
import { backupsOf, backupStorage, meant, type Meant, ownMark, reachable } from './guest-backups.ts';
import { journaled } from './journaled.ts';
import {
  chooseBackup,
  type GuestType,
  loudCards,
  program,
  quietArgv,
  restoreArgv,
  typeOfBackup,
} from './restore-plan.ts';
import { type Session, withSession } from './run-apply.ts';
import { takeBackup } from './take-backup.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface RestoreOptions {
  readonly guest: string;
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly from?: string;
  readonly at?: string;
  readonly as?: number;
  readonly on?: string;
  /** Where backups are. */
  readonly backups?: string;
  /** For the volumes. */
  readonly storage?: string;
  /** Also a guest that runs, or is protected. */
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Milliseconds. */
const LIMIT = 12 * 60 * 60_000;
const SHORT = 5 * 60_000;

interface Work {
  readonly session: Session;
  readonly head: Estate;
  readonly options: RestoreOptions;
  readonly io: Console;
  readonly one: Meant;
  readonly node: string;
  readonly backups: string;
  readonly backup: Backup;
  readonly type: GuestType;
  readonly target: number;
}

const label = ({ one }: Work) => one.address ?? one.name;

async function step(work: Work, verb: string, argv: readonly string[], limit = SHORT): Promise<void> {
  const { session, head, node, target, io } = work;
  const address = label(work);
  const say = (line: string) => io.err(`${address}: ${line}`);
  const result = await journaled(
    session.cluster,
    { head, address, node, vmid: target, verb, limit, say },
    argv,
  );
  if (result.exit === 0) return;
  const why = result.stderr.trim().split('\n').at(-1) || `exit ${result.exit}`;
  throw new PhoenixError('STEP_FAILED', `${argv.slice(0, 2).join(' ')} failed: ${why}`);
}

/** Where it comes back: where it is, where it is asked for, where its file wants it. */
function placeOf(one: Meant, { on }: RestoreOptions, snapshot: Snapshot): string {
  const is = snapshot.guests.get(one.vmid)?.node;
  const [only, ...others] = [...snapshot.nodes.keys()];
  const place = on ?? is ?? one.node ?? (others.length === 0 ? only : undefined);
  if (place !== undefined) return reachable(place, snapshot);
  throw new PhoenixError('USAGE', `nobody says on which node ${one.name} is to be`, {
    hint: 'add --on NODE',
  });
}

/** What stands in the way of taking the place of a guest. */
function refuseReplacing(work: Work, state: GuestState): void {
  const { head, options, node, target } = work;
  const { file, running } = state;
  if (!file) return;
  if (ownMark(file, head) === null) {
    throw new PhoenixError('REFUSED', `the guest ${target} is not of this estate`, {
      hint: 'restore into another VMID: --as VMID',
    });
  }
  if (file.node !== node) {
    throw new PhoenixError('REFUSED', `the guest ${target} is on ${file.node}`, { hint: `leave out --on` });
  }
  if (options.force) return;
  const isProtected = readingOf(file).conf.options.get('protection') === '1';
  const why = running ? 'runs' : isProtected ? 'is protected' : null;
  if (why !== null) {
    throw new PhoenixError('REFUSED', `${label(work)} ${why}`, {
      hint: 'add --force: it is backed up, and then what is in it now is gone',
    });
  }
}

/** The storage of its root disk: without, Proxmox takes `local` for containers (PVE 9.2). */
function storageFor({ options, one, head, type }: Work, state: GuestState): string | null {
  if (options.storage !== undefined) return options.storage;
  if (type === 'qemu') return null;
  const root = state.file ? readingOf(state.file).conf.options.get('rootfs') : undefined;
  const { rootfs } = (head.resources.get(one.address ?? '')?.spec ?? {}) as {
    readonly rootfs?: { readonly storage?: string };
  };
  return root?.split(':')[0] ?? rootfs?.storage ?? null;
}

async function agreed({ options, io }: Work, question: string): Promise<boolean> {
  if (options.yes) return true;
  if (io.ask) return io.ask(question);
  throw new PhoenixError('REFUSED', 'nobody can be asked here, so nothing was restored', {
    hint: 'read what is said above and add --yes',
  });
}

/** Stops what is there and backs it up; where that fails, it is as it was. */
async function asideOf(work: Work, { running, file }: GuestState): Promise<Backup> {
  const { session, head, node, target, type, backups, io } = work;
  const address = label(work);
  const tool = program(type);
  try {
    if (running) {
      const gently = ['--timeout', '60', '--forceStop', '1'];
      await step(work, 'shutdown', [tool, 'shutdown', String(target), ...gently]);
    }
    const saved = await takeBackup(session.cluster, {
      head,
      address,
      node,
      vmid: target,
      storage: backups,
      mode: 'stop',
      notes: `${address} of ${head.settings.name}, before it was restored`,
      say: (line) => io.err(`${address}: ${line}`),
    });
    const isProtected = file && readingOf(file).conf.options.get('protection') === '1';
    if (isProtected) await step(work, 'unprotect', [tool, 'set', String(target), '--protection', '0']);
    return saved;
  } catch (error) {
    if (running) await step(work, 'start', [tool, 'start', String(target)]).catch(() => {});
    throw error;
  }
}

/** @returns what is to be told; null: somebody said no */
async function replace(work: Work): Promise<string[] | null> {
  const { session, head, node, target, type, backup, backups, io } = work;
  const port = session.cluster.node(node);
  const state = await port.guest(target);
  refuseReplacing(work, state);
  const from = `${backup.volid} of ${momentText(Date.parse(backup.at))}`;
  io.err(
    state.file
      ? `${label(work)} becomes ${from}. What is in it now is backed up to ${backups} first, and then gone.`
      : `${label(work)} is not there, and comes back as ${from}.`,
  );
  if (!(await agreed(work, `Restore ${label(work)} in ${target}?`))) return null;
  const saved = state.file ? await asideOf(work, state) : null;
  const storage = storageFor(work, state);
  const order = { type, vmid: target, volid: backup.volid, storage, replaces: state.file !== null };
  try {
    await step(work, 'restore', restoreArgv(order), LIMIT);
  } catch (error) {
    if (!(error instanceof PhoenixError) || saved === null) throw error;
    throw new PhoenixError('STEP_FAILED', error.message, {
      hint: `what was there before is in ${saved.volid}: restore that with --from`,
    });
  }
  const notes = saved === null ? [] : [`what was there before is ${saved.volid}`];
  const now = await port.guest(target);
  if (!now.file) throw new PhoenixError('STEP_FAILED', `the guest ${target} is not there after its restore`);
  if (state.running) await step(work, 'start', [program(type), 'start', String(target)]);
  const commit = ownMark(now.file, head)?.commit?.slice(0, 7);
  const is = commit === undefined ? 'its marker is as old as the backup' : `its marker says ${commit}`;
  return [...notes, `${is}: the next plan shows what has changed since, and an apply brings it forward`];
}

async function copy(work: Work, snapshot: Snapshot): Promise<string[] | null> {
  const { session, head, node, target, type, backup, one, io } = work;
  const port = session.cluster.node(node);
  const taken = snapshot.guests.get(target);
  const named = meant(String(target), head).address;
  if (taken) throw new PhoenixError('REFUSED', `the VMID ${target} is taken by a guest on ${taken.node}`);
  if (named !== null) throw new PhoenixError('REFUSED', `the VMID ${target} is that of ${named}`);
  io.err(
    `A copy of ${label(work)} as of ${momentText(Date.parse(backup.at))} becomes the guest ${target} on ${node}, stopped and with its network cards disconnected.`,
  );
  if (!(await agreed(work, `Make ${target} from ${backup.volid}?`))) return null;
  const state = await port.guest(one.vmid);
  const storage = storageFor(work, state);
  await step(
    work,
    'restore',
    restoreArgv({ type, vmid: target, volid: backup.volid, storage, replaces: false }),
    LIMIT,
  );
  const made = (await port.guest(target)).file;
  if (!made) throw new PhoenixError('STEP_FAILED', `the guest ${target} is not there after its restore`);
  await step(work, 'quiet', quietArgv(type, target, readingOf(made).conf));
  const now = (await port.guest(target)).file;
  const loud = now ? loudCards(readingOf(now).conf) : ['it'];
  if (loud.length > 0) {
    throw new PhoenixError('STEP_FAILED', `${loud.join(', ')} of ${target} is still connected`, {
      hint: `do not start it: ${program(type)} set ${target} --${loud[0]} …,link_down=1`,
    });
  }
  return [
    `its marker names ${one.vmid}: for Phoenix it is a copy, reported and never touched`,
    `connect it only where nobody else has its addresses; it does not start with its node`,
  ];
}

/** Exit code 0 when the guest is there. */
export async function restore(options: RestoreOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const head = sound(await workspace.toApply());
    const one = meant(options.guest, head);
    const backups = backupStorage(options.backups ?? options.from?.split(':')[0], head);
    const run = { head, node: options.node, owner: `restore by ${operatorName()}`, say: io.err };
    return await withSession(run, async (session) => {
      const snapshot = await session.cluster.snapshot();
      const node = placeOf(one, options, snapshot);
      const found = await backupsOf(session.cluster.node(node), backups, one.vmid);
      const backup = chooseBackup(found, options, one.name);
      const type = typeOfBackup(backup);
      if (type === null) throw new PhoenixError('REFUSED', `${backup.volid} is no backup of a guest`);
      const target = options.as ?? one.vmid;
      const work: Work = { session, head, options, io, one, node, backups, backup, type, target };
      const notes = await (target === one.vmid ? replace(work) : copy(work, snapshot));
      if (notes === null) {
        io.err('Nothing was restored.');
        return 1;
      }
      const from = backup.volid;
      const text = [
        `✓ ${label(work)}: ${target} on ${node} from ${from}`,
        ...notes.map((note) => `  ${note}`),
      ];
      io.out(
        options.json
          ? JSON.stringify({ v: 1, vmid: target, node, from, at: backup.at, notes })
          : text.join('\n'),
      );
      return 0;
    });
  } finally {
    workspace.close();
  }
}
