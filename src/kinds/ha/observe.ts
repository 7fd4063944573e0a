/** Whose an entry of HA is: the mark file tells, or that it is as git said at the last commit. */
import { markOfId, marksIn, otherOwner } from '../mark-file.ts';
import type { ObserveInput } from '../kind.ts';
import type { Owned, Seen } from '../seen.ts';
import type { Snapshot } from '../../node/port.ts';
import { haEntry } from './files.ts';
import type { HaFile, HaLive, HaSpec } from './spec.ts';

/** Where an id stands: the file of a rule is told by whoever wants it, or by which file has the name. */
export function placeOf(id: string, texts: ReadonlyMap<string, string>): { file: HaFile; name: string } {
  if (id.startsWith('ha:')) return { file: 'resources', name: id.slice('ha:'.length) };
  const name = id.slice('ha-rule:'.length);
  return { file: haEntry(texts, { file: 'groups', name }) ? 'groups' : 'rules', name };
}

/** As another state of it has it: what that does not name may be anything. */
const isLike = (live: HaLive, { type, options }: HaSpec): boolean =>
  live.type === type && Object.entries(options).every(([key, value]) => live.options[key] === value);

export function observeHa({ snapshot, id, estate, env, want, base }: ObserveInput<HaSpec>): Seen<HaLive> {
  const texts = snapshot.files ?? new Map<string, string>();
  const live = haEntry(texts, want?.spec ?? placeOf(id, texts));
  if (!live) return { is: 'absent' };
  const mark = markOfId(snapshot, estate, id)?.mark ?? null;
  if (mark) {
    if (mark.env === env) return { is: 'ours', live, mark };
    return { is: 'foreign', why: `${id} belongs to the environment "${mark.env ?? ''}" of this estate` };
  }
  const other = otherOwner(snapshot, estate, id);
  if (other !== null) return { is: 'foreign', why: `${id} belongs to the estate "${other}"` };
  if (want?.spec.adopt) return { is: 'adoptable', live };
  if (base && isLike(live, base.spec)) {
    return { is: 'ours', live, mark: null, repair: 'its mark file is missing: it is written again' };
  }
  return { is: 'foreign', why: `${id} was made by somebody else; "adopt": true in the file takes it over` };
}

export const ownedHa =
  (prefix: string) =>
  (snapshot: Snapshot, estate: string, env: string | null): readonly Owned[] =>
    marksIn(snapshot, estate, env, prefix);
