/** One change of a guest's options: checked, made pending, and applied as far as its state allows. */
import { FAMILIES, parsePropertyString } from '../../node/property-string.ts';
import { type Draft, getOption, setOption, unsetOption } from '../conf-store.ts';
import { die } from '../failure.ts';
import { formatReason, splitList } from '../formats.ts';
import type { Session } from '../session.ts';
import { storageById } from '../storage/storages.ts';
import { locate, parseVolumeId, volumeRecord } from '../storage/volumes.ts';
import { applyPending, type Failures } from './apply.ts';
import { hotplugPending } from './hotplug.ts';
import { checkIdMap } from './id-map.ts';
import { assertDevice } from './lxc-config.ts';
import { parseMount } from './mounts.ts';
import { bridgeMtu } from './net.ts';
import { cleanupPending, queueDeletion, unqueueDeletion } from './pending.ts';

export interface Change {
  readonly set: ReadonlyMap<string, string>;
  readonly delete: readonly string[];
  readonly revert: readonly string[];
}

/** Lower case, sorted, each once, as the datacenter's default `tag-style` has it. */
export function normaliseTags(text: string): string {
  return [...new Set(splitList(text).map((tag) => tag.toLowerCase()))].sort().join(';');
}

function assertUnprotected(session: Session, draft: Draft, what: string): void {
  const on = (draft.options.get('protection') ?? '0') !== '0';
  if (on && session.node.quirks.protection) die(`${what} - protection mode enabled`);
}

function checkDeletion(session: Session, vmid: number, draft: Draft, key: string): void {
  if (key === 'memory' || key === 'rootfs' || key === 'ostype')
    die(`unable to delete required option '${key}'`);
  if (/^(?:unused|mp)\d+$/.test(key))
    assertUnprotected(session, draft, `can't remove CT ${vmid} drive '${key}'`);
  if (key === 'unprivileged') die(`unable to delete read-only option: '${key}'`);
}

function checkHookscript(session: Session, volid: string): void {
  const { id, name } = locate(session.host, volid);
  if (name.kind !== 'snippets') die(`'${volid}' is not in the snippets directory`);
  if (!volumeRecord(session.host, id)) die(`script '${volid}' does not exist`, 2);
}

function checkMount(session: Session, key: string, value: string): void {
  const mount = parseMount(key, value);
  if (mount.type === 'volume') {
    const id = parseVolumeId(mount.volume) ?? die(`unable to parse volume ID '${mount.volume}'`);
    if (!storageById(session.host, id.storage).content.includes('rootdir')) {
      die(`storage '${id.storage}' does not allow content type 'rootdir' (Container)`);
    }
  }
  checkIdMap(mount.properties.get('idmap'));
}

function checkNet(session: Session, key: string, value: string): void {
  const net = parsePropertyString(FAMILIES.net, value);
  const mtu = Number(net.get('mtu') ?? 0);
  if (mtu > 0) {
    const most = bridgeMtu(session, net.get('bridge'));
    if (mtu > most) die(`${key}: MTU size '${mtu}' is bigger than bridge MTU '${most}'`);
  }
  if (net.get('link_down') !== '1' && net.get('host-managed') === '1' && net.get('ip6') === 'auto') {
    die(`${key}: SLAAC is not supported for host-managed network configuration.`);
  }
}

/** Checks a new value and gives it as it is kept. @throws Failure */
function checkedValue(session: Session, vmid: number, draft: Draft, key: string, value: string): string {
  if (/^mp\d+$/.test(key) || key === 'rootfs') {
    assertUnprotected(session, draft, `can't update CT ${vmid} drive '${key}'`);
    checkMount(session, key, value);
  } else if (key === 'hookscript') checkHookscript(session, value);
  else if (key === 'nameserver') {
    const servers = splitList(value);
    for (const server of servers) {
      const reason = formatReason('lxc-ip-with-ll-iface', server);
      if (reason !== null) die(reason);
    }
    return servers.join(' ');
  } else if (key === 'searchdomain') return splitList(value).join(' ');
  else if (key === 'unprivileged') die(`unable to modify read-only option: '${key}'`);
  else if (key === 'tags') return normaliseTags(value);
  else if (/^net\d+$/.test(key)) checkNet(session, key, value);
  else if (/^dev\d+$/.test(key))
    assertDevice(session.node, parsePropertyString(FAMILIES.dev, value).get('path'));
  return value;
}

/**
 * Changes a draft as `update_pct_config` does (PVE 9.2). The caller writes it, unless a key failed.
 * @returns a reason for each key that could not be applied
 * @throws Failure when the change is refused as a whole
 */
export function updateConf(
  session: Session,
  vmid: number,
  draft: Draft,
  running: boolean,
  change: Change,
): Failures {
  for (const key of change.revert) {
    unsetOption(draft.pending, key);
    unqueueDeletion(draft, key);
  }
  const selection = new Set<string>();
  for (const key of change.delete) {
    if (getOption(draft, key) === undefined && getOption(draft.pending, key) === undefined) {
      const message = `cannot delete '${key}' - not set in current configuration!\n`;
      if (!session.node.quirks.exit0) die(message);
      session.warn(message);
      continue;
    }
    selection.add(key);
    checkDeletion(session, vmid, draft, key);
    queueDeletion(draft, key);
  }
  for (const key of [...change.set.keys()].sort()) {
    selection.add(key);
    setOption(draft.pending, key, checkedValue(session, vmid, draft, key, change.set.get(key) ?? ''));
    unqueueDeletion(draft, key);
  }
  cleanupPending(draft);
  return running && session.node.quirks.pending
    ? hotplugPending(session, vmid, draft, selection)
    : applyPending(session, vmid, draft, selection);
}
