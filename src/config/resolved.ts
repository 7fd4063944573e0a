/** Drafts checked by their kind's schema, completed by the kind, and with their references replaced. */
import type { z } from 'zod';
import type { Finding, PointedFinding } from '../errors.ts';
import type { EstateFeatures } from '../features/estate-features.ts';
import type { JsonObject } from '../json.ts';
import type { Kind } from '../kinds/kind.ts';
import { accepts } from './accepts.ts';
import type { Draft } from './drafts.ts';
import { placeOfField } from './field-place.ts';
import { FINDINGS } from './finding-ids.ts';
import { issuesOf, type Issue } from './issues.ts';
import { schemaOfKind } from './json-schema.ts';
import type { Address, LateReference, Resource, Tree } from './model.ts';
import { replaceReferences } from './references.ts';
import type { Settings } from './settings.ts';
import { nearest } from './suggest.ts';
import { quote } from './quote.ts';

export interface ResolveContext {
  readonly tree: Tree;
  readonly drafts: ReadonlyMap<Address, Draft>;
  /** Null when phoenix.json is missing or wrong: then files are only checked one by one. */
  readonly settings: Settings | null;
  /** Whether resources of an earlier estate were made with the same settings and environment. */
  readonly reuse: boolean;
  readonly features: () => EstateFeatures;
  /** As `ResolveInput.keptHash` and `keptText`. */
  readonly keptHash: (path: string) => string | null;
  readonly keptText: (path: string) => string | null;
  readonly findings: Finding[];
}

interface Home {
  readonly kind: Kind;
  readonly sets: ReadonlySet<string>;
  /** What a clean resource asked of others: it may be used again while the answers are the same. Null: it may not. */
  readonly asked: Answers | null;
  /** What it asked of features, when it asked. */
  readonly features: EstateFeatures | null;
  /** What it asked of files that are kept as bytes. */
  readonly hashes: Hashes;
}

type Answers = ReadonlyMap<Address, JsonObject | null>;
type Hashes = ReadonlyMap<string, string | null>;
const NOTHING_ASKED: Answers = new Map();
const NO_HASHES: Hashes = new Map();

const homes = new WeakMap<Resource, Home>();

/** The kind of a loaded resource; undefined for one that was made otherwise. */
export function homeOf(resource: Resource): Home | undefined {
  return homes.get(resource);
}

/** What a kind made of a loaded resource is as much at home as that one. */
export function settle(resource: Resource, from: Resource): void {
  const home = homes.get(from);
  if (home) homes.set(resource, home);
}

/** Every resource that is right in itself. */
export function resolveDrafts(context: ResolveContext): Map<Address, Resource> {
  const resources = new Map<Address, Resource>();
  const referring: Draft[] = [];
  for (const draft of context.drafts.values()) {
    const resource =
      reused(draft, context) ?? checked(draft, context, { merged: draft.merged, quiet: draft.refers });
    if (resource) resources.set(draft.address, resource);
    if (draft.refers) referring.push(draft);
  }
  // Outputs never depend on references, since references are allowed in `env` only; so one more round is enough.
  for (const draft of referring) {
    const replaced = replaceReferences({
      self: draft.address,
      merged: draft.merged,
      ...(draft.kind.secretAt ? { secretAt: draft.kind.secretAt } : {}),
      addresses: context.drafts,
      outputsOf: (address) => {
        const other = resources.get(address);
        return other && context.drafts.get(address)?.kind.outputs(other.spec);
      },
      isLearned: (address, field) => {
        const other = resources.get(address);
        const kind = context.drafts.get(address)?.kind;
        return other !== undefined && (kind?.learns?.(other.spec, context.drafts) ?? []).includes(field);
      },
    });
    report(draft, draft.merged, replaced.issues.map(found), context);
    const { merged, refersTo, late } = replaced;
    const spoiled = replaced.issues.map((issue) => issue.path);
    const resource = checked(draft, context, { merged, refersTo, late, spoiled });
    if (resource) resources.set(draft.address, resource);
    else resources.delete(draft.address);
  }
  return resources;
}

function reused(draft: Draft, context: ResolveContext): Resource | null {
  const home = draft.twin && context.reuse ? homes.get(draft.twin) : undefined;
  const answers = home?.asked;
  if (!draft.twin || !answers) return null;
  if (home.features && home.features !== context.features()) return null;
  for (const [address, merged] of answers)
    if ((context.drafts.get(address)?.merged ?? null) !== merged) return null;
  for (const [path, hash] of home.hashes) if (context.keptHash(path) !== hash) return null;
  return draft.twin;
}

interface Round {
  readonly merged: JsonObject;
  readonly refersTo?: readonly Address[];
  readonly late?: readonly LateReference[];
  /** Pointers that a reference has already been reported for. */
  readonly spoiled?: readonly string[];
  /** Findings come in a later round. */
  readonly quiet?: boolean;
}

/** What is said of a value, or of the list that it stands in, comes of the reference that is in it still. */
const isSpoiled = (path: string, spoiled: readonly string[]): boolean =>
  spoiled.some(
    (one) => one === path || (one.startsWith(`${path}/`) && /^\d+$/.test(one.slice(path.length + 1))),
  );

function checked(draft: Draft, context: ResolveContext, round: Round): Resource | null {
  const { merged, refersTo = [], late = [], spoiled = [] } = round;
  const { kind } = draft;
  const findings: (PointedFinding & { readonly what?: Issue['what'] })[] = [];
  const isAccepted = accepts(kind.schema, merged);
  if (!isAccepted) {
    const error = kind.schema.safeParse(merged).error as z.ZodError;
    for (const issue of issuesOf(error, merged, () => schemaOfKind(kind))) {
      if (issue.id === 'PHX304' && !draft.complete) continue;
      if (!isSpoiled(issue.path, spoiled)) findings.push(found(withNearName(issue, draft, context)));
    }
  }
  let spec: unknown = null;
  let answers: Map<Address, JsonObject | null> | undefined;
  let features: EstateFeatures | null = null;
  let hashes: Map<string, string | null> | undefined;
  if (isAccepted && draft.complete && context.settings) {
    const { address, name } = draft;
    const mergedOf = (other: Address) => {
      const answer = context.drafts.get(other)?.merged ?? null;
      answers ??= new Map();
      answers.set(other, answer);
      return answer;
    };
    const askedHash = (path: string) => {
      const hash = context.keptHash(path);
      hashes ??= new Map();
      hashes.set(path, hash);
      return hash;
    };
    const resolved = kind.resolve({
      address,
      name,
      merged,
      isAccepted: true,
      settings: context.settings,
      mergedOf,
      features: () => (features = context.features()),
      keptHash: askedHash,
      // Whether it may be used again, its hash tells.
      keptText: (path) => (askedHash(path) === null ? null : context.keptText(path)),
    });
    findings.push(...resolved.findings.filter(({ path }) => !isSpoiled(path, spoiled)));
    spec = resolved.spec;
  }
  if (!round.quiet) report(draft, merged, findings, context);
  if (spec === null) return null;
  const { address, name, file, contributions } = draft;
  const parts = { address, kind: kind.kind, name, file, contributions, merged, spec };
  const resource: Resource = {
    ...parts,
    ...(refersTo.length > 0 && { refersTo }),
    ...(late.length > 0 && { late }),
  };
  const isClean = findings.length === 0 && !draft.refers;
  homes.set(resource, {
    kind,
    sets: draft.sets,
    asked: isClean ? (answers ?? NOTHING_ASKED) : null,
    features,
    hashes: hashes ?? NO_HASHES,
  });
  return resource;
}

function found(issue: Issue): PointedFinding & { readonly what: Issue['what'] } {
  return { ...issue, severity: FINDINGS[issue.id].severity };
}

/** A slip in the name of an overlay makes a new resource, of which nearly everything is missing. */
function withNearName(issue: Issue, draft: Draft, context: ResolveContext): Issue {
  if (!draft.overlayOnly || issue.id !== 'PHX304') return issue;
  const others = [...context.drafts.values()]
    .filter((other) => !other.overlayOnly)
    .map((other) => other.address);
  const name = nearest(draft.address, others);
  if (name === null) return issue;
  return {
    ...issue,
    hint: `Only this environment has ${draft.address}; did you mean ${quote(name)}? ${issue.hint}`,
  };
}

function report(
  draft: Draft,
  merged: JsonObject,
  findings: readonly (PointedFinding & { readonly what?: Issue['what'] })[],
  context: ResolveContext,
): void {
  for (const { path, what, ...finding } of findings) {
    const at = placeOfField(context.tree, { ...draft, merged }, draft.sets, path, what ?? 'value');
    context.findings.push({ ...finding, at });
  }
}
