/** The options of one feature in one guest: checked, typed, completed by defaults; secrets stay references. Pure. */
import { sampled } from '../config/late.ts';
import { quote } from '../config/quote.ts';
import { didYouMean } from '../config/suggest.ts';
import { type Json, type JsonObject, pointer, type Pointer } from '../json.ts';
import type { PointedFinding } from '../errors.ts';
import { isReference } from '../secrets/reference.ts';
import { findingIn } from './finding-ids.ts';
import type { Manifest, Option, OptionType, OptionValue } from './manifest.ts';
import { problemOf } from './option-value.ts';

export interface ResolvedOptions {
  /** By name of the option, secret ones excepted. */
  readonly values: Readonly<Record<string, OptionValue>>;
  /** By name of the option: the reference as it stands in git, `${secret:env:PG_PASSWORD}`. */
  readonly secrets: Readonly<Record<string, string>>;
}

export interface OptionsResult {
  readonly options: ResolvedOptions;
  readonly findings: readonly PointedFinding[];
}

/** @param path of the options in the guest's file: `/features/nginx` */
export function resolveOptions(manifest: Manifest, given: JsonObject, path: Pointer): OptionsResult {
  const known = Object.keys(manifest.options);
  const findings = Object.keys(given)
    .filter((name) => !Object.hasOwn(manifest.options, name))
    .map((name) => {
      const hint = didYouMean(name, known, 'It has no options: write {}.');
      const message = `the feature ${quote(manifest.id)} has no option ${quote(name)}`;
      return findingIn('PHX712', path + pointer(name), message, hint);
    });
  const values: Record<string, OptionValue> = {};
  const secrets: Record<string, string> = {};
  for (const name of known.sort()) {
    const option = manifest.options[name] as Option;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const wrong = wrongWith(name, value, option, manifest);
    if (wrong) {
      // What is missing is told of where it would stand.
      const place = value === undefined ? path : path + pointer(name);
      findings.push(findingIn(wrong.id, place, wrong.message, wrong.hint));
    } else if (option.secret === true) {
      if (typeof value === 'string') secrets[name] = value;
    } else {
      const resolved = (value as OptionValue | undefined) ?? option.default ?? emptyOf(option.type, manifest);
      if (resolved !== undefined) values[name] = resolved;
    }
  }
  return { options: { values, secrets }, findings };
}

interface Wrong {
  readonly id: 'PHX713' | 'PHX714' | 'PHX715';
  readonly message: string;
  readonly hint: string;
}

function wrongWith(name: string, value: Json | undefined, option: Option, { id }: Manifest): Wrong | null {
  const of = `of the feature ${quote(id)}`;
  if (value === undefined) {
    if (option.required !== true) return null;
    const hint = option.description ?? 'Add it.';
    return { id: 'PHX714', message: `the option ${quote(name)} ${of} is missing`, hint };
  }
  if (option.secret === true) {
    if (typeof value === 'string' && isReference(value)) return null;
    // The value itself is never repeated: it may be the secret.
    const message = `the option ${quote(name)} ${of} must be a reference to a secret, and nothing else`;
    return {
      id: 'PHX715',
      message,
      hint: 'Write "${secret:…}"; if a secret stood in git, it must be changed now.',
    };
  }
  const texts = Array.isArray(value) ? (value as readonly Json[]) : [value];
  if (texts.some((one) => typeof one === 'string' && one.includes('${secret:'))) {
    const message = `the option ${quote(name)} ${of} is not secret: its value would be seen`;
    return { id: 'PHX715', message, hint: 'Give secrets to options that are declared secret.' };
  }
  // What is known only after an apply is held against the pattern as it may turn out.
  const problem = problemOf(asSampled(value), option);
  if (!problem) return null;
  return { id: 'PHX713', message: `the option ${quote(name)} ${of} ${problem.must}`, hint: problem.hint };
}

function asSampled(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => (typeof one === 'string' ? sampled(one) : one));
  return typeof value === 'string' ? sampled(value) : value;
}

/**
 * Scripts of ours run under `set -u`, so every option is a variable. A devcontainer Feature may take an empty text for a
 * choice: what has no value is not set.
 */
function emptyOf(type: OptionType, { format }: Manifest): OptionValue | undefined {
  if (format === 'devcontainer') return undefined;
  switch (type) {
    case 'string':
    case 'integer':
      return '';
    case 'boolean':
      return false;
    case 'list':
      return [];
  }
}
