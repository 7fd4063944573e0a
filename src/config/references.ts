/** `${self.net0.address}`, `${lxc/db.net0.address}`, `${secret:…}`: found, checked, and replaced where git knows the value. */
import { isObject, pointer, type Json, type JsonObject, type Pointer } from '../json.ts';
import { fieldName } from './field-name.ts';
import type { FindingId } from './finding-ids.ts';
import type { Issue } from './issues.ts';
import type { Address, LateReference } from './model.ts';
import { quote } from './quote.ts';
import { didYouMean } from './suggest.ts';

/** What cloud-init is told: `/cloudInit/userData/…`. */
const isCloudConfig = ([first, second, ...rest]: readonly (string | number)[]): boolean =>
  first === 'cloudInit' && (second === 'userData' || second === 'vendorData') && rest.length > 0;

/** Values of variables, options of features, words of health checks, and what cloud-init is told. */
function isAllowed(segments: readonly (string | number)[]): boolean {
  const [first, , ...rest] = segments;
  if (isCloudConfig(segments)) return true;
  return first === 'env'
    ? rest.length === 0
    : (first === 'features' || first === 'health') && rest.length > 0;
}

/** What other resources are asked for. */
export interface ReferenceInput {
  readonly self: Address;
  readonly merged: JsonObject;
  readonly addresses: { has(address: Address): boolean; keys(): Iterable<Address> };
  /** Values by name, null for one that only the apply will know; undefined for a resource that is broken itself. */
  readonly outputsOf: (address: Address) => Readonly<Record<string, string | null>> | undefined;
  /** Places that take a secret as their whole value: `/password`. Absent: none beside what every kind has. */
  readonly secretAt?: readonly Pointer[];
  /** Whether the nodes tell a value when the resource is there; absent: they never do. */
  readonly isLearned?: (address: Address, field: string) => boolean;
}

export interface Replaced {
  readonly merged: JsonObject;
  readonly refersTo: readonly Address[];
  /** Those that stand there still. */
  readonly late: readonly LateReference[];
  readonly issues: readonly Issue[];
}

/** `$${` stands for a literal `${`. */
const TOKEN = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;

/** Replaces every reference of a resource; pure. */
export function replaceReferences(input: ReferenceInput): Replaced {
  const work: Work = { input, refersTo: new Set(), late: new Map(), issues: [] };
  const merged = replaceIn(input.merged, [], work) as JsonObject;
  const late = [...work.late.values()].toSorted((a, b) => (a.text < b.text ? -1 : 1));
  return { merged, refersTo: [...work.refersTo].sort(), late, issues: work.issues };
}

interface Work {
  readonly input: ReferenceInput;
  readonly refersTo: Set<Address>;
  readonly late: Map<string, LateReference>;
  readonly issues: Issue[];
}

function replaceIn(value: Json, path: readonly (string | number)[], work: Work): Json {
  if (typeof value === 'string') return value.includes('${') ? replaceText(value, path, work) : value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((one, index) => replaceIn(one, [...path, index], work));
  if (!isObject(value)) return value;
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(value)) copy[key] = replaceIn(value[key] as Json, [...path, key], work);
  return copy;
}

/** Of one text: all stand at the same place, and a text of nothing else has thousands. */
const MOST_ISSUES = 10;

function replaceText(text: string, segments: readonly (string | number)[], work: Work): string {
  const path = pointer(...segments);
  const most = work.issues.length + MOST_ISSUES;
  return text.replace(TOKEN, (token: string, inside: string | undefined, at: number) => {
    if (work.issues.length >= most) return token;
    if (token === '$${') {
      // It would be taken for a reference by whoever reads the secrets.
      if (!text.startsWith('secret:', at + token.length) || !mayHoldSecrets(segments)) return '${';
      work.issues.push({ ...literalSecret(text), path, what: 'value' });
      return token;
    }
    const answer =
      inside === undefined ? unclosed(text) : answerTo(inside.trim(), text, segments, work, path);
    if (typeof answer === 'string') return answer;
    if (answer) work.issues.push({ ...answer, path, what: 'value' });
    return token;
  });
}

type Problem = Pick<Issue, 'id' | 'message' | 'hint'>;

const problem = (id: FindingId, message: string, hint: string): Problem => ({ id, message, hint });

const LITERAL = 'Write $${ where the text itself shall hold ${.';

function unclosed(text: string): Problem {
  return problem('PHX401', `the reference in ${quote(text)} has no closing "}"`, `Close it. ${LITERAL}`);
}

function literalSecret(text: string): Problem {
  const hint = 'Write it otherwise: here it would be taken for a reference to a secret.';
  return problem('PHX401', `${quote(text)} holds the text of a reference to a secret`, hint);
}

/** The headers of a health check: `/health/NAME/headers/HEADER`. */
function isHeader([first, , key, ...rest]: readonly (string | number)[]): boolean {
  return first === 'health' && key === 'headers' && rest.length === 1;
}

function mayHoldSecrets(segments: readonly (string | number)[]): boolean {
  return segments[0] === 'env' || isHeader(segments) || isCloudConfig(segments);
}

function notWhole(reference: string): Problem {
  const hint = 'Let it be the whole value, without blanks or text around it.';
  return problem('PHX406', `the secret ${quote(reference)} is not the whole value`, hint);
}

/** Whether an option is a secret one, the feature knows; whether the secret is there, its provider; its value, an apply. */
function problemOfSecret(name: string, text: string, segments: readonly (string | number)[]): Problem | null {
  const reference = `\${${name}}`;
  const what = `the secret ${quote(reference)}`;
  const takesWhole = segments[0] === 'env' || isCloudConfig(segments);
  if (segments[0] === 'features' || (takesWhole && text === reference)) return null;
  if (takesWhole) return notWhole(reference);
  if (isHeader(segments)) {
    // A blank within the braces: what fills in the secrets would let it stand.
    return text.includes(reference)
      ? null
      : problem('PHX401', `${what} is not written so`, `Write ${reference}.`);
  }
  const hint = 'Remove it: checks stand in plans, but for "headers", which take secrets.';
  return problem('PHX406', `${what} would be seen here`, hint);
}

/** The value, what is wrong, or null where another finding already says it. */
function answerTo(
  name: string,
  text: string,
  segments: readonly (string | number)[],
  work: Work,
  path: Pointer,
): string | Problem | null {
  if (name.startsWith('secret:') && work.input.secretAt?.includes(path)) {
    return text === `\${${name}}` ? null : notWhole(`\${${name}}`);
  }
  if (segments.length < 2 || !isAllowed(segments)) {
    const hint = `References are allowed in the values of "env", in options of "features" and in "health" only. ${LITERAL}`;
    return problem('PHX402', `${fieldName(path)} holds the reference ${quote(`\${${name}}`)}`, hint);
  }
  if (name.startsWith('secret:')) return problemOfSecret(name, text, segments);
  const target = targetOf(name, work.input);
  if (!target) {
    const hint = `Write \${self.net0.address} or \${lxc/NAME.net0.address}. ${LITERAL}`;
    return problem('PHX401', `the reference ${quote(`\${${name}}`)} cannot be understood`, hint);
  }
  const { address, field } = target;
  if (!work.input.addresses.has(address)) {
    const hint = didYouMean(address, [...work.input.addresses.keys()], 'Name a resource of this estate.');
    return problem('PHX403', `there is no resource ${quote(address)}`, hint);
  }
  if (address !== work.input.self) work.refersTo.add(address);
  const outputs = work.input.outputsOf(address);
  if (!outputs) return null;
  const value = Object.hasOwn(outputs, field) ? outputs[field] : undefined;
  if (value === undefined) {
    const hint = didYouMean(field, Object.keys(outputs), 'It has no values to refer to.');
    return problem('PHX404', `${address} has no value ${quote(field)}`, hint);
  }
  if (value === null) {
    // What stands in a conf file has to be known when it is compared.
    if (segments[0] !== 'env' && work.input.isLearned?.(address, field) === true) {
      const token = `\${${name}}`;
      work.late.set(token, { text: token, to: address, field });
      return token;
    }
    const hint = 'Give it a fixed value in git, such as a static address, and refer to that.';
    return problem('PHX405', `the value ${quote(field)} of ${address} is only known after an apply`, hint);
  }
  return value;
}

/** Names may hold dots, so the longest address that exists wins. */
function targetOf(name: string, input: ReferenceInput): { address: Address; field: string } | null {
  if (name.startsWith('self.')) return { address: input.self, field: name.slice('self.'.length) };
  if (!/^[a-z]+\/[^\s/]+\.[^\s]+$/.test(name)) return null;
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const address = name.slice(0, dot);
    if (input.addresses.has(address)) return { address, field: name.slice(dot + 1) };
  }
  const words = name.split('.');
  const cut = Math.max(1, words.length - 2);
  return { address: words.slice(0, cut).join('.'), field: words.slice(cut).join('.') };
}
