/** `qm set`: changes the options of a machine (update_vm_api, qemu-server 9.2). On the command line it waits for its end. */
import { clampCpuUnits } from '../pct/set.ts';
import { badParameter, die, ParameterFailure } from '../failure.ts';
import { splitList } from '../formats.ts';
import { confSchema } from '../schema.ts';
import type { Command, Session } from '../session.ts';
import { locate, volumeRecord } from '../storage/volumes.ts';
import { applyVmPending } from './apply.ts';
import type { VmDraft } from './conf.ts';
import { hotplugVm } from './hotplug.ts';
import { uuid, withMac } from './identity.ts';
import { assertVmDigest, checkVmLock, isMachineRunning, loadVm, withVmLock, writeVm } from './machines.ts';
import { checkDrives } from './make-disks.ts';
import { cleanupVmPending } from './pending.ts';
import { queueChange, queueDeletion, type Updating, type VmChange } from './queue.ts';

/** The program takes a file with keys, the API the keys themselves. @throws Failure for a file that is not there */
export function readKeysFile(session: Session, options: Map<string, string>): void {
  const path = options.get('sshkeys');
  if (path === undefined || !session.command.startsWith('qm ')) return;
  const text =
    (path === '/dev/stdin' ? session.stdin : session.host.read(path)) ??
    session.runtime?.readFile?.(path) ??
    null;
  if (text === null) die(`can't open '${path}' - No such file or directory`, 2);
  options.set('sshkeys', encodeURIComponent(text));
}

/** @throws ParameterFailure for a script that is no snippet, or not there */
export function checkVmHook(session: Session, volid: string): void {
  const { id, storage, type, name } = locate(session.host, volid);
  if (name.kind !== 'snippets') badParameter('hookscript', `'${volid}' is not in the snippets directory\n`);
  const path = type.path(storage, name);
  if (!volumeRecord(session.host, id) && session.host.read(path) === null) {
    badParameter('hookscript', `script '${volid}' does not exist\n`);
  }
}

/** @throws ParameterFailure for names that are no options, or stand twice */
function checkNames(session: Session, change: VmChange): void {
  const schema = confSchema(session.node.pve, 'qemu');
  for (const key of change.revert) {
    if (!schema.has(key)) badParameter('revert', `unknown option '${key}'`);
    if (change.set.has(key)) {
      badParameter('delete', `you can't use '-${key}' and -revert ${key}' at the same time`);
    }
  }
  for (const key of change.delete) {
    if (change.set.has(key)) {
      badParameter('delete', `you can't use '-${key}' and -delete ${key}' at the same time`);
    }
    if (change.revert.includes(key)) {
      badParameter('revert', `you can't use '-delete ${key}' and -revert ${key}' at the same time`);
    }
    if (!schema.has(key)) badParameter('delete', `unknown option '${key}'`);
  }
}

function readChange(session: Session, given: Map<string, string>): VmChange {
  const list = (name: string) =>
    splitList(given.get(name) ?? '').map((key) => (key === 'cdrom' ? 'ide2' : key));
  const lists = { delete: list('delete'), revert: list('revert') };
  const force = given.get('force') === '1';
  for (const name of ['delete', 'revert', 'force', 'skiplock']) given.delete(name);
  const medium = given.get('cdrom');
  if (medium !== undefined) {
    if (given.has('ide2')) badParameter('cdrom', 'conflicts with option ide2');
    given.set('ide2', medium.includes('media=') ? medium : `${medium},media=cdrom`);
    given.delete('cdrom');
  }
  if (given.size === 0 && lists.delete.length === 0 && lists.revert.length === 0)
    die('no options specified', 2);
  const change: VmChange = { set: given, ...lists, force };
  checkNames(session, change);
  return change;
}

/** What holds for the values by themselves; some get their final form. @throws Failure */
function checkValues(session: Session, vmid: number, { set }: VmChange): void {
  readKeysFile(session, set);
  const units = set.get('cpuunits');
  if (units !== undefined) set.set('cpuunits', clampCpuUnits(session, units));
  checkDrives(session, set, null);
  const old = session.node.quirks.mac ? new Map<string, string>() : loadVm(session, vmid).options;
  for (const [key, value] of set) {
    if (/^net\d+$/.test(key)) set.set(key, withMac(session, value, old.get(key)));
    else if (key === 'vmgenid' && value === '1') set.set(key, uuid(session.host));
    else if (key === 'hookscript') checkVmHook(session, value);
  }
}

/** @throws Failure when more is given back than there is */
function checkBalloon({ options, pending }: VmDraft, set: ReadonlyMap<string, string>): void {
  if (!set.get('memory') && !set.has('balloon')) return;
  const memory = Number(set.get('memory') ?? pending.get('memory') ?? options.get('memory') ?? 512);
  const balloon = Number(set.get('balloon') ?? pending.get('balloon') ?? options.get('balloon') ?? 0);
  if (balloon > memory) die('balloon value too large (must be smaller than assigned memory)');
}

/** Changes a machine whose lock the caller holds. @throws Failure, ParameterFailure */
function updateVm(session: Session, vmid: number, draft: VmDraft, change: VmChange): void {
  const updating: Updating = { session, vmid, draft, change, selection: new Set() };
  for (const key of change.delete) {
    queueDeletion(updating, key);
    writeVm(session, vmid, draft);
  }
  for (const key of [...change.set.keys()].sort()) {
    queueChange(updating, key, change.set.get(key) ?? '');
    writeVm(session, vmid, draft);
  }
  cleanupVmPending(draft);
  writeVm(session, vmid, draft);
  session.at('set:queued');
  if (draft.pending.size === 0) return;
  const failures =
    isMachineRunning(session.host, vmid) && session.node.quirks.pending
      ? hotplugVm(session, vmid, draft, updating.selection)
      : applyVmPending(session, vmid, draft);
  if (failures.size > 0) throw new ParameterFailure(failures);
}

/** What was current comes back for what waits; what only waits goes. */
function revertInto(draft: VmDraft, change: VmChange): void {
  for (const key of change.revert) {
    const current = draft.options.get(key);
    if (current !== undefined) change.set.set(key, current);
    else if (draft.pending.has(key)) change.delete.push(key);
  }
}

export const qmSet: Command = (session, { values }) => {
  const given = new Map(values);
  const vmid = Number(given.get('vmid'));
  const digest = given.get('digest');
  for (const name of ['vmid', 'digest', 'node', 'background_delay', 'import-working-storage'])
    given.delete(name);
  const shown = [...given.keys()]
    .sort()
    .flatMap((key) => [`-${key}`, key === 'cipassword' ? '<hidden>' : (given.get(key) ?? '')]);
  const change = readChange(session, given);
  checkValues(session, vmid, change);
  const check = () => {
    const draft = loadVm(session, vmid);
    assertVmDigest(session, draft, digest);
    checkVmLock(draft);
    checkBalloon(draft, change.set);
    return draft;
  };
  check();
  session.at('set:checked');
  withVmLock(session, vmid, () => {
    const draft = check();
    session.print(`update VM ${vmid}: ${shown.join(' ')}\n`);
    revertInto(draft, change);
    updateVm(session, vmid, draft, change);
  });
  session.at('set:written');
};
