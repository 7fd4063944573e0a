/** Entries with one line changed; every other byte stays. Pure. */

const nameOf = (line: string): string | null => /^([^:]+):/.exec(line)?.[1] ?? null;

/** The text with another value: its first line. */
export function withValue(text: string, value: string): string {
  const end = text.search(/\r?\n/);
  return end === -1 ? `${value}\n` : value + text.slice(end);
}

/** The text with another line `name: value`, in the place of the one that counts, or at the end. */
export function withField(text: string, name: string, value: string): string {
  const [first = '', ...lines] = text.split('\n');
  const at = lines.findIndex((line) => nameOf(line) === name);
  const line = `${name}: ${value}`;
  if (at >= 0) {
    const ending = lines[at]?.endsWith('\r') ? '\r' : '';
    return [first, ...lines.with(at, line + ending)].join('\n');
  }
  // The first line is the value, also an empty one.
  return `${text}${text !== '' && text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
