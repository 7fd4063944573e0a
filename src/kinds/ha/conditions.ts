/** What a step may ask of an entry of HA, decided from its files as they are read then. */
import type { Look, ScopeState } from '../../node/port.ts';
import type { Cond } from '../step.ts';
import { HA_FILES, haEntry } from './files.ts';
import type { HaFile, HaSpec } from './spec.ts';

/** Null: there is no such entry. Options that it does not name may be anything; null: the option stands nowhere. */
export type Expected = Readonly<Record<string, string | null>> | null;

export function entryCond(
  { id, file, name }: Pick<HaSpec, 'id' | 'file' | 'name'>,
  expected: Expected,
): Cond {
  return { scope: id, check: { is: 'entry', file, name, options: expected } };
}

/** All entries stand in the same few files. */
export const lookAtHa = (scope: string): Look | null =>
  /^ha(?:-rule)?:/.test(scope) ? { files: Object.values(HA_FILES) } : null;

interface EntryCheck {
  readonly is: 'entry';
  readonly file: HaFile;
  readonly name: string;
  readonly options: Expected;
}

export function holdsHa(check: Cond['check'], state: ScopeState): true | string {
  if (check.is !== 'entry' || !('files' in state)) return `this version knows no condition ${check.is}`;
  const { file, name, options } = check as unknown as EntryCheck;
  const live = haEntry(state.files, { file, name });
  if (options === null) return live === null || `${name} is there`;
  if (!live) return `there is no ${name}`;
  for (const [key, value] of Object.entries(options)) {
    const found = live.options[key] ?? null;
    if (found !== value) return `${key} is ${found ?? 'not set'} instead of ${value ?? 'not set'}`;
  }
  return true;
}
