/** `ha-manager`: which guests are managed. Nobody acts on requests: no manager runs, as on the recorded node. */
import { die, UsageFailure } from './failure.ts';
import { ownerOf } from './guests.ts';
import { readResources, writeResources } from './ha.ts';
import type { Command, Parameters, Session } from './session.ts';

interface Words {
  readonly sid: string;
  readonly options: ReadonlyMap<string, string>;
}

/** `ct:101 --state started`; a bare VMID is a container or a machine, as it is. */
function readWords({ extra }: Parameters, typeOf: (vmid: number) => string): Words {
  const options = new Map<string, string>();
  const words: string[] = [];
  for (let at = 0; at < extra.length; at += 1) {
    const word = extra[at] ?? '';
    if (/^--?\w/.test(word)) {
      options.set(word.replace(/^--?/, ''), extra[at + 1] ?? '');
      at += 1;
    } else words.push(word);
  }
  const [given = ''] = words;
  if (given === '') throw new UsageFailure('400 not enough arguments');
  return { sid: /^\d+$/.test(given) ? `${typeOf(Number(given))}:${given}` : given, options };
}

const typeIn = (session: Session) => (vmid: number) =>
  ownerOf(session.host, vmid)?.type === 'qemu' ? 'vm' : 'ct';

export const haAdd: Command = (session, parameters) => {
  const { sid, options } = readWords(parameters, typeIn(session));
  const resources = readResources(session.host);
  const vmid = Number(/^(?:ct|vm):(\d+)$/.exec(sid)?.[1] ?? die(`unable to parse ha resource id '${sid}'`));
  if (!ownerOf(session.host, vmid)) die(`create HA resource failed: guest '${vmid}' does not exist`);
  if (resources.has(sid)) die(`create HA resource failed: resource ID '${sid}' already defined`);
  resources.set(sid, new Map([['state', 'started'], ...options]));
  writeResources(session.host, resources);
};

export const haRemove: Command = (session, parameters) => {
  const { sid } = readWords(parameters, typeIn(session));
  const resources = readResources(session.host);
  if (!resources.delete(sid)) die(`delete resource failed: no such resource '${sid}'`);
  writeResources(session.host, resources);
};

export const haSet: Command = (session, parameters) => {
  const { sid, options } = readWords(parameters, typeIn(session));
  const resources = readResources(session.host);
  const old = resources.get(sid) ?? die(`update resource failed: no such resource '${sid}'`);
  resources.set(sid, new Map([...old, ...options]));
  writeResources(session.host, resources);
};

export const haStatus: Command = (session) => {
  session.print('quorum OK\nfencing standby (CRM watchdog standby)\n');
  for (const sid of readResources(session.host).keys()) {
    const owner = ownerOf(session.host, Number(sid.split(':')[1]));
    session.print(`service ${sid} (${owner?.node ?? session.node.name}, queued)\n`);
  }
};
