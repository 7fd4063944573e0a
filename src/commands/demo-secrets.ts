/** Placeholders for the secrets that an estate names: a simulated node takes any. */
import type { Estate } from '../config/model.ts';
import type { LxcSpec } from '../kinds/lxc/spec.ts';
import { parseReference } from '../secrets/reference.ts';

/** A variable for each `${secret:env:NAME}` of the features. */
export function placeholdersFor({ resources }: Estate): Readonly<Record<string, string>> {
  const software = [...resources.values()].flatMap(({ spec }) => (spec as LxcSpec).software ?? []);
  const references = software.flatMap(({ secrets }) => Object.values(secrets)).map(parseReference);
  const names = references.flatMap((one) => (one?.provider === 'env' ? [one.name] : []));
  return Object.fromEntries(names.sort().map((name) => [name, 'a-placeholder-of-the-demonstration']));
}
