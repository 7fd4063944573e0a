import * as assert from 'uvu/assert';
import { judgeEntry, type EntryType } from '../../../src/config/entries.ts';
import { isBeside } from '../../../src/kinds/beside.ts';
import { layOut } from '../../../src/config/layout.ts';
import { describe } from '../../support/describe.ts';
import { treeOf } from '../../support/tree.ts';

/** [parent, name, type, verdict or finding id] */
const entries: readonly [parent: string, name: string, type: EntryType, verdict: string][] = [
  ['', 'phoenix.json', 'file', 'read'],
  ['lxc', 'web.jsonc', 'file', 'read'],
  ['lxc', '.web.json', 'file', 'skip'],
  ['lxc', 'README.md', 'file', 'skip'],
  ['', 'phoenix.lock', 'file', 'keep'],
  ['lxc', 'phoenix.lock', 'file', 'skip'],
  ['lxc', 'web.yaml', 'file', 'PHX007'],
  ['lxc', 'web.JSON', 'file', 'PHX007'],
  ['lxc', 'web.json5', 'file', 'PHX007'],
  ['', 'lxc', 'folder', 'enter'],
  ['', '.git', 'folder', 'skip'],
  ['', 'schemas', 'folder', 'skip'],
  ['lxc', 'schemas', 'folder', 'enter'],
  ['', 'features', 'folder', 'enter'],
  ['features', 'README.md', 'file', 'keep'],
  ['features/app', 'feature.json', 'file', 'keep'],
  ['features/app', 'photo.png', 'file', 'keep'],
  ['features/app', '.env', 'file', 'skip'],
  ['features/app', 'install.sh', 'link', 'PHX003'],
  ['lxc', 'features', 'folder', 'enter'],
  ['', 'vault', 'folder', 'enter'],
  ['vault', '.gpg-id', 'file', 'keep'],
  ['vault', 'x.json', 'file', 'keep'],
  ['vault', 'x.yaml', 'file', 'keep'],
  ['vault', '.public-keys', 'folder', 'enter'],
  ['vault/.public-keys', 'a@example.org', 'file', 'keep'],
  ['vault/db', 'app.gpg', 'file', 'keep'],
  ['vault/db', 'app.gpg', 'link', 'PHX003'],
  ['vault', 'db', 'link', 'PHX003'],
  ['vault', 'a\u202eb.gpg', 'file', 'PHX004'],
  ['vault', '.git', 'folder', 'skip'],
  ['vault', '.gitattributes', 'file', 'skip'],
  ['vaults', '.gpg-id', 'file', 'skip'],
  ['lxc', 'vault', 'folder', 'enter'],
  ['', 'lxc', 'link', 'PHX003'],
  ['lxc', 'web.json', 'link', 'PHX003'],
  ['lxc', 'pipe.json', 'other', 'PHX006'],
  ['lxc', '..', 'folder', 'PHX004'],
  ['lxc', '.', 'folder', 'PHX004'],
  ['lxc', '../evil.json', 'file', 'PHX004'],
  ['lxc', 'a\\b.json', 'file', 'PHX004'],
  ['lxc', 'a\nb.json', 'file', 'PHX004'],
  ['lxc', 'a\u202eb.json', 'file', 'PHX004'],
  ['lxc', 'a\ufffd.json', 'file', 'PHX004'],
  [Array.from({ length: 64 }, () => 'a').join('/'), 'b', 'folder', 'PHX005'],
  [Array.from({ length: 63 }, () => 'a').join('/'), 'b', 'folder', 'enter'],
];

/** [path, finding id and place, part of the hint] */
const strange: readonly [path: string, found: string, hint: RegExp][] = [
  ['web.json', 'PHX010 web.json', /KIND\/NAME\.json/],
  ['box/sub/web.json', 'PHX010 box/sub/web.json', /box\/NAME\.json/],
  ['environments/prod.json', 'PHX010 environments/prod.json', /environments\/ENVIRONMENT/],
  ['environments/prod/box/a/b.json', 'PHX010 environments/prod/box/a/b.json', /./],
  ['bxo/web.json', 'PHX009 bxo/web.json', /Did you mean "box"/],
  ['profile/web.json', 'PHX009 profile/web.json', /Did you mean "profiles"/],
  ['base/lxc.json', 'PHX009 base/lxc.json', /"box"/],
  ['environments/prod/lxc/web.json', 'PHX009 environments/prod/lxc/web.json', /"box"/],
  ['box/web server.json', 'PHX011 box/web server.json', /letters/],
  ['box/$(reboot).json', 'PHX011 box/$(reboot).json', /letters/],
  ['box/`id`.json', 'PHX011 box/`id`.json', /letters/],
  ['box/[x](http:).json', 'PHX011 box/[x](http:).json', /letters/],
  ['box/-rf.json', 'PHX011 box/-rf.json', /letters/],
  ['box/.json', 'PHX011 box/.json', /letters/],
  ['profiles/a|b.json', 'PHX011 profiles/a|b.json', /letters/],
  ['environments/a;b/box/web.json', 'PHX011 environments/a;b/box/web.json', /letters/],
];

const kinds = new Set(['box']);

describe('entries', (test) => {
  for (const [parent, name, type, want] of entries) {
    test(`${JSON.stringify(name)} (${type}) is ${want}`, () => {
      const verdict = judgeEntry(parent, name, type, isBeside);
      assert.is(typeof verdict === 'string' ? verdict : verdict.id, want);
    });
  }

  test('what machines are told at their first boot is kept beside their files, and nowhere else', () => {
    assert.is(judgeEntry('vm', 'web.user-data.yaml', 'file', isBeside), 'keep');
    assert.is(judgeEntry('vm', 'web.vendor-data.yml', 'file', isBeside), 'keep');
    for (const [parent, name] of [
      ['vm', 'web.yaml'],
      ['lxc', 'web.user-data.yaml'],
      ['', 'a.user-data.yaml'],
    ]) {
      assert.is((judgeEntry(parent ?? '', name ?? '', 'file', isBeside) as { id?: string }).id, 'PHX007');
    }
  });

  test('a name that cannot be shown does not reach the place of its finding', () => {
    const verdict = judgeEntry('lxc', 'a\u001b[2Jb.json', 'file', isBeside);
    assert.ok(typeof verdict === 'object');
    assert.is(verdict.at?.file, 'lxc');
    assert.not.match(verdict.message, /\u001b/);
  });
});

describe('layout', (test) => {
  for (const [path, want, hint] of strange) {
    test(`reports ${path}`, () => {
      const { findings, resources, profiles, bases, overlays } = layOut(treeOf({ [path]: {} }), kinds);
      assert.equal(
        findings.map((one) => `${one.id} ${one.at?.file}`),
        [want],
      );
      assert.match(findings[0]?.hint ?? '', hint);
      assert.is(
        resources.size + profiles.size + bases.size + overlays.size,
        path.startsWith('environments/a') ? 0 : resources.size,
      );
    });
  }

  test('gives every file its role', () => {
    const paths = [
      'phoenix.json',
      'base/box.jsonc',
      'profiles/p.json',
      'box/web.json',
      'environments/e/box/web.json',
    ];
    const layout = layOut(treeOf(Object.fromEntries(paths.map((path) => [path, {}]))), kinds);
    assert.equal(layout.findings, []);
    assert.is(layout.settings?.path, 'phoenix.json');
    assert.is(layout.bases.get('box')?.path, 'base/box.jsonc');
    assert.is(layout.profiles.get('p')?.path, 'profiles/p.json');
    assert.is(layout.resources.get('box/web')?.file.path, 'box/web.json');
    assert.is(layout.overlays.get('e')?.get('box/web')?.file.path, 'environments/e/box/web.json');
  });

  for (const folder of ['box/web', 'profiles/web', 'base/box', 'phoenix', 'environments/e/box/web']) {
    test(`finds ${folder} as .json and .jsonc`, () => {
      const [one, ...more] = layOut(
        treeOf({ [`${folder}.json`]: {}, [`${folder}.jsonc`]: {} }),
        kinds,
      ).findings;
      assert.is(one?.id, 'PHX012');
      assert.is(one?.at?.file, `${folder}.jsonc`);
      assert.is(one?.also?.file, `${folder}.json`);
      assert.equal(more, []);
    });
  }

  test('tells of a strange folder once', () => {
    const { findings } = layOut(treeOf({ 'vm/a.json': {}, 'vm/b.json': {} }), kinds);
    assert.equal(
      findings.map((one) => one.id),
      ['PHX009'],
    );
  });
});
