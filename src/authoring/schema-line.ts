/** `"$schema"` of files of config: by it an editor knows what a file may hold, without a network and without settings. */
import type { JsonObject } from '../json.ts';
import type { Authored, AuthoredFiles } from './authored.ts';

/** The folder of the schemas, below the configs folder. */
export const SCHEMA_FOLDER = 'schemas';

/** The name of the schema for a file, by its path below the configs folder: `base-lxc` for `base/lxc.jsonc`. */
export function schemaNameOf(path: string): string {
  const [folder = '', second = '', third = ''] = path.replace(/\.jsonc?$/, '').split('/');
  switch (folder) {
    case 'profiles':
      return 'profile';
    case 'base':
      return `base-${second}`;
    case 'environments':
      return `base-${third}`;
    case 'features':
      return third === 'test' ? 'scenario' : 'feature';
    default:
      return folder;
  }
}

/** Whether an estate with this "phoenix.json" has the schemas beside its files. */
export function hasSchemas(settings: JsonObject): boolean {
  return settings['$schema'] === `./${SCHEMA_FOLDER}/phoenix.json`;
}

/** The files, each with the way from itself to its schema. */
export function withSchemaLines(files: AuthoredFiles): AuthoredFiles {
  return new Map([...files].map(([path, authored]) => [path, withSchemaLine(path, authored)]));
}

function withSchemaLine(path: string, { value, ...rest }: Authored): Authored {
  const up = path.split('/').length - 1;
  const way = up === 0 ? './' : '../'.repeat(up);
  return { ...rest, value: { $schema: `${way}${SCHEMA_FOLDER}/${schemaNameOf(path)}.json`, ...value } };
}
