/**
 * A machine that is reached through an agent: one process for the whole apply (`ssh HOST …` or `sudo -n …`), which
 * runs agent-program.ts there. Paths, arguments and stdin go over its stdin as frames.
 */
import { spawn } from 'node:child_process';
import { PhoenixError } from '../errors.ts';
import { decodeList, encodeFrame, type Frame, frameReader } from './frames.ts';
import { COMMAND_ENVIRONMENT, DEFAULT_TIMEOUT, GRACE, type Machine } from './machine.ts';
import type { RunOptions, RunResult } from './port.ts';
import { replaceLocked } from './replace-locked.ts';
import { lineSplitter } from './run-process.ts';

export interface AgentOptions {
  /** How to start the agent: program and arguments. */
  readonly argv: readonly string[];
  /** The environment of that process (of `ssh`, not of commands on the node). */
  readonly env: Readonly<Record<string, string>>;
  /** As messages call the connection: `ssh to 10.0.0.2`. */
  readonly title: string;
  readonly hint?: string;
  /** The node's name; the machine's own host name when absent. */
  readonly name?: string;
  /** Milliseconds until the agent must have said hello. */
  readonly patience?: number;
  /** For a simulated machine: stands before every path. */
  readonly root?: string;
  /** The environment of commands on the node. */
  readonly commandEnv?: Readonly<Record<string, string>>;
  /** Milliseconds between asking a command that outlasts its time to end and killing it. */
  readonly grace?: number;
}

interface Waiting {
  readonly onFrame: (frame: Frame) => void;
  readonly fail: (error: Error) => void;
}

interface Session {
  readonly name: string;
  /** Sends a request and gives every answer to `waiting` until `done` is called. */
  ask(word: string, items: readonly (string | Buffer)[]): Promise<Buffer>;
  run(items: readonly (string | Buffer)[], options: RunOptions): Promise<RunResult>;
  close(): Promise<void>;
}

const MAX_STDERR = 4000;

async function openSession(options: AgentOptions): Promise<Session> {
  const { argv, env, title } = options;
  const [program = '', ...args] = argv;
  // A session of its own: Ctrl-C reaches Phoenix, which finishes its steps over this connection.
  const child = spawn(program, args, { env: { ...env }, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting = new Map<number, Waiting>();
  let stderr = '';
  let lost: Error | null = null;
  const lose = (why: string, cause?: unknown) => {
    if (lost) return;
    const said = stderr.trim().split('\n').slice(-3).join('; ');
    lost = new PhoenixError('NODE_UNREACHABLE', `${title} ${why}${said ? `: ${said}` : ''}`, {
      cause,
      ...(options.hint === undefined ? {} : { hint: options.hint }),
    });
    for (const { fail } of waiting.values()) fail(lost);
    waiting.clear();
  };
  const expect = <T>(id: number, use: (frame: Frame, resolve: (value: T) => void) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (lost) {
        reject(lost);
        return;
      }
      const settle = (value: T) => {
        waiting.delete(id);
        resolve(value);
      };
      waiting.set(id, {
        fail: reject,
        onFrame: (frame) => {
          if (frame.word === 'no') {
            waiting.delete(id);
            reject(refusal(title, frame.body.toString('utf8').trim()));
          } else use(frame, settle);
        },
      });
    });

  child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-MAX_STDERR)));
  child.stdin.on('error', () => {});
  child.once('error', (error) => lose('cannot be started', error));
  child.once('close', () => lose('ended'));
  const readFrames = frameReader((frame) => waiting.get(frame.id)?.onFrame(frame));
  child.stdout.on('data', (chunk: Buffer) => {
    try {
      readFrames(chunk);
    } catch (error) {
      stderr += String(error);
      child.stdin.destroy();
      lose('answered what is no answer', error);
    }
  });

  const patience = setTimeout(() => lose('does not answer'), options.patience ?? 60_000);
  let hello: Buffer;
  try {
    hello = await expect<Buffer>(0, (frame, resolve) => resolve(frame.body));
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    clearTimeout(patience);
  }
  let next = 1;
  return {
    name: options.name ?? decodeList(hello)[0]?.toString('utf8') ?? '',
    ask: (word, items) => {
      const id = next++;
      const answer = expect<Buffer>(id, (frame, resolve) => resolve(frame.body));
      child.stdin.write(encodeFrame(word, id, items));
      return answer;
    },
    run: (items, { onLine }) => {
      const id = next++;
      const began = performance.now();
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      const lines = onLine ? lineSplitter(onLine) : null;
      const decoders = { out: new TextDecoder(), err: new TextDecoder() };
      const answer = expect<RunResult>(id, ({ word, body }, resolve) => {
        if (word === 'end') {
          lines?.end();
          const [exit, timedOut] = decodeList(body).map(String);
          resolve({
            exit: Number(exit),
            stdout: Buffer.concat(out).toString('utf8'),
            stderr: Buffer.concat(err).toString('utf8'),
            ms: Math.round(performance.now() - began),
            ...(timedOut === '1' ? { timedOut: true } : {}),
          });
        } else {
          (word === 'out' ? out : err).push(body);
          lines?.add(decoders[word === 'out' ? 'out' : 'err'].decode(body, { stream: true }));
        }
      });
      child.stdin.write(encodeFrame('run', id, items));
      return answer;
    },
    close: () =>
      new Promise((resolve) => {
        if (lost) resolve();
        else {
          child.once('close', () => resolve());
          child.stdin.end();
        }
      }),
  };
}

function refusal(title: string, why: string): PhoenixError {
  const missing = /^MISSING (\S+): /.exec(why);
  return missing
    ? new PhoenixError('NODE_UNREACHABLE', `${title}: there is no command ${missing[1] ?? ''}`)
    : new PhoenixError('STEP_FAILED', `${title}: ${why}`);
}

/**
 * Connects to a node by its agent.
 * @throws PhoenixError `NODE_UNREACHABLE`, with what ssh or sudo said.
 */
export async function agentMachine(options: AgentOptions): Promise<Machine> {
  const { root = '', commandEnv = COMMAND_ENVIRONMENT, grace = GRACE } = options;
  const session = await openSession(options);
  const env = Object.entries(commandEnv).map(([key, value]) => `${key}=${value}`);
  const real = (path: string) => `${root}${path}`;
  // The agent itself counts.
  let spawned = 1;
  const run: Machine['run'] = (argv, settings = {}) => {
    spawned += 1;
    const { stdin, timeout = DEFAULT_TIMEOUT } = settings;
    const input = [stdin === undefined ? '0' : '1', stdin ?? ''];
    const items = [String(timeout), String(grace), ...input, String(env.length), ...env, ...argv];
    return session.run(items, settings);
  };
  return {
    name: session.name,
    run,
    read: async (patterns) => {
      const items = decodeList(await session.ask('read', patterns.map(real)));
      const files = new Map<string, string>();
      for (let at = 0; at + 1 < items.length; at += 2) {
        files.set((items[at] as Buffer).toString('utf8').slice(root.length), String(items[at + 1]));
      }
      return files;
    },
    append: async (path, text, rotateAt) => {
      await session.ask('append', [real(path), String(rotateAt), text]);
    },
    makeFolder: async (path) => String(await session.ask('mkdir', [real(path)])) === '1',
    write: async (path, text) => {
      await session.ask('write', [real(path), text]);
    },
    remove: async (path) => String(await session.ask('remove', [real(path)])) === '1',
    replaceLocked: (request) => replaceLocked(run, real, request),
    spawns: () => spawned,
    close: () => session.close(),
  };
}
