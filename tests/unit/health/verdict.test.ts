/** What the end of a probe says, and the constant programs run for real against a listener of this test. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createRaw, type Server as RawServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { parseAnswer } from '../../../src/health/answer.ts';
import type { HealthCheck, Question } from '../../../src/health/check.ts';
import { probeOf } from '../../../src/health/probe.ts';
import { type Verdict, verdictOf } from '../../../src/health/verdict.ts';
import { RECORDED_GUEST } from '../../../src/node/recorded-guest.ts';
import { describe } from '../../support/describe.ts';

const checkOf = (ask: Question): HealthCheck => ({
  ask,
  from: { is: 'self' },
  within: 0,
  interval: 1000,
  timeout: 1000,
});
const exec = (...argv: string[]): Question => ({ is: 'exec', argv });
const TCP: Question = { is: 'tcp', host: '10.0.0.5', port: 80 };
const HTTP: Extract<Question, { is: 'http' }> = {
  is: 'http',
  host: '10.0.0.5',
  port: 80,
  path: '/',
  status: [],
  body: null,
};

const hex = (text: string) => Buffer.from(text).toString('hex');
const answer = (text: string) => `http ${hex(text)}\n`;

interface Row {
  readonly says: string;
  readonly ask: Question;
  readonly end: { readonly exit: number; readonly stdout?: string; readonly stderr?: string };
  readonly is: Verdict['is'];
  readonly text: RegExp;
}

const ROWS: readonly Row[] = [
  { says: 'open', ask: TCP, end: { exit: 0, stdout: 'open\n' }, is: 'healthy', text: /^open$/ },
  {
    says: 'refused',
    ask: TCP,
    end: { exit: 0, stdout: 'no Connection refused\n' },
    is: 'unhealthy',
    text: /^10\.0\.0\.5:80: Connection refused$/,
  },
  { says: 'alarm', ask: TCP, end: { exit: 142 }, is: 'unhealthy', text: /no answer within 1 s/ },
  { says: 'alarm, here', ask: TCP, end: { exit: -14 }, is: 'unhealthy', text: /no answer within 1 s/ },
  {
    says: 'a recorded guest',
    ask: TCP,
    end: { exit: 1, stderr: `lxc-attach: ${RECORDED_GUEST}\n` },
    is: 'unchecked',
    text: /^not checked/,
  },
  {
    says: 'a guest that does not run',
    ask: TCP,
    end: { exit: 1, stderr: 'lxc-attach: 101: Failed to get init pid\n' },
    is: 'unhealthy',
    text: /it cannot be asked: .*init pid/,
  },
  {
    says: 'half an answer of the program',
    ask: TCP,
    end: { exit: 0, stdout: 'open' },
    is: 'unhealthy',
    text: /cannot be asked/,
  },
  {
    says: 'a status',
    ask: HTTP,
    end: { exit: 0, stdout: answer('HTTP/1.1 204 No Content\r\n\r\n') },
    is: 'healthy',
    text: /^status 204$/,
  },
  {
    says: 'another status',
    ask: HTTP,
    end: { exit: 0, stdout: answer('HTTP/1.1 301 Moved\r\n\r\n') },
    is: 'unhealthy',
    text: /^status 301 instead of 2xx$/,
  },
  {
    says: 'nothing',
    ask: HTTP,
    end: { exit: 0, stdout: 'http \n' },
    is: 'unhealthy',
    text: /closed the connection/,
  },
  {
    says: 'something else',
    ask: HTTP,
    end: { exit: 0, stdout: answer('SSH-2.0-x\r\n') },
    is: 'unhealthy',
    text: /does not speak HTTP/,
  },
  {
    says: 'a body with an escape sequence',
    ask: { ...HTTP, body: 'ready' },
    end: { exit: 0, stdout: answer('HTTP/1.1 200 OK\r\n\r\n\u001b[31mno\n\u202ebad') },
    is: 'unhealthy',
    text: /does not hold "ready": \[31mno bad$/,
  },
  {
    says: 'exit 0',
    ask: exec('true'),
    end: { exit: 0, stdout: 'all well\n\nphx-exit 0\n' },
    is: 'healthy',
    text: /^exit 0: all well$/,
  },
  {
    says: 'nothing, in a recorded guest',
    ask: exec('true'),
    end: { exit: 0, stdout: '\nphx-recorded\n' },
    is: 'unchecked',
    text: /^not checked \(nothing is installed in a recorded guest\)$/,
  },
  {
    says: 'what a recorded guest says, printed by the command',
    ask: exec('printf', '\nphx-recorded\n'),
    end: { exit: 0, stdout: '\nphx-recorded\n\nphx-exit 1\n' },
    is: 'unhealthy',
    text: /^exit 1: phx-recorded$/,
  },
  {
    says: 'exit 3',
    ask: exec('false'),
    end: { exit: 0, stdout: '\nphx-exit 3\n' },
    is: 'unhealthy',
    text: /^exit 3$/,
  },
  {
    says: 'late',
    ask: exec('x'),
    end: { exit: 137, stdout: 'a\n' },
    is: 'unhealthy',
    text: /no answer within/,
  },
  {
    says: 'a command that claims to be recorded',
    ask: exec('x'),
    end: { exit: 1, stderr: RECORDED_GUEST },
    is: 'unhealthy',
    text: /cannot be asked/,
  },
  {
    says: 'no guest',
    ask: exec('x'),
    end: { exit: 255, stderr: "container '101' not running!\n" },
    is: 'unhealthy',
    text: /cannot be asked: container '101' not running!/,
  },
];

describe('health: the verdict on a try', (test) => {
  for (const { says, ask, end, is, text } of ROWS) {
    test(`${ask.is}: ${says}`, () => {
      const verdict = verdictOf(checkOf(ask), { stdout: '', stderr: '', ...end });
      assert.is(verdict.is, is);
      assert.match(verdict.text, text);
    });
  }
  test('a chunked body is read as one, its letters whole', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    assert.equal(parseAnswer(hex(`${head}3\r\nhé\r\n4;x=y\r\nllo!\r\n0\r\n\r\n`)), {
      status: 200,
      body: 'héllo!',
    });
    assert.is(parseAnswer(hex(`${head}ff\r\ncut`))?.body, 'cut');
  });
});

function run(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ exit: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(argv[0] ?? '', argv.slice(1), {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (code, by) =>
      resolve({ exit: code ?? -(by ? constants.signals[by] : 1), stdout, stderr }),
    );
  });
}

/** The program itself on this machine, without what lets it into a guest. */
async function really(ask: Question, env: Readonly<Record<string, string>> = {}): Promise<Verdict> {
  const check = checkOf(ask);
  const { argv } = probeOf(check, { vmid: 101, node: 'pve1' });
  return verdictOf(check, await run(argv.slice(argv.indexOf('--') + 1), env));
}

describe('health: the programs, for real', (test) => {
  let server: Server;
  let rude: RawServer;
  const http = (path: string, more: object = {}): Question => ({
    ...HTTP,
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    path,
    ...more,
  });
  test.before(async () => {
    server = createServer((request, response) => {
      if (request.url === '/never') return;
      if (request.url === '/stream') {
        response.write('data');
        return;
      }
      response.statusCode = request.url === '/bad' ? 503 : 200;
      response.write('hé');
      response.end(`llo ${request.headers.host}${'.'.repeat(100_000)}`);
    });
    rude = createRaw((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', () => resolve()));
  });
  test.after(() => {
    server.closeAllConnections();
    server.close();
    rude.close();
  });

  test('http: status and body', async () => {
    assert.is((await really(http('/'))).is, 'healthy');
    assert.is((await really(http('/', { body: 'héllo 127.0.0.1:' }))).is, 'healthy');
    assert.match((await really(http('/', { body: 'bye' }))).text, /does not hold "bye": héllo/);
    assert.is((await really(http('/bad'))).text, 'status 503 instead of 2xx');
    assert.is((await really(http('/bad', { status: [503] }))).is, 'healthy');
  });
  test('http: an answer that never ends is good enough where no body is asked for', async () => {
    assert.is((await really(http('/stream'))).is, 'healthy');
    assert.match((await really(http('/stream', { body: 'data' }))).text, /no answer within/);
  });
  test('http: no answer ends in time', async () => {
    assert.match((await really(http('/never'))).text, /no answer within 1 s/);
  });
  test('tcp: open and refused; http: closed', async () => {
    const port = (rude.address() as AddressInfo).port;
    const free = await new Promise<number>((resolve) => {
      const other = createRaw().listen(0, '127.0.0.1', () => {
        const found = (other.address() as AddressInfo).port;
        other.close(() => resolve(found));
      });
    });
    assert.is((await really({ is: 'tcp', host: '127.0.0.1', port })).is, 'healthy');
    assert.match((await really({ is: 'tcp', host: '127.0.0.1', port: free })).text, /refused/);
    assert.match((await really(http('/', { port }))).text, /closed the connection/);
  });

  const COMMANDS: readonly (readonly [argv: string[], is: Verdict['is'], text: RegExp])[] = [
    [['true'], 'healthy', /^exit 0$/],
    [['printf', '%s', 'a  b;$(id)'], 'healthy', /^exit 0: a b;\$\(id\)$/],
    [['sh', '-c', 'echo why >&2; exit 3'], 'unhealthy', /^exit 3: why$/],
    [['no-such-program'], 'unhealthy', /^exit 127: .*not found$/],
    [['sleep', '60'], 'unhealthy', /^no answer within 1 s$/],
    [['sh', '-c', 'sleep 60 & exit 0'], 'unhealthy', /^no answer within 1 s$/],
    [['sh', '-c', 'kill -9 $$'], 'unhealthy', /^exit 137/],
    [['sh', '-c', 'head -c 20000000 /dev/zero; exit 4'], 'unhealthy', /^exit 4/],
    [['sh', '-c', 'cat; echo "phx-exit 0"; exit 5'], 'unhealthy', /^exit 5/],
  ];
  for (const [argv, is, text] of COMMANDS) {
    test(`exec ${argv.join(' ')}`, async () => {
      const verdict = await really(exec(...argv));
      assert.is(verdict.is, is, verdict.text);
      assert.match(verdict.text, text);
    });
  }

  test('in a recorded guest, whose machine is ours, no command runs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'phoenix-health-'));
    const trace = join(folder, 'trace');
    const verdict = await really(exec('touch', trace), { PHX_RECORDED_GUEST: '1' });
    assert.is(verdict.is, 'unchecked');
    assert.not.ok(existsSync(trace));
    assert.is((await really(exec('touch', trace))).is, 'healthy');
    assert.ok(existsSync(trace));
    rmSync(folder, { recursive: true });
  });
});
