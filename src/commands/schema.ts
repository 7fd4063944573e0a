/** `phoenix schema`: JSON Schemas for editors, generated from what the parser itself uses. */
import { join } from 'node:path';
import { schemaFiles } from '../config/json-schema.ts';
import { PhoenixError } from '../errors.ts';
import { manifestSchema } from '../features/manifest-schema.ts';
import { kinds } from '../kinds/registry.ts';
import { writeWhole } from '../sources/write.ts';
import type { Console } from './console.ts';

export interface SchemaOptions {
  readonly kind?: string;
  readonly out?: string;
}

function write(schemas: ReadonlyMap<string, string>, folder: string, io: Console): void {
  for (const [name, text] of schemas) {
    writeWhole(join(folder, name), text);
    io.out(`Wrote ${join(folder, name)}`);
  }
}

/** Exit code 0. */
export async function schema(options: SchemaOptions, io: Console): Promise<number> {
  const schemas = schemaFiles(kinds, { 'feature.json': manifestSchema() });
  const names = [...schemas.keys()].map((name) => name.replace(/\.json$/, ''));
  if (options.kind !== undefined) {
    const found = schemas.get(`${options.kind}.json`);
    if (!found) {
      throw new PhoenixError('USAGE', `there is no schema "${options.kind}"`, {
        hint: `there are: ${names.join(', ')}`,
      });
    }
    if (options.out === undefined) io.out(found.trimEnd());
    else write(new Map([[`${options.kind}.json`, found]]), options.out, io);
    return 0;
  }
  if (options.out === undefined) io.out(names.join('\n'));
  else write(schemas, options.out, io);
  return 0;
}
