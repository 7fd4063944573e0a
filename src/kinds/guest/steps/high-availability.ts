/** Guests that the HA manager has: it starts, stops and moves them when it is asked to, some seconds later (PVE 8.4 and 9.2). */
import { parseSections } from '../../../node/section-cfg.ts';
import type { Resource } from '../../../config/model.ts';
import { markOfId } from '../../mark-file.ts';
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

type Managed = Pick<Subject, 'snapshot' | 'vmid' | 'estate' | 'mark'>;

/** An entry of ours that git no longer names goes in this apply, before a guest that goes with it. */
function isLeaving({ snapshot, estate, mark }: Managed, sid: string): boolean {
  const id = `ha:${sid}`;
  if (!estate || !markOfId(snapshot, mark.estate, id)) return false;
  const isWanted = ({ kind, spec }: Resource) => kind === 'ha' && (spec as { readonly id: string }).id === id;
  return ![...estate.values()].some(isWanted);
}

/**
 * `ct:101` of a guest that HA manages; null: it does not, is told to leave it alone, or will not in a moment: until then
 * Proxmox's own command asks the manager by itself.
 */
function haIdOf(subject: Managed): string | null {
  const { snapshot, vmid } = subject;
  if (!snapshot.ha?.has(vmid)) return null;
  const sections = parseSections(snapshot.files?.get(RESOURCES) ?? '');
  const own = sections.find(({ name }) => name === String(vmid));
  if (!own || own.options.get('state') === 'ignored') return null;
  const sid = `${own.type}:${vmid}`;
  return isLeaving(subject, sid) ? null : sid;
}

type Request = Pick<Act, 'do' | 'patience' | 'timeout'>;

/** What takes the place of Proxmox's own command; nothing where HA does not manage the guest. */
export function haRequest(
  subject: Subject,
  state: 'started' | 'stopped',
): Pick<Request, 'do' | 'patience'> | Record<string, never> {
  const id = haIdOf(subject);
  if (id === null) return {};
  return { do: run('ha-manager', 'set', id, '--state', state), patience: PATIENCE[state] };
}

/** Likewise for a move; a running container restarts on its way. */
export function haMove(
  subject: Subject,
  to: NodeName,
): Pick<Request, 'do' | 'patience'> | Record<string, never> {
  const id = haIdOf(subject);
  if (id === null) return {};
  return { do: run('ha-manager', 'crm-command', 'migrate', id, to), patience: PATIENCE.migrate };
}
