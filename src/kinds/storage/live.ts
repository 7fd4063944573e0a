/** An entry of storage.cfg as it is, and whose it is: its marker is a file of the cluster. */
import { sections } from '../../node/storage-cfg.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Id, ObserveInput } from '../kind.ts';
import { markOfId, marksIn, otherOwner } from '../mark-file.ts';
import type { Owned, Seen } from '../seen.ts';
import { canonicalOption, isFixed } from './options.ts';
import type { StorageSpec } from './spec.ts';

export const STORAGE_CFG = '/etc/pve/storage.cfg';

export interface StorageLive {
  readonly type: string;
  /** By Proxmox's names, as `canonicalOption` has them. */
  readonly options: Readonly<Record<string, string>>;
  /** Taken away already, and only its marker is left. */
  readonly isGone?: true;
}

export const idOfStorage = (id: string): Id => `storage:${id}`;
const nameOf = (id: Id): string => id.slice('storage:'.length);

/** Null: there is no such entry. */
export function entryIn(text: string, id: string): StorageLive | null {
  const found = sections(text).find((one) => one.id === id);
  if (!found) return null;
  const options = Object.entries(found.options).map(
    ([name, value]) => [name, canonicalOption(name, value)] as const,
  );
  return { type: found.type, options: Object.fromEntries(options) };
}

/** Whether it is the entry that a file describes: what cannot change, and everything else that it says. */
function isAs(live: StorageLive, { type, options }: StorageSpec, names: 'fixed' | 'all'): boolean {
  if (live.type !== type) return false;
  return Object.entries(options).every(
    ([name, value]) =>
      (names === 'fixed' && !isFixed(type, name)) || live.options[name] === canonicalOption(name, value),
  );
}

export function observeStorage({
  snapshot,
  id,
  estate,
  env,
  want,
  base,
}: ObserveInput<StorageSpec>): Seen<StorageLive> {
  const text = snapshot.files?.get(STORAGE_CFG) ?? '';
  const live = entryIn(text, nameOf(id));
  const mark = markOfId(snapshot, estate, id)?.mark ?? null;
  if (!live && mark && !want) return { is: 'ours', live: { type: '', options: {}, isGone: true }, mark };
  if (!live) return { is: 'absent' };
  const other = mark ? null : otherOwner(snapshot, estate, id);
  if (other !== null || (mark && mark.env !== env)) {
    const owner =
      other === null ? `the environment "${mark?.env ?? ''}" of this estate` : `the estate "${other}"`;
    return { is: 'foreign', why: `the storage "${nameOf(id)}" belongs to ${owner}` };
  }
  // Begun, and perhaps never made: then somebody else may have made one of that name since.
  const isBegun = mark?.owed?.includes('') === true;
  const spec = want?.spec ?? base?.spec;
  if (mark && !(isBegun && spec && !isAs(live, spec, 'fixed'))) return { is: 'ours', live, mark };
  if (want?.spec.adopt) return { is: 'adoptable', live };
  if (base && isAs(live, base.spec, 'all')) {
    return { is: 'ours', live, mark: null, repair: 'its marker is missing: it is written again' };
  }
  return {
    is: 'foreign',
    why: `there is a storage "${nameOf(id)}" without a marker of Phoenix; "adopt": true in the file takes it over`,
  };
}

export function ownedStorages(snapshot: Snapshot, estate: string, env: string | null): readonly Owned[] {
  return marksIn(snapshot, estate, env, 'storage:');
}
