/** What a plan says of secrets: told from the files of an estate, at the place that is wrong. */
import * as assert from 'uvu/assert';
import { textIn } from '../../../src/commands/show-findings.ts';
import { isBesideFiles } from '../../../src/config/beside-files.ts';
import { loadEstate } from '../../../src/config/estate.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { describe } from '../../support/describe.ts';
import { filesOf, manifest } from '../../support/feature-files.ts';
import { SEALED } from '../../support/sealed.ts';
import { treeOf } from '../../support/tree.ts';

const GUEST = {
  vmid: 101,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
};
const FEATURES = filesOf({
  'features/app/feature.json': manifest('app', {
    options: { password: { type: 'string', secret: true }, user: { type: 'string', secret: true } },
  }),
  'features/app/install.sh': '#!/bin/sh\n',
  'features/web/feature.json': manifest('web', { dependsOn: { app: { user: '${secret:db/web#user}' } } }),
  'features/web/install.sh': '#!/bin/sh\n',
});
type Vault = Readonly<Record<string, string | Uint8Array>>;

const VAULT: Vault = { '.gpg-id': 'A\n', 'db/app.gpg': SEALED, 'db/web.gpg': SEALED };

function load(vault: Vault, features: object) {
  const tree = treeOf({
    'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
    'lxc/web.json': { ...GUEST, features },
  });
  const files = Object.entries(vault).map(([path, text]) => [`vault/${path}`, Buffer.from(text)] as const);
  return loadEstate({ ...tree, kept: new Map([...FEATURES, ...files]) }, { env: null, kinds });
}

const told = (vault: Vault, features: object = {}) =>
  load(vault, features).findings.map(
    ({ id, severity, at }) => `${severity} ${id} ${at?.file}:${at?.line}:${at?.column}`,
  );

const use = (reference: string) => ({ app: { password: reference } });
const PASSWORD = 'lxc/web.json:10:19';

/** [what, the vault, features of the guest, findings] */
const cases: readonly [string, Vault, object, readonly string[]][] = [
  ['a vault that is in order', VAULT, use('${secret:db/app}'), []],
  ['a part of an entry', VAULT, use('${secret:db/app#user}'), []],
  ['secrets that only the runner knows', {}, use('${secret:env:APP_PASSWORD}'), []],
  ['no vault at all', {}, {}, []],
  ['an entry that nothing uses', VAULT, {}, []],
  ['an entry that is not there', VAULT, use('${secret:db/ap}'), [`error PHX921 ${PASSWORD}`]],
  ['a vault that is not there', {}, use('${secret:db/app}'), [`error PHX921 ${PASSWORD}`]],
  [
    'an entry that a feature asks of another one',
    { '.gpg-id': 'A\n', 'db/app.gpg': SEALED },
    { web: {} },
    ['error PHX921 lxc/web.json:8:15'],
  ],
  ['a name that no entry can have', VAULT, use('${secret:../app}'), [`error PHX715 ${PASSWORD}`]],
  ['a provider that there is not', VAULT, use('${secret:bank:app}'), [`error PHX715 ${PASSWORD}`]],
  ['plain text', { ...VAULT, 'db/x.gpg': 'hunter2' }, {}, ['error PHX924 vault/db/x.gpg:1:1']],
  ['an empty entry', { ...VAULT, 'db/x.gpg': '' }, {}, ['error PHX924 vault/db/x.gpg:1:1']],
  ['JSON, which is not read as config', { ...VAULT, 'x.json': '{' }, {}, ['error PHX930 vault/x.json:1:1']],
  ['nobody who may read', { 'x.gpg': SEALED }, {}, ['error PHX925 vault/x.gpg:1:1']],
  [
    'comments alone in .gpg-id',
    { '.gpg-id': '# ann\n', 'x.gpg': SEALED },
    {},
    ['error PHX925 vault/x.gpg:1:1'],
  ],
  ['a .gpg-id of the folder', { 'a/.gpg-id': 'A\n', 'a/x.gpg': SEALED, 'a/b/y.gpg': SEALED }, {}, []],
  [
    'a private key',
    { ...VAULT, '.public-keys/A': '-----BEGIN PGP PRIVATE KEY BLOCK-----\n' },
    {},
    ['error PHX931 vault/.public-keys/A:1:1'],
  ],
];

describe('secrets of an estate, by its files', (test) => {
  for (const [name, vault, features, want] of cases) {
    test(name, () => assert.equal(told(vault, features), want));
  }

  test('the entry that was meant is named, or what adds it', () => {
    const hintOf = (entry: string) => load(VAULT, use(`\${secret:${entry}}`)).findings[0]?.hint;
    assert.is(hintOf('db/ap'), 'Did you mean "db/app"?');
    assert.match(hintOf('hf/token') ?? '', 'phoenix vault set hf/token');
  });

  test('what stands in the open is never repeated', () => {
    const found = JSON.stringify(
      load({ ...VAULT, 'db/x.gpg': 'hunter2', 'hunter.txt': 'hunter2' }, {}).findings,
    );
    assert.match(found, 'change it');
    assert.not.match(found, 'hunter2');
    const textOf = textIn(load({ ...VAULT, 'db/x.gpg': 'hunter2' }, {}).tree);
    assert.equal([textOf('vault/db/x.gpg'), textOf('vault/.gpg-id')], [null, 'A\n']);
  });

  test('a vault alone opens no library of features', () => {
    const tree = treeOf({ 'phoenix.json': { name: 'lab', nodes: { pve1: {} } }, 'lxc/web.json': GUEST });
    const kept = new Map([['vault/.gpg-id', Buffer.from('A\n')]]);
    const shipped = () => {
      throw new Error('the library was read');
    };
    assert.is(loadEstate({ ...tree, kept }, { env: null, kinds, shipped }).features, null);
  });

  test('an estate of the past is none the worse for it', () => {
    const { findings } = load({ 'db/x.gpg': 'hunter2' }, use('${secret:db/app}'));
    assert.is(findings.length, 3);
    assert.ok(findings.every(isBesideFiles));
  });
});
