import * as assert from 'uvu/assert';
import { masking } from '../../../src/secrets/masking.ts';
import { describe } from '../../support/describe.ts';

describe('masking', (test) => {
  test('what was read is never repeated, and what was not is left alone', async () => {
    const { read, redact } = masking(async (reference) => `${reference}-value`);
    assert.is(redact('first-value second-value'), 'first-value second-value');
    assert.is(await read('first'), 'first-value');
    assert.is(redact('first-value second-value'), '*** second-value');
    await Promise.all([read('second'), read('first')]);
    assert.is(redact('a first-value, a second-value'), 'a ***, a ***');
    assert.is(redact(Buffer.from('first-value').toString('base64')), '***');
  });

  test('a value that contains another is taken whole', async () => {
    const { read, redact } = masking(async (reference) => reference);
    await read('pass');
    await read('password');
    assert.is(redact('the password'), 'the ***');
  });
});
