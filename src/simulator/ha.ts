/** Which guests the HA manager has, as /etc/pve/ha/resources.cfg says, and what is asked of it. */
import type { Host } from './host.ts';
import { held } from './shared-files.ts';

const PATH = '/etc/pve/ha/resources.cfg';
/** It is there where a manager runs: see ha-crm.ts. */
export const MANAGER_STATUS = '/etc/pve/ha/manager_status';
export const CRM_COMMANDS = '/etc/pve/ha/crm_commands';

export const hasManager = (host: Host): boolean => host.read(MANAGER_STATUS) !== null;

/** Properties of a resource by its name (`state`, `group`, `max_restart` …). */
export type HaResource = ReadonlyMap<string, string>;

/** By service id, `ct:101`. */
export function readResources(host: Host): Map<string, HaResource> {
  const resources = new Map<string, Map<string, string>>();
  let open = new Map<string, string>();
  for (const line of (host.read(PATH) ?? '').split('\n')) {
    const heading = /^(ct|vm):\s*(\d+)\s*$/.exec(line);
    const property = /^\s+(\S+)\s+(.*?)\s*$/.exec(line);
    if (heading) {
      open = new Map();
      resources.set(`${heading[1] ?? ''}:${heading[2] ?? ''}`, open);
    } else if (property) open.set(property[1] ?? '', property[2] ?? '');
  }
  return resources;
}

function writeResources(host: Host, resources: ReadonlyMap<string, HaResource>): void {
  const blocks = [...resources].map(([sid, properties]) => {
    const lines = [...properties].map(([key, value]) => `\t${key} ${value}\n`).join('');
    return `${sid.replace(':', ': ')}\n${lines}`;
  });
  host.write(PATH, blocks.join('\n'));
}

/** Reads, changes and writes them back as one. */
export function changeResources(host: Host, edit: (resources: Map<string, HaResource>) => void): void {
  held(host, 'ha', () => {
    const resources = readResources(host);
    edit(resources);
    writeResources(host, resources);
  });
}

export const resourcesText = (host: Host): string => host.read(PATH) ?? '';

/** Does the HA manager have this container, so that start and stop are only requests? */
export const isManaged = (host: Host, vmid: number): boolean =>
  readResources(host).has(`ct:${vmid}`) && readResources(host).get(`ct:${vmid}`)?.get('state') !== 'ignored';

/** Is it configured at all? Then destroy needs `--purge`. */
export const isHaResource = (host: Host, vmid: number): boolean => readResources(host).has(`ct:${vmid}`);

/** What `pct start` and its like do with a guest of HA (PVE 9.2); without a manager, a request stays one. */
export function requestState(host: Host, vmid: number, state: 'started' | 'stopped'): void {
  if (!hasManager(host)) return;
  const isOne = (sid: string) => sid === `ct:${vmid}` || sid === `vm:${vmid}`;
  if (![...readResources(host).keys()].some(isOne)) return;
  changeResources(host, (resources) => {
    const sid = [...resources.keys()].find(isOne) ?? '';
    const old = resources.get(sid);
    if (old) resources.set(sid, new Map([...old, ['state', state]]));
  });
}

export function requestMigration(host: Host, sid: string, target: string): void {
  held(host, 'ha', () => host.append(CRM_COMMANDS, `migrate ${sid} ${target}\n`));
}
