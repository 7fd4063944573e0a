/** Health of virtual machines: the command by the guest agent, the constant programs run for real, the answer unwrapped. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import * as assert from 'uvu/assert';
import { askHealth } from '../../src/health/ask.ts';
import type { HealthCheck, Origin, Question } from '../../src/health/check.ts';
import { probeOf } from '../../src/health/probe.ts';
import { EXEC } from '../../src/health/programs.ts';
import type { NodePort, RunResult } from '../../src/node/port.ts';
import { describe } from '../support/describe.ts';

const PLACE = { vmid: 104, node: 'pve1', transport: 'agent' } as const;
const SELF: Origin = { is: 'self' };
const checkOf = (ask: Question, from: Origin = SELF, timeout = 3000): HealthCheck => ({
  ask,
  from,
  within: 0,
  interval: 1000,
  timeout,
});

/** The guest is this machine, and its agent answers as Proxmox prints it. */
function agentHere(env: NodeJS.ProcessEnv = {}) {
  const seen: { argv: readonly string[]; stdin: string }[] = [];
  const run = async (argv: readonly string[], { stdin = '' } = {}): Promise<RunResult> => {
    seen.push({ argv, stdin });
    const [program = '', ...words] = argv.slice(argv.indexOf('--') + 1);
    const child = spawn(`/bin/${program}`, words, { env: { PATH: '/usr/bin:/bin', ...env } });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('latin1')));
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      child.on('close', (exit, by) => resolve([exit, by]));
    });
    const how = signal === null ? { exitcode: code } : { signal: signal === 'SIGALRM' ? 14 : 9 };
    return { exit: 0, stdout: JSON.stringify({ ...how, exited: 1, 'out-data': out }), stderr: '', ms: 1 };
  };
  return { seen, cluster: { node: () => ({ run }) as unknown as NodePort } };
}

/** A node whose qm says this. */
const saying = (result: Partial<RunResult>) => ({
  node: () =>
    ({ run: async () => ({ exit: 0, stdout: '', stderr: '', ms: 1, ...result }) }) as unknown as NodePort,
});

describe('health by the guest agent', (test) => {
  let server: Server;
  let port = 0;
  test.before(async () => {
    server = createServer((request, response) => {
      response.statusCode = request.headers.authorization === 'Bearer swordfish' ? 200 : 401;
      response.end('pong');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  test.after(() => void server.close());

  test('its own limit comes before that of the agent, and that before that of the node', () => {
    const { argv, timeout, stdin } = probeOf(checkOf({ is: 'exec', argv: ['true'] }), PLACE);
    assert.is(argv.slice(0, 7).join(' '), 'qm guest exec 104 --timeout 13 --');
    assert.equal(argv.slice(7), ['sh', '-c', EXEC, 'sh', '3', 'true']);
    assert.is(timeout, 43_000);
    assert.is(stdin, undefined);
  });

  test('the node asks by itself where the check says so', () => {
    const { argv, wrapped } = probeOf(
      checkOf({ is: 'tcp', host: '10.0.0.5', port: 80 }, { is: 'node' }),
      PLACE,
    );
    assert.is(argv[0], 'nsenter');
    assert.is(wrapped, undefined);
  });

  test('another virtual machine asks by its own agent, a container by its network', () => {
    const tcp: Question = { is: 'tcp', host: '10.0.0.5', port: 80 };
    const other: Origin = { is: 'guest', address: 'vm/b', vmid: 105, node: 'pve2', transport: 'agent' };
    const vm = probeOf(checkOf(tcp, other), PLACE);
    assert.equal([vm.node, ...vm.argv.slice(0, 4)], ['pve2', 'qm', 'guest', 'exec', '105']);
    const lxc = probeOf(checkOf(tcp, { is: 'guest', address: 'lxc/c', vmid: 106, node: 'pve1' }), PLACE);
    assert.equal(lxc.argv.slice(0, 3), ['lxc-attach', '-n', '106']);
  });

  test('asks in the guest, and hides what it sent on stdin', async () => {
    const { cluster, seen } = agentHere();
    const http: Question = {
      is: 'http',
      host: '127.0.0.1',
      port,
      path: '/',
      status: [],
      body: null,
      headers: { Authorization: 'Bearer ${secret:env:TOKEN}' },
    };
    const verdict = await askHealth(checkOf(http), PLACE, cluster, async () => 'swordfish');
    assert.is(verdict.text, 'status 200');
    assert.not.match(seen[0]?.argv.join(' ') ?? '', 'swordfish');
    assert.equal(seen[0]?.argv.slice(4, 6), ['--pass-stdin', '1']);
    const tcp = await askHealth(checkOf({ is: 'tcp', host: '127.0.0.1', port }), PLACE, cluster, null);
    assert.is(tcp.is, 'healthy');
    const shut = await askHealth(checkOf({ is: 'tcp', host: '127.0.0.1', port: 1 }), PLACE, cluster, null);
    assert.match(shut.text, /refused/i);
  });

  test('commands end as they end, and late ones are ended', async () => {
    const { cluster } = agentHere();
    const ask = (argv: string[], timeout?: number) =>
      askHealth(checkOf({ is: 'exec', argv }, SELF, timeout), PLACE, cluster, null);
    assert.is((await ask(['true'])).is, 'healthy');
    assert.is((await ask(['sh', '-c', 'echo broken; exit 3'])).text, 'exit 3: broken');
    assert.match((await ask(['sleep', '20'], 1000)).text, /no answer within 1 s/);
  });

  test('a guest without Perl says so, and a recorded one that nobody asked it', async () => {
    const tcp: Question = { is: 'tcp', host: '127.0.0.1', port };
    const bare = await askHealth(checkOf(tcp), PLACE, agentHere({ PATH: '/nowhere' }).cluster, null);
    assert.match(bare.text, /Perl in the guest to ask with/);
    const recorded = agentHere({ PHX_RECORDED_GUEST: '1' });
    assert.is((await askHealth(checkOf(tcp), PLACE, recorded.cluster, null)).is, 'unchecked');
  });

  const silent: readonly [Partial<RunResult>, RegExp][] = [
    [
      { exit: 255, stderr: 'QEMU guest agent is not running\n' },
      /cannot be asked: QEMU guest agent is not running/,
    ],
    [{ exit: 255, stderr: 'No QEMU guest agent configured\n' }, /set "agent": true/],
    [
      { exit: 255, stderr: 'Agent error: Command guest-exec has been disabled\n' },
      /take guest-exec off the blocked commands/,
    ],
    [
      { stdout: '{\n   "pid" : 412\n}\n', stderr: 'timeout reached, returning pid\n' },
      /did not answer in time/,
    ],
  ];
  for (const [result, text] of silent) {
    test(`says why nobody can ask: ${text.source}`, async () => {
      const check = checkOf({ is: 'exec', argv: ['true'] });
      const verdict = await askHealth(check, PLACE, saying(result), null);
      assert.is(verdict.is, 'unhealthy');
      assert.match(verdict.text, text);
    });
  }
});
