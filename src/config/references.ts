/** `${self.net0.address}`, `${lxc/db.net0.address}`, `${secret:…}`: found, checked, and replaced where git knows the value. */
import { isObject, pointer, type Json, type JsonObject, type Pointer } from '../json.ts';
import { fieldName } from './field-name.ts';
import type { FindingId } from './finding-ids.ts';
import type { Issue } from './issues.ts';
import type { Address } from './model.ts';
import { quote } from './quote.ts';
import { didYouMean } from './suggest.ts';

/** Values of variables, options of features, and words of health checks. */
function isAllowed([first, , ...rest]: readonly (string | number)[]): boolean {
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
}

export interface Replaced {
  readonly merged: JsonObject;
  readonly refersTo: readonly Address[];
  readonly issues: readonly Issue[];
}

/** `$${` stands for a literal `${`. */
const TOKEN = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;

/** Replaces every reference of a resource; pure. */
export function replaceReferences(input: ReferenceInput): Replaced {
  const work: Work = { input, refersTo: new Set(), issues: [] };
  const merged = replaceIn(input.merged, [], work) as JsonObject;
  return { merged, refersTo: [...work.refersTo].sort(), issues: work.issues };
}

interface Work {
  readonly input: ReferenceInput;
  readonly refersTo: Set<Address>;
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

function replaceText(text: string, segments: readonly (string | number)[], work: Work): string {
  const path = pointer(...segments);
  return text.replace(TOKEN, (token: string, inside: string | undefined) => {
    if (token === '$${') return '${';
    const answer = inside === undefined ? unclosed(text) : answerTo(inside.trim(), segments, path, work);
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

/** The value, what is wrong, or null where another finding already says it. */
function answerTo(
  name: string,
  segments: readonly (string | number)[],
  path: Pointer,
  work: Work,
): string | Problem | null {
  if (segments.length < 2 || !isAllowed(segments)) {
    const hint = `References are allowed in the values of "env", in options of "features" and in "health" only. ${LITERAL}`;
    return problem('PHX402', `${fieldName(path)} holds the reference ${quote(`\${${name}}`)}`, hint);
  }
  if (name.startsWith('secret:')) {
    // Whether the option is a secret one, the feature knows; the value itself only an apply.
    if (segments[0] === 'features') return null;
    const where = segments[0] === 'health' ? 'checks stand in plans' : 'variables stand in the conf file';
    const hint = `Remove it: ${where}. Secret options of features take secrets.`;
    return problem('PHX406', `the secret ${quote(`\${${name}}`)} would be seen here`, hint);
  }
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
