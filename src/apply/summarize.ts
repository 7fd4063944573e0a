/** What an apply did to each resource, in words and numbers, from the outcomes of its steps. Pure. */
import { mayBeSame } from '../features/stamp.ts';
import type { Settings } from '../config/settings.ts';
import { durationInMs, momentText } from '../config/units.ts';
import { atMost } from '../kinds/effect.ts';
import { type Change, isRemoval } from '../kinds/change.ts';
import type { Step } from '../kinds/step.ts';
import { pathText, withoutHash } from '../plan/render/words.ts';
import type { ApplyEntry } from './apply.ts';
import { rebootMsOf, type ResourceReport, type RollbackReport, type StepReport } from './report.ts';
import { advised, rollbackIn, rollbackText } from './rolled-back.ts';

/** A step, what became of it, and when (milliseconds since 1970; the same moment twice when it never ran). */
export interface Ended {
  readonly step: Step;
  readonly report: StepReport;
  readonly start: number;
  readonly end: number;
}

export interface Facts {
  readonly settings: Settings;
  /** ISO time of this apply. */
  readonly now: string;
  /** Milliseconds down so far. */
  readonly downMs: number;
  /** Whether the guest ran when it was last looked at; null when nobody looked. */
  readonly running: boolean | null;
}

const did = (ended: readonly Ended[]) => ended.filter(({ report }) => report.outcome.is === 'done');

/** Titles of what was done, once each, as many as one reads. Looking at a guest's health does nothing to it. */
function titles(ended: readonly Ended[]): string {
  const work = did(ended).filter(({ step }) => step.do.verb !== 'health');
  const all = [...new Set(work.map(({ step }) => step.title))];
  const shown = all.slice(0, 4).join(', ');
  return all.length > 4 ? `${shown} and ${all.length - 4} more` : shown;
}

/** Whether a change is only written, and waits for a restart. */
function isLate({ item }: ApplyEntry): (change: Change) => boolean {
  const late = item.changes.filter((change, i) => {
    const cover = item.cover?.[i];
    return cover?.is === 'held' && (cover.written === true || change.waits === true);
  });
  const paths = new Set(late.map(({ path }) => path));
  return ({ path }) => paths.has(path);
}

/** `memory 2048`, `nesting 1 from its next restart on`: what has changed, and what nobody has restarted the guest for. */
function told(entry: ApplyEntry): string[] {
  const late = isLate(entry);
  const now = changed(entry.changes.filter((change) => !late(change)));
  const later = changed(entry.changes.filter(late));
  return [...(now === '' ? [] : [now]), ...(later === '' ? [] : [`${later} from its next restart on`])];
}

/** `memory 2048, rootfs.size 192G`: what changed, as many as one reads. */
function changed(changes: readonly Change[]): string {
  const isField = ({ path, slot }: Change) => path !== '' && slot !== 'marker';
  const notes = changes.filter((change) => !isField(change)).flatMap(({ note }) => note ?? []);
  const fields = changes.filter(isField).map(({ path, slot, after: given, followed, note }) => {
    if (followed && note !== undefined) return `${pathText(path)}: ${note}`;
    const name = pathText(path);
    const after = slot.startsWith('feature:') ? withoutHash(given) : given;
    if (after === null) return `${name} removed`;
    return typeof after === 'object' || String(after).length > 40 ? name : `${name} ${String(after)}`;
  });
  const all = [...new Set(notes), ...fields];
  const shown = all.slice(0, 4).join(', ');
  return all.length > 4 ? `${shown} and ${all.length - 4} more` : shown;
}

const state = (running: boolean | null) => (running === null ? '' : running ? ', running' : ', stopped');

function applied({ item, entry, ended, facts }: Input): string {
  const { settings, now, running } = facts;
  switch (item.action) {
    case 'create':
      return `created${state(running)}`;
    case 'replace':
      return `made anew${state(running)}`;
    case 'retire': {
      const keep = durationInMs(settings.policies.retire) ?? 0;
      const since = Date.parse(entry.mark.retired ?? now);
      const backedUp = did(ended).some(({ step }) => isBackup(step));
      return `retired until ${momentText(since + keep)}${backedUp ? '; backup taken' : ''}`;
    }
    case 'destroy':
      return 'destroyed';
    case 'remove':
      return 'removed';
    case 'adopt':
      return ['adopted', ...told(entry)].join('; ') + state(running);
    case 'rename':
      return `renamed from ${item.was ?? 'its earlier name'}`;
    case 'migrate':
      return `on ${item.node} now${state(running)}`;
    case 'update':
    case 'no-op': {
      const restarted = did(ended).some(wasDown);
      const what = told(entry).join('; ') || titles(ended) || 'nothing to do';
      return restarted && running ? `restarted; ${what}` : what;
    }
  }
}

/** Features of which some may restart the guest need not have done so. */
const wasDown = ({ step, report }: Ended): boolean =>
  step.do.verb === 'guest' ? rebootMsOf(report.outcome) > 0 : !atMost(step.effect, 'live');

function isBackup({ do: verb }: Step): boolean {
  return verb.verb === 'run' && verb.argv[0] === 'vzdump';
}

interface Input {
  readonly entry: ApplyEntry;
  readonly item: ApplyEntry['item'];
  readonly ended: readonly Ended[];
  readonly facts: Facts;
  readonly rollback: RollbackReport | null;
}

function textOf(input: Input, outcome: ResourceReport['outcome']): string {
  const { ended } = input;
  const failed = ended.find(({ report }) => report.outcome.is === 'failed')?.report;
  if (outcome === 'failed' && failed?.outcome.is === 'failed') {
    const before = input.rollback?.is === 'done' ? '' : titles(ended);
    const done = before === '' ? '' : ` (done: ${before})`;
    return `${failed.title}: ${failed.outcome.why}${done}${rollbackText(input.rollback)}`;
  }
  const skipped = ended.find(({ report }) => report.outcome.is === 'skipped')?.report.outcome;
  if (outcome === 'skipped' && skipped?.is === 'skipped') {
    const before = titles(ended);
    return `${skipped.why}${before === '' ? '' : ` (done: ${before})`}`;
  }
  const { unknown = '' } = input.entry;
  const all = [applied(input), ...left(ended), ...idle(input), ...unseen(ended), unknown];
  return all.filter((text) => text !== '').join('; ');
}

/** Features that are named no more and could not be undone: that they are removed is half of the truth. */
function left(ended: readonly Ended[]): string[] {
  return did(ended).flatMap(({ report: { outcome } }) =>
    outcome.is === 'done'
      ? (outcome.features ?? []).flatMap(({ id, is, text }) =>
          is === 'removed' && text !== 'removed' ? [`${id} ${text}`] : [],
        )
      : [],
  );
}

/** Features whose secrets might have been others, and were not. */
function idle({ entry, ended }: Input): string[] {
  const asked = new Set(
    entry.changes.filter(({ before, after }) => mayBeSame(before, after)).map(({ slot }) => slot),
  );
  const ids = did(ended).flatMap(({ report: { outcome } }) =>
    outcome.is === 'done'
      ? (outcome.features ?? []).flatMap(({ id, is }) =>
          is === 'unchanged' && asked.has(`feature:${id}`) ? [id] : [],
        )
      : [],
  );
  return ids.length === 0 ? [] : [`${ids.join(', ')} did not run: the secrets are the same`];
}

/** Checks that nobody could answer, those for one reason together: no health is claimed. */
function unseen(ended: readonly Ended[]): string[] {
  const names = new Map<string, string[]>();
  for (const { step, report } of did(ended)) {
    const { outcome } = report;
    if (step.do.verb !== 'health' || outcome.is !== 'done' || outcome.note === undefined) continue;
    const name = step.id.slice(step.address.length + ':health:'.length);
    names.set(outcome.note, [...(names.get(outcome.note) ?? []), name]);
  }
  return [...names].map(([note, all]) => `health ${all.sort().join(', ')} ${note}`);
}

function outcomeOf(ended: readonly Ended[]): ResourceReport['outcome'] {
  const all = ended.map(({ report }) => report.outcome.is);
  if (all.includes('failed')) return 'failed';
  if (all.includes('skipped')) return 'skipped';
  return all.length > 0 ? 'applied' : 'unchanged';
}

/** For good, or for the first time: then there is no time that the guest was missed. */
const countsDowntime = ({ action }: ApplyEntry['item']) => action !== 'create' && !isRemoval(action);

/** The report of one resource; `ended` in the order in which the steps ended. */
export function summarize(entry: ApplyEntry, ended: readonly Ended[], facts: Facts): ResourceReport {
  const { item, hold } = entry;
  if (hold) {
    return { address: item.address, outcome: hold.is, text: hold.why, ms: 0, downMs: 0, steps: [] };
  }
  const outcome = outcomeOf(ended);
  const ran = ended.filter(({ report }) => report.outcome.is !== 'skipped');
  const span =
    ran.length === 0 ? 0 : Math.max(...ran.map((e) => e.end)) - Math.min(...ran.map((e) => e.start));
  const rollback = rollbackIn(entry, ended, facts.running);
  return {
    address: item.address,
    outcome,
    text: textOf({ entry, item, ended, facts, rollback }, outcome),
    ms: Math.round(span),
    downMs: countsDowntime(item) ? facts.downMs : null,
    ...(rollback ? { rollback } : {}),
    steps: ended.map(({ report }) => advised(report, rollback)),
  };
}
