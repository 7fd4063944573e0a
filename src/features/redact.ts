/**
 * Takes the values of secrets out of a stream of text, however it is cut into pieces. It masks what stands there
 * literally and in the usual encodings; a program that turns its secret into something else cannot be guarded against.
 */

export const MASK = '***';

/** Shorter values would mask half of every text, and tell themselves by that. */
const SHORTEST = 4;

export interface Redactor {
  /** What can be shown already: the end is held back while it may be the beginning of a secret. */
  add(text: string): string;
  /** The rest. What may be the beginning of a secret is masked, since the stream may have been cut there. */
  end(): string;
}

/** The value of a line such as NAME=value may be a word as "debug", which says nothing. */
const SHORTEST_PART = 8;
/** Columns at which programs wrap base64: openssl, base64. */
const WRAPS = [64, 76];

/**
 * Everything that is masked for these values: they themselves, their lines, the value in a line NAME=value; all of it as
 * it stands in JSON and in an address; and the values as base64.
 */
export function masksOf(secrets: readonly string[]): readonly string[] {
  const all = secrets.flatMap((value) => {
    const lines = value.split(/\r?\n/).map((line) => line.trim());
    const parts = lines
      .map((line) => /^[A-Za-z_]\w*=(["']?)(.*)\1$/.exec(line)?.[2] ?? '')
      .filter((part) => part.length >= SHORTEST_PART);
    const plain = [value, value.trim(), ...lines, ...parts];
    const written = plain.flatMap((one) => [one, JSON.stringify(one).slice(1, -1), inAddress(one)]);
    return [...written, ...base64Of(value)];
  });
  const long = all.filter((one) => one.length >= SHORTEST);
  // The longest first: the one that contains another is taken whole.
  return [...new Set(long)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** Half of a surrogate pair has no encoding. */
const inAddress = (text: string): string => encodeURIComponent(text.toWellFormed());

/** As it stands by itself, wrapped, and within something longer, such as `user:password`, at each place in three bytes. */
function base64Of(value: string): string[] {
  const alone = Buffer.from(value).toString('base64');
  const wrapped = WRAPS.flatMap((width) => alone.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
  const within = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  const pieces = [...wrapped, ...within].filter((one) => one.length >= SHORTEST_PART);
  return [alone, alone.replace(/=+$/, ''), ...pieces];
}

/** @param masks by `masksOf` */
export function redactor(masks: readonly string[]): Redactor {
  const starts = new Set(masks.map((one) => one.charCodeAt(0)));
  let held = '';
  const take = (last: boolean): string => {
    let shown = '';
    let from = 0;
    let at = 0;
    while (at < held.length) {
      if (!starts.has(held.charCodeAt(at))) {
        at += 1;
        continue;
      }
      const open = opening(masks, held, at);
      const whole = masks.find((one) => held.startsWith(one, at));
      // A longer one may still be completed by what comes next.
      if (open !== null && open.length > (whole?.length ?? 0) && !last) break;
      const length = whole?.length ?? (open !== null && held.length - at >= SHORTEST ? held.length - at : 0);
      if (length > 0) {
        shown += `${held.slice(from, at)}${MASK}`;
        from = at + length;
      }
      at += Math.max(1, length);
    }
    shown += held.slice(from, at);
    held = held.slice(at);
    return shown;
  };
  return {
    add: (text) => {
      held += text;
      return take(false);
    },
    end: () => take(true),
  };
}

/** The longest secret of which only the beginning stands at the end of the text. */
function opening(masks: readonly string[], text: string, at: number): string | null {
  const rest = text.length - at;
  return masks.find((one) => one.length > rest && one.startsWith(text.slice(at))) ?? null;
}
