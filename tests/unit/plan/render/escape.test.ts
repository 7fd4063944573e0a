import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import {
  clip,
  code,
  fence,
  html,
  link,
  logText,
  plain,
  prose,
  urlPath,
  visible,
  visibleLines,
  words,
} from '../../../../src/plan/render/escape.ts';
import { describe } from '../../../support/describe.ts';
import { hostile } from './hostile-plan.ts';
import { shapeOf } from './markdown-shape.ts';

const NBSP_FREE = '\u200b';

describe('escaping', (test) => {
  const cases: readonly (readonly [string, (text: string) => string, string, string])[] = [
    [
      'plain words stay as they are',
      words,
      'lxc/web-1: 10.0.0.5/24, "ok" (50%)',
      'lxc/web-1: 10.0.0.5/24, "ok" (50%)',
    ],
    ['emphasis', words, '*a* _b_ ~~c~~ `d`', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\`'],
    ['a table cell', words, 'a|b', 'a&#124;b'],
    ['HTML', words, '<b>&amp;</b>', '&#60;b&#62;&#38;amp;&#60;/b&#62;'],
    ['a link', words, '[a](https://x.example)', `\\[a\\](https:${NBSP_FREE}//x.example)`],
    ['a mention', words, '@everyone', `@${NBSP_FREE}everyone`],
    ['an issue', words, 'see #12 and GH-3', `see #${NBSP_FREE}12 and GH${NBSP_FREE}-3`],
    ['a heading', words, '# owned', `\\#${NBSP_FREE} owned`],
    ['a list', words, '- owned', '\\- owned'],
    ['a numbered list', words, '1. owned', '1\\. owned'],
    ['an address at the start of a line', words, '10.0.0.1', '10.0.0.1'],
    ['a formula', words, '$x$', '\\$x\\$'],
    ['a backslash', words, 'a\\', 'a&#92;'],
    ['a newline', words, 'a\nb', 'a&#92;nb'],
    ['code', code, 'lxc/web', '`lxc/web`'],
    ['code with a backtick', code, 'a`b', '<code>a&#96;b</code>'],
    ['code with a bar', code, 'a|b', '<code>a&#124;b</code>'],
    ['code of nothing', code, '', '<code></code>'],
    [
      'a message with code in it',
      prose,
      'run `phoenix vault set hf/token` @me',
      `run \`phoenix vault set hf/token\` @${NBSP_FREE}me`,
    ],
    ['a message with one backtick', prose, 'a `b', 'a \\`b'],
    ['HTML in a summary', html, '</summary>`x`', '&#60;/summary&#62;&#96;x&#96;'],
    [
      'a command of the runner',
      logText,
      '::error::x\n  ::stop-commands::x',
      `:${NBSP_FREE}:error::x\n  :${NBSP_FREE}:stop-commands::x`,
    ],
    ['an old command of the runner', plain, 'a ##[error]b', `a ##${NBSP_FREE}[error]b`],
    ['a terminal escape', plain, '\u001b[31mred', '\\u{1b}[31mred'],
    ['text that runs backwards', visible, 'a\u202eb', 'a\\u{202e}b'],
    ['half a character', visible, 'a\ud800b', 'a\\u{d800}b'],
    ['lines', visibleLines, 'a\r\n\tb\u0007', 'a\n\tb\\u{7}'],
    ['a path', urlPath, 'lxc/a b(1)#?.json', 'lxc/a%20b%281%29%23%3F.json'],
    ['a path that climbs', urlPath, '../x', '%2E%2E/x'],
  ];
  for (const [name, escape, text, want] of cases) test(name, () => assert.is(escape(text), want));

  test('a fence is longer than any in the text', () => {
    assert.is(fence('a\n````\nb', 'diff'), '`````diff\na\n````\nb\n`````');
  });

  test('clipping never splits a character and says that something is missing', () => {
    assert.is(clip('abc', 3), 'abc');
    assert.is(clip('abcd', 3), 'ab…');
    assert.is(clip('a😀😀', 3), 'a…');
  });

  test('no text becomes markup, wherever it stands', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const document = [
          words(text),
          `Why: ${prose(text)}`,
          code(text),
          `- ${words(text)}`,
          link(text, `https://github.com/acme/lab/blob/main/${urlPath(text)}`),
          fence(text, 'diff'),
          `<details><summary>${html(text)}</summary>\n\n${words(text)}\n\n</details>`,
        ].join('\n\n');
        assert.equal(shapeOf(document, 'https://github.com/acme/lab/').faults, []);
      }),
      { numRuns: 400 },
    );
  });
});
