/** All JSON Schemas that this version has, by file name. */
import { SCHEMA_FOLDER } from '../authoring/schema-line.ts';
import { schemaFiles } from '../config/schema-files.ts';
import { lockSchema } from '../features/lock-file.ts';
import { manifestSchema } from '../features/manifest-schema.ts';
import { LOCK_WORDS, MANIFEST_WORDS, SCENARIO_WORDS } from '../features/manifest-words.ts';
import { scenarioSchema } from '../features/scenario.ts';
import { kinds } from '../kinds/registry.ts';

export const schemaSet = (): ReadonlyMap<string, string> =>
  schemaFiles(kinds, {
    feature: { schema: manifestSchema(), words: MANIFEST_WORDS, title: 'features/ID/feature.json' },
    scenario: { schema: scenarioSchema, words: SCENARIO_WORDS, title: 'features/ID/test/SCENARIO.json' },
    'phoenix.lock': { schema: lockSchema(), words: LOCK_WORDS, title: 'phoenix.lock' },
  });

/** The same by their paths below the configs folder, where the lines of files look for them. */
export const schemasBeside = (): ReadonlyMap<string, string> =>
  new Map([...schemaSet()].map(([name, text]) => [`${SCHEMA_FOLDER}/${name}`, text]));

/** A line among those of the files that a command has written. */
export const schemaNote = (count: number): string => `${SCHEMA_FOLDER}/: ${count} JSON Schemas, for editors`;
