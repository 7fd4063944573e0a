/**
 * A guest may end by itself, and a killed command may have left one that runs without a mark. Before each command the
 * marks of the simulator become what the machine says.
 */
import { existsSync, readdirSync } from 'node:fs';
import { isRunning, lockPath, ownerOf, runningGuests, setRunning } from '../../guests.ts';
import { type Host, LockTimeout } from '../../host.ts';
import { isUp } from './containers.ts';
import { cleanUp } from './lifecycle.ts';
import type { LabNames } from './names.ts';

/** Does nothing while another process has the guest's lock: that one knows. */
function whenFree(host: Host, vmid: number, body: () => void): void {
  try {
    host.withLock(lockPath(vmid), 0, body);
  } catch (error) {
    if (!(error instanceof LockTimeout)) throw error;
  }
}

export function reconcile(host: Host, names: LabNames): void {
  const folder = `${names.run}/pid`;
  const known = existsSync(folder) ? readdirSync(folder).map(Number) : [];
  for (const vmid of new Set([...known, ...runningGuests(host)])) {
    const [marked, up] = [isRunning(host, vmid), isUp(names, vmid)];
    if (marked === up && (up || !known.includes(vmid))) continue;
    whenFree(host, vmid, () => {
      // Looked at again: it may have come up while this one waited.
      if (isUp(names, vmid)) {
        const node = ownerOf(host, vmid)?.node;
        setRunning(host, vmid, { since: host.now(), ...(node === undefined ? {} : { node }) });
      } else {
        setRunning(host, vmid, null);
        cleanUp(names, vmid);
      }
    });
  }
}
