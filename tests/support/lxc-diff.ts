/** Diffs of one container for tests: against git, or against a conf file. */
import * as assert from 'uvu/assert';
import type { Resource } from '../../src/config/model.ts';
import type { Json } from '../../src/json.ts';
import type { Diff } from '../../src/kinds/change.ts';
import type { Mark, Seen } from '../../src/kinds/seen.ts';
import { diffLxc } from '../../src/kinds/lxc/diff.ts';
import type { GuestLive } from '../../src/kinds/guest/live.ts';
import { liveIn } from '../../src/kinds/lxc/live.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import type { GuestConf } from '../../src/node/conf.ts';
import { type ClusterOptions, fileOf, guest, markOf, snapshotOf, WORLD_SETTINGS } from './lxc-resource.ts';
import { SUBJECT } from './spec-world.ts';

export type Wanted = Resource<LxcSpec> | null;

export function gitDiff(base: Wanted, want: Wanted, settings = WORLD_SETTINGS): Diff {
  return diffLxc({ base, want, seen: null, settings, snapshot: null });
}

export interface LiveOptions extends ClusterOptions {
  readonly settings?: typeof WORLD_SETTINGS;
  readonly mark?: Mark | null;
  readonly repair?: string;
  readonly purge?: boolean;
}

/** A live diff of a guest of ours whose conf file is given. */
export function liveDiff(base: Wanted, want: Wanted, conf: GuestConf, options: LiveOptions = {}): Diff {
  const { settings = WORLD_SETTINGS, mark, repair, purge = false, ...cluster } = options;
  const snapshot = snapshotOf([fileOf(conf)], cluster);
  const live = liveIn(snapshot, SUBJECT.vmid);
  assert.ok(live);
  const seen: Seen<GuestLive> = {
    is: 'ours',
    live,
    mark: mark === undefined ? markOf((base ?? want ?? guest()).spec) : mark,
    ...(repair !== undefined && { repair }),
  };
  return diffLxc({ base, want, seen, settings, snapshot, purge });
}

const text = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Each change as one line. */
export const brief = (diff: Diff) =>
  diff.changes.map(
    ({ path, before, after, effect }) => `${path} ${text(before)} -> ${text(after)} ${effect}`,
  );

export const UP = { running: [SUBJECT.vmid] };

/** As the spec wants it, with the power state and the pool that it wants. */
export function settled(spec: LxcSpec): ClusterOptions {
  return {
    running: spec.state === 'running' ? [SUBJECT.vmid] : [],
    pools: spec.pool === undefined ? {} : { [spec.pool]: [SUBJECT.vmid] },
  };
}
