/** What a resource is made of: base, profiles in the order of `extends`, own file, environment. Bases are merged once. */
import type { Finding } from '../errors.ts';
import { pointer, type JsonObject } from '../json.ts';
import { finding } from './finding-ids.ts';
import type { Layout } from './layout.ts';
import { mergePatch } from './merge.ts';
import type { Contribution, SourceFile, Tree } from './model.ts';
import { parseFile } from './parse.ts';
import { nearestPositionOf } from './positions.ts';
import { quote } from './quote.ts';
import { didYouMean } from './suggest.ts';

/** What stands below a resource's own file; shared by all resources with the same `extends`. */
export interface Foundation {
  readonly contributions: readonly Contribution[];
  readonly merged: JsonObject;
  readonly refers: boolean;
  /** False when a base or profile is missing or broken: what seems to lack may stand there. */
  readonly complete: boolean;
}

/** Everything that finds the foundations of one tree. */
export interface Stack {
  readonly tree: Tree;
  readonly layout: Layout;
  readonly findings: Finding[];
  /** Profile to all that it stands for, weakest first; null while it is looked at. */
  readonly orders: Map<string, readonly string[] | null>;
  readonly foundations: Map<string, Foundation>;
  readonly used: Set<string>;
  /** The same file in an earlier tree, for `parseFile`. */
  readonly twinOf: (path: string) => SourceFile | undefined;
}

/** The names in a file's `extends`; whatever is wrong with them becomes a finding. */
export function extendsOf(file: SourceFile, value: JsonObject, stack: Stack): readonly string[] {
  const list = value['extends'];
  if (list === undefined || list === null) return [];
  if (Array.isArray(list) && list.every((name) => typeof name === 'string')) return list;
  stack.findings.push(
    finding('PHX203', '"extends" must be a list of profile names', {
      hint: 'Write "extends": ["gpu", "docker-host"], weakest first.',
      at: nearestPositionOf(stack.tree, file.path, '/extends', 'value'),
    }),
  );
  return [];
}

/** Bases and environments apply by where they stand, so they cannot choose profiles. */
export function refuseExtends(file: SourceFile, value: JsonObject, stack: Stack): void {
  if (value['extends'] === undefined) return;
  stack.findings.push(
    finding('PHX204', '"extends" has no place in a base or an environment', {
      hint: 'Extend the profile in the file of the resource, or in another profile.',
      at: nearestPositionOf(stack.tree, file.path, '/extends', 'key'),
    }),
  );
}

/** The foundation of a file of `kind` that extends `names`. */
export function foundationOf(
  kind: string,
  sets: ReadonlySet<string>,
  file: SourceFile,
  names: readonly string[],
  stack: Stack,
): Foundation {
  const key = [kind, ...names].join('\0');
  const known = stack.foundations.get(key);
  // A foundation with findings is looked at again, so that each file that names a missing profile is told.
  if (known?.complete) return known;
  const order: string[] = [];
  let complete = true;
  names.forEach((name, index) => {
    const inner = orderOf(name, stack);
    if (inner === undefined) {
      complete = false;
      unknownProfile(file, index, name, stack);
    } else for (const one of inner) if (!order.includes(one)) order.push(one);
  });
  const files = order.map((name) => stack.layout.profiles.get(name) as SourceFile);
  const base = stack.layout.bases.get(kind);
  const foundation = build(base ? [base, ...files] : files, sets, base, complete, stack);
  stack.foundations.set(key, foundation);
  return foundation;
}

function build(
  files: readonly SourceFile[],
  sets: ReadonlySet<string>,
  base: SourceFile | undefined,
  found: boolean,
  stack: Stack,
): Foundation {
  const contributions: Contribution[] = [];
  let merged: JsonObject = {};
  let [refers, complete] = [false, found];
  for (const file of files) {
    const parsed = parseFile(file, stack.twinOf(file.path));
    if (parsed.value === null) {
      complete = false;
      continue;
    }
    if (file === base) refuseExtends(file, parsed.value, stack);
    refers ||= parsed.refers;
    contributions.push({ file: file.path, value: parsed.value });
    merged = mergePatch(merged, parsed.value, sets);
  }
  return { contributions, merged, refers, complete };
}

/** A profile and all that it extends, weakest first; undefined when there is no such profile. */
function orderOf(name: string, stack: Stack): readonly string[] | undefined {
  const file = stack.layout.profiles.get(name);
  if (!file) return undefined;
  stack.used.add(name);
  const known = stack.orders.get(name);
  // Null: it is being looked at, so this is a loop, which its own file reports.
  if (known !== undefined) return known ?? [];
  stack.orders.set(name, null);
  const { value } = parseFile(file, stack.twinOf(file.path));
  const order: string[] = [];
  (value ? extendsOf(file, value, stack) : []).forEach((other, index) => {
    if (stack.orders.get(other) === null) loop(file, index, other, stack);
    const inner = orderOf(other, stack);
    if (inner === undefined) unknownProfile(file, index, other, stack);
    else for (const one of inner) if (!order.includes(one)) order.push(one);
  });
  order.push(name);
  stack.orders.set(name, order);
  return order;
}

function unknownProfile(file: SourceFile, index: number, name: string, stack: Stack): void {
  stack.findings.push(
    finding('PHX201', `there is no profile ${quote(name)}`, {
      hint: didYouMean(name, [...stack.layout.profiles.keys()], 'Write one as profiles/NAME.json.'),
      at: nearestPositionOf(stack.tree, file.path, pointer('extends', index), 'value'),
    }),
  );
}

function loop(file: SourceFile, index: number, name: string, stack: Stack): void {
  const open = [...stack.orders].filter(([, order]) => order === null).map(([profile]) => profile);
  const path = [...open.slice(open.indexOf(name)), name];
  const other = stack.layout.profiles.get(name) as SourceFile;
  stack.findings.push(
    finding('PHX202', `profiles extend each other in a loop: ${path.map((one) => quote(one)).join(' → ')}`, {
      hint: 'Remove one of these `extends`.',
      at: nearestPositionOf(stack.tree, file.path, pointer('extends', index), 'value'),
      also: nearestPositionOf(stack.tree, other.path, '/extends', 'key'),
    }),
  );
}
