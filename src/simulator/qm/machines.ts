/**
 * Where virtual machines stand on the simulated cluster: conf files, pid files, locks, and what is known of one that
 * runs (/.sim/machines/VMID). A pid file is on the machine's node alone.
 */
import { die } from '../failure.ts';
import type { Host } from '../host.ts';
import { ownPath } from '../own-files.ts';
import type { Session } from '../session.ts';
import { vmOf, vmText, type VmDraft } from './conf.ts';

const machineFolder = (node: string) => `/etc/pve/nodes/${node}/qemu-server`;
export const vmConfPath = (node: string, vmid: number) => `${machineFolder(node)}/${vmid}.conf`;
const pidPath = (node: string, vmid: number) => ownPath(node, `/run/qemu-server/${vmid}.pid`);
/** PVE::QemuConfig's flock of one machine. */
export const vmLockPath = (vmid: number) => `/run/lock/qemu-server/lock-${vmid}.conf`;

/** VMIDs of the machines whose conf files stand in the node's folder, ascending. */
export function machinesOf(host: Host, node: string): number[] {
  return host
    .list(machineFolder(node))
    .flatMap((name) => /^([1-9]\d*)\.conf$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** What QEMU was started with, and since when. */
export interface RunningMachine {
  readonly node: string;
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly paused?: boolean;
  /** The agent's device was there at the start: a later `--agent 1` needs another one. */
  readonly agent: boolean;
  /** Bytes of memory at the start. */
  readonly memory: number;
}

const statePath = (vmid: number) => `/.sim/machines/${vmid}`;

/** Null when the machine is stopped. */
export function machineState(host: Host, vmid: number): RunningMachine | null {
  const text = host.read(statePath(vmid));
  if (text === null) return null;
  const state = JSON.parse(text) as RunningMachine;
  return host.read(pidPath(state.node, vmid)) === null ? null : state;
}

export const isMachineRunning = (host: Host, vmid: number): boolean => machineState(host, vmid) !== null;

export function setMachine(host: Host, vmid: number, state: RunningMachine | null): void {
  const before = machineState(host, vmid);
  if (before) host.remove(pidPath(before.node, vmid));
  if (!state) {
    host.remove(statePath(vmid));
    return;
  }
  host.write(statePath(vmid), `${JSON.stringify(state)}\n`);
  host.write(pidPath(state.node, vmid), `${state.pid}\n`);
}

/** @throws Failure when the node has no such machine */
export function loadVm(session: Session, vmid: number, node = session.node.name): VmDraft {
  const text = session.host.read(vmConfPath(node, vmid));
  if (text === null) die(`Configuration file 'nodes/${node}/qemu-server/${vmid}.conf' does not exist`, 2);
  return vmOf(text, vmid, (warning) => session.warn(warning), session.node.pve);
}

export function writeVm(session: Session, vmid: number, draft: VmDraft): void {
  session.host.write(vmConfPath(session.node.name, vmid), vmText(draft));
}

/** Holds Proxmox's flock of the machine: another command waits for up to `seconds`. */
export function withVmLock<T>(session: Session, vmid: number, body: () => T, seconds = 10): T {
  return session.host.withLock(vmLockPath(vmid), seconds, body, (event) =>
    session.warn(event === 'waiting' ? 'trying to acquire lock...\n' : ' OK\n'),
  );
}

/** @throws Failure when the conf file says that a long operation is under way */
export function checkVmLock({ options }: VmDraft): void {
  const lock = options.get('lock');
  if (lock) die(`VM is locked (${lock})`);
}

export const isVmTemplate = ({ options }: VmDraft): boolean => options.get('template') === '1';

/** @throws Failure when the machine is protected */
export function assertVmUnprotected(session: Session, { options }: VmDraft, what: string): void {
  if (session.node.quirks.protection && options.get('protection') === '1') {
    die(`${what} - protection mode enabled`);
  }
}

/** @throws Failure when the file is not the one that the caller has read */
export function assertVmDigest(session: Session, draft: VmDraft, given: string | undefined): void {
  if (given !== undefined && given !== '' && session.node.quirks.digest && given !== draft.digest) {
    die('checksum mismatch (file change by other user?)');
  }
}

/** Takes a lock in the conf file off; any when none is named. @throws Failure when there is none, or another */
export function removeVmLock(session: Session, vmid: number, lock?: string): void {
  withVmLock(session, vmid, () => {
    const draft = loadVm(session, vmid);
    const found = draft.options.get('lock');
    if (!found) die(`no lock found trying to remove ${lock === undefined ? 'any' : `'${lock}' `} lock`);
    if (lock !== undefined && found !== lock) die(`found lock '${found}' trying to remove '${lock}' lock`);
    draft.options.delete('lock');
    writeVm(session, vmid, draft);
  });
}
