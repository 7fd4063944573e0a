/** `phoenix feature update`: writes configs/phoenix.lock for the features of the library that the estate uses. */
import { isBesideFiles } from '../config/beside-files.ts';
import { join } from 'node:path';
import { LOCK_FILE } from '../config/entries.ts';
import { PhoenixError } from '../errors.ts';
import { formatLock, updateLock } from '../features/lock-file.ts';
import { usersOf } from '../features/uses.ts';
import { kinds } from '../kinds/registry.ts';
import { listed, plural } from '../plan/render/words.ts';
import { writeWhole } from '../sources/write.ts';
import { VERSION } from '../version.ts';
import type { Console } from './console.ts';
import { openSources } from './sources.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface FeatureUpdateOptions {
  readonly configs: string;
  /** Only these, and those that are not pinned yet; none: all. */
  readonly ids: readonly string[];
  readonly json?: boolean;
}

interface Change {
  readonly id: string;
  /** Null: it was not pinned. */
  readonly from: Pin | null;
  /** Null: nothing uses it any more. */
  readonly to: Pin | null;
  /** Resources that use it, and run it again. */
  readonly users: readonly string[];
}

interface Pin {
  readonly version: string;
  readonly hash: string;
}

/** Exit code 0. What the lock pins and nothing uses is let go. */
export async function featureUpdate(
  { configs, ids, json }: FeatureUpdateOptions,
  io: Console,
): Promise<number> {
  const workspace = openWorkspace({ configs }, openSources(configs));
  try {
    const estate = workspace.onDisk();
    // That the lock lags behind is what this is for; options are held against the library after it.
    sound({
      ...estate,
      findings: estate.findings.filter((one) => !isBesideFiles(one) && one.id !== 'PHX731'),
    });
    const users = usersOf(estate, kinds);
    const used = new Set(users.keys());
    const features = estate.features;
    const strange = ids.filter((id) => !used.has(id));
    if (strange.length > 0 || !features) {
      const what = strange.length > 0 ? strange.join(', ') : 'features';
      throw new PhoenixError('USAGE', `no guest uses ${what}`, {
        hint: 'name a feature of a guest, or none for all',
      });
    }
    const library = [...used].sort().flatMap((id) => features.features.get(id) ?? []);
    const lock = updateLock(features.lock, library, VERSION, ids.length === 0 ? null : ids);
    const changes = changesOf(features.lock?.features ?? {}, lock.features, users);
    const path = join(configs, LOCK_FILE);
    writeWhole(path, formatLock(lock));
    if (json) io.out(JSON.stringify({ v: 1, file: path, changes }, null, 2));
    else io.out(changes.length === 0 ? 'Nothing to update.' : changes.map(changeText).join('\n'));
    if (changes.length > 0 && !json) {
      // What was pinned nowhere before is not new to guests that have it.
      const again = new Set(changes.filter(({ from, to }) => from && to).flatMap((one) => one.users));
      const who = again.size === 0 ? '' : `; ${plural(again.size, 'guest')} will run it again`;
      io.err(`Wrote ${path}${who}: \`phoenix plan\` names each.`);
    }
    return 0;
  } finally {
    workspace.close();
  }
}

type Pins = Readonly<Record<string, Pin>>;

function changesOf(before: Pins, after: Pins, users: ReadonlyMap<string, readonly string[]>): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((id) => {
    const [from = null, to = null] = [before[id], after[id]];
    if (from?.hash === to?.hash && from?.version === to?.version) return [];
    return [{ id, from, to, users: users.get(id) ?? [] }];
  });
}

/** Guests that a line names. */
const MOST_GUESTS = 5;

function changeText({ id, from, to, users }: Change): string {
  if (!to) return `${id}: not used any more`;
  const version = !from
    ? `${to.version} (was not pinned)`
    : from.version === to.version
      ? `${to.version} (its files changed)`
      : `${from.version} → ${to.version}`;
  return `${id} ${version}: ${listed(users, MOST_GUESTS, String)}`;
}
