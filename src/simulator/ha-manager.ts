/** `ha-manager`: which guests are managed, and what is asked of the manager (ha-crm.ts); on the recorded node none runs. */
import { die } from './failure.ts';
import { splitList } from './formats.ts';
import { nodeNames } from './facts.ts';
import { isRunning, ownerOf } from './guests.ts';
import { hasManager, readResources, requestMigration, changeResources } from './ha.ts';
import { purgeFromRules, readGroups } from './ha-sections.ts';
import { isMachineRunning } from './qm/machines.ts';
import type { Command, Parameters, Session } from './session.ts';

/** `ct:101`; a bare VMID is a container or a machine, as it is. */
function sidOf(session: Session, { values }: Parameters): string {
  const given = values.get('sid') ?? '';
  const isMachine = ownerOf(session.host, Number(given))?.type === 'qemu';
  return /^\d+$/.test(given) ? `${isMachine ? 'vm' : 'ct'}:${given}` : given;
}

/** What is written for the resource: all but what names it. */
const optionsOf = ({ values }: Parameters) =>
  [...values].filter(([key]) => !['sid', 'type', 'digest', 'delete', 'purge'].includes(key));

/** Groups are PVE 8's; where they were made rules of, nothing names one (PVE 9.2). */
function checkGroup({ host, node }: Session, options: readonly (readonly [string, string])[]): void {
  const group = options.find(([key]) => key === 'group')?.[1];
  if (group === undefined) return;
  if (node.pve !== '8.4') die("invalid parameter 'group': ha groups have been migrated to rules");
  if (!readGroups(host).has(group)) die(`HA group '${group}' does not exist`);
}

export const haAdd: Command = (session, parameters) => {
  const [sid, options] = [sidOf(session, parameters), optionsOf(parameters)];
  checkGroup(session, options);
  const resources = readResources(session.host);
  const vmid = Number(/^(?:ct|vm):(\d+)$/.exec(sid)?.[1] ?? die(`unable to parse ha resource id '${sid}'`));
  if (!ownerOf(session.host, vmid)) die(`create HA resource failed: guest '${vmid}' does not exist`);
  if (resources.has(sid)) die(`create HA resource failed: resource ID '${sid}' already defined`);
  changeResources(session.host, (all) => all.set(sid, new Map([['state', 'started'], ...options])));
};

export const haRemove: Command = (session, parameters) => {
  const sid = sidOf(session, parameters);
  changeResources(session.host, (all) => {
    if (!all.delete(sid)) die(`delete resource failed: no such resource '${sid}'`);
  });
  if (parameters.values.get('purge') !== '0') purgeFromRules(session.host, sid);
};

export const haSet: Command = (session, parameters) => {
  const [sid, options] = [sidOf(session, parameters), optionsOf(parameters)];
  checkGroup(session, options);
  const gone = splitList(parameters.values.get('delete') ?? '');
  changeResources(session.host, (all) => {
    const old = all.get(sid) ?? die(`update resource failed: no such resource '${sid}'`);
    all.set(sid, new Map([...old, ...options].filter(([key]) => !gone.includes(key))));
  });
};

export const haStatus: Command = (session) => {
  session.print('quorum OK\nfencing standby (CRM watchdog standby)\n');
  for (const sid of readResources(session.host).keys()) {
    const vmid = Number(sid.split(':')[1]);
    const owner = ownerOf(session.host, vmid);
    const state = !hasManager(session.host)
      ? 'queued'
      : isRunning(session.host, vmid) || isMachineRunning(session.host, vmid)
        ? 'started'
        : 'stopped';
    session.print(`service ${sid} (${owner?.node ?? session.node.name}, ${state})\n`);
  }
};

/** Only asks for it: the command ends before anything has moved (PVE 9.2). */
export const haMigrate: Command = (session, parameters) => {
  const sid = sidOf(session, parameters);
  const target = parameters.values.get('node') ?? '';
  if (!readResources(session.host).has(sid)) die(`resource '${sid}' is not HA managed`);
  if (!nodeNames(session.host).includes(target)) die(`no such cluster node '${target}'`);
  requestMigration(session.host, sid, target);
};
