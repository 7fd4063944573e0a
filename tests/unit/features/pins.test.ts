/** The check of pins against an upstream on loopback: GitHub, a file server and a registry with anonymous tokens. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as assert from 'uvu/assert';
import { checkPin, type Fetch, type Pin, pinsOf } from '../../../scripts/pins/check.ts';
import { parseImage } from '../../../scripts/pins/registry.ts';
import { describe } from '../../support/describe.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const MANIFEST = '{"schemaVersion":2}';
const DIGEST = `sha256:${sha256(MANIFEST)}`;
const OTHER = '{"schemaVersion":2,"moved":true}';

/** By host and path; a body, or a status. */
const ANSWERS: Readonly<Record<string, string | number>> = {
  'files.example/tool.tar.gz': 'the tool',
  'files.example/gone.tar.gz': 404,
  'api.github.com/repos/acme/tool/releases/latest': '{"tag_name":"v1.2.0"}',
  'api.github.com/repos/acme/silent/releases/latest': 403,
  [`registry-1.docker.io/v2/acme/app/manifests/${DIGEST}`]: MANIFEST,
  'registry-1.docker.io/v2/acme/app/manifests/1.0': MANIFEST,
  'registry-1.docker.io/v2/acme/app/manifests/2.0': OTHER,
  [`registry-1.docker.io/v2/acme/app/manifests/sha256:${'b'.repeat(64)}`]: OTHER,
};

let server: Server;
let tokens = 0;

function answer(
  key: string,
  authorization: string | undefined,
): { status: number; body: string; challenge?: string } {
  if (key.startsWith('auth.example/token')) {
    tokens += 1;
    assert.match(decodeURIComponent(key), 'scope=repository:acme/app:pull');
    return { status: 200, body: '{"token":"anybody"}' };
  }
  if (key.startsWith('registry-1.docker.io/') && authorization !== 'Bearer anybody') {
    return {
      status: 401,
      body: '',
      challenge: 'Bearer realm="https://auth.example/token",service="registry"',
    };
  }
  const found = ANSWERS[key] ?? 404;
  return typeof found === 'number' ? { status: found, body: '' } : { status: 200, body: found };
}

/** All hosts are this one server; the request says by its path which was meant. */
const everywhere: Fetch = (input, init) => {
  const { host, pathname, search } = new URL(input instanceof Request ? input.url : input);
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}/${host}${pathname}${search}`, init);
};

const download = (over: Partial<Extract<Pin['what'], { is: 'download' }>>, version = '1.2.0'): Pin => ({
  feature: 'tool',
  name: 'tool',
  version,
  what: {
    is: 'download',
    url: 'https://files.example/tool.tar.gz',
    sha256: sha256('the tool'),
    github: null,
    ...over,
  },
});

const image = (name: string, version = ''): Pin => ({
  feature: 'app',
  name: 'image',
  version,
  what: { is: 'image', image: name },
});

const CASES: readonly [name: string, pin: Pin, is: string, why: RegExp][] = [
  ['a file with its checksum', download({}), 'same', /^$/],
  ['the latest release', download({ github: 'acme/tool' }), 'same', /^$/],
  ['an older release', download({ github: 'acme/tool' }, '1.1.0'), 'newer', /v1\.2\.0/],
  ['a GitHub that counts requests', download({ github: 'acme/silent' }), 'same', /^$/],
  ['another file', download({ sha256: 'a'.repeat(64) }), 'wrong', new RegExp(sha256('the tool'))],
  ['a file that is gone', download({ url: 'https://files.example/gone.tar.gz' }), 'unknown', /404/],
  ['an image by its digest', image(`docker.io/acme/app@${DIGEST}`), 'same', /^$/],
  ['an image whose tag is the same', image(`docker.io/acme/app@${DIGEST}`, '1.0'), 'same', /^$/],
  ['an image whose tag was moved', image(`docker.io/acme/app@${DIGEST}`, '2.0'), 'newer', /2\.0/],
  ['an image whose tag is gone', image(`docker.io/acme/app@${DIGEST}`, '3.0'), 'same', /no tag 3\.0/],
  [
    'a registry that serves something else',
    image(`docker.io/acme/app@sha256:${'b'.repeat(64)}`),
    'wrong',
    /serves sha256/,
  ],
  [
    'an image that is gone',
    image(`docker.io/acme/app@sha256:${'c'.repeat(64)}`),
    'unknown',
    /no such digest/,
  ],
  ['an image that cannot be read', image('docker.io/Acme@sha256:abc'), 'wrong', /no image/],
];

describe('pins', (test) => {
  test.before(async () => {
    server = createServer((request, response) => {
      const { status, body, challenge } = answer(
        (request.url ?? '/').slice(1),
        request.headers.authorization,
      );
      response.writeHead(status, challenge ? { 'www-authenticate': challenge } : {});
      response.end(body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });

  for (const [name, pin, is, why] of CASES) {
    test(name, async () => {
      const verdict = await checkPin(pin, everywhere, 0);
      assert.is(verdict.is, is);
      assert.match(verdict.why, why);
    });
  }

  test('a token is what everybody gets', () => assert.ok(tokens > 0));

  test('an upstream that cannot be reached is asked again, then told of', async () => {
    let asked = 0;
    const nowhere: Fetch = () => {
      asked += 1;
      return Promise.reject(new TypeError('fetch failed', { cause: new Error('no route') }));
    };
    assert.equal(await checkPin(download({}), nowhere, 0), { is: 'unknown', why: 'fetch failed: no route' });
    assert.is(asked, 3);
  });

  test('every download and every image of the library is a pin', () => {
    const ids = readdirSync('features', { withFileTypes: true }).filter((one) => one.isDirectory());
    const pins = ids.flatMap(({ name }) =>
      pinsOf(name, JSON.parse(readFileSync(`features/${name}/feature.json`, 'utf8'))),
    );
    const images = pins.flatMap(({ what }) => (what.is === 'image' ? [what.image] : []));
    assert.ok(pins.length - images.length >= 9);
    assert.ok(images.length >= 5);
    assert.equal(
      images.filter((one) => parseImage(one) === null),
      [],
    );
    assert.equal(
      pins.filter(({ version }) => version === ''),
      [],
    );
  });
});
