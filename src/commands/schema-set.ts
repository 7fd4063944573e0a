/** All JSON Schemas that this version has, by file name. */
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
