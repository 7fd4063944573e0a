/** Formatting keeps what a file says and all its comments, and formatted text stays as it is, whatever the text was. */
import { createScanner } from 'jsonc-parser';
import * as assert from 'uvu/assert';
import { format } from '../../../src/authoring/format/format.ts';
import { parseFile } from '../../../src/config/parse.ts';
import { canonical } from '../../../src/json.ts';
import { describe } from '../../support/describe.ts';
import { fc } from '../../support/fast-check.ts';

function formatted(text: string, path = 'lxc/web.jsonc'): string {
  const result = format({ path, text });
  assert.is(result.is, 'text', `${text}\n${JSON.stringify(result)}`);
  return result.is === 'text' ? result.text : '';
}

function commentsOf(text: string): string[] {
  const scanner = createScanner(text);
  const found: string[] = [];
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const own = text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
    // How far a line of a block is set in may change, and so may what cannot be seen at its end.
    if (own.startsWith('/'))
      found.push(
        own
          .split(/\r\n?|\n/)
          .map((line) => line.trim())
          .join('\n'),
      );
  }
  return found.toSorted();
}

/** What may stand between two words of a text. */
const gap = fc.array(
  fc.constantFrom(
    ' ',
    '\n',
    '\r\n',
    '\n\n',
    '\n\n\n',
    '\t',
    '// a line\n',
    '// another, "x": { \n',
    '/* block */',
    '/* on\n   several\n lines */',
    '/**\n  * stars\n   */',
  ),
  { maxLength: 3 },
);
const key = fc.constantFrom(
  'vmid',
  'memory',
  'net0',
  'net10',
  'net2',
  'mounts',
  'raw',
  'a',
  'b',
  '10',
  '9',
  'ä"',
  '/x/y',
);
const scalar = fc.constantFrom(
  '1',
  '1.50',
  '-0',
  '1e3',
  'true',
  'null',
  '"x"',
  '"a // b"',
  '"\\u0041 /* c */"',
  `"${'long '.repeat(20)}"`,
);

/** A text that can be parsed, by the words that it is made of. */
const { value: words } = fc.letrec<{ value: readonly string[] }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar.map((text) => [text]),
    fc
      .tuple(
        fc.uniqueArray(key, { maxLength: 5 }),
        fc.array(tie('value'), { minLength: 5, maxLength: 5 }),
        fc.boolean(),
      )
      .map(([keys, values, isLoose]) => [
        '{',
        ...keys.flatMap((one, at) => [
          JSON.stringify(one),
          ':',
          ...(values[at] as readonly string[]),
          ...(at < keys.length - 1 || isLoose ? [','] : []),
        ]),
        '}',
      ]),
    fc
      .array(tie('value'), { maxLength: 4 })
      .map((items) => ['[', ...items.flatMap((one, at) => (at === 0 ? one : [',', ...one])), ']']),
  ),
}));

const documents = fc
  .tuple(
    words,
    fc.infiniteStream(gap),
    fc.constantFrom('lxc/web.jsonc', 'phoenix.jsonc', 'profiles/p.jsonc', 'other/x.jsonc'),
  )
  .map(([own, gaps, path]) => {
    const whole = own[0] === '{' ? own : ['{', '"mounts"', ':', ...own, '}'];
    const between = () => (gaps.next().value as readonly string[]).join('');
    return { path, text: `${whole.map((word) => `${between()}${word}`).join('')}${between()}` };
  });

describe('format', (test) => {
  test('keeps the value and every comment, and is done after once', () => {
    fc.assert(
      fc.property(documents, ({ path, text }) => {
        const once = formatted(text, path);
        const value = (of: string) => canonical(parseFile({ path, text: of }).value);
        assert.is(value(once), value(text));
        assert.equal(commentsOf(once), commentsOf(text));
        assert.is(formatted(once, path), once);
        assert.not.match(once, /\r|[ \t]\n|\n\n\n|\n\n$/);
        assert.match(once, /[^\n]\n$/);
      }),
      { numRuns: 3000 },
    );
  });
});

/** What is written, and what it becomes. */
const CASES: Readonly<Record<string, readonly [path: string, before: string, after: string]>> = {
  'keys as in the schema, cards by number, names by name': [
    'lxc/web.json',
    '{"mounts":{"/b":"bind:b","/a":"bind:a"},"net10":{},"net2":{"ip":"dhcp","bridge":"vmbr0"},"vmid":100,"$schema":"x","suppress":{},"raw":{}}',
    `{
  "$schema": "x",
  "vmid": 100,
  "net2": { "bridge": "vmbr0", "ip": "dhcp" },
  "net10": {},
  "mounts": { "/a": "bind:a", "/b": "bind:b" },
  "raw": {},
  "suppress": {}
}
`,
  ],
  'raw lines, options of a feature and unknown keys as they stand': [
    'profiles/p.json',
    '{ "zzz": 1, "aaa": 2, "raw": { "lxc.b": "1", "lxc.a": "2" }, "features": { "x": { "b": 1, "a": 2 } } }',
    '{ "features": { "x": { "b": 1, "a": 2 } }, "raw": { "lxc.b": "1", "lxc.a": "2" }, "zzz": 1, "aaa": 2 }\n',
  ],
  'an object that was opened stays open, a list that fits is closed': [
    'lxc/web.jsonc',
    '{ "vmid": 1, "net0": {\n"ip": "dhcp" }, "tags": [\n"a",\n"b" ] }',
    '{\n  "vmid": 1,\n  "tags": ["a", "b"],\n  "net0": {\n    "ip": "dhcp",\n  },\n}\n',
  ],
  'comments go with what they are about': [
    'lxc/web.jsonc',
    '// the guest\n\n{\n  // all of it\n\n  // memory\n  "memory": "1G", // enough\n  /* who */ "vmid": 1 // it is\n  // no more\n}\n// end',
    '// the guest\n\n{\n  // all of it\n\n  /* who */\n  "vmid": 1, // it is\n  // memory\n  "memory": "1G", // enough\n  // no more\n}\n// end\n',
  ],
  'comments where hardly anybody writes one': [
    'lxc/web.jsonc',
    '{ // open\n "memory" /* a */ : // b\n 1 /* c */ , /* d */ "vmid": [ /* e */ ] }',
    '{ // open\n  /* d */\n  "vmid": [ /* e */\n  ],\n  // b\n  "memory": /* a */ 1, /* c */\n}\n',
  ],
  'one empty line is kept, more are not': [
    'lxc/web.jsonc',
    '\n\n{\n\n  "vmid": 1,\n\n\n  "cores": 2,\n\n}\n\n\n',
    '{\n  "vmid": 1,\n\n  "cores": 2,\n}\n',
  ],
  'Windows line ends, tabs, no end': [
    'phoenix.json',
    '{\r\n\t"nodes": {},\r\n\t"name": "lab"\r\n}',
    '{\n  "name": "lab",\n  "nodes": {}\n}\n',
  ],
  'texts and numbers are written as they were': [
    'lxc/web.json',
    '{"env":{"B":"\\u0041\\/","A":"x"},"cpulimit":1.50}',
    '{ "cpulimit": 1.50, "env": { "B": "\\u0041\\/", "A": "x" } }\n',
  ],
  'an environment and a base have the order of their kind': [
    'environments/prod/lxc/web.json',
    '{ "memory": 1, "vmid": 2 }',
    '{ "vmid": 2, "memory": 1 }\n',
  ],
  'keys that JavaScript would take for numbers': [
    'lxc/web.json',
    '{ "health": { "b": {}, "10": {}, "9": {} } }',
    '{ "health": { "9": {}, "10": {}, "b": {} } }\n',
  ],
  'lines end at 110 columns': [
    'lxc/web.json',
    `{ "vmid": 1, "description": "${'x'.repeat(78)}" }`,
    `{ "vmid": 1, "description": "${'x'.repeat(78)}" }\n`,
  ],
  'one column more is too long': [
    'lxc/web.json',
    `{ "vmid": 1, "description": "${'x'.repeat(79)}" }`,
    `{\n  "vmid": 1,\n  "description": "${'x'.repeat(79)}"\n}\n`,
  ],
};

describe('what format makes of', (test) => {
  for (const [name, [path, before, after]] of Object.entries(CASES)) {
    test(name, () => {
      assert.is(formatted(before, path), after);
    });
  }

  const BROKEN: Readonly<Record<string, readonly [path: string, text: string, id: string, place: string]>> = {
    'a key that stands twice': ['lxc/web.json', '{ "a": 1,\n "a": 2 }', 'PHX102', '2:2'],
    'a comma too many': ['lxc/web.json', '{ "a": 1, }', 'PHX101', '1:9'],
    'a comment in JSON': ['lxc/web.json', '{\n // x\n}', 'PHX101', '2:2'],
    nothing: ['lxc/web.json', '', 'PHX101', '1:1'],
    'a list': ['lxc/web.json', '[]', 'PHX107', '1:1'],
    'characters that cannot be seen': ['lxc/web.json', '{ "a": "\u202e" }', 'PHX104', '1:8'],
  };
  for (const [name, [path, text, id, place]] of Object.entries(BROKEN)) {
    test(`${name} is refused, with the place`, () => {
      const result = format({ path, text });
      const found = result.is === 'broken' ? result.findings : [];
      assert.equal(
        found.map((one) => `${one.id} ${one.at?.line}:${one.at?.column}`),
        [`${id} ${place}`],
      );
    });
  }
});
