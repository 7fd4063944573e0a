/** The comment's first line: written and read again, whatever an estate is called. */
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { type CommentMarker, markerLine, readMarker } from '../../../src/github/marker.ts';
import { describe } from '../../support/describe.ts';

const marker: CommentMarker = {
  v: 1,
  estate: 'lab',
  pr: 42,
  head: '4f1c2ab'.padEnd(40, '0'),
  base: '9e07d31'.padEnd(40, '0'),
  digest: 'a1b2c3d4',
  state: 'planned',
  run: 7,
};

describe('comment marker', (test) => {
  test('is one HTML comment at the top of the body', () => {
    const line = markerLine({ ...marker, head: '4f1c2ab', base: '9e07d31' });
    assert.is(
      line,
      '<!-- phoenix {"v":1,"estate":"lab","pr":42,"head":"4f1c2ab","base":"9e07d31","digest":"a1b2c3d4","state":"planned","run":7} -->',
    );
  });

  test('reads back, and nothing in it ends the HTML comment', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (estate) => {
        const line = markerLine({ ...marker, estate: `${estate}-->--!><!--` });
        assert.match(line, /^<!-- phoenix \{[ -~]*\} -->$/);
        assert.not.match(line.slice(4, -3), /--|>|</);
        assert.is(readMarker(`${line}\r\nbody`)?.estate, `${estate}-->--!><!--`);
      }),
    ));

  const line = markerLine(marker);
  const refused: [string, string][] = [
    ['not on the first line', `hello\n${line}`],
    ['after a space', ` ${line}`],
    ['followed by text', `${line} and more`],
    ['of another version', line.replace('"v":1', '"v":2')],
    ['of another tool', line.replace('phoenix', 'other')],
    ['without a pull request', line.replace('"pr":42,', '')],
    ['with an unknown state', line.replace('planned', 'won')],
    ['with a head that is no commit', line.replace(marker.head, '../../x')],
    ['that is no JSON', '<!-- phoenix {"v":1,} -->'],
    ['that is an array', '<!-- phoenix [1] -->'],
    ['that is empty', ''],
  ];
  for (const [what, body] of refused) test(`is not read ${what}`, () => assert.is(readMarker(body), null));

  test('keys of a later version are passed over', () => {
    assert.is(readMarker(line.replace('"v":1', '"v":1,"later":true'))?.run, 7);
  });
});
