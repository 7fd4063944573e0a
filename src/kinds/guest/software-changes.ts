/**
 * What becomes of software: the words of a change, and what is known to be unfinished. That something differs is found
 * by compare.ts, as with every other field.
 */
import { mayBeSame } from '../../features/stamp.ts';
import { canonical, type Json, type Pointer, pointerSegments } from '../../json.ts';
import { parseReference } from '../../secrets/reference.ts';
import type { Change } from '../change.ts';
import type { Prior } from './changes.ts';
import { writtenOptions } from './environment.ts';
import { byPath, featureSlot, isOn, slotArgument } from './field.ts';
import { type Software, stampOf } from './software.ts';
import type { GuestSpec } from './spec.ts';

/** Where the features of a file stand. */
export function featureAt(path: Pointer): string | null {
  const [head, id, ...rest] = pointerSegments(path);
  return head === 'features' && id !== undefined && rest.length === 0 ? id : null;
}

export const isFeature = ({ slot }: Pick<Change, 'slot'>): boolean => slotArgument(slot, 'feature') !== null;

const shown = (value: Json | undefined): string => {
  const text = value === undefined ? 'nothing' : typeof value === 'string' ? value : canonical(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** `targets + git=10.0.0.7:3000`: what came into a list and what left it; nothing where only the order differs. */
function listChange(before: readonly Json[], after: readonly Json[]): string {
  const beyond = (list: readonly Json[], other: readonly Json[]) => {
    const known = new Set(other.map(canonical));
    return list.filter((one) => !known.has(canonical(one)));
  };
  const signed = (sign: string, list: readonly Json[]) =>
    list.length === 0 ? [] : [`${sign} ${list.map(shown).join(', ')}`];
  return [...signed('−', beyond(before, after)), ...signed('+', beyond(after, before))].join(' ');
}

function valueChange(before: Json | undefined, after: Json | undefined): string {
  const lists = Array.isArray(before) && Array.isArray(after);
  return (lists && listChange(before, after)) || `${shown(before)} → ${shown(after)}`;
}

/** `listen 80 → 8080`; secrets by their references. */
function optionChanges(before: Software, after: Software): string[] {
  const [a, b] = [writtenOptions(before), writtenOptions(after)];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names
    .filter((name) => canonical(a[name] ?? null) !== canonical(b[name] ?? null))
    .map((name) => `${name} ${valueChange(a[name], b[name])}`);
}

/** Secrets that it has used before and that are written anew in git: the values may be the same. */
function secretChanges(before: Software, after: Software): string[] {
  const known = new Set(Object.values(before.secrets));
  const anew = Object.values(after.secrets).filter(
    (reference) => known.has(reference) && before.seals?.[reference] !== after.seals?.[reference],
  );
  const names = [...new Set(anew.map((reference) => parseReference(reference)?.secret ?? reference))].sort();
  if (names.length === 0) return [];
  return [`${names.length === 1 ? 'secret' : 'secrets'} ${names.join(', ')} may have changed`];
}

/** Why a feature runs again, as far as git tells. */
export function reasons(before: Software | undefined, after: Software): string[] {
  if (!before || stampOf(before) === stampOf(after)) return [];
  const options = optionChanges(before, after);
  const isOther = before.version !== after.version;
  const other = isOther ? [`version ${before.version} → ${after.version}`] : [];
  const isTold = isOther || options.length > 0 || before.hash === after.hash;
  const within = isTold ? [] : [contentChange(before, after)];
  return [...other, ...options, ...within, ...secretChanges(before, after)];
}

const contentChange = (before: Software, after: Software): string =>
  canonical(before.dependsOn) === canonical(after.dependsOn)
    ? 'its files changed, or what it depends on'
    : 'it depends on others now';

/** Of secrets alone the marker tells another story than git, and no commit says which. */
const unsealed = ({ before, after }: Change): string[] =>
  mayBeSame(before, after) ? ['its secrets may have changed'] : [];

/** What counts is what was kept in the guest when it was installed. */
const removal = (before: Software | undefined): string =>
  before?.lasting
    ? 'it has no remove script: what it installed stays until the guest is made anew'
    : 'its remove script runs';

function find(spec: GuestSpec | null, id: string): Software | undefined {
  return spec?.software?.find((one) => one.id === id);
}

/** The same changes with their words. */
export function explained(changes: readonly Change[], want: GuestSpec, base: GuestSpec | null): Change[] {
  return changes.map((change) => {
    const id = slotArgument(change.slot, 'feature');
    if (id === null) return change;
    const after = find(want, id);
    const said = change.note === undefined || change.effect === 'live' ? [] : [change.note];
    const why = after ? reasons(find(base, id), after) : [removal(find(base, id))];
    const notes = [
      ...said,
      ...(why.length > 0 ? why : unsealed(change)),
      ...(after?.experimental ? ['experimental'] : []),
      ...(after?.restarts ? ['may restart the guest'] : []),
    ];
    const { note: _, ...rest } = change;
    return notes.length === 0 ? rest : { ...rest, note: notes.join('; ') };
  });
}

/** Features that an apply has begun, and of which comparing shows nothing: git was taken back in between, say. */
export function featureDebts(want: GuestSpec, prior: Prior, found: readonly Change[]): Change[] {
  const [wanted, now] = [byPath(prior.dialect.fieldsOf(want)), byPath(prior.now)];
  const seen = new Set(found.map(({ path }) => path));
  return (prior.mark?.owed ?? []).flatMap((path): Change[] => {
    const id = featureAt(path);
    if (id === null || seen.has(path)) return [];
    const after = wanted.get(path)?.value ?? null;
    const before = `unfinished${now.has(path) ? ` (was ${now.get(path)?.value ?? ''})` : ''}`;
    const becomes = want.template && !isOn(prior.now, 'template');
    const own = find(want, id)?.restarts ? 'restart' : prior.running ? 'live' : 'config';
    // It runs for its software once more, and stops for good.
    const effect = becomes ? 'offline' : own;
    return [
      { path, slot: featureSlot(id), before, after, effect, note: 'finishes what an earlier apply began' },
    ];
  });
}

/** A guest that is stopped and stays so is not started for its software: what is owed already waits. */
export function waiting(
  changes: readonly Change[],
  want: GuestSpec,
  base: GuestSpec | null,
  prior: Prior,
): { readonly changes: readonly Change[]; readonly notes: readonly string[] } {
  if (prior.running || want.state === 'running' || want.template) return { changes, notes: [] };
  const owed = new Set(prior.mark?.owed ?? []);
  const isKnown = (change: Change) => {
    const id = slotArgument(change.slot, 'feature');
    if (id === null || !owed.has(change.path) || prior.live === null) return false;
    const [a, b] = [find(want, id), find(base, id)];
    return base !== null && a?.hash === b?.hash && a?.version === b?.version && a?.seal === b?.seal;
  };
  const late = changes.filter(isKnown);
  const ids = late.map(({ slot }) => slotArgument(slot, 'feature') ?? '').sort();
  return {
    changes: changes.filter((change) => !late.includes(change)),
    notes: ids.length === 0 ? [] : [`waits until the guest runs: ${ids.join(', ')}`],
  };
}
