/** What is settled as files: common values factored out where nothing stands that others of the kind share. */
import type { Estate } from '../../config/model.ts';
import { fieldName } from '../../config/field-name.ts';
import { errorsIn } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import type { Kind } from '../../kinds/kind.ts';
import { visible } from '../../plan/render/escape.ts';
import type { Authored, AuthoredFiles } from '../authored.ts';
import { factor } from '../factor.ts';
import { difference } from '../factor/difference.ts';
import { withSchemaLines } from '../schema-line.ts';
import { textsOf } from '../text.ts';
import type { Sketch } from './sketches.ts';

/** Lines above a file: what of the thing it does not say. */
function commentOf({ left }: Sketch): readonly string[] {
  const kept = left.filter(({ isUsual }) => !isUsual).map(({ path }) => visible(fieldName(path)));
  return kept.length === 0 ? [] : [`Not managed here, and as it is on the node: ${kept.join(', ')}`];
}

export interface Writing {
  readonly sketches: readonly Sketch[];
  /** The estate that is added to; null: a new one. */
  readonly estate: Estate | null;
  /** What every file of a kind has below it. */
  readonly baseOf: (kind: Kind) => JsonObject;
  /** Whether each file says by which schema it is checked in an editor. */
  readonly isLinked: boolean;
  /** The estate with these files, all rules asked. */
  readonly load: (files: ReadonlyMap<string, string>) => Estate;
}

const textsIn = ({ isLinked }: Writing, files: AuthoredFiles): ReadonlyMap<string, string> =>
  textsOf(isLinked ? withSchemaLines(files) : files);

/** Each by itself: what differs from the base. */
function alone({ baseOf }: Writing, sketches: readonly Sketch[]): AuthoredFiles {
  return new Map(
    sketches.map((one): [string, Authored] => [
      one.file,
      { value: difference(baseOf(one.kind), one.value, new Set(one.kind.sets)), comment: commentOf(one) },
    ]),
  );
}

/** Those of one kind: what they have in common stands in base and profiles. */
function together({ estate }: Writing, kind: Kind, sketches: readonly Sketch[]): AuthoredFiles {
  const wholes = sketches.map((one) => ({ address: one.address, value: one.value, comment: commentOf(one) }));
  const profiles = [...(estate?.tree.files.keys() ?? [])].flatMap(
    (path) => /^profiles\/(.+?)\.jsonc?$/.exec(path)?.[1] ?? [],
  );
  return factor({ kind: kind.kind, sets: kind.sets, wholes, taken: new Set(profiles) });
}

/** The same as were settled, and nothing wrong that was not. */
function isFaithful(final: Estate, settled: Estate, sketches: readonly Sketch[]): boolean {
  const same = sketches.every(({ kind, address }) => {
    const [want, base] = [final.resources.get(address), settled.resources.get(address)];
    if (!want || !base) return false;
    const { settings } = final;
    return kind.diff({ want, base, seen: null, settings, snapshot: null }).changes.length === 0;
  });
  return same && errorsIn(final.findings).length <= errorsIn(settled.findings).length;
}

/** Kinds of which several are imported, and none stands there. */
function factorable({ sketches, estate, baseOf }: Writing): Kind[] {
  const standing = new Set([...(estate?.resources.values() ?? [])].map((one) => one.kind));
  return [...new Set(sketches.map(({ kind }) => kind))].filter((kind) => {
    const isFirst =
      !kind.imports?.apart && Object.keys(baseOf(kind)).length === 0 && !standing.has(kind.kind);
    return isFirst && sketches.filter((one) => one.kind === kind).length > 1;
  });
}

/** The files, and the estate with them. Each is by itself, should it not be the same with the others. */
export function written(writing: Writing): {
  readonly files: ReadonlyMap<string, string>;
  readonly estate: Estate;
} {
  const { sketches, load } = writing;
  const files = textsIn(writing, alone(writing, sketches));
  const estate = load(files);
  const kinds = factorable(writing);
  // Profiles are of all kinds: two kinds that factor out at once might give one name twice.
  const [kind] = kinds;
  if (!kind) return { files, estate };
  const isMeant = (one: Sketch) => one.kind === kind;
  const factored = textsIn(
    writing,
    new Map([
      ...together(writing, kind, sketches.filter(isMeant)),
      ...alone(
        writing,
        sketches.filter((one) => !isMeant(one)),
      ),
    ]),
  );
  const final = load(factored);
  return isFaithful(final, estate, sketches) ? { files: factored, estate: final } : { files, estate };
}
