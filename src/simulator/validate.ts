/** Checks values against a declared schema in Proxmox's order and words (PVE::JSONSchema, PVE 9.2). */
import { parsePropertyString, PropertyStringError } from '../node/property-string.ts';
import { formatReason } from './formats.ts';
import type { Properties, Property } from './properties.ts';

type Reasons = Map<string, string>;

const NUMBER = /^[+-]?(?:\d+\.\d+|\d+\.|\.\d+|\d+)(?:[eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;

function isOfType(type: Property['type'], value: string): boolean {
  switch (type) {
    case 'boolean':
      return value === '0' || value === '1';
    case 'integer':
      return INTEGER.test(value);
    case 'number':
      return NUMBER.test(value);
    case 'array':
    case 'string':
    case undefined:
      return true;
  }
}

/** The text of a format error as it is nested into the reason of the option. */
function nested(reasons: Reasons): string {
  return `format error\n${[...reasons].map(([path, reason]) => `${path}: ${reason}\n`).join('')}`;
}

const fieldsOf = (fields: Readonly<Record<string, Property>>): Pick<Properties, 'get' | 'required'> => ({
  get: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined),
  required: Object.keys(fields).filter(
    (name) => !fields[name]?.optional && fields[name]?.alias === undefined,
  ),
});

function fieldsReason(
  fields: Readonly<Record<string, Property>>,
  value: string,
  path: string,
): string | null {
  let properties: Map<string, string>;
  try {
    properties = parsePropertyString(fields, value);
  } catch (error) {
    if (error instanceof PropertyStringError) return `${error.message}\n`;
    throw error;
  }
  const reasons = validateAll(fieldsOf(fields), properties, path);
  return reasons.size > 0 ? nested(reasons) : null;
}

function limitReason(property: Property, value: string): string | null {
  const { maxLength, minLength, maximum, minimum } = property;
  // Perl counts characters, not UTF-16 units.
  const length = value.match(/./gsu)?.length ?? 0;
  if (property.pattern !== undefined && !new RegExp(`^(?:${property.pattern})\\n?$`, 'u').test(value)) {
    return 'value does not match the regex pattern';
  }
  if (maxLength !== undefined && length > maxLength) return `value may only be ${maxLength} characters long`;
  if (minLength !== undefined && length < minLength)
    return `value must be at least ${minLength} characters long`;
  if (NUMBER.test(value.trimEnd())) {
    if (maximum !== undefined && Number(value) > maximum)
      return `value must have a maximum value of ${maximum}`;
    if (minimum !== undefined && Number(value) < minimum)
      return `value must have a minimum value of ${minimum}`;
  }
  if (property.enum && !property.enum.includes(value)) {
    return `value '${value}' does not have a value in the enumeration '${property.enum.join(', ')}'`;
  }
  return null;
}

/** The reason why a value is not of the property's format, or null. */
export function checkFormat(property: Property, value: string, path: string): string | null {
  if (property.fields) return fieldsReason(property.fields, value, path);
  return property.format === undefined ? null : formatReason(property.format, value);
}

/** Of the first entry of a list that is not as it has to be. */
function itemReason(items: Property, given: string, path: string): string | null {
  const reasons = given.split('\0').map((item, index) => ({ index, reason: reasonFor(items, item, path) }));
  const bad = reasons.find(({ reason }) => reason !== null);
  return bad ? `[${bad.index}]: ${bad.reason ?? ''}` : null;
}

function reasonFor(property: Property, given: string, path: string): string | null {
  if (property.type === 'array') return property.items ? itemReason(property.items, given, path) : null;
  // To Perl's `$` a line break at the end is none.
  const value = given.replace(/\n$/, '');
  if (!isOfType(property.type, value)) return `type check ('${property.type}') failed - got '${given}'`;
  const format = checkFormat(property, value, path);
  if (format !== null) return `invalid format - ${format.replace(/\n?$/, '\n')}`;
  return limitReason(property, given);
}

/** A reason per bad, missing or unknown value, by its path (`net0.ip`); empty when all is well. */
export function validateAll(
  schema: Pick<Properties, 'get' | 'required' | 'kind'>,
  values: ReadonlyMap<string, string>,
  path = '',
): Reasons {
  const reasons: Reasons = new Map();
  const at = (name: string) => (path ? `${path}.${name}` : name);
  const alternative = schema.kind === undefined ? undefined : values.get(schema.kind);
  const isOther = (property: Property | undefined) =>
    property?.only !== undefined && alternative !== undefined && !property.only.includes(alternative);
  for (const name of schema.required) {
    if (!values.has(name) && !isOther(schema.get(name)))
      reasons.set(at(name), 'property is missing and it is not optional');
  }
  for (const [name, value] of values) {
    const property = schema.get(name);
    const reason = property ? reasonFor(property, value, at(name)) : null;
    if (reason !== null) reasons.set(at(name), reason);
    if (!property || isOther(property)) {
      reasons.set(
        at(name),
        'property is not defined in schema and the schema does not allow additional properties',
      );
    } else if (property.requires !== undefined && !values.has(property.requires)) {
      // One that the command itself fixes is given (`pct restore --unique`).
      if (!schema.get(property.requires)) continue;
      reasons.set(at(property.requires), `missing property required by '${at(name)}'`);
    }
  }
  return reasons;
}
