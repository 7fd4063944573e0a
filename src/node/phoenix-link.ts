/** One connection to `phoenix node` on a host: requests go out, answers come back, and all who wait are told when it is cut. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type ErrorCode, PhoenixError } from '../errors.ts';
import { type Answer, encode, lineReader, parseAnswer, PROTOCOL, type Request } from './gate/messages.ts';

export interface LinkOptions {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What it is, for messages: `phoenix node on pve1`. */
  readonly title: string;
  readonly hint: string;
  readonly version: string;
  /** Milliseconds to wait for its first word. */
  readonly patience?: number;
}

/** A request before it has its number. */
export type Asked = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

export interface Link {
  /** The node's own name. */
  readonly node: string;
  /** @throws PhoenixError what was answered; `NODE_UNREACHABLE` when it is cut */
  ask(request: Asked, onBytes?: (stream: 'out' | 'err', bytes: Buffer) => void): Promise<unknown>;
  isCut(): boolean;
  close(): Promise<void>;
}

const PATIENCE = 60_000;
const MAX_STDERR = 4000;

interface Waiting {
  readonly done: (value: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly onBytes: (stream: 'out' | 'err', bytes: Buffer) => void;
}

type Hello = Extract<Answer, { hello: string }>;

/** @throws PhoenixError where the other end is another Phoenix */
function assertSame(hello: Hello, { title, version }: LinkOptions): void {
  if (hello.protocol === PROTOCOL && hello.version === version) return;
  throw new PhoenixError(
    'NODE_UNREACHABLE',
    `${title} is Phoenix ${hello.version}, and this one is ${version}`,
    { hint: 'install the same version on both sides' },
  );
}

function listen(child: ChildProcessWithoutNullStreams, options: LinkOptions) {
  const { title, hint } = options;
  const waiting = new Map<number, Waiting>();
  let stderr = '';
  let cut: Error | null = null;
  let greet: (hello: Hello) => void = () => {};
  let refuse: (error: Error) => void = () => {};
  const lose = (why: string, cause?: unknown) => {
    if (cut) return;
    const said = stderr.trim().split('\n').slice(-3).join('; ');
    cut = new PhoenixError('NODE_UNREACHABLE', `${title} ${why}${said ? `: ${said}` : ''}`, { cause, hint });
    refuse(cut);
    for (const { fail } of waiting.values()) fail(cut);
    waiting.clear();
  };
  const hello = new Promise<Hello>((resolve, reject) => {
    greet = resolve;
    refuse = reject;
  });
  const onAnswer = (answer: Answer) => {
    if ('hello' in answer) return greet(answer);
    const one = waiting.get(answer.id);
    if (!one) return;
    if ('out' in answer) one.onBytes('out', Buffer.from(answer.out, 'base64'));
    else if ('err' in answer) one.onBytes('err', Buffer.from(answer.err, 'base64'));
    else {
      waiting.delete(answer.id);
      if ('no' in answer) {
        const more = answer.hint === undefined ? {} : { hint: answer.hint };
        one.fail(new PhoenixError(answer.code as ErrorCode, `${title}: ${answer.no}`, more));
      } else one.done(answer.ok);
    }
  };
  const read = lineReader((line) => {
    const answer = line === null ? null : parseAnswer(line);
    if (answer) onAnswer(answer);
    else {
      stderr += `${(line ?? '').slice(0, MAX_STDERR)}\n`;
      lose('answered what is no answer');
    }
  });
  child.stdout.on('data', read);
  child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-MAX_STDERR)));
  child.stdin.on('error', () => {});
  child.once('error', (error) => lose('cannot be started', error));
  child.once('close', () => lose('ended'));
  return { waiting, hello, lose, cut: () => cut };
}

/** @throws PhoenixError `NODE_UNREACHABLE`, with what ssh said */
export async function openLink(options: LinkOptions): Promise<Link> {
  const [program = '', ...args] = options.argv;
  // A session of its own: Ctrl-C reaches Phoenix, which finishes its steps over this connection.
  const child = spawn(program, args, { env: { ...options.env }, detached: true, stdio: 'pipe' });
  const { waiting, hello, lose, cut } = listen(child, options);
  const timer = setTimeout(() => lose('does not answer'), options.patience ?? PATIENCE);
  let node = '';
  try {
    const first = await hello;
    assertSame(first, options);
    ({ node } = first);
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  let next = 1;
  return {
    node,
    ask: (request, onBytes = () => {}) =>
      new Promise((resolve, reject) => {
        const lost = cut();
        if (lost) {
          reject(lost);
          return;
        }
        const id = next++;
        waiting.set(id, { done: resolve, fail: reject, onBytes });
        child.stdin.write(encode({ ...request, id }));
      }),
    isCut: () => cut() !== null,
    close: () =>
      new Promise((resolve) => {
        if (cut()) {
          resolve();
          return;
        }
        child.once('close', () => resolve());
        child.stdin.end();
      }),
  };
}
