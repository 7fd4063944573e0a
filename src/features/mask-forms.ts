/**
 * How the value of a secret may stand in what a program prints: as it is, line by line, and as shells, JSON, addresses,
 * base64 and their like write it. Pure; what is done with these forms stands in redact.ts.
 */

/** In characters. Shorter ones would mask half of every text, and tell themselves by that: nobody takes such a secret. */
export const SHORTEST = 4;
/** The value of a line such as NAME=value may be a word as "debug", which says nothing. */
const SHORTEST_PART = 8;
/** A piece of an encoded value that is left at the end of a line. */
const SHORTEST_PIECE = 6;
/** Columns at which programs wrap base64: openssl and PEM, base64 and MIME. */
const BASE64_COLUMNS = [64, 76];
/** Bytes in a line of `xxd -p`, and of `od` and `hexdump`. */
const HEX_LINE = 30;
const OD_LINE = 16;

/** Lines of a value that everybody knows: armour and its headers, what only brackets or one character make. */
const COMMON_LINE =
  /^(?:-----(?:BEGIN|END) [A-Z0-9 ]+-----|(?:Version|Comment|MessageID|Hash|Charset|Proc-Type|DEK-Info): .*|[\s{}()[\],;:"'<>/]*|(.)\1*)$/;

/** Everything that is masked for these values, without doubles. */
export function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = new Set<string>();
  for (const value of secrets) {
    const pieces = new Set([...piecesOf(value), ...piecesOf(echoed(value))]);
    const texts = [...pieces].flatMap(writtenForms);
    const bytes = [...pieces].flatMap((piece) => [...base64Forms(piece), ...hexForms(piece)]);
    for (const form of [...texts, ...bytes]) if (form.length >= SHORTEST) forms.add(form);
  }
  return [...forms];
}

/** The value, its lines, and the values in them, as of NAME=value and in JSON. */
function piecesOf(value: string): string[] {
  const lines = value.split(/\r\n|\r|\n/).map((line) => line.trim());
  const own = lines.length === 1 ? lines : lines.filter((line) => !COMMON_LINE.test(line));
  const parts = own.map((line) => /^[\w.-]+(?:=|:\s+)(["']?)(.*)\1$/.exec(line)?.[2] ?? '');
  const inner = [...parts, ...leavesOf(value)].filter((part) => part.length >= SHORTEST_PART);
  return [value, value.trim(), ...own, ...inner].filter((piece) => piece.length >= SHORTEST);
}

/** As `echo` of dash, the sh of Debian, prints it: what stands behind a backslash may be a line feed. */
function echoed(value: string): string {
  const end = value.indexOf('\\c');
  const read = end === -1 ? value : value.slice(0, end);
  return read.replace(/\\(?:([abfnrtv\\])|0([0-7]{0,3}))/g, (_all, letter?: string, octal?: string) =>
    letter === undefined ? String.fromCharCode(Number.parseInt(`0${octal}`, 8)) : (FROM_C[letter] ?? letter),
  );
}

/** The texts in a value that is JSON, as secrets of AWS are. */
function leavesOf(value: string): string[] {
  if (!/^\s*[[{]/.test(value)) return [];
  const found: string[] = [];
  try {
    JSON.parse(value, (_key, leaf: unknown) => {
      if (typeof leaf === 'string') found.push(leaf);
      return leaf;
    });
  } catch {
    // Not JSON: then it has no such parts.
  }
  return found;
}

function writtenForms(text: string): string[] {
  return [
    text,
    ...jsonForms(text),
    ...addressForms(text),
    ...shellForms(text),
    ...commandForms(text),
    ...markupForms(text),
  ];
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

function jsonForms(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const ascii = plain.replace(/[\u007f-\uffff]/g, (char) => `\\u${hex(char.charCodeAt(0), 4)}`);
  const upper = ascii.replace(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`);
  // Go keeps "<", ">" and "&" out of JSON; PHP escapes "/".
  const safe = plain.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${hex(char.charCodeAt(0), 4)}`);
  const forms = [plain, ascii, upper, safe].flatMap((form) => [form, form.replaceAll('/', '\\/')]);
  return [...forms, JSON.stringify(plain).slice(1, -1), JSON.stringify(ascii).slice(1, -1)];
}

const percent = (char: string) => `%${hex(char.charCodeAt(0), 2).toUpperCase()}`;

/** As a component of an address, a whole one, and a form; programs differ in what they leave as it is. */
function addressForms(text: string): string[] {
  // Half of a surrogate pair has no encoding.
  const wellFormed = text.toWellFormed();
  const component = encodeURIComponent(wellFormed);
  const strict = component.replace(/[!'()*]/g, percent);
  const form = new URLSearchParams([['', wellFormed]]).toString().slice(1);
  const forms = [
    component,
    strict,
    strict.replaceAll('~', '%7E'),
    strict.replaceAll('%2F', '/'),
    strict.replaceAll('%20', '+'),
    form,
    encodeURI(wellFormed),
  ];
  return forms.flatMap((one) => [one, one.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())]);
}

/** Escapes of C by their character; what a shell writes as an octal number has none. */
const C_ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\u000b': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
};

const FROM_C = Object.fromEntries(Object.entries(C_ESCAPES).map(([char, escape]) => [escape.slice(1), char]));

/** As in a C string or $'…'. @param other how bytes are written that are no printable ASCII; with `hex` as Python does */
function cString(text: string, quote: string, other: 'octal' | 'hex'): string {
  const escaped = (byte: number) =>
    other === 'octal' ? `\\${byte.toString(8).padStart(3, '0')}` : `\\x${hex(byte, 2)}`;
  return Array.from(text)
    .map((char) => {
      if (char === quote) return `\\${quote}`;
      const short = C_ESCAPES[char];
      if (short !== undefined && (other === 'octal' || /[\\\t\n\r]/.test(char))) return short;
      return /[ -~]/.test(char) ? char : [...Buffer.from(char)].map(escaped).join('');
    })
    .join('');
}

function shellForms(text: string): string[] {
  const single = [`'\\''`, `'"'"'`].map((quote) => text.replaceAll("'", quote));
  // dash takes quotes that stand together at once, and ends with them.
  const dash = text.replace(/'+/g, (quotes) => `'"${quotes}"'`);
  const dashEnd = dash.replace(/'$/, '');
  const double = [/["\\$`]/g, /["\\$`!]/g].map((special) => text.replace(special, '\\$&'));
  // As `printf %q` of bash; "~" and "#" only where they would mean something.
  const bare = text.replace(/[\s!"$&'()*,;<>?[\\\]^`{|}]/g, '\\$&');
  const bashStart = bare.replace(/^[~#]|(?<=[:=])~/g, '\\$&');
  const inC = (['octal', 'hex'] as const).flatMap((other) =>
    [`'`, '"'].map((quote) => cString(text, quote, other)),
  );
  // In a locale of UTF-8 only what cannot be printed is escaped; bash writes ESC as \E.
  const controls = text.replace(/[\u0000-\u001f\\'\u007f]/g, (char) => cString(char, `'`, 'octal'));
  const inBash = [...inC, controls].map((form) => form.replaceAll('\\033', '\\E'));
  return [...single, dash, dashEnd, ...double, bare, bashStart, ...inC, controls, ...inBash];
}

/** Data and properties of the runner's workflow commands. */
function commandForms(text: string): string[] {
  const data = text.replace(/[%\r\n]/g, percent);
  return [data, data.replace(/[:,]/g, percent)];
}

function markupForms(text: string): string[] {
  const inner = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = inner.replaceAll('"', '&quot;');
  return [inner, quoted, ...['&#39;', '&#x27;', '&apos;'].map((quote) => quoted.replaceAll("'", quote))];
}

const cut = (text: string, width: number): string[] => text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];

/** As it stands by itself, in lines, and within something longer, such as `user:password`, at each place in three bytes. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  const alone = bytes.toString('base64');
  const line = Buffer.from(`${text}\n`).toString('base64');
  const wrapped = [alone, line].flatMap((one) => BASE64_COLUMNS.flatMap((width) => cut(one, width)));
  const within = [0, 1, 2].map((before) => {
    const longer = Buffer.concat([Buffer.alloc(before), bytes]);
    return longer.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((longer.length * 8) / 6));
  });
  const pieces = [...wrapped, ...within].filter((one) => one.length >= SHORTEST_PIECE);
  const forms = [alone, alone.replace(/=+$/, ''), ...pieces];
  return [...forms, ...forms.map((one) => one.replaceAll('+', '-').replaceAll('/', '_'))];
}

function hexForms(text: string): string[] {
  const whole = Buffer.from(text).toString('hex');
  const spaced = cut(whole, OD_LINE * 2).map((line) => cut(line, 2).join(' '));
  const lower = [whole, ...cut(whole, HEX_LINE * 2), ...spaced].filter((one) => one.length >= SHORTEST_PART);
  return [...lower, ...lower.map((one) => one.toUpperCase())];
}
