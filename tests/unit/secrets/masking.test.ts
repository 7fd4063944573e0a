import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../src/errors.ts';
import { showError } from '../../../src/commands/show-error.ts';
import { hide, masked } from '../../../src/secrets/masking.ts';
import type { Provider } from '../../../src/secrets/provider.ts';
import { secretReader } from '../../../src/secrets/reader.ts';
import { describe } from '../../support/describe.ts';

/** Each secret is its own name, and its part is another. */
const PROVIDER: Provider = {
  scheme: 'own',
  parse: (name) => {
    const [secret = '', field = null] = name.split('#');
    return { secret, field };
  },
  hint: '',
  floats: () => false,
  open: async () => async (names) =>
    new Map(names.map((name) => [name, { value: `${name}-value`, field: (part) => `${name}-${part}` }])),
  missing: () => '',
};

const read = secretReader({ settings: {} as never, kept: new Map(), say: () => {} }, [PROVIDER]);

describe('masking', (test) => {
  test('what was read is never repeated, and what was not is left alone', async () => {
    assert.is(masked('first-value second-value'), 'first-value second-value');
    assert.is(await read('${secret:own:first}'), 'first-value');
    assert.is(masked('first-value second-value'), '*** second-value');
    await Promise.all([read('${secret:own:second}'), read('${secret:own:first#part}')]);
    assert.is(masked('a first-value, a second-value, a first-part'), 'a ***, a ***, a ***');
    assert.is(masked(Buffer.from('first-value').toString('base64')), '***');
  });

  test('a value that is too short to be masked leaves texts as they are', () => {
    hide('', 'abc');
    assert.is(masked('abcabc'), 'abcabc');
  });

  test('an error is shown without it, whatever shows it', () => {
    hide('hunter\n22-and-more');
    const cause = new Error('exit 1: 22-and-more');
    const error = new PhoenixError('STEP_FAILED', 'said hunter\n22-and-more', {
      hint: 'not 22-and-more',
      cause,
    });
    const shown = showError(error, false);
    for (const text of [shown.text, shown.json()]) {
      assert.not.match(text, '22-and-more');
      assert.match(text, '***');
    }
    assert.not.match(showError(new Error('22-and-more'), false).text, '22-and-more');
  });
});
