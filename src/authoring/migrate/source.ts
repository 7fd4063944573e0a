/** The files of the old tool as values, and the claims that are made about each of theirs. Pure. */
import { parseFile } from '../../config/parse.ts';
import { wholeFile } from '../../config/place.ts';
import { type Finding, PhoenixError } from '../../errors.ts';
import { isObject, type Json, type JsonObject, type Pointer, pointer, valueAt } from '../../json.ts';

import { withoutSecrets } from './secret-forms.ts';

/** The files that the old tool had, by what they hold. */
export const SOURCE_FILES = {
  lxc: 'phoenix_lxc_configs.json',
  host: 'phoenix_hypervisor_config.json',
  vms: 'phoenix_vm_configs.json',
  stacks: 'phoenix_stacks_config.json',
  certificates: 'certificate-manifest.json',
} as const;

export type Role = keyof typeof SOURCE_FILES;

export const ROLES = Object.keys(SOURCE_FILES) as readonly Role[];

/** What is not there is empty. */
export type Source = Readonly<Record<Role, JsonObject>> & { readonly present: ReadonlySet<Role> };

/** What becomes of a value: `kept` in the same words, `mapped` to others, `later` for a kind that is not there yet. */
export type Fate = 'kept' | 'mapped' | 'later' | 'dropped';

export interface Target {
  /** `lxc/web`, `layer/base`, or `phoenix.json`. */
  readonly address: string;
  readonly path: readonly string[];
}

/** What is said of one value of the source, and of all below it that nobody else speaks of. */
export interface Claim {
  readonly role: Role;
  readonly pointer: Pointer;
  readonly fate: Fate;
  readonly target?: Target;
  readonly why?: string;
}

/** Something wrong in the source. */
export interface Mistake {
  readonly role: Role;
  readonly pointer: Pointer;
  readonly text: string;
}

/** Everything that is collected on the way. */
export interface Findings {
  readonly claims: Claim[];
  readonly mistakes: Mistake[];
  /** What nothing in the source tells, and had to be assumed. */
  readonly assumed: string[];
  /** Names of vault entries, and where the source has their values. */
  readonly secrets: Map<string, string>;
}

export interface ReadSource {
  readonly source: Source;
  /** Keys that stand twice, characters that nobody sees and the like. */
  readonly remarks: readonly Finding[];
}

/**
 * Reads the files.
 * @param texts by role; a byte order mark at the beginning is let through
 * @throws PhoenixError `CONFIG_INVALID` with every broken file, each with its line; also where there are no containers
 */
export function readSource(texts: ReadonlyMap<Role, string>): ReadSource {
  const read = [...texts].map(([role, text]) => ({ role, ...readFile(role, text) }));
  const broken = read.filter(({ value }) => value === null).flatMap(({ findings }) => findings);
  if (broken.length > 0) {
    throw new PhoenixError('CONFIG_INVALID', 'the files of the old tool cannot be read', {
      findings: broken,
      source: { root: '', textOf: (file) => withoutSecrets(texts.get(roleOf(file)) ?? '') },
      hint: 'mend what is broken, and try again: nothing was written',
    });
  }
  const values = Object.fromEntries(read.map(({ role, value }) => [role, value ?? {}]));
  const source: Source = { ...EMPTY, ...values, present: new Set(texts.keys()) };
  const containers = source.lxc['lxc_configs'];
  if (!isObject(containers) || Object.keys(containers).length === 0) {
    throw new PhoenixError('CONFIG_INVALID', `${SOURCE_FILES.lxc} has no containers`, {
      at: wholeFile(SOURCE_FILES.lxc),
      hint: '"lxc_configs" must be an object with a member for each container',
    });
  }
  return { source, remarks: read.flatMap(({ findings }) => findings) };
}

const EMPTY = { lxc: {}, host: {}, vms: {}, stacks: {}, certificates: {} } as const;

function readFile(role: Role, text: string): { value: JsonObject | null; findings: readonly Finding[] } {
  const clean = text.replace(/^\ufeff/, '');
  // The list of certificates has no name in its file.
  const isList = role === 'certificates' && clean.trimStart().startsWith('[');
  return parseFile({ path: SOURCE_FILES[role], text: isList ? `{"certificates":${clean}}` : clean });
}

function roleOf(file: string): Role {
  return ROLES.find((role) => SOURCE_FILES[role] === file) ?? 'lxc';
}

/** A value of the source with its place. */
export interface Found {
  readonly role: Role;
  readonly pointer: Pointer;
  readonly value: Json;
}

export function below(found: Found, key: string | number): Found | null {
  const value = valueAt(found.value, pointer(key));
  return value === undefined ? null : { ...found, pointer: found.pointer + pointer(key), value };
}

/** The members of an object or a list; of anything else none. */
export function membersOf(found: Found | null): readonly (Found & { readonly key: string })[] {
  if (!found || typeof found.value !== 'object' || found.value === null) return [];
  return Object.keys(found.value).flatMap((key) => {
    const one = below(found, key);
    return one ? [{ ...one, key }] : [];
  });
}

/** A whole number, also where it stands in quotes. */
export function numberIn(value: Json | undefined): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  return typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
}

export function textIn(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** `true`, `"true"`, 1 and `"yes"` are one. */
export function flagIn(value: Json | undefined): boolean | null {
  if (['true', '1', 'yes'].includes(textIn(value).toLowerCase())) return true;
  return ['false', '0', 'no'].includes(textIn(value).toLowerCase()) ? false : null;
}
