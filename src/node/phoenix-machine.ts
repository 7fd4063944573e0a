/**
 * A machine behind `phoenix node`: no shell, no root login, only what that command allows. A link that is cut is made anew,
 * and what became of a running command is asked there: it was let finish.
 */
import { z } from 'zod';
import { PhoenixError } from '../errors.ts';
import { endSchema, fateSchema, type End } from './gate/messages.ts';
import { lineSplitter } from './lines.ts';
import { DEFAULT_TIMEOUT, LINGER, type Machine } from './machine.ts';
import { type Asked, type Link, type LinkOptions, openLink } from './phoenix-link.ts';
import type { RunOptions, RunResult } from './port.ts';
import { kept } from './printed.ts';
import { randomName } from './random-name.ts';

export interface PhoenixOptions extends LinkOptions {
  /** Milliseconds in which a cut link is made anew. */
  readonly reconnect?: number;
}

const RECONNECT = 60_000;
/** Milliseconds between two tries, and between two questions what became of a command. */
const PAUSE = 1000;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const isCut = (error: unknown): boolean => error instanceof PhoenixError && error.code === 'NODE_UNREACHABLE';

/** The end of one of whom nothing more is waited for: it goes on over there until its time is over. */
function lingering(enough: AbortSignal | undefined): Promise<End> {
  return new Promise((resolve) => {
    const began = performance.now();
    const settle = () => resolve({ exit: 0, timedOut: false, ms: performance.now() - began });
    enough?.addEventListener('abort', () => setTimeout(settle, LINGER).unref(), { once: true });
  });
}

const filesSchema = z.array(z.tuple([z.string(), z.string()]));

/**
 * Connects.
 * @throws PhoenixError `NODE_UNREACHABLE`, with what ssh said, or that the versions differ
 */
export async function phoenixMachine(options: PhoenixOptions): Promise<Machine> {
  let link = await openLink(options);
  let isLost = false;
  let mending: Promise<Link> | null = null;
  // The command over there counts.
  let spawned = 1;

  const mend = async (cause: unknown): Promise<Link> => {
    const until = performance.now() + (options.reconnect ?? RECONNECT);
    for (;;) {
      try {
        const fresh = await openLink(options);
        spawned += 1;
        return fresh;
      } catch (error) {
        if (performance.now() >= until) {
          isLost = true;
          throw cause;
        }
        if (!isCut(error)) throw error;
        await sleep(PAUSE);
      }
    }
  };
  const mended = async (cause: unknown): Promise<Link> => {
    if (!link.isCut()) return link;
    if (isLost) throw cause;
    mending ??= mend(cause).finally(() => (mending = null));
    link = await mending;
    return link;
  };
  /** Asked again where the link was cut before the answer came: each of these may be done twice. */
  const ask = async (request: Asked): Promise<unknown> => {
    try {
      return await link.ask(request);
    } catch (error) {
      if (!link.isCut()) throw error;
      return (await mended(error)).ask(request);
    }
  };

  /** What became of a command whose link was cut. */
  const fate = async (key: string, cause: unknown, timeout: number) => {
    const until = performance.now() + timeout;
    for (;;) {
      await mended(cause);
      const became = fateSchema.parse(await ask({ do: 'became', key }));
      if (became.is === 'ended') return became;
      if (became.is === 'unknown' || performance.now() >= until) throw cause;
      await sleep(PAUSE);
    }
  };

  const run = async (argv: readonly string[], settings: RunOptions = {}): Promise<RunResult> => {
    const { stdin, timeout = DEFAULT_TIMEOUT, onBytes, onLine, enough } = settings;
    spawned += 1;
    const key = randomName();
    const streams = { out: kept(), err: kept() };
    const decoders = { out: new TextDecoder(), err: new TextDecoder() };
    const lines = onLine ? lineSplitter(onLine) : null;
    const take = (stream: 'out' | 'err', bytes: Buffer) => {
      streams[stream].add(bytes);
      lines?.add(decoders[stream].decode(bytes, { stream: true }));
      if (stream === 'out') onBytes?.(bytes);
    };
    const input = stdin === undefined ? {} : { stdin: Buffer.from(stdin).toString('base64') };
    const request: Asked = { do: 'run', key, argv: [...argv], timeout, ...input };
    let end: End;
    try {
      end = await Promise.race([
        link.ask(request, take).then((told) => endSchema.parse(told)),
        lingering(enough),
      ]);
    } catch (error) {
      if (!link.isCut()) throw error;
      const became = await fate(key, error, timeout);
      // What had come before the cut is in what is kept, too.
      streams.out = kept();
      streams.err = kept();
      take('out', Buffer.from(became.stdout, 'base64'));
      take('err', Buffer.from(became.stderr, 'base64'));
      ({ end } = became);
    }
    lines?.end();
    void ask({ do: 'forget', key }).catch(() => {});
    const { exit, timedOut, ms } = end;
    return {
      exit,
      stdout: streams.out.text(),
      stderr: streams.err.text(),
      ms: Math.round(ms),
      ...(timedOut ? { timedOut: true } : {}),
    };
  };

  return {
    name: link.node,
    run,
    read: async (patterns) => new Map(filesSchema.parse(await ask({ do: 'read', patterns: [...patterns] }))),
    append: async (path, text, rotateAt) => {
      await ask({ do: 'append', path, text, rotateAt });
    },
    makeFolder: async (path) => (await ask({ do: 'folder', path })) === true,
    write: async (path, text, mode) => {
      await ask({ do: 'write', path, text, ...(mode === undefined ? {} : { mode }) });
    },
    remove: async (path) => (await ask({ do: 'remove', path })) === true,
    replaceLocked: async (request) => {
      await ask({ do: 'replace', ...request });
    },
    isLost: () => isLost,
    spawns: () => spawned,
    close: () => link.close(),
  };
}
