/** Making a container, from an archive or another guest, wherever nothing is. */
import { PhoenixError } from '../../../errors.ts';
import { layerAddress, placedSource } from '../../guest/layered.ts';
import type { Work } from '../../guest/steps/row.ts';
import type { GuestStepsInput, Subject } from '../../guest/steps/subject.ts';
import type { LxcSpec } from '../spec.ts';
import { cloneWork } from './clone.ts';
import { createWork } from './create.ts';

type Around = Pick<GuestStepsInput, 'placed' | 'snapshot' | 'wanted'>;

/** A layer is cloned from the VMID that its instance has, or gets in this apply. */
function sourced(spec: LxcSpec, { placed, snapshot }: Around): LxcSpec {
  if (!spec.source) return spec;
  const source = placedSource(spec.source, placed, (storage) => snapshot.storages.get(storage)?.type);
  if (source) return source === spec.source ? spec : { ...spec, source };
  throw new PhoenixError('REFUSED', `no VMID is left for ${layerAddress(spec.source)}`, {
    hint: 'widen "layers.vmids" in phoenix.json, or remove what nothing uses: phoenix layers prune',
  });
}

export function makeWork(subject: Subject, want: LxcSpec, input: Around): Work[] {
  const spec = sourced(want, input);
  const { source } = spec;
  switch (source?.is) {
    case 'ostemplate':
      return createWork(subject, spec, source.volume);
    case 'clone': {
      const specAt = (address: string) => {
        const there = input.wanted?.(address)?.spec;
        return there ? sourced(there as LxcSpec, input) : null;
      };
      const lookup = { estate: subject.mark.estate, snapshot: input.snapshot, specOf: specAt };
      return cloneWork(subject, spec, source, lookup);
    }
    case undefined:
      throw new PhoenixError(
        'REFUSED',
        `${subject.address} does not exist, and its file does not say how to make it`,
        {
          hint: 'say "ostemplate" or "clone"',
        },
      );
  }
}
