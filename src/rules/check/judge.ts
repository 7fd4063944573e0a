/**
 * How bad each finding is in this estate, and which are suppressed: "rules" of `phoenix.json`, and "suppress" of each file.
 * With a base the stricter word of both ends holds, so that no pull request loosens the rule that stops it.
 */
import { wholeFile } from '../../config/place.ts';
import { parseFile } from '../../config/parse.ts';
import { nearestPositionOf } from '../../config/positions.ts';
import type { Estate, Suppressed } from '../../config/model.ts';
import { quote } from '../../config/quote.ts';
import { suppressSchema } from '../../config/suppress.ts';
import { errorsIn, type Finding, type Severity } from '../../errors.ts';
import { pointer } from '../../json.ts';
import { once } from '../../once.ts';
import type { Catalogue } from './catalogue.ts';
import { RULE_FINDINGS, type RuleFindingId } from './finding-ids.ts';

type Word = Severity | 'off';
const STRICT: readonly Word[] = ['off', 'notice', 'warning', 'error'];

interface Ends {
  readonly estate: Estate;
  readonly base: Estate | null;
  /** What there is to be found. */
  readonly catalogue: () => Catalogue;
  /** What is found in the base by itself; asked for only where a rule is milder than there. */
  readonly before?: () => readonly Finding[];
}

const isAdjustable = (id: string, catalogue: () => Catalogue): boolean =>
  catalogue().get(id)?.isAdjustable ?? false;

export interface Judged {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

interface Suppression {
  readonly file: string;
  readonly id: string;
  readonly reason: string;
}

/** Findings as bad as the estate says, those that nobody wants to hear of apart. */
export function judge(found: readonly Finding[], { before, ...ends }: Ends): Judged {
  const { estate, catalogue } = ends;
  const counts = once(() => countsOf(before?.() ?? []));
  const inBase = (one: Finding): boolean => {
    const left = counts().get(nameOf(one)) ?? 0;
    counts().set(nameOf(one), left - 1);
    return left > 0;
  };
  const own: Finding[] = [...wrongSettings(ends), ...milder(ends)];
  const wanted = suppressionsOf(ends, own);
  const used = new Set<Suppression>();
  const findings: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const one of found) {
    const word = isAdjustable(one.id, catalogue) ? wordFor(one, ends, inBase) : one.severity;
    // Where both parties say why, the one that the finding is at comes first.
    const by = [one.at, one.also].flatMap((place) => (place && wanted.get(keyOf(one.id, place.file))) ?? []);
    by.forEach((one) => used.add(one));
    if (word === 'off') continue;
    const finding = word === one.severity ? one : { ...one, severity: word };
    const [first] = by;
    if (first) suppressed.push({ finding, reason: first.reason });
    else findings.push(finding);
  }
  for (const one of wanted.values()) if (!used.has(one) && isAsked(one, ends)) own.push(idle(one, estate));
  return { findings: [...findings, ...own], suppressed };
}

const keyOf = (id: string, file: string): string => `${id} ${file}`;

/**
 * Whether what a file suppresses would have been found. What is broken is not looked at by rules, a file of another environment
 * is not read, and what changes is told by a base alone.
 */
function isAsked({ file, id }: Suppression, { estate, base, catalogue }: Ends): boolean {
  if (errorsIn(estate.findings).length > 0) return false;
  const [folder, env] = file.split('/');
  if (folder === 'environments' && env !== estate.env) return false;
  return base !== null || catalogue().get(id)?.ofChanges !== true;
}

/** The same in both revisions, wherever its line stands now. */
const nameOf = ({ id, message, at }: Finding): string => `${id} ${at?.file} ${message}`;

/** Not every message tells of whom it is. */
function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of findings) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
  return counts;
}

/**
 * The stricter word of both ends, but for what the base has already: else nobody could turn off a rule that a new Phoenix
 * brings, as a change of its own.
 */
function wordFor(one: Finding, { estate, base }: Ends, inBase: (one: Finding) => boolean): Word {
  const { id, severity } = one;
  const now = estate.settings.rules[id] ?? severity;
  const before = base?.settings.rules[id] ?? severity;
  if (!base || STRICT.indexOf(before) <= STRICT.indexOf(now)) return now;
  return inBase(one) ? now : before;
}

/** What files suppress; what is wrong with it joins the findings. */
function suppressionsOf({ estate, catalogue }: Ends, findings: Finding[]): ReadonlyMap<string, Suppression> {
  const all = new Map<string, Suppression>();
  for (const source of estate.tree.files.values()) {
    // A search costs a fraction of what parsing does, and hardly any file suppresses something.
    if (!source.text.includes('"suppress"')) continue;
    const { value } = parseFile(source);
    const given = value?.['suppress'];
    if (given === undefined) continue;
    const file = source.path;
    const parsed = suppressSchema.safeParse(given);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const path = pointer('suppress', ...(issue?.path.map(String) ?? []));
      const at = nearestPositionOf(estate.tree, file, path, 'value');
      const [key] = issue?.path.map(String) ?? [];
      const why = issue?.code === 'invalid_key' ? issue.issues[0]?.message : wrongReason(issue);
      const message =
        key === undefined
          ? '"suppress" must be an object: ids, each with the reason'
          : `"suppress" cannot be understood: ${quote(key)} ${why}`;
      findings.push(
        finding('PHX951', message, 'Write "suppress": { "PHX512": "why it is right here" }.', at),
      );
      continue;
    }
    for (const [id, reason] of Object.entries(parsed.data)) {
      if (isAdjustable(id, catalogue)) all.set(keyOf(id, file), { file, id, reason });
      else findings.push(fixed(id, estate, catalogue(), file, pointer('suppress', id)));
    }
  }
  return all;
}

/** Zod's own words of a value that is no text say nothing to a person. */
function wrongReason(issue: { readonly code: string; readonly message: string } | undefined): string {
  return issue === undefined || issue.code === 'invalid_type' ? 'must say why' : issue.message;
}

const settingsFile = ({ layout }: Estate): string => layout.settings?.path ?? 'phoenix.json';

/** A change that loosens a rule says so itself: nothing else in a plan would. */
function milder({ estate, base, catalogue }: Ends): Finding[] {
  if (!base) return [];
  const ids = [...new Set([...Object.keys(estate.settings.rules), ...Object.keys(base.settings.rules)])];
  return ids.flatMap((id) => {
    if (!isAdjustable(id, catalogue)) return [];
    const usual = catalogue().get(id)?.severity ?? 'error';
    const [before, now] = [base, estate].map(({ settings }): Word => settings.rules[id] ?? usual);
    if (before === undefined || now === undefined || STRICT.indexOf(now) >= STRICT.indexOf(before)) return [];
    const was = before === 'error' ? 'an error' : `a ${before}`;
    const at = nearestPositionOf(estate.tree, settingsFile(estate), pointer('rules', id), 'key');
    const hint = 'Look whether that is meant; it holds for what this change brings only when it is merged.';
    const is = now === 'off' ? 'turned off' : `a ${now}`;
    return [finding('PHX953', `${id} was ${was} and is ${is} from now on`, hint, at)];
  });
}

function wrongSettings({ estate, catalogue }: Ends): Finding[] {
  const file = settingsFile(estate);
  const ids = Object.keys(estate.settings.rules).filter((id) => !isAdjustable(id, catalogue));
  return ids.map((id) => fixed(id, estate, catalogue(), file, pointer('rules', id)));
}

function fixed(id: string, { tree }: Estate, catalogue: Catalogue, file: string, path: string): Finding {
  const known = catalogue.get(id);
  const message = known
    ? `${id} cannot be changed: ${known.title.charAt(0).toLowerCase()}${known.title.slice(1)}`
    : `there is no finding ${id}`;
  const hint = known
    ? 'Mend what is found, and remove this line.'
    : '`phoenix validate --explain` lists all there are.';
  return finding('PHX951', message, hint, nearestPositionOf(tree, file, path, 'key'));
}

function idle({ file, id }: Suppression, { tree }: Estate): Finding {
  const at = tree.files.has(file)
    ? nearestPositionOf(tree, file, pointer('suppress', id), 'key')
    : wholeFile(file);
  return finding('PHX952', `${id} is not found in this file`, 'Remove the line.', at);
}

function finding(id: RuleFindingId, message: string, hint: string, at: NonNullable<Finding['at']>): Finding {
  return { id, severity: RULE_FINDINGS[id].severity, message, hint, at };
}
