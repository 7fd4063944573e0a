/** What is found about a secret never repeats it: no message, no hint, no excerpt, in no format, and not what others say of it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { validate, type ValidateOptions } from '../../src/commands/validate.ts';
import { describe } from '../support/describe.ts';

const CASES = 'tests/cases/rules';
/** As the files of the cases have them. */
const SECRETS = ['tr0ub4dor', 'hunter2', 'Zk3vQ9xW2m', 'PRIVATE KEY', '$saltsalt$'];
const FORMATS: readonly ValidateOptions['format'][] = ['text', 'json', 'sarif', 'github'];

async function told(configs: string, format: ValidateOptions['format']): Promise<string> {
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);
  const io = { out: say, err: say, color: false, columns: 100, ask: null };
  await validate({ configs, format, verbose: true }, io);
  return lines.join('\n');
}

describe('secrets in findings', (test) => {
  for (const id of ['PHX941', 'PHX942']) {
    for (const name of readdirSync(join(CASES, id)).toSorted()) {
      test(`${id} ${name}`, async () => {
        for (const format of FORMATS) {
          const text = await told(join(CASES, id, name, 'configs'), format);
          if (name.startsWith('fires-')) assert.match(text, id, format);
          for (const secret of SECRETS) assert.not.ok(text.includes(secret), `${format} repeats ${secret}`);
        }
      });
    }
  }
});
