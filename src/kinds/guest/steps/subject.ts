/** The guest that steps are made for: what all parts of this folder need to know of it. */
import type { Settings } from '../../../config/settings.ts';
import { PhoenixError } from '../../../errors.ts';
import type { Snapshot } from '../../../node/port.ts';
import type { Change, Rollback } from '../../change.ts';
import type { StepsInput } from '../../kind.ts';
import type { Mark } from '../../seen.ts';
import type { Lock, NodeName, Ref, Verb } from '../../step.ts';
import type { GuestLive } from '../live.ts';
import { stripMarker } from '../marker.ts';
import { type GuestSpec, layerOf } from '../spec.ts';
import type { Dialect } from '../dialect.ts';
import { textOf } from './values.ts';

export type GuestStepsInput = StepsInput<GuestSpec, GuestLive> & { readonly dialect: Dialect };

export interface Subject {
  readonly address: string;
  readonly vmid: number;
  readonly dialect: Dialect;
  /** Where its commands run. */
  readonly node: NodeName;
  readonly settings: Settings;
  readonly snapshot: Snapshot;
  /** What the marker says when all is done. */
  readonly mark: Mark;
  /** What it says until then: the commit stays behind, so that the next run finishes what this one did not. */
  readonly before: Mark;
  /** The user's part of the description as it shall be. */
  readonly text: string;
  /** Ids of the software that git named before, in the order in which it was installed. */
  readonly software: readonly string[];
  /** Nobody restarts it in this apply. */
  readonly waits: boolean;
  /** As the plan says; undefined: nobody asks for one. */
  readonly rollback: Rollback | undefined;
  /** ISO time of this apply. */
  readonly now: string;
  /** Everything that the files want; absent: nobody says. */
  readonly estate?: StepsInput<GuestSpec, GuestLive>['estate'];
  /** The guest as the plan saw it; null where there is none. */
  readonly live: GuestLive | null;
}

/** The user's text: git's where git manages it, else what is there. */
function userText({ want, changes }: GuestStepsInput, live: GuestLive | null): string {
  const change = changes.find(({ slot }) => slot === 'description');
  if (change) return textOf(change.after) ?? '';
  return live ? stripMarker(live.conf.description) : (want?.spec.description ?? '');
}

/** The marker of a guest that is being made: the commit is this one, and all of it is owed. */
function begun(mark: Mark): Mark {
  const { features: _, ...rest } = mark;
  return { ...rest, owed: [''] };
}

/** The guest that takes the place of the one that was: what people wrote of that one goes with it. */
export function anew(subject: Subject, spec: GuestSpec): Subject {
  const { node, description: text = '' } = spec;
  const { features: _, layer: __, detached: ___, ...rest } = subject.mark;
  const layer = layerOf(spec);
  const mark = { ...rest, ...(layer !== undefined && { layer }) };
  return { ...subject, node, text, live: null, mark, before: begun(mark) };
}

/** What it was made from and what is in it. */
function inside(mark: Mark | null): Pick<Mark, 'features' | 'layer' | 'detached'> {
  const { features, layer, detached } = mark ?? {};
  return {
    ...(features && { features }),
    ...(layer !== undefined && { layer }),
    ...(detached && { detached }),
  };
}

export function subjectOf(input: GuestStepsInput): Subject {
  const { want, base, seen, mark, settings, snapshot } = input;
  const { features: _, ...bare } = mark;
  const resource = want ?? base;
  const live = 'live' in seen ? seen.live : null;
  const node = live?.node ?? resource?.spec.node;
  const vmid = resource?.spec.vmid ?? live?.vmid;
  if (vmid === undefined || node === undefined) throw new Error(`nothing is known of ${mark.address}`);
  const known = seen.is === 'ours' ? seen.mark : null;
  const fresh = seen.is === 'absent' || seen.is === 'debris';
  const before = known ?? (fresh ? begun(mark) : { ...mark, commit: null, config: '' });
  return {
    address: mark.address,
    vmid,
    dialect: input.dialect,
    node,
    settings,
    snapshot,
    // What is in the guest is known by its own marker, whatever else changes.
    mark: { ...bare, id: `vmid:${vmid}`, ...inside(known) },
    before: { ...before, address: mark.address },
    software: (base?.spec.software ?? []).map(({ id }) => id),
    waits: input.waits ?? false,
    rollback: input.rollback,
    now: input.now,
    ...(input.estate && { estate: input.estate }),
    text: userText(input, seen.is === 'debris' ? null : live),
    live,
  };
}

/** The live guest of an action that needs one. */
export function liveOf({ live, address }: Subject): GuestLive {
  if (live) return live;
  throw new PhoenixError('STALE', `${address} is not there any more`, { hint: 'plan again' });
}

export function digestOf({ vmid }: Pick<Subject, 'vmid'>): Extract<Ref, { ref: 'digest' }> {
  return { ref: 'digest', scope: `guest:${vmid}` };
}

/** A command of Proxmox's program for that type of guest. */
export function tool(
  { dialect }: Pick<Subject, 'dialect'>,
  ...argv: readonly (string | number | Ref)[]
): Verb {
  return run(dialect.tool, ...argv);
}

/** A command; numbers are written out. */
export function run(...argv: readonly (string | number | Ref)[]): Verb {
  return { verb: 'run', argv: argv.map((word) => (typeof word === 'number' ? String(word) : word)) };
}

/** Volumes that are made on one storage at the same time: Proxmox waits ten seconds for a storage's lock, then fails. */
const STORAGE_LIMIT = 4;

export function storageLock(node: NodeName, storage: string): Lock {
  return { name: `storage:${node}/${storage}`, mode: 'shared', limit: STORAGE_LIMIT };
}

export function restartLock({ settings }: Subject): Lock {
  return { name: 'restarts', mode: 'shared', limit: settings.policies.restarts.maxParallel };
}

/** The change of a slot that has one, when it may be made. */
export function changeOf(changes: readonly Change[], slot: string): Change | undefined {
  return changes.find((change) => change.slot === slot);
}
