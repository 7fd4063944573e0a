/** `phoenix schema`: JSON Schemas for editors, generated from what the parser itself uses. */
import { join } from 'node:path';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';
import { readIfThere } from '../sources/input-file.ts';
import { writeWhole } from '../sources/write.ts';
import { VERSION } from '../version.ts';
import type { Console } from './console.ts';
import { schemaSet } from './schema-set.ts';

export interface SchemaOptions {
  readonly kind?: string;
  readonly out?: string;
  /** A folder whose schemas are compared with those of this version. */
  readonly check?: string;
  readonly json?: boolean;
}

function write(schemas: ReadonlyMap<string, string>, folder: string, io: Console): void {
  for (const [name, text] of schemas) {
    writeWhole(join(folder, name), text);
    io.out(`Wrote ${join(folder, name)}`);
  }
}

/** How it is written is the editor's business: what it says counts. */
function isSame(text: string | null, own: string): boolean {
  if (text === null) return false;
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(JSON.parse(own));
  } catch {
    return false;
  }
}

function check(
  schemas: ReadonlyMap<string, string>,
  folder: string,
  { json }: SchemaOptions,
  io: Console,
): number {
  const old = [...schemas]
    .filter(([name, text]) => !isSame(readIfThere(join(folder, name)), text))
    .map(([name]) => name);
  if (json) io.out(JSON.stringify({ v: 1, dir: folder, ok: old.length === 0, old }, null, 2));
  else if (old.length === 0) io.out(`The schemas in ${folder} are those of Phoenix ${VERSION}`);
  else {
    for (const name of old) io.out(`Not as of Phoenix ${VERSION}: ${join(folder, name)}`);
    io.err(`Write them anew: phoenix schema --out ${folder}`);
  }
  return old.length === 0 ? 0 : 1;
}

/** Exit code 0; with `check` 1 when a schema is missing or not that of this version. */
export async function schema(options: SchemaOptions, io: Console): Promise<number> {
  const all = schemaSet();
  const names = [...all.keys()].map((name) => name.replace(/\.json$/, ''));
  const { kind, out, check: folder } = options;
  const text = kind === undefined ? undefined : all.get(`${kind}.json`);
  if (kind !== undefined && text === undefined) {
    throw new PhoenixError('USAGE', `there is no schema ${quote(kind)}`, {
      hint: `there are: ${names.join(', ')}`,
    });
  }
  const schemas = text === undefined ? all : new Map([[`${kind}.json`, text]]);
  if (folder !== undefined) return check(schemas, folder, options, io);
  if (out !== undefined) write(schemas, out, io);
  else if (text !== undefined) io.out(text.trimEnd());
  else if (options.json) io.out(JSON.stringify({ v: 1, schemas: names }, null, 2));
  else io.out(names.join('\n'));
  return 0;
}
