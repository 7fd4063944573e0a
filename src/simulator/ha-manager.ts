/** `ha-manager`: which guests are managed. Nobody acts on requests: no manager runs, as on the recorded node. */
import { die } from './failure.ts';
import { splitList } from './formats.ts';
import { ownerOf } from './guests.ts';
import { readResources, writeResources } from './ha.ts';
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

export const haAdd: Command = (session, parameters) => {
  const [sid, options] = [sidOf(session, parameters), optionsOf(parameters)];
  const resources = readResources(session.host);
  const vmid = Number(/^(?:ct|vm):(\d+)$/.exec(sid)?.[1] ?? die(`unable to parse ha resource id '${sid}'`));
  if (!ownerOf(session.host, vmid)) die(`create HA resource failed: guest '${vmid}' does not exist`);
  if (resources.has(sid)) die(`create HA resource failed: resource ID '${sid}' already defined`);
  resources.set(sid, new Map([['state', 'started'], ...options]));
  writeResources(session.host, resources);
};

export const haRemove: Command = (session, parameters) => {
  const sid = sidOf(session, parameters);
  const resources = readResources(session.host);
  if (!resources.delete(sid)) die(`delete resource failed: no such resource '${sid}'`);
  writeResources(session.host, resources);
};

export const haSet: Command = (session, parameters) => {
  const [sid, options] = [sidOf(session, parameters), optionsOf(parameters)];
  const resources = readResources(session.host);
  const old = resources.get(sid) ?? die(`update resource failed: no such resource '${sid}'`);
  const gone = splitList(parameters.values.get('delete') ?? '');
  resources.set(sid, new Map([...old, ...options].filter(([key]) => !gone.includes(key))));
  writeResources(session.host, resources);
};

export const haStatus: Command = (session) => {
  session.print('quorum OK\nfencing standby (CRM watchdog standby)\n');
  for (const sid of readResources(session.host).keys()) {
    const owner = ownerOf(session.host, Number(sid.split(':')[1]));
    session.print(`service ${sid} (${owner?.node ?? session.node.name}, queued)\n`);
  }
};
