/**
 * Nothing from a pull request becomes markup. Each function's output must belong to a small language that has no markup at
 * all, and must still read as the input: the first alone would be kept by an empty text, the second by the input itself.
 */
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import {
  code,
  fence,
  html,
  htmlCode,
  link,
  logText,
  urlPath,
  visible,
  words,
} from '../../../src/plan/render/escape.ts';
import { describe } from '../../support/describe.ts';

const PIECES = [
  '@ @admin # #12 GH-3 x/y#1 https://evil.example www.evil.example a@b.example ` `` ```` ~~~ | |---| \\ \\| < > <b>',
  '</code> </summary> <!-- --> [ ] ]( ) ![ * __ ~~ & &lt; &#64; $ " \' = - 1. 2) # + :: ::stop-commands::x ##[error]',
  '%0A a b1 \u202e \u200b \u0000 \u001b[31m \u{e0041} \ud800 ü 漢 🔁 javascript:',
].flatMap((row) => row.split(' '));
const SPACES = ['\n', '\n\n', '\r', '\r\n', '\t', ' ', '    '];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES, ...SPACES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
  fc.string(),
);
const holds = (property: (text: string) => void): void =>
  fc.assert(fc.property(hostile, property), { numRuns: 2000 });

/** What a reader sees: entities and backslashes taken away, and the invisible breaks. */
function read(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)))
    .replaceAll('\u200b', '');
}

/** What is left without escapes and entities: it must hold nothing that means something. */
const bare = (markdown: string): string => markdown.replaceAll(/\\[!-/:-@[-`{-~]|&#\d+;/g, '');
const ENTITIES = /^(?:[A-Za-z0-9 \u00a0-\u{10ffff}]|&#\d+;)*$/u;
const INLINE_MARKUP = /[\\`*_~[\]<>&|$]/;
const LINE_MARKUP = /^\s*(?:[-+=#]|\d{1,9}[.)](?:\s|$))/;

/** A mention or reference that GitHub would find in the rendered text; entities are resolved before it looks. */
function liveReference(markdown: string): boolean {
  const shown = markdown
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)));
  return /[@#][A-Za-z0-9]|GH-\d|:\/\/|www\./i.test(shown);
}

describe('escape: what cannot be seen', (test) => {
  const cases: [string, string][] = [
    ['a\nb', 'a\\nb'],
    ['a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['user\u202efdp.json', 'user\\u{202e}fdp.json'],
    ['zero\u200bwidth', 'zero\\u{200b}width'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['half \ud83d', 'half \\u{d83d}'],
    ['whole 🔁', 'whole 🔁'],
  ];
  for (const [text, want] of cases) test(`shows ${want}`, () => assert.is(visible(text), want));
});

describe('escape: words and HTML', (test) => {
  test('words hold no markup, begin no block, mention nobody, and read as the text', () =>
    holds((text) => {
      const made = words(text);
      assert.not.match(bare(made), INLINE_MARKUP);
      assert.not.match(made, LINE_MARKUP);
      assert.not(liveReference(made), made);
      assert.is(read(made), visible(text));
    }));

  test('a bar or a backslash of the text is never behind a backslash: renderers of tables disagree on that', () =>
    holds((text) => assert.not.match(words(text), /\\[|\\<>&]/)));

  test('HTML holds no character of markup, mentions nobody, and reads as the text', () =>
    holds((text) => {
      const made = html(text);
      assert.not.match(made.replaceAll(/&#\d+;/g, ''), /[&<>"'`]/);
      assert.not(liveReference(made), made);
      assert.is(
        made
          .replaceAll(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)))
          .replaceAll('\u200b', ''),
        visible(text),
      );
    }));
});

describe('escape: code', (test) => {
  test('inline code is one pair of backticks around plain text, or an element of entities', () =>
    holds((text) => {
      const made = code(text);
      const inner = /^`([^`|\\\n\r]+)`$/.exec(made)?.[1];
      if (inner !== undefined) {
        assert.is(inner, visible(text));
        assert.is(inner, inner.trim());
      } else assert.is(made, htmlCode(text));
    }));

  test('a code element holds entities only', () =>
    holds((text) => {
      const inner = /^<code>(.*)<\/code>$/su.exec(htmlCode(text))?.[1] ?? '<';
      assert.match(inner, ENTITIES);
      assert.is(read(inner), visible(text));
    }));

  test('a fenced block ends with its own fence only', () =>
    holds((text) => {
      const lines = fence(text, 'diff').split('\n');
      const ticks = lines.at(-1) ?? '';
      assert.match(ticks, /^`{3,}$/);
      assert.is(lines[0], `${ticks}diff`);
      for (const line of lines.slice(1, -1)) {
        assert.not.match(line, new RegExp(`^\\s*${ticks}`));
        assert.not.match(line, /[\r\u0000-\u0008\u202e]/);
      }
    }));

  test('keeps the lines of a block', () => {
    assert.is(fence('a\n\tb', 'diff'), '```diff\na\n\tb\n```');
    assert.is(fence('a ``` b'), '````\na ``` b\n````');
  });
});

describe('escape: links', (test) => {
  test('a path keeps its segments, and nothing in it ends a link or climbs', () =>
    holds((text) => {
      const made = urlPath(text);
      assert.match(made, /^[A-Za-z0-9._/%-]*$/);
      assert.is(decodeURIComponent(made), text.toWellFormed());
      const url = new URL(`https://github.example/o/r/blob/abc/${made}#L1`);
      assert.is(url.origin, 'https://github.example');
    }));

  test('a link is one label and one address', () =>
    holds((text) => {
      const made = link(text, `https://github.example/o/r/${urlPath(text)}`);
      const parts = /^\[(.*)\]\((https:\/\/github\.example\/o\/r\/[^\s()<>[\]\\|`]*)\)$/su.exec(made);
      assert.ok(parts, made);
      assert.not.match(bare(parts?.[1] ?? '<'), INLINE_MARKUP);
    }));
});

describe('escape: the log', (test) => {
  test('no line is a command of the runner', () =>
    holds((text) => {
      for (const line of logText(text).split('\n')) {
        assert.not.match(line.trimStart(), /^::/);
        assert.not.match(line, /##\[/);
        assert.not.match(line, /[\u0000-\u0008\u000b-\u001f]/);
      }
    }));

  test('ordinary lines stay as they are', () => {
    const text = 'lxc/web: memory 512M -> 1G\n  fd00::1 stays\tdone';
    assert.is(logText(text), text);
  });
});
