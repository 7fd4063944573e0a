/** To another node: stopped, or shut down, moved and started by Proxmox. What else changes is changed over there. */
import { PhoenixError } from '../../../errors.ts';
import type { Change } from '../../change.ts';
import { cond } from '../../guest/conditions.ts';
import type { NodeName } from '../../step.ts';
import type { GuestLive } from '../../guest/live.ts';
import type { Act } from '../../guest/steps/act.ts';
import { STATE } from '../../guest/marker.ts';
import { haMove } from '../../guest/steps/high-availability.ts';
import { interim } from '../../guest/steps/marks.ts';
import type { Work } from '../../guest/steps/row.ts';
import { liveOf, restartLock, run, type Subject } from '../../guest/steps/subject.ts';
import { SHUTDOWN_SECONDS, TIMEOUTS } from '../../guest/steps/timeouts.ts';

/** Proxmox migrates no bind that is not declared shared (PVE 9.2); the plan said so before. */
function refuseBinds(address: string, live: GuestLive): void {
  const binds = live.fields.filter(({ slot, key }) => slot.startsWith('mount:') && key === 'bind');
  const shared = new Set(
    live.fields.filter(({ key, value }) => key === 'shared' && value === '1').map(({ slot }) => slot),
  );
  const local = binds.filter(({ slot }) => !shared.has(slot)).map(({ slot }) => slot.slice('mount:'.length));
  if (local.length === 0) return;
  throw new PhoenixError(
    'REFUSED',
    `${address} does not migrate: ${local.join(', ')} is a bind of its node`,
    {
      hint: 'say "shared": true where both nodes have the folder, or remove the bind first',
    },
  );
}

function waitAct({ vmid }: Subject, node: NodeName): Act {
  const running = cond(vmid, { is: 'running' });
  return {
    verb: 'wait',
    title: 'wait until it runs again',
    effect: 'offline',
    node,
    do: { verb: 'wait', cond: running, within: TIMEOUTS.start },
    verify: [running],
    timeout: TIMEOUTS.start,
  };
}

/** The move itself; the steps after it run on the new node. */
export function moveWork(subject: Subject, change: Change, to: string): Work[] {
  const live = liveOf(subject);
  const { vmid, address } = subject;
  refuseBinds(address, live);
  const words = live.running ? ['--restart', 1, '--timeout', SHUTDOWN_SECONDS] : [];
  const move: Act = {
    verb: 'migrate',
    title: `move from ${live.node} to ${to}`,
    effect: change.effect,
    do: run('pct', 'migrate', vmid, to, ...words),
    ...haMove(subject, to),
    verify: [cond(vmid, { is: 'node', node: to }), cond(vmid, { is: 'unlocked' })],
    ...(live.running ? { locks: [restartLock(subject)] } : {}),
    timeout: TIMEOUTS.migrate,
  };
  if (!live.running) return [{ act: move }];
  const mark = interim(subject, [STATE]);
  const title = 'note in the marker that it runs';
  return [
    { call: { what: 'announce', edits: [], mark, running: true, title } },
    { act: move },
    { act: waitAct(subject, to) },
  ];
}
