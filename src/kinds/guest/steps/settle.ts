/** The end of making a guest: what is done when all its options are set. */
import { pinActs } from '../pins.ts';
import type { GuestSpec } from '../spec.ts';
import type { Act } from './act.ts';
import { cleanAct } from './clean.ts';
import { guestAct } from './guest.ts';
import { filledMark } from './marks.ts';
import { shutdownAct, startAct } from './power.ts';
import { setAct } from './set.ts';
import { snapshotAct } from './snapshots.ts';
import type { Subject } from './subject.ts';
import { templateAct } from './template.ts';

/** What is left to do when the options are set: snapshots while it is cold, then a template or a start. */
export function settleActs(subject: Subject, spec: GuestSpec, taken: ReadonlySet<string>): Act[] {
  const snapshots = Object.entries(spec.snapshots).filter(([name]) => !taken.has(name));
  const software = spec.software ?? [];
  const features = software.length === 0 ? [] : [guestAct(subject, software, [], 'live')];
  const inside = spec.layer === undefined ? features : [...features, cleanAct(subject)];
  const filled =
    inside.length === 0
      ? []
      : [
          startAct(subject, 'live', false),
          ...inside,
          // As a template it cannot be looked into any more.
          setAct(subject, {
            what: 'installed',
            edits: [],
            mark: filledMark(subject, spec),
            running: true,
            title: 'note in the marker what is installed',
          }),
          shutdownAct(subject, 'live', false),
        ];
  return [
    ...pinActs(subject, spec),
    ...snapshots.map(([name, { description }]) => snapshotAct(subject, name, description, 'config')),
    ...(spec.template ? [...filled, templateAct(subject, 'config')] : []),
    ...(spec.state === 'running' ? [startAct(subject, 'live', false), ...features] : []),
  ];
}
