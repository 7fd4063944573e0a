/** Guests that the HA manager has: it starts, stops and moves them when it is asked to, some seconds later (PVE 8.4 and 9.2). */
import { parseSections } from '../../../node/section-cfg.ts';
import type { Snapshot } from '../../../node/port.ts';
import type { NodeName } from '../../step.ts';
import type { Act } from './act.ts';
import { run, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

const RESOURCES = '/etc/pve/ha/resources.cfg';

/** Milliseconds: the manager looks every ten seconds, and a shutdown takes its own time. */
const PATIENCE = {
  started: TIMEOUTS.start + 60_000,
  stopped: TIMEOUTS.shutdown + 60_000,
  migrate: 30 * 60_000,
};

/** `ct:101` of a guest that HA manages; null: it does not, or is told to leave it alone. */
function haIdOf(snapshot: Snapshot, vmid: number): string | null {
  if (!snapshot.ha?.has(vmid)) return null;
  const sections = parseSections(snapshot.files?.get(RESOURCES) ?? '');
  const own = sections.find(({ name }) => name === String(vmid));
  return own && own.options.get('state') !== 'ignored' ? `${own.type}:${vmid}` : null;
}

type Request = Pick<Act, 'do' | 'patience' | 'timeout'>;

/** What takes the place of Proxmox's own command; nothing where HA does not manage the guest. */
export function haRequest(
  { snapshot, vmid }: Subject,
  state: 'started' | 'stopped',
): Pick<Request, 'do' | 'patience'> | Record<string, never> {
  const id = haIdOf(snapshot, vmid);
  if (id === null) return {};
  return { do: run('ha-manager', 'set', id, '--state', state), patience: PATIENCE[state] };
}

/** Likewise for a move; a running container restarts on its way. */
export function haMove(
  { snapshot, vmid }: Subject,
  to: NodeName,
): Pick<Request, 'do' | 'patience'> | Record<string, never> {
  const id = haIdOf(snapshot, vmid);
  if (id === null) return {};
  return { do: run('ha-manager', 'crm-command', 'migrate', id, to), patience: PATIENCE.migrate };
}
