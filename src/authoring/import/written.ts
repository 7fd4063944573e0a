/** Settled guests as files: common values factored out where nothing stands that other guests share. */
import type { Estate } from '../../config/model.ts';
import { fieldName } from '../../config/field-name.ts';
import { errorsIn } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import { lxcKind } from '../../kinds/lxc/kind.ts';
import { isLxc } from '../../kinds/lxc/spec.ts';
import { isSameSpec } from '../../kinds/guest/spec.ts';
import { visible } from '../../plan/render/escape.ts';
import type { Authored, AuthoredFiles } from '../authored.ts';
import { factor } from '../factor.ts';
import { difference } from '../factor/difference.ts';
import { withSchemaLines } from '../schema-line.ts';
import { textsOf } from '../text.ts';
import { ONLY_AT_CREATION } from './left.ts';
import type { Sketch } from './settle.ts';

export const SETS: ReadonlySet<string> = new Set(lxcKind.sets);

/** Lines above a file: what of the guest it does not say. */
function commentOf({ left }: Sketch): readonly string[] {
  const kept = left.filter(({ why }) => why !== ONLY_AT_CREATION).map(({ path }) => visible(fieldName(path)));
  return kept.length === 0 ? [] : [`Not managed here, and as it is on the node: ${kept.join(', ')}`];
}

export interface Writing {
  readonly sketches: readonly Sketch[];
  /** The estate that is added to; null: a new one. */
  readonly estate: Estate | null;
  /** What every file of a container has below it. */
  readonly base: JsonObject;
  /** Whether each file says by which schema it is checked in an editor. */
  readonly isLinked: boolean;
  /** The estate with these files, all rules asked. */
  readonly load: (files: ReadonlyMap<string, string>) => Estate;
}

const textsIn = ({ isLinked }: Writing, files: AuthoredFiles): ReadonlyMap<string, string> =>
  textsOf(isLinked ? withSchemaLines(files) : files);

/** Each guest by itself: what differs from the base. */
function alone({ sketches, base }: Writing): AuthoredFiles {
  return new Map(
    sketches.map((one): [string, Authored] => [
      one.file,
      { value: difference(base, one.value, SETS), comment: commentOf(one) },
    ]),
  );
}

function together({ sketches, estate }: Writing): AuthoredFiles {
  const wholes = sketches.map((one) => ({ address: one.address, value: one.value, comment: commentOf(one) }));
  const profiles = [...(estate?.tree.files.keys() ?? [])].flatMap(
    (path) => /^profiles\/(.+?)\.jsonc?$/.exec(path)?.[1] ?? [],
  );
  return factor({ kind: 'lxc', sets: lxcKind.sets, wholes, taken: new Set(profiles) });
}

/** The same guests as were settled, and nothing wrong that was not. */
function isFaithful(final: Estate, settled: Estate, sketches: readonly Sketch[]): boolean {
  const same = sketches.every(({ address }) => {
    const [a, b] = [final.resources.get(address), settled.resources.get(address)];
    return a && b && isLxc(a) && isLxc(b) && isSameSpec(a.spec, b.spec);
  });
  return same && errorsIn(final.findings).length <= errorsIn(settled.findings).length;
}

/** The files, and the estate with them. Each guest is by itself, should it not be the same with the others. */
export function written(writing: Writing): {
  readonly files: ReadonlyMap<string, string>;
  readonly estate: Estate;
} {
  const { sketches, estate: before, base, load } = writing;
  const files = textsIn(writing, alone(writing));
  const estate = load(files);
  const isFirst = Object.keys(base).length === 0 && ![...(before?.resources.values() ?? [])].some(isLxc);
  if (!isFirst || sketches.length < 2) return { files, estate };
  const factored = textsIn(writing, together(writing));
  const final = load(factored);
  return isFaithful(final, estate, sketches) ? { files: factored, estate: final } : { files, estate };
}
