/**
 * What of the drafts the estate takes: whatever is an error in it, or would change what is there, goes out of its file and stays
 * as it is on the node. Found by doing what `validate` and `plan --live` do, until nothing is left to find.
 */
import type { Address, Estate, Tree } from '../../config/model.ts';
import { type JsonObject, pointerSegments } from '../../json.ts';
import { kinds } from '../../kinds/registry.ts';
import type { Snapshot } from '../../node/port.ts';
import { planLive } from '../../plan/build.ts';
import type { PlanItem } from '../../plan/plan.ts';
import { idOfEstate } from '../../plan/policy.ts';
import { checkRules } from '../../rules/check/check.ts';
import type { Left } from '../../kinds/importable.ts';
import { removed } from './removal.ts';
import type { Sketch } from './sketches.ts';
import { throughBinds, type Trouble, troublesOf } from './troubles.ts';

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
  /** New settings; null: they stand there already. */
  readonly settings: JsonObject | null;
  /** Where they are: `phoenix.json`. */
  readonly settingsFile: string;
  /** Names of binds that these guests bring. */
  readonly ownBinds: ReadonlySet<string>;
  /** The tree with these files beside what stands there. */
  readonly treeOf: (files: ReadonlyMap<string, string>) => Tree;
  readonly load: (tree: Tree) => Estate;
  /** What a file must say so that its merged value is just this. */
  readonly wordsOf: (sketch: Sketch) => JsonObject;
}

const ROUNDS = 30;
const NOTHING: ReadonlySet<string> = new Set();

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

/** The change that says no more than that it becomes ours. */
const isAdoption = ({ path }: PlanItem['changes'][number]) => path === '/adopt' || path === '';

/** Null: it is adopted as it is. A text: it is not adopted at all. */
function changesOf(sketch: Sketch, item: PlanItem | undefined): readonly Trouble[] | string | null {
  if (item?.action !== 'adopt') return item?.notes.join('; ') || 'a plan does not adopt it';
  const refused = item.changes.find((change) => isAdoption(change) && change.effect !== 'config');
  if (refused) return refused.note ?? 'it cannot be adopted';
  const changes = item.changes.filter((change) => !isAdoption(change));
  if (changes.length === 0) return null;
  return changes.map(({ path }) => ({
    segments: pointerSegments(path),
    why: sketch.importing.whyChanged(path),
  }));
}

/** The sketch without these, or why there can be none. */
function relieved(sketch: Sketch, troubles: readonly Trouble[]): Sketch | string {
  let { value } = sketch;
  const essential = new Set(sketch.kind.imports?.essential);
  const gone: Left[] = [];
  for (const { segments, why } of troubles) {
    const result = removed(value, segments, essential);
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
    return (isNeeded ? null : removed(value, segments, NOTHING)?.value) ?? value;
  }, settings);
}

const pretty = (value: JsonObject): string => JSON.stringify(value, null, 1);

function filesOf({
  sketches,
  settings,
  settingsFile,
  wordsOf,
}: Pick<SettleInput, 'sketches' | 'settings' | 'settingsFile' | 'wordsOf'>): ReadonlyMap<string, string> {
  const guests = sketches.map((one) => [one.file, pretty(wordsOf(one))] as const);
  return new Map([...(settings ? [[settingsFile, pretty(settings)] as const] : []), ...guests]);
}

interface Round {
  readonly sketches: readonly Sketch[];
  readonly settings: JsonObject | null;
  readonly dropped: readonly Dropped[];
}

/** One look at the estate; null: there is nothing to mend. */
function look(input: SettleInput, { sketches, settings }: Round, isLast: boolean): Round | null {
  const files = filesOf({ ...input, sketches, settings });
  const estate = checkRules(input.load(input.treeOf(files)));
  const troubles = troublesOf(estate, new Set([...files.keys(), input.settingsFile]));
  const inSettings = troubles.get(input.settingsFile) ?? [];
  const wrongOf = (sketch: Sketch) => [
    ...(troubles.get(sketch.file) ?? []),
    ...throughBinds(sketch.value, inSettings, input.ownBinds),
  ];
  const mended = settings && relievedSettings(settings, inSettings);
  const isSound = mended === settings && sketches.every((sketch) => wrongOf(sketch).length === 0);
  // A plan of files with errors would be one of something else.
  const items = isSound ? plannedFor(estate, input.snapshot) : null;
  const dropped: Dropped[] = [];
  const kept = sketches.map((sketch): Sketch | null => {
    const wrong = items ? changesOf(sketch, items.get(sketch.address)) : wrongOf(sketch);
    if (wrong === null || wrong.length === 0) return sketch;
    const next = typeof wrong === 'string' ? wrong : isLast ? (wrong[0]?.why ?? '') : relieved(sketch, wrong);
    if (typeof next !== 'string') return next;
    dropped.push({ sketch, why: next });
    return null;
  });
  if (items && kept.every((one, at) => one === sketches[at])) return null;
  return {
    sketches: kept.filter((one) => one !== null),
    settings: mended,
    dropped,
  };
}

export function settle(input: SettleInput): Settled {
  let round: Round = { sketches: input.sketches, settings: input.settings, dropped: [] };
  const dropped: Dropped[] = [];
  for (let count = 1; round.sketches.length > 0 && count <= ROUNDS + 1; count += 1) {
    const next = look(input, round, count > ROUNDS);
    if (!next) break;
    dropped.push(...next.dropped);
    round = next;
  }
  return { sketches: round.sketches, settings: round.settings, dropped };
}
