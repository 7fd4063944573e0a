/** Config that a program writes, as a person would: keys in their order, short things in one line, comments above. */
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Authored, AuthoredFiles } from './authored.ts';
import type { Lead, Member, Value } from './format/document.ts';
import { print } from './format/print.ts';
import { type Order, orderOf } from './order.ts';

/** A file of at most so many columns is one line, as the profile of a single setting is. */
const SHORT = 80;

/**
 * The text of a file, ending with a newline.
 * @param path below the configs folder, such as `lxc/web.jsonc`: says the order of the keys, and whether comments may be
 */
export function textOf({ value, comment = [] }: Authored, path: string): string {
  const isJsonc = path.endsWith('.jsonc');
  const root = valueOf(value, orderOf(path));
  return print(
    {
      above: isJsonc ? leads(comment) : [],
      isApart: false,
      root: opened(root, value),
      behind: [],
      below: [],
    },
    { lastComma: isJsonc },
  );
}

/** All files of a tree, by path. */
export function textsOf(files: AuthoredFiles): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, authored]) => [path, textOf(authored, path)]));
}

function leads(comment: readonly string[]): Lead[] {
  // A line feed would end the comment, and what follows would be config.
  const lines = comment.flatMap((line) => line.split(/[\n\r\u2028\u2029]/));
  return lines.map((line) => ({ text: `// ${line}`.trimEnd(), isApart: false }));
}

function opened(root: Value, value: JsonObject): Value {
  if (root.is === 'scalar') return root;
  return { ...root, isOpen: root.isOpen || JSON.stringify(value).length > SHORT };
}

function valueOf(value: Json, order: Order): Value {
  if (Array.isArray(value)) {
    const members = (value as readonly Json[]).map((one, at) => memberOf(null, one, order.below(String(at))));
    return { is: 'list', isOpen: false, head: [], opening: [], members, closing: [] };
  }
  if (!isObject(value)) return { is: 'scalar', text: JSON.stringify(value) };
  const entries = order.sorted(Object.entries(value), ([key]) => key);
  const members = entries.map(([key, one]) => memberOf(JSON.stringify(key), one, order.below(key)));
  // Several things of some size are easier to tell apart in lines of their own.
  const isOpen = entries.filter(([, one]) => isObject(one) && Object.keys(one).length > 0).length > 1;
  return { is: 'object', isOpen, head: [], opening: [], members, closing: [] };
}

function memberOf(key: string | null, value: Json, order: Order): Member {
  return { above: [], isApart: false, key, between: [], value: valueOf(value, order), behind: [] };
}
