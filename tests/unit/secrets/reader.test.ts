import process from 'node:process';
import * as assert from 'uvu/assert';
import { settingsSchema } from '../../../src/config/settings.ts';
import { PhoenixError } from '../../../src/errors.ts';
import type { Provider, SecretContext } from '../../../src/secrets/provider.ts';
import { secretReader } from '../../../src/secrets/reader.ts';
import { wholeOnly } from '../../../src/secrets/whole.ts';
import { describe } from '../../support/describe.ts';
import { refusal } from '../../support/refusal.ts';

const context: SecretContext = {
  settings: settingsSchema.parse({ name: 'lab', nodes: {} }).secrets,
  kept: new Map(),
  say: () => {},
};

/** Values by name, `NAME#FIELD` for parts; what was asked for together stands together in `asked`. */
function shelf(values: Readonly<Record<string, string>>) {
  const asked: (readonly string[])[] = [];
  let opened = 0;
  const provider: Provider = {
    scheme: 'shelf',
    parse: (name) => {
      const [secret = '', field = null] = name.split('#');
      return { secret, field };
    },
    hint: '',
    floats: () => true,
    open: async () => {
      opened += 1;
      return async (names) => {
        asked.push(names);
        const has = names.filter((name) => Object.hasOwn(values, name));
        const field = (name: string) => (part: string) => values[`${name}#${part}`] ?? null;
        return new Map(has.map((name) => [name, { value: values[name] ?? '', field: field(name) }]));
      };
    },
    missing: (secret) => `put ${secret} there`,
  };
  return { asked, opened: () => opened, read: secretReader(context, [provider]) };
}

const plain: Omit<Provider, 'open'> = {
  scheme: 'plain',
  parse: (name) => ({ secret: name, field: null }),
  hint: '',
  floats: () => true,
  missing: () => '',
};

describe('values of secrets', (test) => {
  test('one of the environment is read by its name', async () => {
    process.env['PHX_TEST_SECRET'] = 'hunter2';
    try {
      assert.is(await secretReader(context)('${secret:env:PHX_TEST_SECRET}'), 'hunter2');
    } finally {
      delete process.env['PHX_TEST_SECRET'];
    }
  });

  // What every object has is the value of no variable.
  for (const name of ['PHX_TEST_NO_SUCH_SECRET', 'constructor', 'toString', '__proto__']) {
    test(`${name} is not there, and the reader is told where to put it`, async () => {
      const said = await refusal(secretReader(context)(`\${secret:env:${name}}`));
      assert.match(said, `REFUSED the secret \${secret:env:${name}} is not there | Set the variable ${name}`);
    });
  }

  for (const [value, wrong] of [
    ['', 'is empty'],
    ['abc', 'has fewer than 4 characters'],
    ['abc\0def', 'holds a NUL character'],
  ] as const) {
    test(`${JSON.stringify(value)} is no secret`, async () => {
      const { read } = shelf({ A: value });
      assert.match(await refusal(read('${secret:shelf:A}')), `the secret \${secret:shelf:A} ${wrong}`);
    });
  }

  for (const reference of ['${secret:hashicorp:A}', '${secret:constructor:A}', 'A', '']) {
    test(`${JSON.stringify(reference)} is nothing that can be read`, async () => {
      const said = await refusal(secretReader(context)(reference));
      assert.match(said, /^REFUSED this version cannot read the secret/);
    });
  }

  test('each is read once, however often it and its parts are used, and together with others', async () => {
    const { read, asked, opened } = shelf({ A: 'value of A', 'A#user': 'user of A', B: 'value of B' });
    const together = ['A', 'B', 'A#user', 'A'].map((name) => read(`\${secret:shelf:${name}}`));
    assert.equal(await Promise.all(together), ['value of A', 'value of B', 'user of A', 'value of A']);
    assert.is(await read('${secret:shelf:B}'), 'value of B');
    assert.equal(asked, [['A', 'B']]);
    assert.is(opened(), 1);
  });

  test('a part that is not there is told, and what is not there at all', async () => {
    const { read } = shelf({ A: 'value of A' });
    assert.match(
      await refusal(read('${secret:shelf:A#user}')),
      'the secret ${secret:shelf:A#user} has no "user"',
    );
    assert.match(
      await refusal(read('${secret:shelf:C#user}')),
      'the secret ${secret:shelf:C} is not there | put C there',
    );
  });

  test('what is asked for while its provider opens is read with the first', async () => {
    const asked: (readonly string[])[] = [];
    let ready = (): void => {};
    const gate = new Promise<void>((resolve) => (ready = resolve));
    const slow: Provider = {
      ...plain,
      open: async () => {
        await gate;
        return async (names) => {
          asked.push(names);
          return new Map(names.map((name) => [name, wholeOnly(`value of ${name}`, 'it')]));
        };
      },
    };
    const read = secretReader(context, [slow]);
    const first = read('${secret:plain:A}');
    await new Promise((resolve) => setImmediate(resolve));
    const second = read('${secret:plain:B}');
    ready();
    assert.equal(await Promise.all([first, second]), ['value of A', 'value of B']);
    assert.is(await read('${secret:plain:C}'), 'value of C');
    assert.equal(asked, [['A', 'B'], ['C']]);
  });

  test('what keeps a provider from opening is the same for all its secrets, and tried once', async () => {
    let opened = 0;
    const closed: Provider = {
      ...plain,
      open: async () => {
        opened += 1;
        throw new PhoenixError('REFUSED', 'no key', { hint: 'Bring one.' });
      },
    };
    const read = secretReader(context, [closed]);
    const said = [await refusal(read('${secret:plain:A}')), await refusal(read('${secret:plain:B}'))];
    assert.equal(said, ['REFUSED no key | Bring one.', 'REFUSED no key | Bring one.']);
    assert.is(opened, 1);
  });
});
