/** What both ways to restore work with: a guest, one of its backups, and where it goes. */
import type { Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { readingOf } from '../kinds/guest/reading.ts';
import type { Backup } from '../node/backups.ts';
import type { GuestState } from '../node/port.ts';
import type { Console } from './console.ts';
import type { Meant } from './guest-backups.ts';
import { journaled } from './journaled.ts';
import type { GuestType } from './restore-plan.ts';
import type { Session } from './run-apply.ts';

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
export const RESTORE_LIMIT = 12 * 60 * 60_000;
const SHORT = 5 * 60_000;

export interface Work {
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

export const label = ({ one }: Work) => one.address ?? one.name;

/**
 * Before something begins that cannot be taken back.
 * @throws PhoenixError `REFUSED` after a signal, or when the lock of the estate was lost
 */
export function assertMayBegin({ session }: Work): void {
  const { signal, lock } = session;
  const why = lock.lost.aborted
    ? 'the lock of the estate was lost'
    : signal.aborted
      ? 'it was stopped'
      : null;
  if (why !== null) throw new PhoenixError('REFUSED', `${why}, so nothing was restored`);
}

export async function step(work: Work, verb: string, argv: readonly string[], limit = SHORT): Promise<void> {
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

/** The storage of its root disk: without, Proxmox takes `local` for containers (PVE 9.2). */
export function storageFor({ options, one, head, type }: Work, state: GuestState): string | null {
  if (options.storage !== undefined) return options.storage;
  if (type === 'qemu') return null;
  const root = state.file ? readingOf(state.file).conf.options.get('rootfs') : undefined;
  const { rootfs } = (head.resources.get(one.address ?? '')?.spec ?? {}) as {
    readonly rootfs?: { readonly storage?: string };
  };
  return root?.split(':')[0] ?? rootfs?.storage ?? null;
}

export async function agreed({ options, io, session }: Work, question: string): Promise<boolean> {
  if (options.yes) return true;
  if (io.ask) return io.ask(question, session.signal);
  throw new PhoenixError('REFUSED', 'nobody can be asked here, so nothing was restored', {
    hint: 'read what is said above and add --yes',
  });
}
