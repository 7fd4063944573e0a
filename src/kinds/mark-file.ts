/**
 * Markers of what has no Notes of its own, such as a zone: one small file each, in the cluster's own file system, where
 * Proxmox keeps the thing itself. It tells whose a resource is and which commit it was last changed by.
 */
import { z } from 'zod';
import type { Address } from '../config/model.ts';
import { canonical } from '../json.ts';
import type { Snapshot } from '../node/port.ts';
import type { Mark, Owned } from './seen.ts';
import type { NodeName, Step } from './step.ts';

/** What a kind with mark files adds to its `reads.cluster`. */
export const MARK_FILES = '/etc/pve/phoenix/*/*.json';

const schema = z.strictObject({
  estate: z.string(),
  env: z.string().nullable(),
  address: z.string(),
  id: z.string(),
  node: z.string(),
  commit: z.string().nullable(),
  config: z.string(),
  phoenix: z.string(),
  owed: z.array(z.string()).optional(),
  built: z.string().optional(),
  features: z.record(z.string(), z.string()).optional(),
});

type MarkText = z.infer<typeof schema>;

/** File names take no slashes and colons: `zone:lab` is `zone%3Alab`. */
function markPath(estate: string, id: string): string {
  return `/etc/pve/phoenix/${encodeURIComponent(estate)}/${encodeURIComponent(id)}.json`;
}

function parsed(text: string): MarkText | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function toOwned({ node, owed, built, features, ...mark }: MarkText): Owned {
  const more: Partial<Mark> = {
    ...(owed ? { owed } : {}),
    ...(built === undefined ? {} : { built }),
    ...(features ? { features } : {}),
  };
  return { id: mark.id, mark: { ...mark, ...more }, node };
}

/** Every marker of that estate and environment whose id begins so, such as `zone:`. */
export function marksIn(snapshot: Snapshot, estate: string, env: string | null, prefix: string): Owned[] {
  const folder = `/etc/pve/phoenix/${encodeURIComponent(estate)}/`;
  const owned: Owned[] = [];
  // Of all files of a cluster few are markers, and every kind looks through them.
  for (const [path, text] of snapshot.files ?? []) {
    if (!path.startsWith(folder)) continue;
    const mark = parsed(text);
    const isOurs = mark !== null && mark.estate === estate && mark.env === env && mark.id.startsWith(prefix);
    // A file under another name is a copy made by hand: whose it is, only the right one tells.
    if (isOurs && path === markPath(estate, mark.id)) owned.push(toOwned(mark));
  }
  return owned;
}

/** The marker of one id; null: there is none, or it cannot be read. */
export function markOfId(snapshot: Snapshot, estate: string, id: string): Owned | null {
  const text = snapshot.files?.get(markPath(estate, id));
  const mark = text === undefined ? null : parsed(text);
  return mark?.id === id && mark.estate === estate ? toOwned(mark) : null;
}

/** Another estate that has a marker of the same id: what looks as git says may be its. Null: there is none. */
export function otherOwner({ files = new Map() }: Snapshot, estate: string, id: string): string | null {
  const name = `/${encodeURIComponent(id)}.json`;
  const folder = '/etc/pve/phoenix/';
  for (const path of files.keys()) {
    if (!path.startsWith(folder) || !path.endsWith(name)) continue;
    const other = decodeURIComponent(path.slice(folder.length, -name.length));
    if (other !== estate) return other;
  }
  return null;
}

interface MarkStep {
  /** Null: the marker goes. */
  readonly mark: Mark | null;
  readonly id: string;
  readonly estate: string;
  readonly address: Address;
  readonly node: NodeName;
  readonly after: readonly string[];
}

/**
 * The first step of what is made: without a marker it would be somebody's, should the apply end before its last step.
 * The marker owes the whole.
 */
export function beginStep({
  mark,
  address,
  node,
}: Pick<MarkStep, 'address' | 'node'> & { readonly mark: Mark }): Step {
  const { id, estate } = mark;
  const { remark: _, ...step } = markStep({
    mark: { ...mark, owed: [''] },
    id,
    estate,
    address,
    node,
    after: [],
  });
  return { ...step, id: `${address}:begin`, title: 'write down that it is made' };
}

/** The last step of a resource with a mark file. */
export function markStep({ mark, id, estate, address, node, after }: MarkStep): Step {
  const path = markPath(estate, id);
  const text = mark === null ? null : `${canonical({ ...shownOf(mark), node })}\n`;
  return {
    id: `${address}:mark`,
    address,
    node,
    title: mark === null ? 'forget it' : 'write the marker',
    effect: 'config',
    after,
    locks: [],
    guard: [],
    // A write reads itself back.
    verify: [],
    do: { verb: 'write', path, content: text },
    remark: true,
    retry: 'contention',
    timeout: 30_000,
  };
}

const shownOf = ({ estate, env, address, id, commit, config, phoenix, owed, built, features }: Mark) => ({
  estate,
  env,
  address,
  id,
  commit,
  config,
  phoenix,
  ...(owed ? { owed } : {}),
  ...(built === undefined ? {} : { built }),
  ...(features ? { features } : {}),
});
