/** Changes of a machine's options as they come into `[PENDING]`, before anything is applied (update_vm_api, 9.2). */
import { parsePropertyString } from '../../node/property-string.ts';
import { randomBase64 } from '../chance.ts';
import { normaliseTags } from '../config/update.ts';
import { die } from '../failure.ts';
import { splitList } from '../formats.ts';
import { confSchema } from '../schema.ts';
import type { Session } from '../session.ts';
import type { VmDraft } from './conf.ts';
import { deallocate, registerUnused } from './detach.ts';
import { DRIVE_KEY, isCdrom, parseDrive } from './drives.ts';
import { assertVmUnprotected } from './machines.ts';
import { makeDisks } from './make-disks.ts';
import { queueVmDeletion, unqueueVmDeletion } from './pending.ts';

export interface VmChange {
  readonly set: Map<string, string>;
  readonly delete: string[];
  readonly revert: readonly string[];
  readonly force: boolean;
}

/** Linux knows only the hash of a password. */
const hashed = (session: Session, password: string) =>
  /^\$(?:[156]|2[ay])(?:\$.+){2}/.test(password)
    ? password
    : `$5$${randomBase64(session.host, 8)}$${randomBase64(session.host, 43)}`;

const orderOf = (boot: string | undefined) => splitList(/(?:^|,)order=([^,]*)/.exec(boot ?? '')?.[1] ?? '');
const printOrder = (devices: readonly string[]) => (devices.length === 0 ? '' : `order=${devices.join(';')}`);

export interface Updating {
  readonly session: Session;
  readonly vmid: number;
  readonly draft: VmDraft;
  readonly change: VmChange;
  readonly selection: Set<string>;
}

export function queueDeletion({ session, vmid, draft, change, selection }: Updating, key: string): void {
  const value = draft.options.get(key) ?? draft.pending.get(key);
  if (value === undefined) {
    session.warn(`cannot delete '${key}' - not set in current configuration!\n`);
    return;
  }
  selection.add(key);
  const waits = draft.pending.has(key);
  draft.pending.delete(key);
  const order = orderOf(draft.pending.get('boot') ?? draft.options.get('boot'));
  if (order.includes(key)) {
    draft.pending.set('boot', printOrder(order.filter((device) => device !== key)));
    selection.add('boot');
  }
  if (/^unused\d+$/.test(key)) {
    assertVmUnprotected(session, draft, `can't remove unused disk '${value}'`);
    if (deallocate(session, vmid, draft, key, value)) draft.options.delete(key);
  } else if (DRIVE_KEY.test(key)) {
    assertVmUnprotected(session, draft, `can't remove drive '${key}'`);
    if (waits) registerUnused(session, vmid, draft, key, value);
    queueVmDeletion(draft, key, change.force);
  } else if (key === 'tags') draft.options.delete(key);
  else queueVmDeletion(draft, key, change.force);
}

function queueDrive({ session, vmid, draft, selection }: Updating, key: string, value: string): void {
  const waiting = draft.pending.get(key);
  if (waiting !== undefined) registerUnused(session, vmid, draft, key, waiting);
  const { options: conf, pending } = draft;
  const { drives } = makeDisks(session, { vmid, conf, pending, storage: null }, new Map([[key, value]]));
  for (const [name, made] of drives) draft.pending.set(name, made);
  const order = orderOf(draft.pending.get('boot') ?? draft.options.get('boot'));
  // A medium is bootable where an order says what is.
  const medium = isCdrom(parseDrive(key, value)) && !/(?:^|:)cloudinit/.test(value);
  if (order.length > 0 && medium && !order.includes(key)) {
    draft.pending.set('boot', printOrder([...order, key]));
    selection.add('boot');
  }
}

function queueBoot({ draft, change }: Updating, value: string): void {
  const fields = confSchema('9.2', 'qemu').get('boot')?.fields ?? {};
  const devices = splitList(parsePropertyString(fields, value).get('order') ?? '');
  for (const device of devices) {
    const there = [draft.options, draft.pending, change.set].some((section) => section.has(device));
    if (!there || change.delete.includes(device)) {
      die(`invalid bootorder: device '${device}' does not exist'`);
    }
  }
  if (devices.length > 0) draft.pending.set('boot', printOrder(devices));
  if (devices.length > 0 && draft.options.has('bootdisk')) queueVmDeletion(draft, 'bootdisk');
}

export function queueChange(updating: Updating, key: string, value: string): void {
  const { session, draft, selection } = updating;
  selection.add(key);
  if (draft.pending.get(key) === value) return;
  if (DRIVE_KEY.test(key)) queueDrive(updating, key, value);
  else if (key === 'tags') draft.pending.set(key, normaliseTags(value));
  else if (key === 'cipassword') {
    const windows = (draft.options.get('ostype') ?? '').startsWith('w');
    draft.options.set(key, windows ? value : hashed(session, value));
  } else {
    draft.pending.set(key, value);
    if (key === 'boot') queueBoot(updating, value);
  }
  unqueueVmDeletion(draft, key);
}
