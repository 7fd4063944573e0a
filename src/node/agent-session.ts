/** A conversation with an agent: requests and answers as frames over one process, which may end at any moment. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { PhoenixError } from '../errors.ts';
import { fileHint } from './file-error.ts';
import { decodeList, encodeFrame, type Frame, frameReader } from './frames.ts';
import { lineSplitter } from './lines.ts';
import { LINGER } from './machine.ts';
import type { RunOptions, RunResult } from './port.ts';
import { kept } from './printed.ts';

export interface SessionOptions {
  /** How to start the agent: program and arguments. */
  readonly argv: readonly string[];
  /** The environment of that process (of `ssh`, not of commands on the node). */
  readonly env: Readonly<Record<string, string>>;
  /** As messages call the connection: `ssh to 10.0.0.2`. */
  readonly title: string;
  readonly hint?: string;
  /** Milliseconds until the agent must have said hello. */
  readonly patience?: number;
}

type Items = readonly (string | Buffer)[];

export interface Session {
  /** What the machine calls itself. */
  readonly name: string;
  /** Sends a request and gives its answer. */
  readonly ask: (word: string, items: Items) => Promise<Buffer>;
  /** Sends a command and gives its end. */
  readonly run: (items: Items, options: RunOptions) => Promise<RunResult>;
  /** Nobody answers there any more. */
  readonly isLost: () => boolean;
  readonly close: () => Promise<void>;
}

interface Wire {
  /** Gives the frames of an id to `use` until it calls `done`. */
  readonly expect: <T>(id: number, use: (frame: Frame, done: (value: T) => void) => void) => Promise<T>;
  readonly send: (word: string, id: number, items: Items) => void;
  /** Ends the conversation: everybody who waits is told why. */
  readonly lose: (why: string, cause?: unknown) => void;
  readonly isLost: () => boolean;
}

const MAX_STDERR = 4000;
const PATIENCE = 60_000;

function refusal(title: string, why: string): PhoenixError {
  const missing = /^MISSING (\S+): /.exec(why);
  if (missing)
    return new PhoenixError('NODE_UNREACHABLE', `${title}: there is no command ${missing[1] ?? ''}`);
  const write = /^(?:cannot (?:write|make|remove)|mkdir) (.*): ([^:]+?)(?: at -e line \d+\.)?$/.exec(why);
  const read = /^cannot read (.*): [^:]+$/.exec(why);
  const hint = write ? fileHint(write[1] ?? '', write[2] ?? '') : undefined;
  const code = write ? 'UNWRITABLE' : read ? 'UNREADABLE' : 'STEP_FAILED';
  return new PhoenixError(code, `${title}: ${why}`, hint === undefined ? {} : { hint });
}

function wireOf(child: ChildProcessWithoutNullStreams, { title, hint }: SessionOptions): Wire {
  const waiting = new Map<number, { onFrame: (frame: Frame) => void; fail: (error: Error) => void }>();
  let stderr = '';
  let lost: Error | null = null;
  const lose = (why: string, cause?: unknown) => {
    if (lost) return;
    const said = stderr.trim().split('\n').slice(-3).join('; ');
    const message = `${title} ${why}${said ? `: ${said}` : ''}`;
    lost = new PhoenixError('NODE_UNREACHABLE', message, { cause, ...(hint === undefined ? {} : { hint }) });
    for (const { fail } of waiting.values()) fail(lost);
    waiting.clear();
  };
  const readFrames = frameReader((frame) => waiting.get(frame.id)?.onFrame(frame));
  child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-MAX_STDERR)));
  child.stdin.on('error', () => {});
  child.once('error', (error) => lose('cannot be started', error));
  child.once('close', () => lose('ended'));
  child.stdout.on('data', (chunk: Buffer) => {
    try {
      readFrames(chunk);
    } catch (error) {
      stderr += String(error);
      child.stdin.destroy();
      lose('answered what is no answer', error);
    }
  });
  return {
    expect: (id, use) =>
      new Promise((resolve, reject) => {
        if (lost) {
          reject(lost);
          return;
        }
        const done = (end: () => void) => {
          waiting.delete(id);
          end();
        };
        const onFrame = (frame: Frame) => {
          if (frame.word === 'no') done(() => reject(refusal(title, frame.body.toString('utf8').trim())));
          else use(frame, (value) => done(() => resolve(value)));
        };
        waiting.set(id, { onFrame, fail: reject });
      }),
    send: (word, id, items) => void child.stdin.write(encodeFrame(word, id, items)),
    lose,
    isLost: () => lost !== null,
  };
}

/** The name in the agent's first words. */
async function greeted(child: ChildProcessWithoutNullStreams, wire: Wire, patience: number): Promise<string> {
  const timer = setTimeout(() => wire.lose('does not answer'), patience);
  try {
    const hello = await wire.expect<Buffer>(0, ({ body }, done) => done(body));
    return decodeList(hello)[0]?.toString('utf8') ?? '';
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function runOver(
  wire: Wire,
  id: number,
  items: Items,
  { onLine, onBytes, enough }: RunOptions,
): Promise<RunResult> {
  const began = performance.now();
  const streams = { out: kept(), err: kept() };
  const decoders = { out: new TextDecoder(), err: new TextDecoder() };
  const lines = onLine ? lineSplitter(onLine) : null;
  let late: NodeJS.Timeout | undefined;
  const finish = (exit: string, timedOut: string, done: (value: RunResult) => void) => {
    clearTimeout(late);
    lines?.end();
    done({
      exit: Number(exit),
      stdout: streams.out.text(),
      stderr: streams.err.text(),
      ms: Math.round(performance.now() - began),
      ...(timedOut === '1' ? { timedOut: true } : {}),
    });
  };
  const answer = wire.expect<RunResult>(id, ({ word, body }, done) => {
    if (word === 'out' || word === 'err') {
      streams[word].add(body);
      lines?.add(decoders[word].decode(body, { stream: true }));
      if (word === 'out') onBytes?.(body);
      // The agent's job goes on until its time is over; nobody waits for it.
      if (enough?.aborted) late ??= setTimeout(() => finish('0', '0', done), LINGER);
      return;
    }
    const [exit = '', timedOut = ''] = decodeList(body).map(String);
    finish(exit, timedOut, done);
  });
  wire.send('run', id, items);
  return answer;
}

/** @throws PhoenixError `NODE_UNREACHABLE`, with what ssh or sudo said. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const [program = '', ...args] = options.argv;
  // A session of its own: Ctrl-C reaches Phoenix, which finishes its steps over this connection.
  const child = spawn(program, args, { env: { ...options.env }, detached: true, stdio: 'pipe' });
  const wire = wireOf(child, options);
  const name = await greeted(child, wire, options.patience ?? PATIENCE);
  let next = 1;
  return {
    name,
    ask: (word, items) => {
      const id = next++;
      const answer = wire.expect<Buffer>(id, ({ body }, done) => done(body));
      wire.send(word, id, items);
      return answer;
    },
    run: (items, runOptions) => runOver(wire, next++, items, runOptions),
    isLost: wire.isLost,
    close: () =>
      new Promise((resolve) => {
        if (wire.isLost()) {
          resolve();
          return;
        }
        child.once('close', () => resolve());
        child.stdin.end();
      }),
  };
}
