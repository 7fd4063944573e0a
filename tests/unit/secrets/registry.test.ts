import process from 'node:process';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../src/errors.ts';
import { type Provider, secretReader } from '../../../src/secrets/registry.ts';
import { describe } from '../../support/describe.ts';

async function refusal(reading: Promise<string>): Promise<string> {
  try {
    return `read: ${await reading}`;
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return `${error.code} ${error.message}; ${error.hint ?? ''}`;
  }
}

describe('values of secrets', (test) => {
  test('one of the environment is read by its name', async () => {
    process.env['PHX_TEST_SECRET'] = 'hunter2';
    try {
      assert.is(await secretReader()('${secret:env:PHX_TEST_SECRET}'), 'hunter2');
    } finally {
      delete process.env['PHX_TEST_SECRET'];
    }
  });

  // What every object has is the value of no variable.
  for (const name of ['PHX_TEST_NO_SUCH_SECRET', 'constructor', 'toString', '__proto__']) {
    test(`${name} is not there, and the reader is told where to put it`, async () => {
      const said = await refusal(secretReader()(`\${secret:env:${name}}`));
      assert.match(said, `REFUSED the secret \${secret:env:${name}} is not there; Set the variable ${name}`);
    });
  }

  test('an empty one counts as none', async () => {
    const empty: Provider = { read: async () => '', missing: () => 'fill it' };
    assert.match(await refusal(secretReader({ empty })('${secret:empty:A}')), /is not there; fill it$/);
  });

  for (const reference of ['${secret:vault:A}', '${secret:constructor:A}', '${secret:A}', 'A', '']) {
    test(`${JSON.stringify(reference)} is nothing that can be read`, async () => {
      assert.match(await refusal(secretReader()(reference)), /^REFUSED this version cannot read the secret/);
    });
  }

  test('each is read once, however often it is used', async () => {
    const asked: string[] = [];
    const read = secretReader({
      own: { read: async (name) => (asked.push(name), `value of ${name}`), missing: () => '' },
    });
    const values = await Promise.all(['${secret:own:A}', '${secret:own:B}', '${secret:own:A}'].map(read));
    assert.equal(values, ['value of A', 'value of B', 'value of A']);
    assert.equal(asked, ['A', 'B']);
  });
});
