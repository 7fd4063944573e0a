/** `qm create`: checks, a conf file with `lock: create`, the disks, and the conf file as a whole (create_vm, 9.2). */
import { die, Failure, messageOf } from '../failure.ts';
import { clampCpuUnits } from '../pct/set.ts';
import { addToPool, requirePool } from '../pools.ts';
import { normaliseTags } from '../config/update.ts';
import type { Command, Session } from '../session.ts';
import { freeDisk } from '../storage/disks.ts';
import { runTask } from '../tasks.ts';
import { addVmToHa, reserve, splitParameters } from './begin.ts';
import { emptyVm } from './conf.ts';
import { driveKeys, isCdrom, parseDrive } from './drives.ts';
import { uuid, withMac, withNewUuid } from './identity.ts';
import { cardsMade } from './cards.ts';
import { loadVm, vmConfPath, withVmLock, writeVm } from './machines.ts';
import { checkDrives, makeDisks } from './make-disks.ts';
import { restoreMachine } from './restore.ts';
import { checkVmHook, readKeysFile } from './set.ts';
import { startChecked } from './start.ts';

/** The version of QEMU that comes with a release of Proxmox. */
const QEMU: Readonly<Record<string, string>> = { '9.2': '11.0.2', '8.4': '9.2.0' };

/** First a disk, then a medium, then a net: what boots where nothing is said. */
function bootOrder(options: ReadonlyMap<string, string>): string {
  const drives = driveKeys(options).filter((key) => !/^(?:efidisk|tpmstate)/.test(key));
  const isMedium = (key: string) => isCdrom(parseDrive(key, options.get(key) ?? ''));
  const nets = [...options.keys()]
    .filter((key) => /^net\d+$/.test(key))
    .sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
  const devices = [drives.find((key) => !isMedium(key)), drives.find(isMedium), nets[0]];
  const order = devices.filter((device) => device !== undefined);
  return order.length === 0 ? '' : `order=${order.join(';')}`;
}

/** Windows keeps the machine that it was installed on. */
function pinned(session: Session, options: ReadonlyMap<string, string>): string | null {
  const machine = options.get('machine') ?? 'pc';
  if (!/^w|^win/.test(options.get('ostype') ?? '') || !/^(?:pc|q35)$/.test(machine)) return null;
  const version = (QEMU[session.node.pve] ?? '10.0').replace(/\.\d+$/, '');
  const full = `pc-${machine === 'q35' ? 'q35' : 'i440fx'}-${version}`;
  session.print(`pinning machine type to '${full}' for Windows guest OS\n`);
  return full;
}

function build(
  session: Session,
  vmid: number,
  given: ReadonlyMap<string, string>,
  storage: string | null,
): void {
  const { host } = session;
  const draft = emptyVm();
  const { options } = draft;
  for (const [key, value] of given) options.set(key, value);
  const version = QEMU[session.node.pve] ?? '10.0.2';
  options.set('meta', `creation-qemu=${version},ctime=${Math.floor(host.now() / 1000)}`);
  const order = { vmid, conf: new Map<string, string>(), pending: new Map<string, string>(), storage };
  if (given.get('template') === '1') order.conf.set('template', '1');
  const { drives, made } = makeDisks(session, order, given);
  try {
    for (const [key, value] of drives) options.set(key, value);
    session.at('create:allocated');
    if (!options.get('boot')) options.set('boot', bootOrder(options));
    if (!options.get('smbios1')) options.set('smbios1', withNewUuid(host, undefined));
    if (!options.has('vmgenid') || options.get('vmgenid') === '1') options.set('vmgenid', uuid(host));
    const machine = pinned(session, options);
    if (machine !== null) options.set('machine', machine);
    const tags = options.get('tags');
    if (tags !== undefined) options.set('tags', normaliseTags(tags));
    writeVm(session, vmid, draft);
  } catch (error) {
    if (error instanceof Failure) for (const volid of made) freeDisk(session, volid);
    throw error;
  }
}

export const qmCreate: Command = (session, parameters) => {
  const { values } = parameters;
  if (values.has('archive')) return restoreMachine(session, parameters);
  const vmid = Number(values.get('vmid'));
  const options = splitParameters(values);
  readKeysFile(session, options);
  const [pool, storage] = [values.get('pool'), values.get('storage') ?? null];
  if (pool !== undefined) requirePool(session.host, pool);
  const units = options.get('cpuunits');
  if (units !== undefined) options.set('cpuunits', clampCpuUnits(session, units));
  checkDrives(session, options, storage);
  for (const [key, value] of options) {
    if (/^net\d+$/.test(key)) options.set(key, withMac(session, value));
    else if (key === 'hookscript') checkVmHook(session, value);
  }
  try {
    reserve(session, vmid);
  } catch (error) {
    die(`unable to create VM ${vmid} - ${messageOf(error)}`);
  }
  session.at('create:locked');
  const start = values.get('start') === '1';
  runTask(session, 'qmcreate', String(vmid), () => {
    try {
      withVmLock(session, vmid, () => build(session, vmid, options, storage));
    } catch (error) {
      const reason = messageOf(error);
      session.host.remove(vmConfPath(session.node.name, vmid));
      die(`unable to create VM ${vmid} - ${reason}`);
    }
    cardsMade(session, vmid, loadVm(session, vmid));
    session.at('create:written');
    if (pool !== undefined) addToPool(session.host, pool, vmid);
    if (values.get('ha-managed') === '1') addVmToHa(session, vmid, start);
    if (!start) return;
    session.print('Execute autostart\n');
    runTask(session, 'qmstart', String(vmid), () =>
      withVmLock(session, vmid, () => startChecked(session, vmid)),
    );
  });
};
