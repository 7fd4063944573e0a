/** Starting and stopping a guest: what each asks of its conf file, and the pending changes that each applies. */
import { FAMILIES, parsePropertyString } from '../../node/property-string.ts';
import { type Draft, loadConf, writeConf } from '../conf-store.ts';
import { applyPending } from '../config/apply.ts';
import { nestingWarning } from '../config/guest-os.ts';
import { checkLxcConfig } from '../config/lxc-config.ts';
import { parseMount } from '../config/mounts.ts';
import { hostPathExists } from '../facts.ts';
import { die } from '../failure.ts';
import { runningState, setRunning } from '../guests.ts';
import { hasQuorum } from '../power.ts';
import type { GuestOptions, Session, StopOrder } from '../session.ts';
import { cardStarts } from '../sdn/cards.ts';
import { runHook } from './hooks.ts';
import { availableStorage } from '../storage/storages.ts';
import { locate, volumeRecord } from '../storage/volumes.ts';
import type { Task } from '../tasks.ts';
import { volumeKeys } from '../volume-keys.ts';

const isSet = (draft: Draft, key: string) => (draft.options.get(key) ?? '0') !== '0';

const hasPending = ({ pending }: Draft) =>
  pending.options.size > 0 || pending.delete.length > 0 || pending.description !== null;

/** @throws Failure when a volume cannot be used. */
function activateVolumes(session: Session, draft: Draft): void {
  for (const key of volumeKeys(draft.options)) {
    const mount = parseMount(key, draft.options.get(key) ?? '');
    if (mount.type !== 'volume') continue;
    const { id } = locate(session.host, mount.volume);
    availableStorage(session, id.storage);
    if (!volumeRecord(session.host, id)) die(`volume '${mount.volume}' does not exist`);
  }
}

/** What a runtime of real guests is told of one. */
export const guestOptions = (vmid: number, { options, raw }: Draft): GuestOptions => ({ vmid, options, raw });

/** Does LXC get the guest up? Mounts must be there, interfaces need names of their own, the CPU must run the system. */
function boots(session: Session, draft: Draft): boolean {
  const { options } = draft;
  for (const key of volumeKeys(options)) {
    const mount = parseMount(key, options.get(key) ?? '');
    if (mount.type === 'bind' && !hostPathExists(session.node, mount.volume)) return false;
    if (mount.type === 'device' && !session.node.devices.includes(mount.volume)) return false;
  }
  const nets = [...options].filter(([key]) => /^net\d+$/.test(key));
  const plugged = nets.map(([, value]) => parsePropertyString(FAMILIES.net, value));
  if (new Set(plugged.map((net) => net.get('name'))).size < plugged.length) return false;
  const limited = plugged.some((net) => Number(net.get('rate') ?? 0) > 0 && net.get('link_down') !== '1');
  if (limited && !session.node.policing) return false;
  return ['amd64', 'i386'].includes(options.get('arch') ?? 'amd64');
}

/**
 * Starts a guest whose lock the caller holds and has checked.
 * @throws Failure when it does not come up
 */
export function startGuest(session: Session, vmid: number, task: Task): void {
  let draft = loadConf(session, vmid);
  if (hasPending(draft)) {
    applyPending(session, vmid, draft, null);
    writeConf(session, vmid, draft);
    draft = loadConf(session, vmid);
  }
  checkLxcConfig(session, draft);
  activateVolumes(session, draft);
  session.at('start:activated');
  // The hook of Proxmox before a start asks for it, and tells nobody (PVE 9.2: lxc-pve-prestart-hook).
  if (!hasQuorum(session.host)) die(`startup for container '${vmid}' failed`);
  runHook(session, vmid, draft, 'pre-start');
  const hostname = draft.options.get('hostname') ?? '';
  for (const [key, value] of draft.options)
    if (/^net\d+$/.test(key)) cardStarts(session, { vmid, hostname }, value);
  if (!boots(session, draft)) die(`startup for container '${vmid}' failed`);
  const warning = nestingWarning(session, vmid, draft);
  if (warning !== null) task.warn(warning);
  const pid = 1000 + Math.trunc(session.host.random() * 4_000_000);
  session.runtime?.start?.(guestOptions(vmid, draft), (text) => task.warn(text));
  session.at('start:up');
  setRunning(session.host, vmid, { node: session.node.name, since: session.host.now(), pid });
  runHook(session, vmid, draft, 'post-start');
  session.at('start:running');
}

/** @throws Failure when quotas are asked of an unprivileged guest. */
export function checkQuotas(draft: Draft): void {
  if (!isSet(draft, 'unprivileged')) return;
  const asked = volumeKeys(draft.options).some((key) => {
    return parseMount(key, draft.options.get(key) ?? '').properties.get('quota') === '1';
  });
  if (asked) die('Quotas are not supported by unprivileged containers.');
}

export const isTemplate = (draft: Draft): boolean => draft.options.get('template') === '1';

/** Proxmox's hooks are processes of their own: what they say is in the system's log, not in the command's output. */
function unheard(session: Session, body: () => void): void {
  const { print, warn } = session;
  Object.assign(session, { print: () => {}, warn: () => {} });
  try {
    body();
  } finally {
    Object.assign(session, { print, warn });
  }
}

/**
 * Stops a guest; Proxmox's hook then applies what is pending, and writes the conf file in any case (PVE 9.2).
 * Does nothing when the guest does not run.
 * @throws Failure when it does not end by itself in time, and is not to be forced
 */
export function stopGuest(session: Session, vmid: number, order: StopOrder = { how: 'stop' }): void {
  if (!runningState(session.host, vmid)) return;
  runHook(session, vmid, loadConf(session, vmid), 'pre-stop');
  session.at('stop:signalled');
  session.runtime?.stop?.(vmid, order);
  setRunning(session.host, vmid, null);
  unheard(session, () => {
    const draft = loadConf(session, vmid);
    applyPending(session, vmid, draft, null);
    writeConf(session, vmid, draft);
  });
  session.at('stop:stopped');
}
