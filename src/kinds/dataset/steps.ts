/** The steps of a dataset, one after the other: what ZFS does, then the folder, the exports, and the marker at the end. */
import type { Step } from '../step.ts';
import { type Act, rowOf, type Subject } from './acts.ts';
import { updated } from './changing-steps.ts';
import { destroy, letGo, retire } from './going-steps.ts';
import { created, type Input } from './making-steps.ts';

function actsOf(input: Input, subject: Subject): Act[] {
  const { want, seen, action, now } = input;
  const live = 'live' in seen ? seen.live : null;
  switch (action) {
    case 'create':
      return want ? created(input, subject, want.spec) : [];
    case 'update':
    case 'rename':
    case 'adopt':
      return want && live ? updated(input, subject, want.spec, live) : [];
    case 'remove':
      return live ? letGo({ ...subject, dataset: live.dataset }, live) : [];
    case 'retire':
      return live ? retire(subject, live, now) : [];
    case 'destroy':
      return live ? destroy(subject, live, subject.dataset) : [];
    case 'replace':
    case 'migrate':
    case 'no-op':
      return [];
  }
}

export function datasetSteps(input: Input): readonly Step[] {
  const { mark } = input;
  const [, node = '', dataset = ''] = /^dataset:([^:]*):(.*)$/s.exec(mark.id) ?? [];
  const subject = { node, dataset, mark };
  return rowOf(subject, actsOf(input, subject));
}
