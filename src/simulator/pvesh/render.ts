/** How `pvesh` prints a value: tables, JSON as Perl's canonical encoder writes it, YAML. */
import { canonical, isObject, type Json, type JsonObject } from '../../json.ts';

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

const sortedKeys = (value: JsonObject) => Object.keys(value).sort();

/** Three blanks a level, and blanks around the colon. */
export function prettyJson(value: Json, indent = ''): string {
  const inner = `${indent}   `;
  if (isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => inner + prettyJson(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (isObject(value)) {
    const keys = sortedKeys(value);
    if (keys.length === 0) return '{}';
    const members = keys.map(
      (key) => `${inner}${JSON.stringify(key)} : ${prettyJson(value[key] ?? null, inner)}`,
    );
    return `{\n${members.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}

function yamlScalar(value: Json): string {
  if (value === null) return '~';
  if (typeof value !== 'string') return JSON.stringify(value);
  const plain =
    value !== '' &&
    !/^[\s\-?:,[\]{}#&*!|>'"%@`~\d.]|: |\s#|\s$|\n|^(?:true|false|null|yes|no|on|off)$/i.test(value);
  if (plain) return value;
  return value.includes('\n') ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

function yaml(value: Json, indent: string): string {
  const line = (prefix: string, item: Json, depth: string) =>
    (isArray(item) || isObject(item)) && Object.keys(item).length > 0
      ? `${prefix}\n${yaml(item, depth)}`
      : `${prefix} ${isArray(item) ? '[]' : isObject(item) ? '{}' : yamlScalar(item)}\n`;
  if (isArray(value)) return value.map((item) => line(`${indent}-`, item, `${indent}  `)).join('');
  if (isObject(value)) {
    return sortedKeys(value)
      .map((key) => line(`${indent}${key}:`, value[key] ?? null, `${indent}  `))
      .join('');
  }
  return `${yamlScalar(value)}\n`;
}

const cellText = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : canonical(value);

interface Column {
  readonly name: string;
  readonly width: number;
  readonly right: boolean;
}

/** A table with lines around its cells; numbers stand at the right. */
function table(rows: readonly JsonObject[], names: readonly string[], header: boolean): string {
  const columns = names.map((name): Column => {
    const values = rows.map((row) => row[name]);
    const widths = values.flatMap((value) =>
      cellText(value)
        .split('\n')
        .map((line) => line.length),
    );
    const right = values.every((value) => value === undefined || typeof value === 'number');
    return { name, width: Math.max(header ? name.length : 0, ...widths), right };
  });
  const rule = (left: string, line: string, cross: string, end: string) =>
    `${left}${columns.map(({ width }) => line.repeat(width + 2)).join(cross)}${end}\n`;
  const cells = (texts: readonly string[]) => {
    const padded = columns.map(({ width, right }, at) =>
      right ? (texts[at] ?? '').padStart(width) : (texts[at] ?? '').padEnd(width),
    );
    return `│ ${padded.join(' │ ')} │\n`;
  };
  const body = rows.map((row) => {
    const lines = names.map((name) => cellText(row[name]).replace(/\n+$/, '').split('\n'));
    const height = Math.max(1, ...lines.map((cell) => cell.length));
    return Array.from({ length: height }, (_, at) => cells(lines.map((cell) => cell[at] ?? ''))).join('');
  });
  const head = header ? cells(names) + rule('╞', '═', '╪', '╡') : '';
  return rule('┌', '─', '┬', '┐') + head + body.join(rule('├', '─', '┼', '┤')) + rule('└', '─', '┴', '┘');
}

function asText(value: Json): string {
  if (isArray(value)) {
    if (value.length === 0) return '';
    const rows = value.filter(isObject);
    if (rows.length === value.length)
      return table(rows, [...new Set(rows.flatMap((row) => Object.keys(row)))].sort(), true);
    return table(
      value.map((item) => ({ value: item })),
      ['value'],
      false,
    );
  }
  if (isObject(value)) {
    const rows = sortedKeys(value).flatMap((key) =>
      value[key] === null ? [] : [{ key, value: cellText(value[key]) }],
    );
    return table(rows, ['key', 'value'], true);
  }
  return `${cellText(value)}\n`;
}

export function render(value: Json, format: string): string {
  switch (format) {
    case 'json':
      return `${canonical(value)}\n`;
    case 'json-pretty':
      return `${prettyJson(value)}\n`;
    case 'yaml':
      return isArray(value) || isObject(value) ? `---\n${yaml(value, '')}` : `--- ${yamlScalar(value)}\n`;
    default:
      return asText(value);
  }
}
