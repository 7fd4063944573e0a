/** Turning a guest into a template: one way, not while it runs, not with snapshots, and exit 0 when it failed (PVE 9.2). */
import type { Effect } from '../../effect.ts';
import { cond } from '../conditions.ts';
import type { Act } from './act.ts';
import { tool, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

export function templateAct(subject: Subject, effect: Effect): Act {
  const { vmid } = subject;
  const fields = [{ slot: 'template', key: null, value: '1' }];
  return {
    verb: 'template',
    title: 'turn it into a template',
    effect,
    do: tool(subject, 'template', vmid),
    guard: [cond(vmid, { is: 'stopped' }), cond(vmid, { is: 'unsnapped' })],
    verify: [cond(vmid, { is: 'fields', fields, when: 'now' })],
    timeout: TIMEOUTS.template,
  };
}
