/**
 * What the commits of a branch changed of one resource, newest first: by any file that reaches it, and whatever it was
 * called. Estates are loaded one against the next, so that what stays the same is the same object; of a commit that leaves
 * the resource alone nothing is compared.
 */
import { isBesideFiles } from '../config/beside-files.ts';
import { resourceDifference } from '../config/estate-difference.ts';
import type { Address, Estate, Resource } from '../config/model.ts';
import { homeOf } from '../config/resolved.ts';
import { errorsIn, type Position } from '../errors.ts';
import type { Json, Pointer } from '../json.ts';
import type { Effect } from '../kinds/effect.ts';
import type { Id } from '../kinds/kind.ts';
import { kinds } from '../kinds/registry.ts';
import { planFromGit } from '../plan/build.ts';
import type { PlanItem } from '../plan/plan.ts';
import { labelOf } from '../plan/render/words.ts';
import type { Merged } from '../sources/merged.ts';
import { mayReach, reachOf } from './history-reach.ts';

export interface HistoryField {
  /** As people write it: `net0.ip`. */
  readonly field: string;
  readonly path: Pointer;
  readonly before: Json;
  readonly after: Json;
  /** As the plan of that commit had it. */
  readonly effect: Effect;
  /** Where the value stands, or stood. */
  readonly at: Position | null;
}

/** What one commit did. */
export interface HistoryEntry {
  readonly commit: Merged;
  readonly is: 'added' | 'removed' | 'renamed' | 'changed';
  readonly address: Address;
  readonly was: Address | null;
  readonly id: Id;
  readonly effect: Effect;
  readonly summary: string;
  readonly at: Position;
  readonly fields: readonly HistoryField[];
  /** Older commits whose files this version of Phoenix cannot read: what they changed is in here too. */
  readonly unread: readonly string[];
}

/** How far back it went. */
export type HistoryEnd =
  /** To the first commit. */
  | { readonly is: 'whole' }
  /** As many as were asked for. */
  | { readonly is: 'limit' }
  /** Back to the time that was asked for. */
  | { readonly is: 'since' }
  /** The clone has no older commits. */
  | { readonly is: 'shallow'; readonly commit: string }
  /** Of commits from this one on, this version of Phoenix cannot read the files. */
  | { readonly is: 'unreadable'; readonly commit: string };

export interface WalkInput {
  readonly address: Address;
  /** Newest first. */
  readonly commits: readonly Merged[];
  readonly estateAt: (commit: string) => Promise<Estate>;
  /** Whether the clone has the commit. */
  readonly has: (commit: string) => Promise<boolean>;
  readonly limit: number;
  /** Milliseconds since 1970; null: all of it. */
  readonly since: number | null;
}

export interface Walked {
  readonly entries: readonly HistoryEntry[];
  readonly end: HistoryEnd;
}

/** What is followed: a resource is known by its id, and then by its name. */
interface Trail {
  address: Address;
  id: Id | null;
}

const idOf = (resource: Resource): Id | null => homeOf(resource)?.kind.id(resource.spec) ?? null;

/** `layer/base` is the layer wherever it stands: on the first of its nodes. */
function named({ resources }: Estate, address: Address): Resource | null {
  const found = resources.get(address);
  if (found) return found;
  if (!address.startsWith('layer/')) return null;
  return [...resources.values()].find((one) => one.address.startsWith(`${address}@`)) ?? null;
}

function find(estate: Estate, { address, id }: Trail): Resource | null {
  const here = named(estate, address);
  if (id === null || (here && idOf(here) === id)) return here;
  const kind = address.slice(0, address.indexOf('/'));
  for (const one of estate.resources.values()) if (one.kind === kind && idOf(one) === id) return one;
  return here;
}

function follow(trail: Trail, resource: Resource | null): void {
  if (!resource) return;
  trail.address = resource.address;
  trail.id = idOf(resource);
}

const isBroken = (estate: Estate) =>
  errorsIn(estate.findings).some((one) => !isBesideFiles(one) && one.id !== 'PHX001');

/** One is there, and nobody can say that the other is not: its file, or what it is made of, cannot be read. */
const isUnread = (estate: Estate, resource: Resource | null) => resource === null && isBroken(estate);

/** The changes of the plan, and what differs beside: values that nobody tells a node. */
function fieldsOf(
  fields: NonNullable<ReturnType<typeof resourceDifference>>['fields'],
  item: PlanItem | undefined,
): HistoryField[] {
  const planned = (item?.changes ?? []).filter(({ path }) => path !== '');
  const isPlanned = (path: Pointer) =>
    planned.some((one) => one.path === path || path.startsWith(`${one.path}/`));
  const placeOf = (path: Pointer) => {
    const known = fields.find((one) => one.path === path || one.path.startsWith(`${path}/`));
    return known?.afterAt ?? known?.beforeAt ?? null;
  };
  return [
    ...planned.map((change) => ({
      field: labelOf(change),
      path: change.path,
      before: change.before,
      after: change.after,
      effect: change.effect,
      at: placeOf(change.path) ?? change.at ?? null,
    })),
    ...fields
      .filter(({ path }) => !isPlanned(path))
      .map(({ field, path, before, after, beforeAt, afterAt }) => ({
        field,
        path,
        before,
        after,
        effect: 'none' as const,
        at: afterAt ?? beforeAt,
      })),
  ];
}

interface Compared {
  readonly head: Estate;
  readonly base: Estate;
  readonly after: Resource | null;
  readonly before: Resource | null;
  readonly commit: Merged;
  readonly unread: readonly string[];
}

/** Null: this commit left it as it was. */
function entryOf({ head, base, after, before, commit, unread }: Compared): HistoryEntry | null {
  const subject = after ?? before;
  if (!subject || before === after) return null;
  const { items } = planFromGit({ kinds, head, base }).plan;
  const id = idOf(subject) ?? subject.address;
  const item = items.find((one) => one.id === id && one.kind === subject.kind);
  const difference = resourceDifference(base, head, before, after);
  const fields = before && after ? fieldsOf(difference?.fields ?? [], item) : [];
  if (!difference && fields.length === 0) return null;
  const { is, was, summary, at } = difference ?? {
    is: 'changed' as const,
    was: null,
    summary: item?.summary ?? '',
    at: { file: subject.file, line: 1, column: 1 },
  };
  const { address } = subject;
  const effect = item?.effect ?? 'none';
  return { commit, is, address, was, id, effect, summary, at, fields, unread };
}

/** Nothing stands where the folder is not there yet. */
const EMPTY: Estate['resources'] = new Map();

/** Walks back until there are entries enough. The trail may begin anywhere: a resource that is gone is found by its name. */
export async function walkHistory(input: WalkInput): Promise<Walked> {
  const { commits, estateAt, has, limit, since } = input;
  const trail: Trail = { address: input.address, id: null };
  const entries: HistoryEntry[] = [];
  let newer: { readonly estate: Estate; readonly commit: Merged } | null = null;
  let unread: string[] = [];
  const step = (base: Estate): void => {
    if (!newer) return;
    const { estate: head, commit } = newer;
    const after = find(head, trail);
    follow(trail, after);
    const before = find(base, trail);
    const entry = entryOf({ head, base, after, before, commit, unread });
    follow(trail, before);
    if (entry) entries.push(entry);
  };
  let reach: ReadonlySet<Address> | null = null;
  for (const commit of commits) {
    // The resource is the same before it and after it.
    if (newer && !mayReach(commit.files, reach, newer.estate.env)) continue;
    if (since !== null && newer && Date.parse(newer.commit.at) < since)
      return { entries, end: { is: 'since' } };
    const estate = await estateAt(commit.sha);
    if (isUnread(estate, find(estate, trail))) {
      unread.push(commit.sha);
      continue;
    }
    step(estate);
    if (entries.length >= limit) return { entries, end: { is: 'limit' } };
    newer = { estate, commit };
    unread = [];
    const here = find(estate, trail);
    reach = here ? reachOf(estate, here) : null;
  }
  if (newer && since !== null && Date.parse(newer.commit.at) < since)
    return { entries, end: { is: 'since' } };
  if (unread.length > 0) return { entries, end: { is: 'unreadable', commit: unread[0] ?? '' } };
  const parent = newer?.commit.parents[0];
  if (newer && parent !== undefined && !(await has(parent))) {
    return { entries, end: { is: 'shallow', commit: newer.commit.sha } };
  }
  // Before the first commit that has a configs folder there was nothing.
  if (newer) step({ ...newer.estate, resources: EMPTY });
  return { entries, end: { is: 'whole' } };
}
