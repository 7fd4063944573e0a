/** From a file's words to checks, their one-line texts, and the command of each. */
import * as assert from 'uvu/assert';
import { checkText } from '../../../src/health/check.ts';
import { probeOf } from '../../../src/health/probe.ts';
import { resolveHealth } from '../../../src/health/resolve.ts';
import { type HealthInput, healthSchema } from '../../../src/health/schema.ts';
import { parseTarget } from '../../../src/health/target.ts';
import { describe } from '../../support/describe.ts';

type Input = HealthInput[string];

const context = {
  address: '10.0.0.5',
  guestAt: (address: string) => (address === 'lxc/client' ? { vmid: 102, node: 'pve2' } : null),
};

function resolved(input: Input, address: string | null = context.address) {
  return resolveHealth({ api: input }, { ...context, address });
}

function check(input: Input) {
  const { health, problems } = resolved(input);
  assert.equal(problems, []);
  const found = health['api'];
  assert.ok(found);
  return found;
}

const TARGETS: readonly (readonly [string, ReturnType<typeof parseTarget>])[] = [
  [':80', { host: null, port: 80, path: null }],
  [':8000/health?full=1', { host: null, port: 8000, path: '/health?full=1' }],
  ['10.0.0.5:5432', { host: '10.0.0.5', port: 5432, path: null }],
  ['[fd00::1]:80/', { host: 'fd00::1', port: 80, path: '/' }],
  [':0', null],
  [':65536', null],
  ['80', null],
  ['web:80', null],
  ['010.0.0.1:80', null],
  ['300.0.0.1:80', null],
  ['[fd00::g]:80', null],
  ['http://10.0.0.5:80/', null],
  [':80/a b', null],
  [':80/a\r\nX: y', null],
];

describe('health: where a check connects to', (test) => {
  for (const [text, target] of TARGETS) {
    test(JSON.stringify(text), () => assert.equal(parseTarget(text), target));
  }
});

const ACCEPTED: readonly Input[] = [
  { exec: ['systemctl', 'is-active', '-q', 'nginx'] },
  { tcp: ':5432', from: 'lxc/client' },
  { http: ':8000/health', status: 204, body: 'ok', within: '10m', interval: 2, timeout: '1s' },
  { http: ':80', status: [200, 301], from: 'node' },
  { http: ':80', headers: { Authorization: 'Bearer ${secret:web/token}', Host: 'web.lan', 'X-Empty': '' } },
  { exec: ['true'], from: 'lxc/client' },
  { tcp: ':1', within: 0 },
];

const REFUSED: readonly (readonly [Record<string, unknown>, RegExp])[] = [
  [{}, /exactly one/],
  [{ tcp: ':1', http: ':1' }, /exactly one/],
  [{ exec: [] }, /./],
  [{ exec: [''] }, /program/],
  [{ exec: ['a\nb'] }, /printable/],
  [{ exec: ['true'], from: 'node' }, /never runs on the node/],
  [{ tcp: ':80/path' }, /":PORT"/],
  [{ http: 'https://web/' }, /TLS/],
  [{ tcp: ':1', status: 200 }, /go with "http"/],
  [{ tcp: ':1', body: 'x' }, /go with "http"/],
  [{ tcp: ':1', headers: { a: 'b' } }, /go with "http"/],
  [{ http: ':1', headers: { 'a b': 'c' } }, /name of a header/],
  [{ http: ':1', headers: { 'a:': 'c' } }, /name of a header/],
  [{ http: ':1', headers: { a: 'b\r\nX: y' } }, /printable ASCII in one line/],
  [{ http: ':1', headers: { a: 'b ' } }, /without blanks around/],
  [{ http: ':1', headers: { a: 'é' } }, /printable ASCII/],
  [{ http: ':1', headers: { Connection: 'keep-alive' } }, /not yours to set/],
  [{ http: ':1', headers: { 'transfer-ENCODING': 'chunked' } }, /not yours to set/],
  [{ http: ':1', headers: { 'Content-Length': '5' } }, /not yours to set/],
  [{ http: ':1', headers: { Host: 'a', host: 'b' } }, /each header once/],
  [
    { http: ':1', headers: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`X-${i}`, 'a'])) },
    /at most 32/,
  ],
  [{ tcp: ':1', from: 'pool/x' }, /lxc\/NAME/],
  [{ tcp: ':1', timeout: '1h' }, /five minutes/],
  [{ tcp: ':1', interval: 0 }, /second/],
  [{ tcp: ':1', within: 'soon' }, /day/],
];

describe('health: what a file may say', (test) => {
  for (const input of ACCEPTED) {
    test(`takes ${JSON.stringify(input)}`, () => assert.ok(healthSchema.safeParse({ api: input }).success));
  }
  for (const [input, message] of REFUSED) {
    test(`refuses ${JSON.stringify(input)}`, () => {
      const { error } = healthSchema.safeParse({ api: input });
      const said = (error?.issues ?? []).map((one) => `${one.message} ${one.code}`).join('\n');
      assert.match(`${said} ${JSON.stringify(error?.issues)}`, message);
    });
  }
  test('refuses names that are none', () => {
    for (const name of ['', 'a b', '-x', 'x/y']) {
      assert.not(healthSchema.safeParse({ [name]: { tcp: ':1' } }).success, name);
    }
  });
});

const TEXTS: readonly (readonly [Input, string])[] = [
  [{ exec: ['a', 'b c'] }, 'exec ["a","b c"]'],
  [{ tcp: ':5432' }, 'tcp 127.0.0.1:5432'],
  [{ tcp: ':5432', from: 'lxc/client' }, 'tcp 10.0.0.5:5432, from lxc/client'],
  [{ tcp: '[fd00::1]:80', from: 'node' }, 'tcp [fd00::1]:80, from the node'],
  [{ http: ':80', within: '10m', timeout: 1 }, 'http 127.0.0.1:80/, within 10 min, timeout 1 s'],
  [
    { http: ':80/x', status: [301, 200], body: 'hi' },
    'http 127.0.0.1:80/x, status 200 or 301, body with "hi"',
  ],
  [
    { http: ':80', headers: { Host: 'web.lan', Authorization: 'Bearer ${secret:web/token}' } },
    'http 127.0.0.1:80/, headers {"Authorization":"Bearer ${secret:web/token}","Host":"web.lan"}',
  ],
  [{ http: ':80', headers: {} }, 'http 127.0.0.1:80/'],
  // What is the default anyway makes no other check.
  [{ tcp: ':1', within: 120, interval: '5s', timeout: 5, from: 'self' }, 'tcp 127.0.0.1:1'],
];

describe('health: a check in one line', (test) => {
  for (const [input, text] of TEXTS) {
    test(text, () => assert.is(checkText(check(input)), text));
  }
});

describe('health: what cannot be made as written', (test) => {
  test('a guest that is not there', () => {
    const [problem] = resolved({ tcp: ':1', from: 'lxc/gone' }).problems;
    assert.is(problem?.key, 'from');
    assert.match(problem?.message ?? '', 'there is no guest lxc/gone');
  });
  test('a reference by something else; as the host it stays, and is known after an apply', () => {
    assert.equal(resolved({ tcp: '${lxc/db.net0.address}:80' }).problems, []);
    assert.match(resolved({ tcp: ':80/${x}' }).problems[0]?.message ?? '', 'no address');
  });
  test('a header with a secret that no provider has', () => {
    const [problem] = resolved({ http: ':80', headers: { A: 'x ${secret:nowhere:a}' } }).problems;
    assert.is(problem?.key, 'headers');
    assert.match(problem?.message ?? '', '${secret:nowhere:a} cannot be understood');
  });
  test('an address that only the running guest knows, where others ask', () => {
    const [problem] = resolved({ http: ':80', from: 'node' }, null).problems;
    assert.is(problem?.key, 'http');
    assert.equal(resolved({ http: ':80' }, null).problems, []);
    assert.equal(resolved({ http: '10.0.0.9:80', from: 'node' }, null).problems, []);
  });
});

describe('health: the command of a try', (test) => {
  const place = { vmid: 101, node: 'pve1' };
  const argvOf = (input: Input) => {
    const { argv, node } = probeOf(check(input), place);
    return [node, ...argv.map((word) => (word.includes('\n') ? '…' : word))].join(' ');
  };
  test('exec runs in the guest, word by word', () => {
    const said = argvOf({ exec: ['echo', '$(id)', ';'], timeout: '1500ms' });
    assert.is(said, 'pve1 pct exec 101 --keep-env 0 -- sh -c … sh 2 echo $(id) ;');
  });
  test('tcp asks with the network of the guest', () => {
    assert.is(argvOf({ tcp: ':5432' }), 'pve1 lxc-attach -n 101 -s NETWORK -- perl -e … 127.0.0.1 5432 5');
  });
  test('http says what it wants of the answer', () => {
    const said = argvOf({ http: ':80/a', body: 'x', from: 'node' });
    assert.is(said, 'pve1 nsenter --net=/proc/1/ns/net -- perl -e … 10.0.0.5 80 5 /a 10.0.0.5:80 1');
  });
  test('another guest asks on its own node', () => {
    assert.match(argvOf({ http: ':80', from: 'lxc/client' }), /^pve2 lxc-attach -n 102 .* 10\.0\.0\.5:80 0$/);
  });
});
