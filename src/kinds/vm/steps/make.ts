/** Making a machine, with disks of its own or from another one, wherever nothing is. */
import { PhoenixError } from '../../../errors.ts';
import type { Work } from '../../guest/steps/row.ts';
import type { GuestStepsInput, Subject } from '../../guest/steps/subject.ts';
import type { VmSpec } from '../spec.ts';
import { cloneWork } from './clone.ts';
import { createWork } from './create.ts';

type Around = Pick<GuestStepsInput, 'snapshot' | 'wanted'>;

export function makeWork(subject: Subject, spec: VmSpec, { snapshot, wanted }: Around): Work[] {
  const { source } = spec;
  switch (source?.is) {
    case 'disks':
      return createWork(subject, spec);
    case 'clone': {
      const specOf = (address: string) => (wanted?.(address)?.spec as VmSpec | undefined) ?? null;
      return cloneWork(subject, spec, source, { estate: subject.mark.estate, snapshot, specOf });
    }
    case undefined:
      throw new PhoenixError(
        'REFUSED',
        `${subject.address} does not exist, and its file does not say how to make it`,
        { hint: 'say "disks" or "clone"' },
      );
  }
}
