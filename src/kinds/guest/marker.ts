/**
 * The marker: the line of a guest's description that says whose it is, and the tags that go with it. Parsing tolerates
 * anything, since people edit Notes; what a marker means for ownership stands in observe.ts.
 */
import { z } from 'zod';
import { FEATURE_ID } from '../../features/id.ts';
import type { Pointer } from '../../json.ts';
import type { Mark } from '../seen.ts';

/** Owed by a guest that is down, or may be, and shall run. */
export const STATE: Pointer = '/state';

/** Every guest of ours carries this tag. */
export const TAG = 'phoenix';
/** And this one besides while it is retired. */
export const RETIRED_TAG = 'phoenix-retired';

export const OWN_TAGS: readonly string[] = [TAG, RETIRED_TAG];

/** Characters that Proxmox takes in a description, before it escapes them (PVE 9.2). */
const LIMIT = 8192;

/** Room for the marker below the user's text. */
export const DESCRIPTION_LIMIT = 6144;

const LINE = /^[ \t]*<!-- phoenix[ {].*$/gm;
const MARKER = /^[ \t]*<!-- phoenix (\{.*\}) -->[ \t]*$/;

/**
 * As a file can be called; `lxc/web@101` is what retired under a name that another guest has now, `layer/base@pve1` a
 * layer on a node.
 */
const ADDRESS = /^[a-z]+\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:@[A-Za-z0-9-]{1,63})?$/;
/** Address and content hash of a layer. */
const LAYER = /^layer\/[A-Za-z0-9][A-Za-z0-9._-]{0,99} [0-9a-f]{16}$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Version and hash of a feature, and the seal of its secrets. */
const STAMP = /^[0-9A-Za-z][0-9A-Za-z.+-]{0,63} [0-9a-f]{16}(?: [0-9a-f]{16})?$/;

/** A mount or a disk, and the volume that it had: see `Mark.detached`. */
const DETACHED = z.record(
  z.string().regex(/^(?:mount:\/[^\u0000-\u001f]{0,255}|[a-z]+\d+)$/),
  z.string().regex(/^[A-Za-z][\w.-]{0,99}:[\w./+-]{1,199}(?: \d+(?:\.\d+)?[KMGT]?)?$/),
);

const FLAG = z.enum(['0', '1']).nullable();

/** Whoever may edit the Notes of a guest may have written this: nothing of it reaches git or a command unchecked. */
const markerSchema = z.object({
  v: z.literal(1),
  estate: z.string(),
  env: z.string().nullable(),
  address: z.string().regex(ADDRESS),
  vmid: z.int(),
  // A commit that cannot be one is a commit that git does not know.
  commit: z.string().regex(COMMIT).nullable().catch(null),
  config: z.string(),
  phoenix: z.string(),
  retired: z.iso.datetime().optional().catch(undefined),
  owed: z.array(z.string()).optional(),
  // Both are booleans, whose value `pct` takes for an option of its own when it looks like one (PVE 9.2).
  was: z.record(z.string(), FLAG).optional().catch(undefined),
  detached: DETACHED.optional().catch(undefined),
  features: z.record(z.string().regex(FEATURE_ID), z.string().regex(STAMP)).optional().catch(undefined),
  layer: z.string().regex(LAYER).optional().catch(undefined),
  built: z.iso.datetime().optional().catch(undefined),
  undone: z.iso.datetime().optional().catch(undefined),
});

function vmidOf(mark: Mark): number {
  return Number(mark.id.replace(/^vmid:/, ''));
}

/** JSON that cannot end the comment it stands in: no `--`, no `>`, no `<`, printable ASCII only. */
function harmless(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('--', '-\\u002d')
    .replace(/[<>\x7f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The marker as one line. */
export function formatMarker(mark: Mark): string {
  const {
    estate,
    env,
    address,
    commit,
    config,
    phoenix,
    retired,
    owed = [],
    was,
    detached,
    features = {},
    layer,
    built,
    undone,
  } = mark;
  const ids = Object.keys(features).sort();
  // JSON leaves out what is undefined.
  const body = {
    v: 1,
    estate,
    env,
    address,
    vmid: vmidOf(mark),
    commit,
    config,
    phoenix,
    retired,
    owed: owed.length > 0 ? owed : undefined,
    was,
    detached,
    features: ids.length > 0 ? Object.fromEntries(ids.map((id) => [id, features[id]])) : undefined,
    layer,
    built,
    undone,
  };
  return `<!-- phoenix ${harmless(body)} -->`;
}

function parseLine(line: string): Mark | null {
  const json = MARKER.exec(line)?.[1];
  if (json === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = markerSchema.safeParse(value);
  if (!parsed.success) return null;
  const {
    estate,
    env,
    address,
    vmid,
    commit,
    config,
    phoenix,
    retired,
    owed,
    was,
    detached,
    features,
    layer,
    built,
    undone,
  } = parsed.data;
  return {
    estate,
    env,
    address,
    id: `vmid:${vmid}`,
    commit,
    config,
    phoenix,
    ...(retired !== undefined && { retired }),
    ...(owed !== undefined && { owed }),
    ...(was !== undefined && { was }),
    ...(detached !== undefined && { detached }),
    ...(features !== undefined && { features }),
    ...(layer !== undefined && { layer }),
    ...(built !== undefined && { built }),
    ...(undone !== undefined && { undone }),
  };
}

/** The last marker of a description that can be read; null when there is none. */
export function parseMarker(description: string | null): Mark | null {
  const lines = description?.match(LINE) ?? [];
  for (const line of lines.toReversed()) {
    const mark = parseLine(line);
    if (mark) return mark;
  }
  return null;
}

/** Whether a line looks like a marker, readable or not. */
export function hasMarkerLine(text: string): boolean {
  return text.search(LINE) >= 0;
}

/**
 * What people wrote: the description without marker lines, damaged ones included, and without newlines at the end,
 * which Proxmox does not keep.
 */
export function stripMarker(description: string | null): string {
  const lines = (description ?? '').split('\n').filter((line) => line.search(LINE) < 0);
  return lines.join('\n').replace(/\n+$/, '');
}

/**
 * The description with the marker as its last line. Paths of what is owed are left out from the end when Proxmox's
 * limit would be passed: they only remind of a restart. So is where detached volumes were: Proxmox keeps them anyway.
 */
export function writeMarker(text: string, mark: Mark): string {
  const user = stripMarker(text);
  const withMark = (one: Mark) => (user === '' ? formatMarker(one) : `${user}\n${formatMarker(one)}`);
  let owed = mark.owed ?? [];
  let result = withMark(mark);
  if (result.length > LIMIT && mark.detached) {
    const { detached: _, ...rest } = mark;
    return writeMarker(text, rest);
  }
  while (result.length > LIMIT && owed.length > 0) {
    owed = owed.slice(0, -1);
    result = withMark({ ...mark, owed });
  }
  return result;
}

/** Tags as Proxmox keeps them: lower case, sorted, each once. */
function normaliseTags(tags: readonly string[]): readonly string[] {
  const lower = tags.map((tag) => tag.toLowerCase());
  const isNormal = lower.every((tag, at) => at === 0 || (lower[at - 1] as string) < tag);
  return isNormal ? lower : [...new Set(lower)].sort();
}

/** Tags that people set: without Phoenix's own. */
export function userTags(tags: readonly string[]): string[] {
  return normaliseTags(tags).filter((tag) => !OWN_TAGS.includes(tag));
}

/** Splits the `tags` of a conf file. */
export function splitTags(value: string): string[] {
  // As Proxmox writes them; a pattern takes ten times as long.
  const tags = /[\s,]/.test(value) ? value.split(/[\s,;]+/) : value.split(';');
  return tags.filter((tag) => tag !== '');
}

/** The value of `--tags` for these tags of the user's, with Phoenix's own. */
export function writeTags(tags: readonly string[], retired: boolean): string {
  return normaliseTags([...userTags(tags), TAG, ...(retired ? [RETIRED_TAG] : [])]).join(';');
}
