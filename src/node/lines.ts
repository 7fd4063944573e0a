/** Lines out of the pieces in which output comes. */

/** Gives lines away as they become whole; `end` gives the rest. A carriage return ends one too: a progress bar. */
export function lineSplitter(onLine: (line: string) => void): {
  readonly add: (text: string) => void;
  readonly end: () => void;
} {
  let rest = '';
  return {
    add: (text) => {
      const lines = (rest + text).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    },
    end: () => {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
