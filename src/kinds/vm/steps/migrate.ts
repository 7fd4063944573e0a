/** To another node: while it runs, with its disks where they are not shared. What else changes is changed over there. */
import type { Change } from '../../change.ts';
import { cond } from '../../guest/conditions.ts';
import { STATE } from '../../guest/marker.ts';
import { haMove } from '../../guest/steps/high-availability.ts';
import { interim } from '../../guest/steps/marks.ts';
import type { Act } from '../../guest/steps/act.ts';
import type { Work } from '../../guest/steps/row.ts';
import { liveOf, run, type Subject } from '../../guest/steps/subject.ts';
import { TIMEOUTS } from '../../guest/steps/timeouts.ts';

export function moveWork(subject: Subject, change: Change, to: string): Work[] {
  const live = liveOf(subject);
  const { vmid } = subject;
  const words = live.running ? ['--online', 1, '--with-local-disks', 1] : [];
  const move: Act = {
    verb: 'migrate',
    title: `move from ${live.node} to ${to}${live.running ? ' while it runs' : ''}`,
    effect: change.effect,
    do: run('qm', 'migrate', vmid, to, ...words),
    ...haMove(subject, to),
    verify: [
      cond(vmid, { is: 'node', node: to }),
      cond(vmid, { is: 'unlocked' }),
      ...(live.running ? [cond(vmid, { is: 'running' })] : []),
    ],
    timeout: TIMEOUTS.migrate,
  };
  if (!live.running) return [{ act: move }];
  const mark = interim(subject, [STATE]);
  const title = 'note in the marker that it runs';
  return [{ call: { what: 'announce', edits: [], mark, running: true, title } }, { act: move }];
}
