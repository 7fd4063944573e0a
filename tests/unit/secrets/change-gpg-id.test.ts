import * as assert from 'uvu/assert';
import { withoutRecipients, withRecipient } from '../../../src/secrets/vault/change-gpg-id.ts';
import { describe } from '../../support/describe.ts';

describe('a .gpg-id', (test) => {
  test('with one more keeps what was there', () => {
    assert.is(withRecipient('', 'AB'), 'AB\n');
    assert.is(withRecipient('# ours\nCD # Anna', 'AB'), '# ours\nCD # Anna\nAB\n');
  });

  test('with one fewer keeps the others', () => {
    const text = '# ours\n  AB # Anna\nCD\nab@example.org\nAB\n';
    assert.is(withoutRecipients(text, ['AB']), '# ours\nCD\nab@example.org\n');
    assert.is(withoutRecipients(text, ['EF']), text);
  });
});
