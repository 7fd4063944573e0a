/**
 * A dataset that git no longer names. It is let go of: what is in it stays, and so does everything that ZFS says of it.
 * With `policies.datasets: "destroy"` it retires first, as guests do: renamed, unmounted, and destroyed by a purge only.
 */
import { durationInMs, durationText, momentText } from '../../config/units.ts';
import type { Change, Diff } from '../change.ts';
import type { DiffInput } from '../kind.ts';
import { differences, fieldsIn, fieldsOf } from './fields.ts';
import type { DatasetLive } from './live.ts';
import { standingOn } from './stands-on.ts';
import { textOfProperty } from './properties.ts';
import type { DatasetSpec } from './spec.ts';

type Input = DiffInput<DatasetSpec, DatasetLive>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

/** `12G, of which 2G in snapshots`. */
function sizesOf({ properties }: DatasetLive): string {
  const size = (name: string) => properties.get(name)?.value ?? '0';
  const snapshots = size('usedbysnapshots');
  const all = textOfProperty('quota', size('used'));
  return snapshots === '0' ? all : `${all}, of which ${textOfProperty('quota', snapshots)} in snapshots`;
}

const change = (before: string, after: string | null, effect: Change['effect'], note: string): Change => ({
  path: '',
  slot: 'dataset',
  before,
  after,
  effect,
  note,
});

/** Clients lose it in any case: who may mount it was said by the file that is gone. */
function withdrawn(input: Input, live: DatasetLive | null): Change[] {
  const has = live ? fieldsIn(live) : input.base ? fieldsOf(input.base.spec) : [];
  const clients = has.filter(({ slot }) => slot === 'nfs');
  return differences([], clients, clients, null);
}

function forgotten(input: Input, live: DatasetLive | null, name: string): Diff {
  const note = 'let go of: the dataset stays as it is, with all that is in it';
  return {
    action: 'remove',
    changes: [change(name, null, 'config', note), ...withdrawn(input, live)],
    notes: ['"datasets" of the policies is "keep"'],
    downtime: 0,
  };
}

function retires(input: Input, live: DatasetLive | null, name: string): Diff {
  const { policies } = input.settings;
  const kept = durationInMs(policies.retire) ?? 0;
  const { base, estate, settings } = input;
  const users = base && estate ? standingOn(base, { resources: estate, settings }) : [];
  if (live?.hasChildren || users.length > 0) {
    const what = users.length > 0 ? `${users.join(', ')} cannot be without it` : 'it has datasets below it';
    const note = `${what}: remove those first, or keep it`;
    return {
      ...NOTHING,
      action: 'retire',
      changes: [change(name, 'retired', 'impossible', note)],
      downtime: null,
    };
  }
  const size = live ? ` ${sizesOf(live)}` : '';
  const [after, effect, note] =
    kept === 0
      ? ([null, 'destroy', `destroyed:${size} with all its snapshots`] as const)
      : (['retired', 'retire', `unmounted and renamed;${size} kept for ${durationText(kept)}`] as const);
  return {
    action: kept === 0 ? 'destroy' : 'retire',
    changes: [change(name, after, effect, note), ...withdrawn(input, live)],
    notes: kept === 0 ? [] : ['destroyed only by `phoenix purge`; reverting brings it back under its name'],
    downtime: null,
  };
}

function retired(input: Input, live: DatasetLive, since: string): Diff {
  const at = Date.parse(since);
  const kept = durationInMs(input.settings.policies.retire) ?? 0;
  if (!input.purge) {
    const over = input.snapshot !== null && Date.parse(input.snapshot.at) >= at + kept;
    const then = over
      ? 'kept long enough: `phoenix purge` may destroy it'
      : `kept until ${momentText(at + kept)}`;
    return { ...NOTHING, notes: [`retired since ${momentText(at)} as ${live.dataset}; ${then}`] };
  }
  const note = `${live.dataset} destroyed: ${sizesOf(live)}`;
  const blocked = live.hasChildren ? 'it has datasets below it by now: nothing is destroyed' : null;
  return {
    action: 'destroy',
    changes: [change('retired', null, blocked === null ? 'destroy' : 'impossible', blocked ?? note)],
    notes: [`retired since ${momentText(at)}`],
    downtime: null,
  };
}

export function removed(input: Input): Diff {
  const { seen, base, settings } = input;
  if (seen && seen.is !== 'ours') return NOTHING;
  const live = seen?.live ?? null;
  const since = live?.mark?.retired;
  if (live && since !== undefined) return retired(input, live, since);
  const name = live?.dataset ?? base?.spec.dataset;
  if (name === undefined) return NOTHING;
  return settings.policies.datasets === 'destroy' ? retires(input, live, name) : forgotten(input, live, name);
}
