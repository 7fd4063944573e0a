/** `qm start`, `stop`, `shutdown`, `reboot`, `reset`, `suspend`, `resume`: tasks that hold the machine's lock (9.2). */
import { die } from '../failure.ts';
import { readResources, changeResources } from '../ha.ts';
import type { Command, Session } from '../session.ts';
import { runTask } from '../tasks.ts';
import {
  checkVmLock,
  isMachineRunning,
  isVmTemplate,
  loadVm,
  machineState,
  setMachine,
  vmConfPath,
  withVmLock,
  writeVm,
} from './machines.ts';
import { shutdownSeconds, startMachine, stopMachine, type VmStopOrder } from './power.ts';
import { allocateVmVolume } from './volumes.ts';

const vmidOf = (values: ReadonlyMap<string, string>) => Number(values.get('vmid'));

/** Is it the HA manager that starts and stops this machine? */
export function isHaVm(session: Session, vmid: number): boolean {
  const state = readResources(session.host).get(`vm:${vmid}`);
  return state !== undefined && state.get('state') !== 'ignored';
}

/** A request: the manager's state changes, the machine's when the manager acts. */
function requestHa(session: Session, vmid: number, verb: 'start' | 'stop'): void {
  runTask(session, `ha${verb}`, String(vmid), () => {
    session.print(`Requesting HA ${verb} for VM ${vmid}\n`);
    const sid = `vm:${vmid}`;
    const state = verb === 'start' ? 'started' : 'stopped';
    changeResources(session.host, (all) =>
      all.set(sid, new Map([...(all.get(sid) ?? []), ['state', state]])),
    );
  });
}

/** @throws Failure with the exit that the program has where the machine is not there */
function assertThere(session: Session, vmid: number, exit: number): void {
  const { host, node } = session;
  if (host.read(vmConfPath(node.name, vmid)) !== null) return;
  die(`Configuration file 'nodes/${node.name}/qemu-server/${vmid}.conf' does not exist`, exit);
}

const locked = (session: Session, type: string, vmid: number, body: () => void) =>
  runTask(session, type, String(vmid), () => withVmLock(session, vmid, body));

/** Starts a machine under its lock, with all checks. @throws Failure */
export function startChecked(session: Session, vmid: number, skiplock = false): void {
  const draft = loadVm(session, vmid);
  if (isVmTemplate(draft)) die("you can't start a vm if it's a template");
  const suspended = draft.options.get('lock') === 'suspended';
  if (!skiplock && !suspended) checkVmLock(draft);
  if (isMachineRunning(session.host, vmid)) die(`VM ${vmid} already running`);
  if (suspended) {
    session.print('Resuming suspended VM\n');
    for (const key of ['lock', 'vmstate', 'runningmachine', 'runningcpu']) draft.options.delete(key);
    writeVm(session, vmid, draft);
  }
  startMachine(session, vmid);
}

export const qmStart: Command = (session, { values }) => {
  const vmid = vmidOf(values);
  assertThere(session, vmid, 255);
  if (isHaVm(session, vmid)) return requestHa(session, vmid, 'start');
  locked(session, 'qmstart', vmid, () => startChecked(session, vmid, values.get('skiplock') === '1'));
};

function end(session: Session, type: string, vmid: number, order: () => VmStopOrder): void {
  if (isHaVm(session, vmid)) return requestHa(session, vmid, 'stop');
  locked(session, type, vmid, () => stopMachine(session, vmid, order()));
}

export const qmStop: Command = (session, { values }) => {
  const vmid = vmidOf(values);
  assertThere(session, vmid, 2);
  end(session, 'qmstop', vmid, () => ({
    within: null,
    force: true,
    skiplock: values.get('skiplock') === '1',
  }));
};

export const qmShutdown: Command = (session, { values }) => {
  const vmid = vmidOf(values);
  assertThere(session, vmid, 2);
  const force = values.get('forceStop') === '1';
  const paused = machineState(session.host, vmid)?.paused === true;
  if (paused && !force) die('VM is paused - cannot shutdown');
  if (paused) session.warn('VM is paused - stop instead of shutdown\n');
  end(session, 'qmshutdown', vmid, () => ({
    within: paused ? null : shutdownSeconds(loadVm(session, vmid), values.get('timeout')),
    force,
    skiplock: values.get('skiplock') === '1',
  }));
};

/** The event that QEMU ended starts it again: with what was pending. */
export const qmReboot: Command = (session, { values }) => {
  const vmid = vmidOf(values);
  assertThere(session, vmid, 2);
  if (machineState(session.host, vmid)?.paused) die('VM is paused - cannot shutdown');
  if (!isMachineRunning(session.host, vmid)) die(`VM ${vmid} not running`);
  locked(session, 'qmreboot', vmid, () => {
    const within = shutdownSeconds(loadVm(session, vmid), values.get('timeout'));
    stopMachine(session, vmid, { within, force: false });
    startMachine(session, vmid);
  });
};

/** Begins the guest anew in the same QEMU: what is pending stays. */
export const qmReset: Command = (session, { values }) => {
  const vmid = vmidOf(values);
  assertThere(session, vmid, 2);
  const state = machineState(session.host, vmid) ?? die(`VM ${vmid} not running`);
  locked(session, 'qmreset', vmid, () => {
    checkVmLock(loadVm(session, vmid));
    setMachine(session.host, vmid, { ...state, since: session.host.now() });
  });
};

/** Into memory, or with `--todisk` onto a storage: it then counts as stopped, with a lock until it is started. */
export const qmSuspend: Command = (session, { values }) => {
  const vmid = vmidOf(values);
  assertThere(session, vmid, 2);
  const state = machineState(session.host, vmid) ?? die(`VM ${vmid} not running`);
  const toDisk = values.get('todisk') === '1';
  if (!toDisk && values.has('statestorage')) die(`'statestorage' requires 'todisk'`);
  locked(session, toDisk ? 'qmsuspend' : 'qmpause', vmid, () => {
    const draft = loadVm(session, vmid);
    checkVmLock(draft);
    if (!toDisk) {
      setMachine(session.host, vmid, { ...state, paused: true });
      return;
    }
    const storage = values.get('statestorage') ?? draft.options.get('vmstatestorage') ?? 'local';
    const date = new Date(session.host.now()).toISOString().slice(0, 10);
    const name = `vm-${vmid}-state-suspend-${date}`;
    draft.options.set(
      'vmstate',
      allocateVmVolume(session, { storage, vmid, bytes: state.memory * 2, name, format: 'raw' }),
    );
    session.print('State saved, quitting\n');
    draft.options.set('lock', 'suspended');
    writeVm(session, vmid, draft);
    setMachine(session.host, vmid, null);
  });
};

export const qmResume: Command = (session, { values }) => {
  const vmid = vmidOf(values);
  assertThere(session, vmid, 2);
  const suspended = loadVm(session, vmid).options.get('lock') === 'suspended';
  if (suspended) {
    locked(session, 'qmstart', vmid, () => startChecked(session, vmid));
    return;
  }
  const state = machineState(session.host, vmid) ?? die(`VM ${vmid} not running`);
  locked(session, 'qmresume', vmid, () => {
    const { paused: _, ...running } = state;
    setMachine(session.host, vmid, running);
  });
};
