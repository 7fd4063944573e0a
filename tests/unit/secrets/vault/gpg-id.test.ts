import * as assert from 'uvu/assert';
import { formatGpgId, gpgIdOf, parseGpgId } from '../../../../src/secrets/vault/gpg-id.ts';
import { describe } from '../../../support/describe.ts';
import { vaultOf } from '../../../support/vault.ts';

describe('.gpg-id', (test) => {
  const cases: readonly [what: string, text: string, ids: readonly string[]][] = [
    ['nothing', '', []],
    ['an id', 'ABCD\n', ['ABCD']],
    ['no line end', 'ABCD', ['ABCD']],
    ['several, and empty lines', 'A\n\n  B \r\nC', ['A', 'B', 'C']],
    ['comments', '# who\nA # Anna\n#B\n', ['A']],
    ['one twice', 'A\nA\n', ['A']],
    ['user ids with blanks', 'Anna Example <anna@example.org>\n', ['Anna Example <anna@example.org>']],
  ];
  for (const [what, text, ids] of cases) {
    test(what, () => {
      assert.equal(parseGpgId(text), ids);
      assert.equal(parseGpgId(formatGpgId(ids)), ids);
    });
  }

  test('the nearest one counts', () => {
    const files = vaultOf({
      '.gpg-id': 'A',
      'team/.gpg-id': 'B',
      'team/empty/.gpg-id': '',
      'teams/x.gpg': '',
    });
    const of = (name: string) => gpgIdOf(files, name);
    assert.equal(of('db'), { path: '.gpg-id', ids: ['A'] });
    assert.equal(of('teams/x'), { path: '.gpg-id', ids: ['A'] });
    assert.equal(of('a/b/c'), { path: '.gpg-id', ids: ['A'] });
    assert.equal(of('team/x'), { path: 'team/.gpg-id', ids: ['B'] });
    assert.equal(of('team/a/b'), { path: 'team/.gpg-id', ids: ['B'] });
    assert.equal(of('team/empty/x'), { path: 'team/empty/.gpg-id', ids: [] });
    assert.is(gpgIdOf(vaultOf({ 'team/.gpg-id': 'B' }), 'db'), null);
  });
});
