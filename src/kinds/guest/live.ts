/**
 * A conf file as the same flat list of fields that a spec gives, once for what holds now and once for what the next
 * start makes of it. Whose guest it is stands in observe.ts.
 */
import type { ConfSection, GuestConf } from '../../node/conf.ts';
import type { GuestFile, GuestState, Snapshot } from '../../node/port.ts';
import { once } from '../../once.ts';
import type { Mark } from '../seen.ts';
import { type Field, featureSlot, field, type Slot, snapshotSlot } from './field.ts';
import type { Grammar } from './grammar.ts';
import { RETIRED_TAG, splitTags, TAG } from './marker.ts';
import { readingOf } from './reading.ts';
import { sortedKeys } from './sorted-keys.ts';

/** A volume that Proxmox keeps although nothing uses it. */
interface UnusedVolume {
  /** `unused0`. */
  readonly key: string;
  readonly volume: string;
}

/** A guest as its node has it. */
export interface GuestLive {
  /** How its conf file reads. */
  readonly grammar: Grammar;
  readonly vmid: number;
  /** The node in whose folder the conf file stands. */
  readonly node: string;
  /** SHA-1 of the conf file. */
  readonly digest: string;
  readonly running: boolean;
  readonly pool: string | null;
  /** The conf file as parsed, for building property strings from what is there. */
  readonly conf: GuestConf;
  /** What holds now. */
  readonly fields: readonly Field[];
  /** What holds after the next start: `fields` with the pending changes applied. The same list where none are pending. */
  readonly next: readonly Field[];
  /** Keys of the conf file that have a pending value or a pending deletion: `features`, `mp0`. */
  readonly pending: readonly string[];
  /** The key of the conf file of each mount and device slot: `mount:/data` is `mp0`; pending ones included. */
  readonly keys: ReadonlyMap<Slot, string>;
  readonly unused: readonly UnusedVolume[];
  /** Proxmox's lock, such as `create`, `disk`, `backup`; null when there is none. */
  readonly lock: string | null;
  /** The tag of every guest of ours is there. */
  readonly tagged: boolean;
  /** The tag of a retired guest is there. */
  readonly retired: boolean;
  /** A rollback of ours was cut off: all this is how the guest is when that has been finished. */
  readonly goesBack?: true;
}

/** A snapshot that is being made is none yet; one that is being deleted is still there. */
function snapshotFields(conf: GuestConf): Field[] {
  const made = [...conf.snapshots].filter(([, { options }]) => options.get('snapstate') !== 'prepare');
  return made.flatMap(([name, { description }]) => {
    const text = (description ?? '').replace(/\n+$/, '');
    return [
      field(snapshotSlot(name), null, '1'),
      ...(text === '' ? [] : [field(snapshotSlot(name), 'description', text)]),
    ];
  });
}

function afterStart(conf: GuestConf): ConfSection {
  const { pending } = conf;
  if (!pending) return conf;
  const options = new Map(conf.options);
  for (const key of pending.delete) options.delete(key);
  for (const [key, value] of pending.options) options.set(key, value);
  return { description: conf.description, options, raw: conf.raw };
}

function slotKeys(conf: GuestConf, grammar: Grammar): ReadonlyMap<Slot, string> {
  const keys = new Map<Slot, string>();
  for (const options of [conf.options, conf.pending?.options ?? new Map<string, string>()]) {
    for (const key of sortedKeys(options)) {
      const slot = grammar.slotOf(key, options.get(key) ?? '');
      if (slot !== null && !keys.has(slot)) keys.set(slot, key);
    }
  }
  return keys;
}

/** What is not in the current section of the file. */
function outsideOf(
  file: GuestFile,
  { conf, mark }: { readonly conf: GuestConf; readonly mark: Mark | null },
  running: boolean,
  pool: string | null,
  grammar: Grammar,
): Field[] {
  // The marker of a copy tells of the guest that it was copied from.
  const features = mark?.id === `vmid:${file.vmid}` ? (mark.features ?? {}) : {};
  return [
    field('node', null, file.node),
    field('state', null, running ? 'running' : 'stopped'),
    ...(conf.options.has('template') ? [] : [field('template', null, '0')]),
    ...grammar.implied(conf, file.vmid),
    ...(pool === null ? [] : [field('pool', null, pool)]),
    ...snapshotFields(conf),
    ...Object.entries(features).map(([id, value]) => field(featureSlot(id), null, value)),
  ];
}

function pendingKeys({ pending }: GuestConf): string[] {
  return pending ? [...new Set([...pending.options.keys(), ...pending.delete])].toSorted() : [];
}

function unusedOf({ options }: GuestConf): UnusedVolume[] {
  return sortedKeys(options)
    .filter((key) => /^unused\d+$/.test(key))
    .map((key) => ({ key, volume: options.get(key) ?? '' }));
}

/**
 * Reads a guest's file. `pool` comes from the cluster's user.cfg, since the conf file does not know it. Fields are made
 * when they are asked for: of most guests of an estate nobody asks, since they are as they shall be.
 */
export function liveOf(grammar: Grammar, file: GuestFile, running: boolean, pool: string | null): GuestLive {
  const reading = readingOf(file);
  const { conf } = reading;
  const tags = splitTags(conf.options.get('tags') ?? '');
  const outside = once(() => outsideOf(file, reading, running, pool, grammar));
  const fields = once(() => [...grammar.sectionFields(conf), ...outside()]);
  const pending = pendingKeys(conf);
  const next = once(() =>
    pending.length === 0 ? fields() : [...grammar.sectionFields(afterStart(conf)), ...outside()],
  );
  const [keys, unused] = [once(() => slotKeys(conf, grammar)), once(() => unusedOf(conf))];
  return {
    grammar,
    vmid: file.vmid,
    node: file.node,
    get digest() {
      return file.digest;
    },
    running,
    pool,
    conf,
    get fields() {
      return fields();
    },
    get next() {
      return next();
    },
    pending,
    get keys() {
      return keys();
    },
    get unused() {
      return unused();
    },
    lock: conf.options.get('lock') ?? null,
    tagged: tags.includes(TAG),
    retired: tags.includes(RETIRED_TAG),
  };
}

type Pools = Snapshot['pools'];
const POOLS = new WeakMap<Pools, ReadonlyMap<number, string>>();

/** The pool of each guest; of two that name one guest, the first. */
function poolsOf(pools: Pools): ReadonlyMap<number, string> {
  const known = POOLS.get(pools);
  if (known) return known;
  const members = [...pools].flatMap(([pool, vmids]) => vmids.map((vmid) => [vmid, pool] as const));
  const index = new Map(members.toReversed());
  POOLS.set(pools, index);
  return index;
}

/** A guest of a snapshot of the estate; null when there is no such guest of that type. */
export function liveIn(grammar: Grammar, snapshot: Snapshot, vmid: number): GuestLive | null {
  const file = snapshot.guests.get(vmid);
  if (!file || file.type !== grammar.type) return null;
  const node = snapshot.nodes.get(file.node);
  const running = node?.reachable === true && node.running.has(vmid);
  return liveOf(grammar, file, running, poolsOf(snapshot.pools).get(vmid) ?? null);
}

const READ = new WeakMap<GuestState, GuestLive>();

/** A fresh reading of one guest; what was read once is parsed once, however many conditions look at it. */
export function liveNow(grammar: Grammar, state: GuestState): GuestLive | null {
  if (!state.file || state.file.type !== grammar.type) return null;
  const known = READ.get(state);
  if (known) return known;
  const live = liveOf(grammar, state.file, state.running, state.pool);
  READ.set(state, live);
  return live;
}
