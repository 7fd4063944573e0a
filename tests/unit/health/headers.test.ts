/** Headers of http checks: what stands where, and a server of this test that demands a token, asked by the real program. */
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../src/errors.ts';
import { askHealth } from '../../../src/health/ask.ts';
import { checkText, type HealthCheck } from '../../../src/health/check.ts';
import { filled, type Headers, referencesIn } from '../../../src/health/headers.ts';
import { probeOf } from '../../../src/health/probe.ts';
import type { NodePort } from '../../../src/node/port.ts';
import { describe } from '../../support/describe.ts';

const TOKEN = `t"o'k$(id)\\%0A;k e\`n`;
const SECRETS: Readonly<Record<string, string>> = {
  '${secret:web/token}': TOKEN,
  '${secret:web/other}': 'other-value',
  '${secret:web/lines}': 'first\r\nX-Evil: yes',
  '${secret:web/letters}': 'clé-secrète',
  '${secret:web/long}': 'x'.repeat(5000),
};
const secret = async (reference: string): Promise<string> => {
  const value = SECRETS[reference];
  if (value === undefined) throw new PhoenixError('REFUSED', `the secret ${reference} is not there`);
  return value;
};

const refusal = async (headers: Headers): Promise<string> => {
  try {
    await filled(headers, secret);
  } catch (error) {
    if (error instanceof PhoenixError) return error.message;
    throw error;
  }
  return 'nothing';
};

describe('health: headers with their secrets', (test) => {
  test('text stays around references, and each is known once', async () => {
    const headers = { A: 'Bearer ${secret:web/other}', B: '${secret:web/other}:${secret:web/token}', C: 'c' };
    assert.equal(referencesIn(headers), ['${secret:web/other}', '${secret:web/token}']);
    assert.equal(await filled(headers, secret), {
      headers: { A: 'Bearer other-value', B: `other-value:${TOKEN}`, C: 'c' },
      secrets: ['other-value', TOKEN],
    });
  });

  const REFUSED: readonly (readonly [string, RegExp])[] = [
    ['${secret:web/lines}', /^the header A cannot hold what \$\{secret:web\/lines\} is$/],
    ['${secret:web/letters}', /cannot hold/],
    ['${secret:web/long}', /cannot hold/],
    ['${secret:web/gone}', /is not there/],
  ];
  for (const [text, message] of REFUSED) {
    test(`${text} is refused, and not shown`, async () => {
      const said = await refusal({ A: text });
      assert.match(said, message);
      assert.not.match(said, SECRETS[text] ?? 'no value');
    });
  }
});

interface Seen {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: string;
}

/** A node that runs the program on this machine, without what lets it into a guest, and records what it was given. */
function nodeHere(): { readonly seen: Seen[]; readonly cluster: Parameters<typeof askHealth>[2] } {
  const seen: Seen[] = [];
  const run: NodePort['run'] = (argv, { stdin = '' } = {}) => {
    const env = { ...process.env };
    seen.push({ argv, env, stdin: String(stdin) });
    const words = argv.slice(argv.indexOf('--') + 1);
    return new Promise((resolve) => {
      const child = spawn(words[0] ?? '', words.slice(1), { env, stdio: ['pipe', 'pipe', 'pipe'] });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.stdin.end(stdin);
      child.on('close', (code) => resolve({ exit: code ?? -14, stdout: out, stderr: err, ms: 1 }));
    });
  };
  const cluster = { node: () => ({ run }) as unknown as NodePort };
  return { seen, cluster };
}

describe('health: a server that demands a token', (test) => {
  let server: Server;
  const asked: Record<string, string | string[] | undefined>[] = [];
  const checkOf = (headers?: Headers, more: object = {}): HealthCheck => ({
    ask: {
      is: 'http',
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      path: '/',
      status: [],
      body: null,
      ...(headers && { headers }),
      ...more,
    },
    from: { is: 'self' },
    within: 0,
    interval: 1000,
    timeout: 5000,
  });
  const place = { vmid: 101, node: 'pve1' };

  test.before(async () => {
    server = createServer((request, response) => {
      const { headers, url } = request;
      asked.push({ ...headers });
      const isKnown = headers.authorization === `Bearer ${TOKEN}`;
      response.statusCode = isKnown ? 200 : 401;
      const padding = url === '/far' ? '\n'.repeat(100) + 'x'.repeat(108) : '';
      response.end(`${padding}${headers.authorization ?? 'nobody'} and more`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  });
  test.before.each(() => {
    asked.length = 0;
  });
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });

  const BEARER = { Authorization: 'Bearer ${secret:web/token}' };

  test('it gets the token, and nobody else sees it', async () => {
    const { seen, cluster } = nodeHere();
    assert.is((await askHealth(checkOf(), place, cluster, secret)).text, 'status 401 instead of 2xx');
    const verdict = await askHealth(checkOf(BEARER), place, cluster, secret);
    assert.equal(verdict, { is: 'healthy', text: 'status 200' });
    assert.is(asked[1]?.['authorization'], `Bearer ${TOKEN}`);
    assert.is(seen.length, 2);
    const { argv, env, stdin } = seen[1] as Seen;
    const hex = Buffer.from(TOKEN).toString('hex');
    for (const form of [TOKEN, hex, Buffer.from(TOKEN).toString('base64')]) {
      assert.not.ok(
        argv.some((word) => word.includes(form)),
        'argv',
      );
      assert.not.ok(
        Object.values(env).some((value) => value?.includes(form)),
        'environment',
      );
    }
    assert.ok(stdin.includes(hex), 'it is there where it may be, so that this would see it');
    assert.not.match(checkText(checkOf(BEARER)), 'k$(id)');
  });

  test('headers take the place of our own, and are lines of their own', async () => {
    const { cluster } = nodeHere();
    const headers = { host: 'web.lan', 'User-Agent': 'me', 'X-A': 'a: b', 'X-None': '', ...BEARER };
    assert.is((await askHealth(checkOf(headers), place, cluster, secret)).is, 'healthy');
    const [got = {}] = asked;
    assert.equal(
      ['host', 'user-agent', 'x-a', 'x-none', 'accept', 'connection'].map((name) => got[name]),
      ['web.lan', 'me', 'a: b', '', '*/*', 'close'],
    );
  });

  test('an answer that repeats the token is shown without it, also where it is cut short', async () => {
    const { cluster } = nodeHere();
    for (const path of ['/', '/far']) {
      const { text } = await askHealth(checkOf(BEARER, { path, body: 'pong' }), place, cluster, secret);
      assert.match(text, 'body does not hold "pong"');
      assert.match(text, '***');
      for (let at = 0; at + 4 <= TOKEN.length; at += 1) {
        assert.not.ok(text.includes(TOKEN.slice(at, at + 4)), text);
      }
    }
  });

  test('where nobody may read secrets it is not asked; without secrets it is', async () => {
    const { seen, cluster } = nodeHere();
    const verdict = await askHealth(checkOf(BEARER), place, cluster, null);
    assert.is(verdict.is, 'unchecked');
    assert.match(verdict.text, 'its headers need secrets');
    assert.equal(seen, []);
    const plain = await askHealth(checkOf({ Host: 'web.lan' }), place, cluster, null);
    assert.is(plain.text, 'status 401 instead of 2xx');
    assert.is(asked[0]?.['host'], 'web.lan');
  });

  test('a header that is cut off on its way is not sent', async () => {
    const { cluster } = nodeHere();
    const { argv, stdin = '' } = probeOf(checkOf(BEARER), place, { Authorization: 'Bearer x', 'X-B': 'b' });
    for (const cut of ['', stdin.slice(0, 20), stdin.slice(0, stdin.indexOf('\n') + 1), stdin.trimEnd()]) {
      const { stdout } = await cluster.node('pve1').run(argv, { stdin: cut });
      assert.is(stdout, 'no the headers to send did not arrive\n', JSON.stringify(cut));
    }
    assert.equal(asked, []);
  });
});
