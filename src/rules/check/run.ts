/**
 * Rules over an estate: what they find joins what was found on loading, each as bad as `phoenix.json` says, without what
 * files suppress. Pure. Whoever calls says which rules there are: check.ts all of them, for-kinds.ts those of some kinds.
 */
import { inOrder } from '../../config/estate.ts';
import { placeOfField } from '../../config/field-place.ts';
import type { Estate, Resource, Suppressed } from '../../config/model.ts';
import { parseFile } from '../../config/parse.ts';
import { nearestPositionOf } from '../../config/positions.ts';
import { homeOf } from '../../config/resolved.ts';
import type { Finding, Position } from '../../errors.ts';
import { pointer } from '../../json.ts';
import type { Catalogue } from './catalogue.ts';
import { concealed, type Secret } from './concealed.ts';
import { judge } from './judge.ts';
import type { Breach, Guest, Rule, RuleInput, Spot, Stored } from '../rule.ts';

export interface RunOptions {
  /** The revision that the files are compared with. */
  readonly base: Estate | null;
  /** Those of the kinds that either estate was loaded with, at least. */
  readonly rules: readonly Rule[];
  /** What those kinds and rules can find. */
  readonly catalogue: () => Catalogue;
}

/** The estate with everything that is found in it. An estate whose files are broken is asked as far as it goes. */
export function runRules(estate: Estate, { base, rules, catalogue }: RunOptions): Estate {
  const input = inputOf(estate, base);
  const findings = [...estate.findings];
  const better = new Map<Finding, readonly string[]>();
  const secrets: Secret[] = [];
  for (const rule of rules) {
    for (const breach of rule.check(input)) {
      const finding = findingOf(rule, breach, estate);
      findings.push(finding);
      if (breach.instead) better.set(finding, breach.instead);
      if (breach.secret !== undefined && finding.at) secrets.push({ at: finding.at, text: breach.secret });
    }
  }
  const before = () => (base ? runRules(base, { base: null, rules, catalogue }).findings : []);
  const judged = judge(findings, { estate, base, before, catalogue });
  const kept = better.size === 0 ? judged.findings : withoutLesser(judged.findings, better);
  return {
    ...estate,
    findings: inOrder(concealed(kept, secrets, catalogue)),
    suppressed: suppressedInOrder(judged.suppressed, secrets, catalogue),
  };
}

/** As findings that nobody suppresses: in their order, and without what is secret. */
function suppressedInOrder(
  suppressed: readonly Suppressed[],
  secrets: readonly Secret[],
  catalogue: () => Catalogue,
): readonly Suppressed[] {
  if (suppressed.length === 0) return suppressed;
  const findings = concealed(
    suppressed.map(({ finding }) => finding),
    secrets,
    catalogue,
  );
  const reasons = new Map(findings.map((finding, at) => [finding, suppressed[at]?.reason ?? '']));
  return inOrder(findings).map((finding) => ({ finding, reason: reasons.get(finding) ?? '' }));
}

const placed = (id: string, at: Position): string => `${id} ${at.file}:${at.line}:${at.column}`;

/** A finding that was made milder, or that a file suppresses, stands for nothing: it is another object, or gone. */
function withoutLesser(
  findings: readonly Finding[],
  better: ReadonlyMap<Finding, readonly string[]>,
): readonly Finding[] {
  const lesser = new Set<string>();
  for (const one of findings) {
    if (one.severity !== 'error' || !one.at) continue;
    for (const id of better.get(one) ?? []) lesser.add(placed(id, one.at));
  }
  return findings.filter(({ id, at }) => !at || !lesser.has(placed(id, at)));
}

function inputOf(estate: Estate, base: Estate | null): RuleInput {
  const { tree, layout } = estate;
  const settings = layout.settings?.path ?? 'phoenix.json';
  return {
    estate,
    base,
    ...viewsOf(estate),
    guestsBefore: base ? viewsOf(base).guests : [],
    kindOf: (resource) => homeOf(resource)?.kind,
    inSettings: (...path) => ({ file: settings, path: pointer(...path) }),
    valueOf: (path) => {
      const file = tree.files.get(path);
      return file ? parseFile(file).value : null;
    },
  };
}

interface Views {
  readonly guests: readonly Guest[];
  readonly stored: readonly Stored[];
}

/** A guest shows what it stores as well, so it is asked once. */
function viewsOf({ resources, features }: Estate): Views {
  const [guests, stored]: [Guest[], Stored[]] = [[], []];
  const around = { features, resources };
  for (const resource of resources.values()) {
    const kind = homeOf(resource)?.kind;
    const guest = kind?.guest?.(resource.spec, around) ?? null;
    if (guest) guests.push({ resource, view: guest });
    const view = kind?.stored ? (guest ?? kind.stored(resource.spec)) : null;
    if (view) stored.push({ resource, view });
  }
  return { guests, stored };
}

function findingOf({ id, severity }: Rule, { message, hint, at, also }: Breach, estate: Estate): Finding {
  return {
    id,
    severity,
    message,
    hint,
    ...(at && { at: placeOf(at, estate) }),
    ...(also && { also: placeOf(also, estate) }),
  };
}

const NO_SETS: ReadonlySet<string> = new Set();

function placeOf(spot: Spot, { tree }: Estate): Position {
  if ('line' in spot) return spot;
  if ('file' in spot) return nearestPositionOf(tree, spot.file, spot.path, spot.what ?? 'value');
  const { resource, path, what = 'value' } = spot;
  return placeOfField(tree, resource, setsOf(resource), path, what);
}

const setsOf = (resource: Resource): ReadonlySet<string> => homeOf(resource)?.sets ?? NO_SETS;
