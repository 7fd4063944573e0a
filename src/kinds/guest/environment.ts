/**
 * `env` of a guest: variables without secrets stand in its conf file; those that are secrets are brought into the guest by
 * the library's feature `environment`, which a guest gets by having some.
 */
import { quote } from '../../config/quote.ts';
import type { PointedFinding } from '../../errors.ts';
import type { EstateFeatures } from '../../features/estate-features.ts';
import { findingIn } from '../../features/finding-ids.ts';
import { type Json, type JsonObject, pointer, type Pointer } from '../../json.ts';
import type { Software, SoftwareInput } from './software.ts';
import type { Values } from './spec.ts';

export const ENVIRONMENT = 'environment';

/** As many values as the feature declares options for: `value-1` and so on. */
const MOST = 32;
const VALUE = /^value-(\d+)$/;

/** References were looked at where they are replaced: they are whole values here. */
const isSecret = (value: string): boolean => value.startsWith('${secret:');

type Env = Readonly<Record<string, string>>;

/** What stands in the conf file. */
export function plainEnv(env: Env): Values {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => !isSecret(value)));
}

const secretNames = (env: Env): string[] =>
  Object.keys(env)
    .filter((name) => isSecret(env[name] ?? ''))
    .sort();

/** Options of the feature, which knows its values by number: names of options cannot tell `a` from `A`. Null: no secrets. */
export function environmentOptions(env: Env): JsonObject | null {
  const names = secretNames(env);
  if (names.length === 0) return null;
  const values = names.slice(0, MOST).map((name, at) => [`value-${at + 1}`, env[name] ?? ''] as const);
  return { variables: names.slice(0, MOST), ...Object.fromEntries(values) };
}

type Optioned = Pick<Software, 'id' | 'values' | 'secrets'>;

/** The variable whose value an option is; null for options of other features. */
function variableOf({ id, values }: Optioned, option: string): string | null {
  const [, number] = VALUE.exec(option) ?? [];
  const names = values['variables'];
  if (id !== ENVIRONMENT || number === undefined || !Array.isArray(names)) return null;
  return (names as readonly string[])[Number(number) - 1] ?? null;
}

/** Where the reference of a secret option stands in the guest's file. */
export function secretPath(software: Optioned, option: string): Pointer {
  const variable = variableOf(software, option);
  return variable === null ? pointer('features', software.id, option) : pointer('env', variable);
}

/** Options by the words of the guest's file; secrets by their references. */
export function writtenOptions(software: Optioned): Readonly<Record<string, Json>> {
  const { values, secrets } = software;
  if (variableOf(software, 'value-1') === null) return { ...values, ...secrets };
  const named = Object.entries(secrets).map(
    ([option, reference]) => [`env/${variableOf(software, option)}`, reference] as const,
  );
  return Object.fromEntries(named);
}

/** What a finding says of the feature belongs to the variables that bring it. */
export function placedAtEnv(found: PointedFinding): PointedFinding {
  const own = pointer('features', ENVIRONMENT);
  return found.path === own || found.path.startsWith(`${own}/`) ? { ...found, path: '/env' } : found;
}

/** Why the variables cannot be brought into the guest. */
export function environmentFindings(
  { env = {}, features = {} }: SoftwareInput,
  estate: EstateFeatures,
): PointedFinding[] {
  const names = secretNames(env);
  const origin = estate.features.get(ENVIRONMENT)?.origin;
  const add = (path: Pointer, message: string, hint: string) => findingIn('PHX723', path, message, hint);
  const findings: PointedFinding[] = [];
  if (Object.hasOwn(features, ENVIRONMENT) && origin !== 'own') {
    const hint = 'Write the variables under "env": { "NAME": "${secret:…}" }, and leave the feature out.';
    findings.push(add(pointer('features', ENVIRONMENT), `no file names the feature "${ENVIRONMENT}"`, hint));
  }
  if (names.length === 0) return findings;
  if (origin === 'own') {
    const message = `the feature configs/features/${ENVIRONMENT} stands in the way of the one that brings secrets of "env"`;
    findings.push(add('/env', message, 'Give your feature another name.'));
  }
  for (const name of names.filter((one) => !/^[A-Za-z_]\w*$/.test(one))) {
    const message = `the variable ${quote(name)} begins with a digit, and holds a secret`;
    findings.push(add(pointer('env', name), message, 'Give it a name that begins with a letter or "_".'));
  }
  if (names.length > MOST) {
    const message = `${names.length} variables hold secrets, and at most ${MOST} may`;
    findings.push(add('/env', message, 'Bring some of them by a feature of your own.'));
  }
  return findings;
}
