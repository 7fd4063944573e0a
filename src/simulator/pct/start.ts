/** `pct start`, `stop`, `shutdown`, `reboot`: tasks that hold the guest's lock; requests only, for guests of HA. */
import { checkLock, type Draft, loadConf, withGuestLock } from '../conf-store.ts';
import { die } from '../failure.ts';
import { isRunning } from '../guests.ts';
import { isManaged, requestState } from '../ha.ts';
import type { Command, Session, StopOrder } from '../session.ts';
import { runTask, type Task } from '../tasks.ts';
import { checkQuotas, isTemplate, startGuest, stopGuest } from './power.ts';

/** A guest that is mounted by `pct mount` may be started and stopped. */
function checkLockButMounted(draft: Draft, skip: boolean): void {
  if (!skip && draft.options.get('lock') !== 'mounted') checkLock(draft);
}

function requestHa(session: Session, vmid: number, verb: 'start' | 'stop'): void {
  runTask(session, `ha${verb}`, String(vmid), () => {
    session.print(`Requesting HA ${verb} for CT ${vmid}\n`);
    requestState(session.host, vmid, verb === 'start' ? 'started' : 'stopped');
  });
}

function runLocked(session: Session, type: string, vmid: number, body: (task: Task) => void): void {
  runTask(session, type, String(vmid), (task) => withGuestLock(session, vmid, () => body(task)));
}

export const pctStart: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  if (isRunning(session.host, vmid)) die(`CT ${vmid} already running`);
  if (isManaged(session.host, vmid)) return requestHa(session, vmid, 'start');
  return runLocked(session, 'vzstart', vmid, (task) => {
    const draft = loadConf(session, vmid);
    if (isTemplate(draft)) die("you can't start a CT if it's a template");
    checkLockButMounted(draft, values.get('skiplock') === '1');
    checkQuotas(draft);
    startGuest(session, vmid, task);
  });
};

export const pctStop: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  if (!isRunning(session.host, vmid)) die(`CT ${vmid} not running`);
  if (isManaged(session.host, vmid)) return requestHa(session, vmid, 'stop');
  return runLocked(session, 'vzstop', vmid, () => {
    checkLockButMounted(loadConf(session, vmid), values.get('skiplock') === '1');
    stopGuest(session, vmid);
  });
};

/** Proxmox waits a minute when it is not told (PVE 9.2). */
const shutdownOrder = (values: ReadonlyMap<string, string>, force: boolean): StopOrder => ({
  how: 'shutdown',
  seconds: Number(values.get('timeout') ?? 60),
  force,
});

export const pctShutdown: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  if (!isRunning(session.host, vmid)) die(`CT ${vmid} not running`);
  if (isManaged(session.host, vmid)) return requestHa(session, vmid, 'stop');
  return runLocked(session, 'vzshutdown', vmid, () => {
    checkLock(loadConf(session, vmid));
    stopGuest(session, vmid, shutdownOrder(values, values.get('forceStop') === '1'));
  });
};

/** Proxmox says `VM` here, and asks neither for locks nor for HA (PVE 9.2). */
export const pctReboot: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  if (!isRunning(session.host, vmid)) die(`VM ${vmid} not running`);
  return runLocked(session, 'vzreboot', vmid, (task) => {
    stopGuest(session, vmid, shutdownOrder(values, false));
    startGuest(session, vmid, task);
  });
};
