/** Resources before they are checked: what each is made of, merged, in the order of their addresses. */
import type { Kind } from '../kinds/kind.ts';
import type { JsonObject } from '../json.ts';
import { finding } from './finding-ids.ts';
import type { ResourceFile } from './layout.ts';
import { mergePatch } from './merge.ts';
import type { Address, Contribution, Estate, Resource, SourceFile } from './model.ts';
import { parseFile } from './parse.ts';
import { nearestPositionOf } from './positions.ts';
import { extendsOf, foundationOf, refuseExtends, type Stack } from './profiles.ts';
import { idleRemovals } from './provenance.ts';

export interface Draft {
  readonly address: Address;
  readonly kind: Kind;
  readonly sets: ReadonlySet<string>;
  readonly name: string;
  /** The resource's own file; its overlay where it stands in an environment only. */
  readonly file: string;
  readonly contributions: readonly Contribution[];
  readonly merged: JsonObject;
  readonly refers: boolean;
  /** False when a part of it could not be read: then nothing is said about what is missing. */
  readonly complete: boolean;
  /** Whether only the environment names it. */
  readonly overlayOnly: boolean;
  /** The resource of an earlier estate with the very same parts. */
  readonly twin: Resource | undefined;
}

export interface DraftInput {
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly env: string | null;
  readonly previous: Estate | undefined;
}

const NOTHING: ReadonlyMap<Address, ResourceFile> = new Map();

/** One draft for each resource that the environment has, also for those whose files are broken. */
export function draftsOf(input: DraftInput): Map<Address, Draft> {
  const { stack, env } = input;
  const overlay = (env !== null && stack.layout.overlays.get(env)) || NOTHING;
  const own = stack.layout.resources;
  const addresses = [...own.keys(), ...[...overlay.keys()].filter((address) => !own.has(address))].sort();
  const sets = new Map([...input.kinds].map(([name, kind]) => [name, new Set(kind.sets)]));
  const drafts = new Map<Address, Draft>();
  for (const address of addresses) {
    const [base, over] = [own.get(address), overlay.get(address)];
    const file = (base ?? over) as ResourceFile;
    const kind = input.kinds.get(file.kind) as Kind;
    drafts.set(address, draft(file, base, over, kind, sets.get(file.kind) as ReadonlySet<string>, input));
  }
  return drafts;
}

function draft(
  { address, name, file }: ResourceFile,
  base: ResourceFile | undefined,
  over: ResourceFile | undefined,
  kind: Kind,
  sets: ReadonlySet<string>,
  { stack, previous }: DraftInput,
): Draft {
  const parsed = base && parse(base.file, stack);
  const overlay = over && parse(over.file, stack);
  const names = parsed?.value ? extendsOf(file, parsed.value, stack) : [];
  const foundation = foundationOf(kind.kind, sets, file, names, stack);
  const contributions = [...foundation.contributions];
  if (parsed?.value) contributions.push({ file: file.path, value: parsed.value });
  if (overlay?.value && over) {
    refuseExtends(over.file, overlay.value, stack);
    contributions.push({ file: over.file.path, value: overlay.value });
  }
  const refers = foundation.refers || parsed?.refers === true || overlay?.refers === true;
  const earlier = previous?.resources.get(address);
  const twin = !refers && earlier && sameParts(earlier.contributions, contributions) ? earlier : undefined;
  return {
    address,
    kind,
    sets,
    name,
    file: file.path,
    contributions,
    merged: twin
      ? twin.merged
      : merge(foundation.merged, foundation.contributions.length, contributions, sets, stack),
    refers,
    complete: foundation.complete && parsed?.value !== null && overlay?.value !== null,
    overlayOnly: base === undefined,
    twin,
  };
}

function parse(file: SourceFile, stack: Stack): ReturnType<typeof parseFile> {
  return parseFile(file, stack.twinOf(file.path));
}

function merge(
  below: JsonObject,
  done: number,
  contributions: readonly Contribution[],
  sets: ReadonlySet<string>,
  stack: Stack,
): JsonObject {
  let merged = below;
  for (let index = done; index < contributions.length; index += 1) {
    const { file, value } = contributions[index] as Contribution;
    for (const idle of idleRemovals(merged, value, sets)) {
      stack.findings.push(
        finding('PHX205', 'this removes nothing: no base or profile adds it', {
          hint: 'Correct the name, or remove the entry.',
          at: nearestPositionOf(stack.tree, file, idle, 'value'),
        }),
      );
    }
    merged = mergePatch(merged, value, sets);
  }
  return merged;
}

/** Parsed values are shared between trees where the texts are equal, so identical means equal. */
function sameParts(one: readonly Contribution[], other: readonly Contribution[]): boolean {
  if (one.length !== other.length) return false;
  return one.every(({ file, value }, index) => other[index]?.value === value && other[index].file === file);
}
