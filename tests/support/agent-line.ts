/**
 * `qm guest exec` and `qm reboot` over the socket of a real guest agent, as qemu-server does them: a connection for each
 * command, a sync before it, five seconds for the answer, and a look each second whether the command has ended.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodePort, RunResult } from '../../src/node/port.ts';

const ANSWER = 5000;

type Answer = Record<string, unknown>;

/** Answers of one connection, a line each; what came before the sync is an earlier one's. */
function answersOf(socket: Socket): () => Promise<Answer> {
  let text = '';
  const lines: string[] = [];
  let wake = () => {};
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1').replaceAll('\u00ff', '');
    const parts = text.split('\n');
    text = parts.pop() ?? '';
    lines.push(...parts.filter((line) => line.trim() !== ''));
    wake();
  });
  return async () => {
    const end = Date.now() + ANSWER;
    while (lines.length === 0) {
      if (Date.now() > end) throw new Error('got timeout');
      await Promise.race([sleep(200), new Promise<void>((resolve) => (wake = resolve))]);
    }
    return JSON.parse(lines.shift() ?? '') as Answer;
  };
}

let sequence = 0;

/** One command of the agent. @throws Error as Proxmox says it */
export async function agentCall(path: string, execute: string, args: object = {}): Promise<unknown> {
  const socket = connect(path);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const next = answersOf(socket);
    sequence += 1;
    const id = process.pid * 1000 + sequence;
    const sync = { execute: 'guest-sync-delimited', arguments: { id } };
    socket.write(
      `\u00ff${JSON.stringify(sync)}\n${JSON.stringify({ execute, arguments: args })}\n`,
      'latin1',
    );
    for (let answer = await next(); answer['return'] !== id;) answer = await next();
    const { return: value, error } = await next();
    if (error) throw new Error(`Agent error: ${(error as { desc: string }).desc}`);
    return value;
  } finally {
    socket.destroy();
  }
}

function decoded(status: Answer, name: string): string {
  const value = status[name];
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString('latin1') : '';
}

const failed = (why: string): RunResult => ({ exit: 255, stdout: '', stderr: `${why}\n`, ms: 1 });

async function guestExec(
  path: string,
  argv: readonly string[],
  stdin: Uint8Array | null,
): Promise<RunResult> {
  const words = argv.slice(argv.indexOf('--') + 1);
  const seconds = Number(argv[argv.indexOf('--timeout') + 1]);
  const input = stdin === null ? {} : { 'input-data': Buffer.from(stdin).toString('base64') };
  const [program, ...arg] = words;
  await agentCall(path, 'guest-ping').catch(() => {
    throw new Error('QEMU guest agent is not running');
  });
  const start = { path: program, arg, 'capture-output': true, ...input };
  const { pid } = (await agentCall(path, 'guest-exec', start)) as { pid: number };
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const status = (await agentCall(path, 'guest-exec-status', { pid })) as Answer;
    if (status['exited'] === true) {
      const out = {
        ...status,
        exited: 1,
        'out-data': decoded(status, 'out-data'),
        'err-data': decoded(status, 'err-data'),
      };
      return { exit: 0, stdout: JSON.stringify(out), stderr: '', ms: 1 };
    }
    await sleep(1000);
  }
  return { exit: 0, stdout: JSON.stringify({ pid }), stderr: 'timeout reached, returning pid\n', ms: 1 };
}

/** A node whose one virtual machine has its agent at that socket. */
export function agentLine(path: string): Pick<NodePort, 'run'> & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    run: async (argv, { stdin } = {}) => {
      const bytes = stdin === undefined ? null : Buffer.from(stdin);
      asked.push((bytes ?? Buffer.from('')).toString('latin1').split(' ', 1)[0] ?? '');
      return guestExec(path, argv, bytes).catch((error: Error) => failed(error.message));
    },
  };
}
