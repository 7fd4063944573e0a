/** What a change brings of secrets is told by itself. */
import * as assert from 'uvu/assert';
import type { Resource } from '../../../src/config/model.ts';
import type { Kind, SecretUse } from '../../../src/kinds/kind.ts';
import { secretNotes } from '../../../src/plan/secret-notes.ts';
import { describe } from '../../support/describe.ts';
import { tinyKind } from '../../support/tiny-kind.ts';

const kind: Kind = { ...tinyKind, secrets: (spec) => spec as readonly SecretUse[] };
const use = (name: string, more: Partial<SecretUse> = {}): SecretUse => ({
  reference: `\${secret:${name}}`,
  path: '/features/x/password',
  ...more,
});
const EVE = { to: '203.0.113.66:80' };
const many = ['f', 'e', 'd', 'c', 'b', 'a'].map((name) => use(name));

const cases: readonly [
  name: string,
  base: readonly SecretUse[] | null,
  want: readonly SecretUse[] | null,
  told: readonly string[],
][] = [
  ['no secrets', [], [], []],
  ['a new resource', null, [use('db/app')], ['gets the secret db/app']],
  ['one that goes', [use('db/app')], null, []],
  ['the same', [use('db/app')], [use('db/app', { seal: '2' })], []],
  ['at another place', [use('db/app')], [use('db/app', { path: '/env/A' })], []],
  ['one more', [use('db/app')], [use('db/app'), use('env:A')], ['gets the secret env:A']],
  ['many', null, many, ['gets 6 secrets: a, b, c, d and 2 more']],
  ['with a long name', null, [use('x'.repeat(90))], [`gets the secret ${'x'.repeat(29)}…`]],
  ['one that is sent', null, [use('db/app', EVE)], ['sends the secret db/app to 203.0.113.66:80']],
  [
    'one that is sent elsewhere',
    [use('db/app', { to: '127.0.0.1:80' }), use('db/app')],
    [use('db/app', EVE), use('db/app')],
    ['sends the secret db/app to 203.0.113.66:80'],
  ],
];

describe('secrets that a change brings', (test) => {
  for (const [name, base, want, told] of cases) {
    test(name, () => {
      const at = (spec: readonly SecretUse[] | null) => spec && ({ spec } as unknown as Resource);
      assert.equal(secretNotes({ kind, want: at(want), base: at(base) }), told);
    });
  }
});
