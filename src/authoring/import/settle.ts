/**
 * What of the drafts the estate takes: whatever is an error in it, or would change the guest, goes out of its file and stays
 * as it is on the node. Found by doing what `validate` and `plan --live` do, until nothing is left to find.
 */
import { findNodeAtOffset, getNodePath, parseTree } from 'jsonc-parser';
import type { Address, Estate, SourceFile, Tree } from '../../config/model.ts';
import type { Position } from '../../errors.ts';
import { type JsonObject, pointerSegments } from '../../json.ts';
import { byPath } from '../../kinds/lxc/field.ts';
import type { LxcLive } from '../../kinds/lxc/live.ts';
import { kinds } from '../../kinds/registry.ts';
import type { Snapshot } from '../../node/port.ts';
import { planLive } from '../../plan/build.ts';
import type { PlanItem } from '../../plan/plan.ts';
import { idOfEstate } from '../../plan/policy.ts';
import { checkRules } from '../../rules/check.ts';
import type { Left } from './left.ts';
import { removed } from './removal.ts';

/** A guest on its way to a file. */
export interface Sketch {
  readonly address: Address;
  /** Below the configs folder: `lxc/web.jsonc`. */
  readonly file: string;
  readonly live: LxcLive;
  readonly value: JsonObject;
  readonly left: readonly Left[];
}

interface Dropped {
  readonly sketch: Sketch;
  readonly why: string;
}

export interface Settled {
  readonly sketches: readonly Sketch[];
  readonly dropped: readonly Dropped[];
  /** The settings, where they are ours to write: without what is an error in them. */
  readonly settings: JsonObject | null;
}

interface SettleInput {
  readonly sketches: readonly Sketch[];
  readonly snapshot: Snapshot;
  /** New settings; null: they stand in `files`. */
  readonly settings: JsonObject | null;
  /** The tree with these files beside what stands there. */
  readonly treeOf: (files: ReadonlyMap<string, string>) => Tree;
  readonly load: (tree: Tree) => Estate;
  /** What a file must say so that its merged value is just this. */
  readonly wordsOf: (value: JsonObject) => JsonObject;
}

const SETTINGS = 'phoenix.json';
const ROUNDS = 30;

/** What a live plan says of every address. */
function plannedFor(estate: Estate, snapshot: Snapshot): ReadonlyMap<Address, PlanItem> {
  const { plan } = planLive({
    kinds,
    head: estate,
    base: null,
    snapshot,
    estate: idOfEstate(estate.settings),
    atCommit: () => null,
  });
  return new Map(plan.items.map((item) => [item.address, item]));
}

/** Where a line and a column are in the document. */
function segmentsAt(file: SourceFile | undefined, { line, column }: Position): readonly string[] {
  const before = (file?.text ?? '').split('\n').slice(0, line - 1);
  const offset = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const root = parseTree(file?.text ?? '');
  const node = root && findNodeAtOffset(root, offset);
  return node ? getNodePath(node).map(String) : [];
}

interface Trouble {
  readonly segments: readonly string[];
  readonly why: string;
}

/** What looks like a secret is never written, however bad the estate calls it. */
const SECRETS: ReadonlySet<string> = new Set(['PHX941', 'PHX942']);

/** What is wrong, by file; of a conflict with a file that is not ours, at the other end. */
function troublesOf(estate: Estate, ours: ReadonlySet<string>): ReadonlyMap<string, readonly Trouble[]> {
  const troubles = new Map<string, Trouble[]>();
  for (const { id, severity, at, also, message } of estate.findings) {
    if (severity !== 'error' && !SECRETS.has(id)) continue;
    const place = [at, also].find((one) => one !== undefined && ours.has(one.file));
    if (!place) continue;
    const trouble = { segments: segmentsAt(estate.tree.files.get(place.file), place), why: message };
    troubles.set(place.file, [...(troubles.get(place.file) ?? []), trouble]);
  }
  return troubles;
}

function whyOfChange({ live }: Sketch, path: string): string {
  if (path === '/state')
    return `it is ${live.running ? 'running' : 'stopped'}, and no file can say that of it`;
  const [now, next] = [byPath(live.fields).get(path)?.value, byPath(live.next).get(path)?.value];
  return now === next
    ? 'Phoenix would write it otherwise'
    : 'a change of it waits for the next start of the guest';
}

/** Null: the guest is adopted as it is. A text: it is not adopted at all. */
function changesOf(sketch: Sketch, item: PlanItem | undefined): readonly Trouble[] | string | null {
  if (item?.action !== 'adopt') return item?.notes.join('; ') || 'a plan does not adopt it';
  const refused = item.changes.find(({ path, effect }) => path === '/adopt' && effect !== 'config');
  if (refused) return refused.note ?? 'it cannot be adopted';
  const changes = item.changes.filter(({ path }) => path !== '/adopt');
  if (changes.length === 0) return null;
  return changes.map(({ path }) => ({ segments: pointerSegments(path), why: whyOfChange(sketch, path) }));
}

/** The sketch without these, or why there can be none. */
function relieved(sketch: Sketch, troubles: readonly Trouble[]): Sketch | string {
  let { value } = sketch;
  const gone: Left[] = [];
  for (const { segments, why } of troubles) {
    const result = removed(value, segments);
    // Of two that are at one place, the first has taken it away.
    if (!result && gone.length === 0) return why;
    if (!result) continue;
    value = result.value;
    gone.push({ path: result.path, why });
  }
  return { ...sketch, value, left: [...sketch.left, ...gone] };
}

function relievedSettings(settings: JsonObject, troubles: readonly Trouble[]): JsonObject {
  return troubles.reduce<JsonObject>((value, { segments }) => {
    const isNeeded =
      segments[0] === 'name' || segments[0] === 'id' || (segments[0] === 'nodes' && segments.length < 3);
    return (isNeeded ? null : removed(value, segments)?.value) ?? value;
  }, settings);
}

const pretty = (value: JsonObject): string => JSON.stringify(value, null, 1);

function filesOf(
  { sketches, settings }: Pick<SettleInput, 'sketches' | 'settings'>,
  wordsOf: SettleInput['wordsOf'],
): ReadonlyMap<string, string> {
  const guests = sketches.map(({ file, value }) => [file, pretty(wordsOf(value))] as const);
  return new Map([...(settings ? [[SETTINGS, pretty(settings)] as const] : []), ...guests]);
}

export function settle(input: SettleInput): Settled {
  let { sketches, settings } = input;
  const dropped: Dropped[] = [];
  for (let round = 0; sketches.length > 0; round += 1) {
    const files = filesOf({ sketches, settings }, input.wordsOf);
    const estate = checkRules(input.load(input.treeOf(files)));
    const troubles = troublesOf(estate, new Set(files.keys()));
    // A plan of files with errors would be one of something else.
    const items = troubles.size === 0 ? plannedFor(estate, input.snapshot) : null;
    const inSettings = troubles.get(SETTINGS) ?? [];
    if (settings && inSettings.length > 0) settings = relievedSettings(settings, inSettings);
    let isDone = inSettings.length === 0;
    const kept = sketches.flatMap((sketch): Sketch[] => {
      const wrong = items
        ? changesOf(sketch, items.get(sketch.address))
        : (troubles.get(sketch.file) ?? null);
      if (wrong === null) return [sketch];
      isDone = false;
      const next =
        typeof wrong === 'string' ? wrong : round < ROUNDS ? relieved(sketch, wrong) : (wrong[0]?.why ?? '');
      if (typeof next !== 'string') return [next];
      dropped.push({ sketch, why: next });
      return [];
    });
    if (isDone || round > ROUNDS) break;
    sketches = kept;
  }
  return { sketches, dropped, settings };
}
