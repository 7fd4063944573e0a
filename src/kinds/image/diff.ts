/** The difference of an image: it is there or not. Another checksum is another file, and so another image. */
import type { Change, Diff } from '../change.ts';
import type { DiffInput } from '../kind.ts';
import { type ImageLive, type ImageSpec, placeIn, volumeOf } from './spec.ts';

type Input = DiffInput<ImageSpec, ImageLive>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

const whole = (before: string | null, after: string | null, note?: string): Change => ({
  path: '',
  slot: 'image',
  before,
  after,
  effect: 'config',
  ...(note === undefined ? {} : { note }),
});

const named = (before: string, after: string): Change => ({ ...whole(before, after), slot: 'marker' });

function create(spec: ImageSpec): Diff {
  const from = { ...whole(null, spec.url), path: '/url', slot: 'image' };
  const sum = { ...whole(null, `${spec.algorithm}:${spec.checksum}`), path: '/checksum', slot: 'image' };
  return { ...NOTHING, action: 'create', changes: [whole(null, volumeOf(spec)), from, sum] };
}

function removal(volume: string): Diff {
  const note = 'what was made from it stays as it is';
  return { ...NOTHING, action: 'remove', changes: [whole(volume, null, note)] };
}

const renamed = (before: string, after: string): Diff =>
  before === after ? NOTHING : { ...NOTHING, action: 'rename', changes: [named(before, after)] };

export function diffImage({ want, base, seen }: Input): Diff {
  if (seen === null) {
    if (!want) return base ? removal(volumeOf(base.spec)) : NOTHING;
    return base ? renamed(base.address, want.address) : create(want.spec);
  }
  switch (seen.is) {
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'absent':
    case 'debris':
    case 'adoptable':
      return want ? create(want.spec) : NOTHING;
    case 'ours':
      if (!want) return removal(placeIn(seen.mark?.id ?? '').volume);
      return renamed(seen.mark?.address ?? want.address, want.address);
  }
}
