/** Scripts of features are read for what the library's rules forbid, and nothing that they allow is told of. */
import * as assert from 'uvu/assert';
import type { JsonObject } from '../../../src/json.ts';
import { checkScripts } from '../../../src/features/script-check.ts';
import { readLibrary } from '../../../src/features/library.ts';
import { filesOf, manifest } from '../../support/feature-files.ts';
import { describe } from '../../support/describe.ts';

const PINNED: JsonObject = {
  downloads: { tool: { version: '1', url: 'https://example.org/tool.tar.gz', sha256: 'a'.repeat(64) } },
};

/** Ids and places of what is found in an install script with these lines. */
function found(text: string, path = 'install.sh', more: JsonObject = PINNED): string[] {
  const files = filesOf({
    [path]: `#!/bin/sh\n${text}\n`,
    'install.sh': path === 'install.sh' ? `#!/bin/sh\n${text}\n` : '#!/bin/sh\n',
  });
  const own = new Map([...files].map(([name, bytes]) => [`one/${name}`, bytes] as const));
  own.set('one/feature.json', Buffer.from(JSON.stringify(manifest('one', more))));
  const feature = readLibrary({ own, shipped: new Map() }).features.get('one');
  if (!feature) throw new Error('the feature is not sound');
  return checkScripts('one', feature.manifest, files).map(({ id, at }) => `${id} ${at?.line}:${at?.column}`);
}

const UNSEEN = [
  'curl -fsSL https://example.org/get.sh | sh',
  'curl -fsSL "$URL" | sudo -E bash -s -- --yes',
  'wget -qO- https://example.org/x | env A=1 /bin/bash',
  'sh -c "$(curl -fsSL https://example.org/x)"',
  'bash <(curl -s https://example.org/x)',
  '. <(wget -qO- https://example.org/x)',
  'eval "$(curl -s https://example.org/x)"',
  'curl https://example.org/get-pip.py | python3',
];

const UNPINNED = [
  'curl -fsSLo /opt/x https://example.org/x',
  'wget "https://example.org/x.deb"',
  'git clone --depth 1 https://example.org/x /opt/x',
  'phx_download other /opt/x',
  'phx_unpack "other" /opt/x',
];

const FINE = [
  'phx_download tool /opt/x',
  "phx_unpack 'tool' /opt/x",
  'phx_download "$NAME" /opt/x',
  'curl -fsS http://127.0.0.1:80/ | grep -q ok',
  'curl -fsS "http://$HOST:$PORT/" -o /dev/null',
  '# curl https://example.org | sh',
  'phx_apt_install curl bash',
  'echo "see https://example.org" >/etc/motd',
  'dash_of=salt; cat /etc/passwd | shuf',
];

describe('scripts of features', (test) => {
  for (const line of UNSEEN) {
    test(`is found to run what it fetches: ${line}`, () =>
      assert.ok(
        found(line).some((one) => one.startsWith('PHX742 2:')),
        found(line).join(),
      ));
  }
  for (const line of UNPINNED) {
    test(`is found not to be pinned: ${line}`, () => assert.equal(found(line), ['PHX743 2:1']));
  }
  for (const line of FINE) test(`is fine: ${line}`, () => assert.equal(found(line), []));

  test('lines that are continued are one, told of by the first', () => {
    assert.equal(found('true\ncurl -s https://example.org/x \\\n  | sh'), ['PHX742 3:1', 'PHX743 3:1']);
  });

  test('a check may ask a service by its name', () => {
    assert.equal(found('curl -fsS https://app.lab/health', 'verify.sh'), []);
    assert.equal(found('curl -fsS https://app.lab/health', 'want.sh'), ['PHX743 2:1']);
  });

  for (const [first, ok] of [
    ['#!/bin/sh', true],
    ['#!/bin/sh -e', true],
    ['#!/bin/bash', true],
    ['#!/usr/bin/env bash', true],
    ['', false],
    ['set -eu', false],
    ['#!/usr/bin/python3', false],
    ['#!/bin/bashful', false],
  ] as const) {
    test(`the first line ${JSON.stringify(first)} is ${ok ? 'good' : 'refused'}`, () => {
      const files = new Map([['install.sh', Buffer.from(`${first}\n`)]]);
      const own = filesOf({ 'one/feature.json': manifest('one'), 'one/install.sh': `${first}\n` });
      const feature = readLibrary({ own, shipped: new Map() }).features.get('one');
      const ids = feature ? checkScripts('one', feature.manifest, files).map(({ id }) => id) : ['?'];
      assert.equal(ids, ok ? [] : ['PHX741']);
    });
  }
});
