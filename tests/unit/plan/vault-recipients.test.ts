/** A change of the vault's recipients is told, since no guest shows it. */
import * as assert from 'uvu/assert';
import type { Tree } from '../../../src/config/model.ts';
import { recipientVerdicts } from '../../../src/plan/vault-recipients.ts';
import { describe } from '../../support/describe.ts';

type Vault = Readonly<Record<string, string>>;

const ANN = 'A'.repeat(40);
const EVE = 'E'.repeat(40);
const VAULT: Vault = { '.gpg-id': `${ANN}\n`, [`.public-keys/${ANN}`]: 'ann', 'db/app.gpg': 'secret' };

const treeOf = (vault: Vault): Tree => ({
  root: 'configs',
  revision: null,
  files: new Map(),
  findings: [],
  kept: new Map(Object.entries(vault).map(([path, text]) => [`vault/${path}`, Buffer.from(text)])),
});

const PUBLIC = `public keys of the vault: ${ANN}`;
const cases: readonly [name: string, before: Vault, after: Vault, told: readonly string[]][] = [
  ['nothing changes', VAULT, VAULT, []],
  ['the first vault', {}, VAULT, []],
  ['another value', VAULT, { ...VAULT, 'db/app.gpg': 'other' }, []],
  ['a comment', VAULT, { ...VAULT, '.gpg-id': `${ANN} # Ann\n` }, []],
  ['one more', VAULT, { ...VAULT, '.gpg-id': `${ANN}\n${EVE}\n` }, [`vault/.gpg-id + ${EVE}`]],
  ['another one', VAULT, { ...VAULT, '.gpg-id': EVE }, [`vault/.gpg-id + ${EVE}, − ${ANN}`]],
  ['those of a folder', VAULT, { ...VAULT, 'db/.gpg-id': EVE }, [`vault/db/.gpg-id + ${EVE}`]],
  ['a key in the place of another', VAULT, { ...VAULT, [`.public-keys/${ANN}`]: 'eve' }, [PUBLIC]],
  [
    'hostile names',
    VAULT,
    { ...VAULT, '.gpg-id': `${ANN}\n\u202e<b>${'x'.repeat(90)}\n` },
    [`vault/.gpg-id + \\u202e<b>${'x'.repeat(36)}…`],
  ],
  [
    'many',
    VAULT,
    { ...VAULT, '.gpg-id': [ANN, 1, 2, 3, 4, 5, 6, 7].join('\n') },
    ['vault/.gpg-id + 1, + 2, + 3, + 4, + 5 and 2 more'],
  ],
];

describe('recipients of the vault in a plan', (test) => {
  for (const [name, before, after, told] of cases) {
    test(name, () => {
      const verdicts = recipientVerdicts(treeOf(after), treeOf(before));
      assert.equal(
        verdicts.map(({ text }) => text),
        told.map((text) => `entries will be written for others: ${text}`),
      );
      assert.ok(verdicts.every(({ ok }) => !ok));
    });
  }

  test('nothing to compare with', () => {
    assert.equal(recipientVerdicts(treeOf(VAULT), null), []);
  });
});
