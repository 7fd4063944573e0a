/**
 * Reads a command line as Proxmox's tools do, which is as Perl's Getopt::Long does: case does not matter, unique
 * beginnings are enough, options and arguments mix, `-x` is `--x`.
 */
import { parseBoolean } from '../node/property-string.ts';
import { UsageFailure } from './failure.ts';
import type { Properties, Property } from './properties.ts';
import type { CommandSchema } from './schema.ts';
import type { Parameters } from './session.ts';

/** Takes the arguments that are left over; it is no option. */
const POSITIONAL_REST = 'extra-args';

const isList = (property: Property | undefined) => property?.format?.endsWith('-list') === true;

/** The option that a name means; a reason when it means none or several. */
function resolve(name: string, properties: Properties): { option: string } | { reason: string } {
  const lower = name.toLowerCase();
  if (properties.has(lower) && lower !== POSITIONAL_REST) return { option: lower };
  const hits = properties
    .names()
    .filter((candidate) => candidate.toLowerCase().startsWith(lower) && candidate !== POSITIONAL_REST);
  const [only, second] = hits;
  if (only !== undefined && second === undefined) return { option: only };
  if (hits.length > 1) return { reason: `Option ${lower} is ambiguous (${hits.sort().join(', ')})` };
  return { reason: `Unknown option: ${lower}` };
}

interface Scanned {
  readonly options: Map<string, string[]>;
  readonly positional: string[];
  readonly reasons: string[];
}

function scan(schema: CommandSchema, argv: readonly string[]): Scanned {
  const scanned: Scanned = { options: new Map(), positional: [], reasons: [] };
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') break;
    const option = /^(?:--|-)(.+)$/s.exec(word);
    if (!option) {
      scanned.positional.push(word);
      continue;
    }
    const [, name = '', attached] = /^(.[^=]*)(?:=(.*))?$/s.exec(option[1] ?? '') ?? [];
    const found = resolve(name, schema.properties);
    if ('reason' in found) {
      scanned.reasons.push(found.reason);
      continue;
    }
    const flag = schema.properties.get(found.option)?.type === 'boolean';
    const value = flag
      ? flagValue(attached, rest)
      : attached === undefined
        ? rest.shift()
        : attached || undefined;
    if (value === undefined) scanned.reasons.push(`Option ${name.toLowerCase()} requires an argument`);
    else scanned.options.set(found.option, [...(scanned.options.get(found.option) ?? []), value]);
  }
  scanned.positional.push(...rest);
  return scanned;
}

/** A boolean's value is optional: the next word is taken unless it looks like an option. */
function flagValue(attached: string | undefined, rest: string[]): string {
  if (attached !== undefined) return attached;
  const next = rest[0];
  if (next === undefined || /^-./s.test(next)) return '';
  rest.shift();
  return next;
}

function assignPositional(schema: CommandSchema, scanned: Scanned): { extra: string[] } {
  const words = scanned.positional;
  let extra: string[] = [];
  for (const name of schema.positional) {
    if (name === POSITIONAL_REST) {
      extra = words.splice(0);
      continue;
    }
    const word = words.shift();
    if (word !== undefined) scanned.options.set(name, [word]);
    else if (!schema.properties.get(name)?.optional) throw new UsageFailure('400 not enough arguments');
  }
  if (words.length > 0) throw new UsageFailure('400 too many arguments');
  return { extra };
}

/**
 * @param warn takes one line for each option that cannot be read
 * @throws UsageFailure
 */
export function parseArguments(
  schema: CommandSchema,
  argv: readonly string[],
  warn: (text: string) => void,
): Parameters {
  const scanned = scan(schema, argv);
  for (const reason of scanned.reasons) warn(`${reason}\n`);
  if (scanned.reasons.length > 0) throw new UsageFailure('400 unable to parse option');
  const { extra } = assignPositional(schema, scanned);
  const values = new Map<string, string>();
  for (const [name, given] of scanned.options) {
    const property = schema.properties.get(name);
    const last = given.at(-1) ?? '';
    if (property?.type === 'boolean') {
      const value = last === '' ? '1' : parseBoolean(last);
      if (value === undefined) throw new UsageFailure('400 unable to parse boolean option');
      values.set(name, value);
    } else if (property?.type === 'array') {
      // An entry may have commas of its own.
      values.set(name, given.join('\0'));
    } else values.set(name, isList(property) ? given.join(',') : last);
  }
  return { values, extra };
}
