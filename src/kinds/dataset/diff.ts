/** What becomes of a dataset: made, changed, taken over. What becomes of one that git no longer names stands in removal.ts. */
import type { Resource } from '../../config/model.ts';
import type { Json } from '../../json.ts';
import { canonical, pointer } from '../../json.ts';
import type { Action, Change, Diff } from '../change.ts';
import type { DiffInput } from '../kind.ts';
import { FIRST_COMMIT, followChanges } from '../guest/changes.ts';
import type { Seen } from '../seen.ts';
import { differences, fieldsIn, fieldsOf, textOf } from './fields.ts';
import type { DatasetLive } from './live.ts';
import { isGoing } from './mark.ts';
import { removed } from './removal.ts';
import { isSameSpec } from './resolve.ts';
import { isScriptThere } from './snapshots.ts';
import type { DatasetSpec } from './spec.ts';

type Input = DiffInput<DatasetSpec, DatasetLive>;
type Wanted = Resource<DatasetSpec>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

const whole = (before: Json, after: Json, note?: string): Change => ({
  path: '',
  slot: 'dataset',
  before,
  after,
  effect: 'config',
  ...(note === undefined ? {} : { note }),
});

const OWNER_NOTE = 'of the folder alone, not of what is in it';

function made({ spec }: Wanted): Diff {
  const { encryption, dataset } = spec;
  const told = fieldsOf(spec).map((field): Change => ({
    path: field.path,
    slot: field.slot,
    before: null,
    after: textOf(field),
    effect: 'config',
  }));
  const secret: Change[] = encryption
    ? [{ path: '/encryption', slot: 'encryption', before: null, after: encryption.cipher, effect: 'config' }]
    : [];
  return { action: 'create', changes: [whole(null, dataset), ...secret, ...told], notes: [], downtime: 0 };
}

const ADOPTION: Change = { path: '/adopt', slot: 'marker', before: null, after: true, effect: 'config' };

/** What only creation can say. */
function encryptionChange({ spec: want }: Wanted, { spec: base }: Wanted): Change[] {
  const say = (spec: DatasetSpec): string | null =>
    spec.encryption ? canonical({ ...spec.encryption }) : null;
  if (say(want) === say(base)) return [];
  const note =
    'a dataset is encrypted when it is made, and stays as it was: make another one, and move the files';
  return [
    {
      path: '/encryption',
      slot: 'encryption',
      before: base.encryption?.cipher ?? null,
      after: want.encryption?.cipher ?? null,
      effect: 'impossible',
      note,
    },
  ];
}

const ofOwner = (change: Change): Change =>
  change.slot === 'owner' && change.note === undefined ? { ...change, note: OWNER_NOTE } : change;

/** What is exported is a path: with another one, each client is told anew, also where nothing else of it differs. */
function movedExports({ spec: want }: Wanted, { spec: base }: Wanted): Change[] {
  if (want.properties['mountpoint'] === base.properties['mountpoint']) return [];
  return Object.entries(want.nfs ?? {}).flatMap(([client, options]): Change[] =>
    base.nfs?.[client] === options
      ? [
          {
            path: pointer('nfs', client),
            slot: 'nfs',
            before: options,
            after: options,
            effect: 'live',
            note: 'at its other path',
          },
        ]
      : [],
  );
}

function gitDiff({ want, base }: Input): Diff {
  if (!want) return NOTHING;
  if (!base) {
    if (!want.spec.adopt) return made(want);
    const note = 'what differs from its file is known after a live plan, and is changed with it';
    return { action: 'adopt', changes: [{ ...ADOPTION, effect: 'live' }], notes: [note], downtime: 0 };
  }
  if (want.address === base.address && isSameSpec(want.spec, base.spec)) return NOTHING;
  const before = fieldsOf(base.spec);
  const changes = [
    ...encryptionChange(want, base),
    ...differences(fieldsOf(want.spec), before, before, null).map(ofOwner),
    ...movedExports(want, base),
  ];
  return { action: renamedOr('update', want, base.address, changes), changes, notes: [], downtime: 0 };
}

function renamedOr(action: Action, want: Wanted, was: string, changes: readonly Change[]): Action {
  if (want.address !== was) return 'rename';
  return changes.length > 0 ? action : 'no-op';
}

/** The marker lags, or what takes the snapshots is not there. */
function upkeep(input: Input, want: Wanted, live: DatasetLive, found: readonly Change[]): Change[] {
  const { snapshot, base, isCommitted } = input;
  const { mark } = live;
  if (!mark) return [{ ...FIRST_COMMIT, note: 'its marker is written again' }];
  if (mark.owed?.includes(''))
    return [whole('unfinished', 'finished', 'finishes what an earlier apply began')];
  if (found.length > 0) return [];
  if (want.spec.keep && snapshot && !isScriptThere(snapshot, want.spec.node)) {
    return [
      {
        ...FIRST_COMMIT,
        before: 'missing',
        after: 'written',
        note: 'what takes its snapshots is written again',
      },
    ];
  }
  if (mark.commit === null && isCommitted === true) return [FIRST_COMMIT];
  const knows = mark.commit !== null && base && isCommitted !== false;
  return knows ? followChanges(gitDiff({ ...input, seen: null, snapshot: null }).changes, found) : [];
}

function liveDiff(input: Input, want: Wanted, live: DatasetLive): Diff {
  const { base } = input;
  const now = fieldsIn(live);
  const found = [
    ...(base ? encryptionChange(want, base) : []),
    ...differences(fieldsOf(want.spec), base ? fieldsOf(base.spec) : [], now, live.properties).map(ofOwner),
  ];
  const isBack = live.mark !== null && isGoing(live.mark);
  const back = isBack ? [whole('retired', want.spec.dataset, `${live.dataset} comes back`)] : [];
  const changes = [...back, ...found, ...upkeep(input, want, live, [...back, ...found])];
  return {
    action: renamedOr('update', want, live.mark?.address ?? want.address, changes),
    changes,
    notes: [],
    downtime: 0,
  };
}

function adopt(want: Wanted, live: DatasetLive): Diff {
  const changes = differences(fieldsOf(want.spec), [], fieldsIn(live), live.properties).map(ofOwner);
  return { action: 'adopt', changes: [ADOPTION, ...changes], notes: [], downtime: 0 };
}

function ofSeen(input: Input, want: Wanted, seen: Seen<DatasetLive>): Diff {
  switch (seen.is) {
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'absent':
    case 'debris':
      return want.spec.adopt && !input.base ? absentButAdopted(want) : made(want);
    case 'adoptable':
      return adopt(want, seen.live);
    case 'ours':
      return liveDiff(input, want, seen.live);
  }
}

function absentButAdopted({ spec }: Wanted): Diff {
  const note = `there is no ${spec.dataset} on ${spec.node} to adopt: leave "adopt" out to have it made`;
  return { ...NOTHING, action: 'adopt', changes: [{ ...ADOPTION, effect: 'impossible', note }] };
}

export function diffDataset(input: Input): Diff {
  if (!input.want) return removed(input);
  return input.seen ? ofSeen(input, input.want, input.seen) : gitDiff(input);
}
