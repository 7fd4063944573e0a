/** `pct listsnapshot`: the tree of snapshots with the running state as its leaf. */
import { type Draft, loadConf } from '../conf-store.ts';
import type { Command, Session } from '../session.ts';

/** One snapshot, or `current`, as Proxmox's API lists it. */
export interface SnapshotEntry {
  readonly name: string;
  readonly parent: string | null;
  /** Seconds since 1970; null for `current`. */
  readonly snaptime: number | null;
  readonly description: string;
}

export function snapshotEntries(draft: Draft): SnapshotEntry[] {
  const snapshots = [...draft.snapshots].map(([name, { options, description }]) => ({
    name,
    parent: options.get('parent') ?? null,
    snaptime: Number(options.get('snaptime') ?? 0),
    description: description ?? '',
  }));
  snapshots.sort((a, b) => a.snaptime - b.snaptime);
  const parent = draft.options.get('parent') ?? null;
  return [...snapshots, { name: 'current', parent, snaptime: null, description: 'You are here!' }];
}

const two = (value: number) => String(value).padStart(2, '0');

/** Local time, as Perl's strftime does. */
export function localTime(seconds: number): string {
  const at = new Date(seconds * 1000);
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** Each below its parent, the oldest first. */
export function printSnapshotTree(session: Session, entries: readonly SnapshotEntry[]): void {
  const names = new Set(entries.map(({ name }) => name));
  const age = ({ snaptime }: SnapshotEntry) => snaptime ?? Number.POSITIVE_INFINITY;
  const show = (prefix: string, parent: string | null) => {
    const children = entries.filter((entry) =>
      parent === null ? entry.parent === null || !names.has(entry.parent) : entry.parent === parent,
    );
    for (const entry of children.sort((a, b) => age(a) - age(b))) {
      const time = entry.snaptime === null ? '' : localTime(entry.snaptime);
      const note = (entry.description || 'no-description').split('\n', 1)[0] ?? '';
      const name = entry.name.padEnd(Math.max(0, 30 - prefix.length));
      session.print(`${prefix} ${name} ${time.padEnd(23)} ${note}\n`);
      show(` ${prefix}`, entry.name);
    }
  };
  show('`->', null);
}

export const pctListsnapshot: Command = (session, { values }) =>
  printSnapshotTree(session, snapshotEntries(loadConf(session, Number(values.get('vmid')))));
