/** One row for each finding about profiles, keys, references and resources between each other, on a kind of a few lines. */
import * as assert from 'uvu/assert';
import { loadEstate } from '../../../src/config/estate.ts';
import { FINDINGS } from '../../../src/config/finding-ids.ts';
import { describe } from '../../support/describe.ts';
import { tinyKind } from '../../support/tiny-kind.ts';
import { treeOf } from '../../support/tree.ts';

type Files = Readonly<Record<string, unknown>>;

const SETTINGS = { name: 'lab', nodes: { pve1: {}, pve2: {} }, vmids: [100, 199] };
const box = (vmid: number, more: object = {}) => ({ vmid, hostname: `h${vmid}`, ...more });

/** [name, files, `ID file:line:column` or `… + file:line:column` for both parties, part of the message, part of the hint] */
const cases: readonly [
  name: string,
  files: Files,
  found: string,
  message: RegExp,
  hint: RegExp,
  env?: string,
][] = [
  [
    'an unknown profile',
    {
      'profiles/gpu.json': {},
      'box/g.json': box(101, { extends: ['gpu'] }),
      'box/a.json': box(100, { extends: ['gppu'] }),
    },
    'PHX201 box/a.json:5:5',
    /no profile "gppu"/,
    /Did you mean "gpu"/,
  ],
  [
    'a profile that extends an unknown one',
    { 'profiles/p.json': { extends: ['q'] }, 'box/a.json': box(100, { extends: ['p'] }) },
    'PHX201 profiles/p.json:3:5',
    /no profile "q"/,
    /./,
  ],
  [
    'profiles in a loop',
    {
      'profiles/p.json': { extends: ['q'] },
      'profiles/q.json': { extends: ['p'] },
      'box/a.json': box(100, { extends: ['p'] }),
    },
    'PHX202 profiles/q.json:3:5 + profiles/p.json:2:3',
    /"p" → "q" → "p"/,
    /Remove/,
  ],
  [
    'a profile that extends itself',
    { 'profiles/p.json': { extends: ['p'] }, 'box/a.json': box(100, { extends: ['p'] }) },
    'PHX202 profiles/p.json:3:5 + profiles/p.json:2:3',
    /"p" → "p"/,
    /Remove/,
  ],
  [
    '`extends` that is no list',
    { 'box/a.json': box(100, { extends: 'p' }) },
    'PHX203 box/a.json:4:14',
    /list/,
    /weakest first/,
  ],
  [
    '`extends` in a base',
    { 'base/box.json': { extends: ['p'] }, 'box/a.json': box(100) },
    'PHX204 base/box.json:2:3',
    /base/,
    /file of the resource/,
  ],
  [
    '`extends` in an environment',
    { 'box/a.json': box(100), 'environments/e/box/a.json': { extends: ['p'] } },
    'PHX204 environments/e/box/a.json:2:3',
    /environment/,
    /./,
    'e',
  ],
  [
    'a removal from a set that removes nothing',
    { 'base/box.json': { tags: ['web'] }, 'box/a.json': box(100, { tags: ['!wbe'] }) },
    'PHX205 box/a.json:5:5',
    /removes nothing/,
    /Correct/,
  ],
  [
    'a profile that nothing extends',
    { 'profiles/p.json': {} },
    'PHX206 profiles/p.json:1:1',
    /"p"/,
    /remove/,
  ],
  [
    'an unknown environment',
    { 'box/a.json': box(100), 'environments/prod/box/a.json': {} },
    'PHX207 -',
    /"prd"/,
    /"prod"/,
    'prd',
  ],
  [
    'an unknown key',
    { 'box/a.json': box(100, { memroy: 1 }) },
    'PHX301 box/a.json:4:3',
    /"memroy"/,
    /"memory"/,
  ],
  [
    'an unknown key deep inside',
    { 'box/a.json': box(100, { net0: { brigde: 'x' } }) },
    'PHX301 box/a.json:5:5',
    /"brigde" in net0/,
    /"bridge"/,
  ],
  [
    'an unknown key in a profile',
    { 'profiles/p.json': { nett0: {} }, 'box/a.json': box(100, { extends: ['p'] }) },
    'PHX301 profiles/p.json:2:3',
    /"nett0"/,
    /"net0"/,
  ],
  [
    'an unknown key far from all others',
    { 'box/a.json': box(100, { zzzzzzzz: 1 }) },
    'PHX301 box/a.json:4:3',
    /zzzz/,
    /Known here: .*"memory"/,
  ],
  [
    'a key that the kind refuses',
    { 'box/a.json': box(100, { wings: 2 }) },
    'PHX301 box/a.json:4:3',
    /wings: boxes do not fly/,
    /remove/,
  ],
  [
    'a wrong type',
    { 'box/a.json': { ...box(100), vmid: '100' } },
    'PHX302 box/a.json:2:11',
    /vmid must be a number, not "100"/,
    /number of the box/,
  ],
  [
    'a wrong type of several that are right',
    { 'box/a.json': box(100, { memory: true }) },
    'PHX302 box/a.json:4:13',
    /memory must be a whole number or a text, not true|memory must be a number or a text, not true/,
    /./,
  ],
  [
    'an object that is none',
    { 'box/a.json': box(100, { net0: [] }) },
    'PHX302 box/a.json:4:11',
    /net0 must be an object, not a list/,
    /./,
  ],
  ['a fraction', { 'box/a.json': box(100.5) }, 'PHX302 box/a.json:2:11', /whole number/, /./],
  [
    'too small a number',
    { 'box/a.json': box(1) },
    'PHX303 box/a.json:2:11',
    /vmid must be at least 100, not 1/,
    /./,
  ],
  [
    'a text in the wrong form, with the words of the schema',
    { 'box/a.json': box(100, { memory: '2 gigs' }) },
    'PHX303 box/a.json:4:13',
    /memory must be a size such as "2G", not "2 gigs"/,
    /./,
  ],
  [
    'a key in the wrong form',
    { 'box/a.json': box(100, { mounts: { data: { size: 1 } } }) },
    'PHX303 box/a.json:5:5',
    /"data" cannot be a key of mounts: it must be a path/,
    /./,
  ],
  [
    'a value below a key with slashes',
    { 'box/a.json': box(100, { mounts: { '/srv/a': { size: '1' } } }) },
    'PHX302 box/a.json:6:15',
    /mounts\["\/srv\/a"\]\.size must be/,
    /quotes/,
  ],
  [
    'a missing key',
    { 'box/a.json': { hostname: 'a' } },
    'PHX304 box/a.json:1:1',
    /vmid is missing/,
    /number of the box/,
  ],
  [
    'a missing key of an inner object',
    { 'base/box.json': { mounts: { '/a': {} } }, 'box/a.json': box(100) },
    'PHX304 base/box.json:3:11',
    /size is missing/,
    /./,
  ],
  [
    'an overlay whose name is a slip',
    { 'box/a-web.json': box(100), 'environments/e/box/a-wbe.json': { memory: 1 } },
    'PHX304 environments/e/box/a-wbe.json:1:1',
    /vmid is missing/,
    /did you mean "box\/a-web"/,
    'e',
  ],
  [
    'a reference that is not closed',
    { 'box/a.json': box(100, { env: { A: '${self.vmid' } }) },
    'PHX401 box/a.json:5:10',
    /no closing/,
    /\$\$\{/,
  ],
  [
    'a reference to nothing',
    { 'box/a.json': box(100, { env: { A: '${net0}' } }) },
    'PHX401 box/a.json:5:10',
    /cannot be understood/,
    /self\.net0/,
  ],
  [
    'a reference outside of env',
    { 'box/a.json': box(100, { hostname: '${self.vmid}' }) },
    'PHX402 box/a.json:3:15',
    /hostname holds the reference/,
    /values of "env".* only/,
  ],
  [
    'a reference to an unknown resource',
    { 'box/a.json': box(100, { env: { A: '${box/b.vmid}' } }), 'box/bb.json': box(101) },
    'PHX403 box/a.json:5:10',
    /no resource "box\/b"/,
    /./,
  ],
  [
    'a reference to an unknown value',
    { 'box/a.json': box(100, { env: { A: '${self.net0.adress}' } }) },
    'PHX404 box/a.json:5:10',
    /no value "net0.adress"/,
    /"net0.address"/,
  ],
  [
    'a reference to a value known later',
    { 'box/a.json': box(100, { net0: { ip: 'dhcp' }, env: { A: '${self.net0.address}' } }) },
    'PHX405 box/a.json:8:10',
    /only known after/,
    /fixed/,
  ],
  [
    'a secret within a value',
    { 'box/a.json': box(100, { env: { A: 'Bearer ${secret:hf/token}' } }) },
    'PHX406 box/a.json:5:10',
    /"\${secret:hf\/token}" is not the whole value/,
    /whole value/,
  ],
  [
    'the text of a reference to a secret',
    { 'box/a.json': box(100, { env: { A: '$${secret:hf/token}' } }) },
    'PHX401 box/a.json:5:10',
    /text of a reference/,
    /otherwise/,
  ],
  [
    'two of one identity',
    { 'box/a.json': box(100), 'box/b.json': { hostname: 'b', vmid: 100 } },
    'PHX501 box/b.json:3:11 + box/a.json:2:11',
    /box\/b and box\/a are both vmid 100/,
    /another number/,
  ],
  [
    'an unknown node',
    { 'box/a.json': box(100, { node: 'pve3' }) },
    'PHX503 box/a.json:4:11',
    /"pve3"/,
    /"pve1"|"pve2"/,
  ],
  [
    'a dependency on nothing',
    { 'box/a.json': box(100, { dependsOn: ['box/bb'] }), 'box/b.json': box(101) },
    'PHX505 box/a.json:5:5',
    /"box\/bb"/,
    /./,
  ],
  [
    'a dependency on nothing, which is called nearly like the resource itself',
    { 'box/a.json': box(100, { dependsOn: ['box/aa'] }), 'box/b.json': box(101) },
    'PHX505 box/a.json:5:5',
    /"box\/aa"/,
    /^Known here: "box\/b"\.$/,
  ],
  [
    'a loop of dependencies',
    { 'box/a.json': box(100, { dependsOn: ['box/b'] }), 'box/b.json': box(101, { dependsOn: ['box/a'] }) },
    'PHX506 box/a.json:5:5',
    /box\/a → box\/b → box\/a/,
    /Remove/,
  ],
  [
    'a loop through a reference',
    {
      'box/a.json': box(100, { env: { A: '${box/b.vmid}' } }),
      'box/b.json': box(101, { dependsOn: ['box/a'] }),
    },
    'PHX506 box/a.json:5:10',
    /→/,
    /./,
  ],
  [
    'a dependency on itself',
    { 'box/a.json': box(100, { dependsOn: ['box/a'] }) },
    'PHX506 box/a.json:5:5',
    /box\/a → box\/a/,
    /./,
  ],
];

const found = (files: Files, env: string | null) =>
  loadEstate(treeOf({ 'phoenix.json': SETTINGS, ...files }), { env, kinds: [tinyKind] }).findings;

describe('findings', (test) => {
  for (const [name, files, want, message, hint, env] of cases) {
    test(name, () => {
      const all = found(files, env ?? null).filter((one) => one.id !== 'PHX206' || want.startsWith('PHX206'));
      const place = (at: (typeof all)[number]['at']) => (at ? `${at.file}:${at.line}:${at.column}` : '-');
      const got = all.map((one) => `${one.id} ${place(one.at)}${one.also ? ` + ${place(one.also)}` : ''}`);
      assert.equal(got, [want]);
      assert.match(all[0]?.message ?? '', message);
      assert.match(all[0]?.hint ?? '', hint);
      assert.is(all[0]?.severity, FINDINGS[want.slice(0, 6) as keyof typeof FINDINGS].severity);
    });
  }
});

describe('references', (test) => {
  test('are replaced, and make an edge', () => {
    const files = {
      'phoenix.json': SETTINGS,
      'box/a.json': box(100, {
        env: { URL: 'http://${box/b.v2.net0.address}:80/${ self.vmid }', LITERAL: '$${x} $y' },
      }),
      'box/b.v2.json': box(101, { net0: { ip: '10.0.0.5' } }),
    };
    const estate = loadEstate(treeOf(files), { env: null, kinds: [tinyKind] });
    const a = estate.resources.get('box/a');
    assert.equal(estate.findings, []);
    assert.equal(a?.merged['env'], { URL: 'http://10.0.0.5:80/100', LITERAL: '${x} $y' });
    assert.equal(a?.refersTo, ['box/b.v2']);
    assert.is(estate.resources.get('box/b.v2')?.refersTo, undefined);
  });
});
