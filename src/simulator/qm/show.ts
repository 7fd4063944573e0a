/** `qm config`, `pending`, `list`, `status`, `listsnapshot`: what Proxmox tells of machines (qemu-server 9.2). */
import { encodeText } from '../../node/conf.ts';
import { parseSize } from '../../node/property-string.ts';
import { die, ParameterFailure } from '../failure.ts';
import { printSnapshotTree, type SnapshotEntry } from '../pct/listsnapshot.ts';
import type { Command, Session } from '../session.ts';
import type { VmDraft, VmSection } from './conf.ts';
import { driveKeys, isCdrom, parseDrive } from './drives.ts';
import { memoryBytes } from './hotplug.ts';
import { loadVm, machinesOf, machineState, vmConfPath } from './machines.ts';
import { vmOf } from './conf.ts';
import { deletionsOf, waiting } from './pending.ts';

const HIDDEN = '**********';

/** What the conf file says, what waits taken in unless `current`; passwords are hidden. */
export function shownConfig(draft: VmDraft, current: boolean): VmSection {
  const shown = new Map(draft.options);
  if (!current) {
    for (const key of waiting(draft)) shown.set(key, draft.pending.get(key) ?? '');
    for (const key of deletionsOf(draft).keys()) shown.delete(key);
  }
  if (shown.has('cipassword')) shown.set('cipassword', HIDDEN);
  return shown;
}

/** @throws Failure when there is no such snapshot */
export function snapshotOf(draft: VmDraft, name: string): VmSection {
  return draft.snapshots.get(name) ?? die(`snapshot '${name}' does not exist`);
}

export const qmConfig: Command = (session, { values }) => {
  const snapshot = values.get('snapshot');
  const current = values.get('current') === '1';
  if (snapshot !== undefined && current) {
    const reason = "cannot use 'snapshot' parameter with 'current'";
    throw new ParameterFailure(new Map(['snapshot', 'current'].map((name) => [name, reason])));
  }
  const draft = loadVm(session, Number(values.get('vmid')));
  const shown = snapshot === undefined ? shownConfig(draft, current) : snapshotOf(draft, snapshot);
  for (const key of [...shown.keys()].sort()) {
    const value = shown.get(key) ?? '';
    session.print(`${key}: ${key === 'description' ? encodeText(value) : value}\n`);
  }
};

export interface PendingEntry {
  readonly key: string;
  readonly value?: string;
  readonly pending?: string;
  /** 2: with its volume. */
  readonly delete?: 1 | 2;
}

export function pendingEntries(draft: VmDraft): PendingEntry[] {
  const deletions = deletionsOf(draft);
  const keys = [...new Set([...draft.options.keys(), ...waiting(draft)])].sort();
  return keys.map((key) => {
    const hide = (value: string) => (key === 'cipassword' ? HIDDEN : value);
    const [value, pending, gone] = [draft.options.get(key), draft.pending.get(key), deletions.get(key)];
    return {
      key,
      ...(value === undefined ? {} : { value: hide(value) }),
      ...(pending === undefined ? {} : { pending: hide(pending) }),
      ...(gone === undefined ? {} : { delete: gone.force ? (2 as const) : (1 as const) }),
    };
  });
}

/** As `pct pending` prints: what is, what will be, what goes. */
export function printPending(session: Session, entries: readonly PendingEntry[]): void {
  for (const { key, value, pending, delete: gone } of entries) {
    const shown = (text: string) => (key === 'description' ? encodeText(text) : text);
    if (value !== undefined) session.print(`${gone ? 'del' : 'cur'} ${key}: ${shown(value)}\n`);
    else if (gone) session.print(`del ${key}\n`);
    if (pending !== undefined && !gone) session.print(`new ${key}: ${shown(pending)}\n`);
  }
}

export const qmPending: Command = (session, { values }) =>
  printPending(session, pendingEntries(loadVm(session, Number(values.get('vmid')))));

export type VmStatus = Readonly<Record<string, number | string>>;

function bootDisk({ options }: VmDraft): number {
  const order = /order=([^,]*)/.exec(options.get('boot') ?? '')?.[1]?.split(';') ?? [];
  const drives = driveKeys(options).filter((key) => !/^(?:efidisk|tpmstate)/.test(key));
  const first = [...order, ...drives].find((key) => {
    const value = drives.includes(key) ? options.get(key) : undefined;
    return value !== undefined && !isCdrom(parseDrive(key, value));
  });
  if (first === undefined) return 0;
  return parseSize(parseDrive(first, options.get(first) ?? '').get('size') ?? '') ?? 0;
}

/** What is measured of a machine, and what its conf file gives it. */
export function vmStatus(session: Session, vmid: number, draft: VmDraft): VmStatus {
  const { options } = draft;
  const state = machineState(session.host, vmid);
  const cores = Number(options.get('sockets') ?? 1) * Number(options.get('cores') ?? 1);
  const [lock, tags, vcpus] = [options.get('lock'), options.get('tags'), options.get('vcpus')];
  const status = state ? 'running' : 'stopped';
  return {
    vmid,
    name: options.get('name') ?? `VM ${vmid}`,
    status,
    qmpstatus: state?.paused ? 'paused' : status,
    cpus: Number(vcpus ?? Math.min(cores, session.node.cores)),
    maxmem: memoryBytes(draft),
    maxdisk: bootDisk(draft),
    disk: 0,
    mem: state ? Math.floor(memoryBytes(draft) / 4) : 0,
    cpu: 0,
    diskread: 0,
    diskwrite: 0,
    netin: 0,
    netout: 0,
    uptime: state ? Math.max(0, Math.floor((session.host.now() - state.since) / 1000)) : 0,
    ...(state ? { pid: state.pid } : {}),
    ...(options.get('template') === '1' ? { template: 1 } : {}),
    ...(lock ? { lock } : {}),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** Every machine of the node, by VMID. */
export function vmStatuses(session: Session): VmStatus[] {
  const { host, node } = session;
  return machinesOf(host, node.name).map((vmid) =>
    vmStatus(session, vmid, vmOf(host.read(vmConfPath(node.name, vmid)) ?? '', vmid)),
  );
}

/** `%10s %-20s %-10s %-10s %12s %-10s`; nothing at all without machines. */
export const qmList: Command = (session) => {
  const machines = vmStatuses(session);
  if (machines.length === 0) return;
  const row = (vmid: string, name: string, status: string, mem: string, disk: string, pid: string) =>
    session.print(
      `${vmid.padStart(10)} ${name.padEnd(20)} ${status.padEnd(10)} ${mem.padEnd(10)} ${disk.padStart(12)} ${pid.padEnd(10)}\n`,
    );
  row('VMID', 'NAME', 'STATUS', 'MEM(MB)', 'BOOTDISK(GB)', 'PID');
  for (const { vmid, name, qmpstatus, maxmem, maxdisk, pid } of machines) {
    row(
      String(vmid),
      String(name),
      String(qmpstatus),
      String(Number(maxmem) / 1024 ** 2),
      (Number(maxdisk) / 1024 ** 3).toFixed(2),
      String(pid ?? 0),
    );
  }
};

export const qmStatus: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const status = vmStatus(session, vmid, loadVm(session, vmid));
  if (values.get('verbose') !== '1') return session.print(`status: ${status['qmpstatus'] ?? 'unknown'}\n`);
  for (const key of Object.keys(status).sort()) {
    if (key !== 'cpu') session.print(`${key}: ${status[key] ?? ''}\n`);
  }
};

export function vmSnapshots(draft: VmDraft): SnapshotEntry[] {
  const snapshots = [...draft.snapshots].map(([name, section]) => ({
    name,
    parent: section.get('parent') ?? null,
    snaptime: Number(section.get('snaptime') ?? 0),
    description: section.get('description') ?? '',
  }));
  snapshots.sort((a, b) => a.snaptime - b.snaptime);
  const parent = draft.options.get('parent') ?? null;
  return [...snapshots, { name: 'current', parent, snaptime: null, description: 'You are here!' }];
}

export const qmListsnapshot: Command = (session, { values }) =>
  printSnapshotTree(session, vmSnapshots(loadVm(session, Number(values.get('vmid')))));
