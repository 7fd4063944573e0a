/** Whether the HA manager of a simulated cluster has something left to do: cheap to tell, for whoever only reads files. */
import { isRunning, ownerOf } from './guests.ts';
import { CRM_COMMANDS, hasManager, readResources } from './ha.ts';
import type { Host } from './host.ts';
import { hasQuorum, isDown } from './power.ts';
import { isMachineRunning } from './qm/machines.ts';

export function hasHaWork(host: Host): boolean {
  if (!hasManager(host) || !hasQuorum(host)) return false;
  const resources = readResources(host);
  if (resources.size === 0) return false;
  if ((host.read(CRM_COMMANDS) ?? '').trim() !== '') return true;
  return [...resources].some(([sid, options]) => {
    const vmid = Number(sid.split(':')[1]);
    const owner = ownerOf(host, vmid);
    const asked = options.get('state') ?? 'started';
    if (!owner || asked === 'ignored') return false;
    const running = owner.type === 'qemu' ? isMachineRunning(host, vmid) : isRunning(host, vmid);
    return isDown(host, owner.node) || running !== (asked === 'started' || asked === 'enabled');
  });
}
