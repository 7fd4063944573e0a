/** `pct set`: changes a guest's options. */
import { checkLock, loadConf, withGuestLock, writeConf } from '../conf-store.ts';
import { checkLxcConfig } from '../config/lxc-config.ts';
import { type Change, updateConf } from '../config/update.ts';
import { badParameter, die, ParameterFailure } from '../failure.ts';
import { splitList } from '../formats.ts';
import { isRunning } from '../guests.ts';
import { confSchema } from '../schema.ts';
import { guestOptions } from './power.ts';
import type { Command, Session } from '../session.ts';

/** cgroup v1 takes no less than 2 shares, v2 no more than 10,000: Proxmox writes what it will use. */
export function clampCpuUnits(session: Session, value: string): string {
  const shares = Number(value);
  if (session.node.cgroup === 2) return shares >= 10_000 ? '10000' : value;
  return shares < 2 ? '2' : value;
}

function checkNames(session: Session, { set, delete: deletions, revert }: Change): void {
  const schema = confSchema(session.node.pve);
  for (const key of revert) {
    if (!schema.has(key)) badParameter('revert', `unknown option '${key}'`);
    if (set.has(key)) badParameter('revert', `you can't use '-${key}' and '-revert ${key}' at the same time`);
  }
  for (const key of deletions) {
    if (!schema.has(key)) badParameter('delete', `unknown option '${key}'`);
    if (set.has(key)) badParameter('delete', `you can't use '-${key}' and -delete ${key}' at the same time`);
    if (revert.includes(key)) {
      badParameter('delete', `you can't use '-delete ${key}' and '-revert ${key}' at the same time`);
    }
  }
}

export const pctSet: Command = (session, { values }) => {
  const options = new Map(values);
  const vmid = Number(options.get('vmid'));
  const digest = options.get('digest') || undefined;
  for (const name of ['vmid', 'digest']) options.delete(name);
  if (options.size === 0) die('no options specified', 2);
  const change: Change = {
    set: options,
    delete: splitList(options.get('delete') ?? ''),
    revert: splitList(options.get('revert') ?? ''),
  };
  for (const name of ['delete', 'revert']) options.delete(name);
  const units = options.get('cpuunits');
  if (units !== undefined) options.set('cpuunits', clampCpuUnits(session, units));
  withGuestLock(session, vmid, () => {
    const draft = loadConf(session, vmid);
    checkLock(draft);
    if (digest !== undefined && digest !== draft.digest && session.node.quirks.digest) {
      die('detected modified configuration - file changed by other user? Try again.');
    }
    checkNames(session, change);
    session.at('set:checked');
    const failures = updateConf(session, vmid, draft, isRunning(session.host, vmid), change);
    // What was written on the way stays; the rest of this call is not written (pve-container 5.2.2 and later).
    if (failures.size > 0) throw new ParameterFailure(failures);
    writeConf(session, vmid, draft);
    session.at('set:written');
    const written = loadConf(session, vmid);
    if (isRunning(session.host, vmid)) {
      session.runtime?.changed?.(guestOptions(vmid, written), session.warn);
    }
    checkLxcConfig(session, written);
  });
};
