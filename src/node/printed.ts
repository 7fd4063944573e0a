/**
 * What a command prints: all of it up to a bound, and its lines and bytes as they come. Through a file, which is there when
 * Phoenix dies; or through a pipe, where a guest writes: it could hold a file of the node's memory open, and fill it, long
 * after its command has ended.
 */
import type { Readable } from 'node:stream';
import { lineSplitter } from './lines.ts';
import type { RunOptions } from './port.ts';
import { outputFile } from './scratch.ts';

/** Bytes of a stream that are kept: a guest may print without end. */
const MOST_KEPT = 64 * 1024 * 1024;

export interface Kept {
  readonly add: (chunk: Buffer) => void;
  readonly text: () => string;
}

/** The beginning of what comes, whole where it is not too much. */
export function kept(most: number = MOST_KEPT): Kept {
  const chunks: Buffer[] = [];
  let left = most;
  return {
    add: (chunk) => {
      if (left === 0) return;
      const part = chunk.subarray(0, left);
      left -= part.length;
      chunks.push(part);
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}

type Listeners = Pick<RunOptions, 'onLine' | 'onBytes'>;

/** Hands each piece on. */
function sink({ onLine, onBytes }: Listeners) {
  const all = kept();
  const decoder = new TextDecoder();
  const lines = onLine ? lineSplitter(onLine) : null;
  return {
    add: (chunk: Buffer) => {
      all.add(chunk);
      onBytes?.(chunk);
      lines?.add(decoder.decode(chunk, { stream: true }));
    },
    end: () => {
      lines?.end();
      return all.text();
    },
  };
}

export interface Printed {
  /** For the command's process. */
  readonly handle: number | 'pipe';
  /** The process is started. */
  readonly from: (stream: Readable | null) => void;
  /** Takes what is there by now. */
  readonly look: () => void;
  /** The process has ended: all that it printed. */
  readonly end: () => Promise<string>;
  readonly close: () => void;
}

export function toFile(listeners: Listeners): Printed {
  const file = outputFile();
  const { add, end } = sink(listeners);
  const look = () => {
    const chunk = file.read();
    if (chunk.length > 0) add(chunk);
  };
  return {
    handle: file.handle,
    from: () => {},
    look,
    end: async () => {
      look();
      return end();
    },
    close: file.close,
  };
}

/** Milliseconds that a pipe may stay open after its command, in the hands of what that has left behind. */
const DRAIN = 2000;

export function throughPipe(listeners: Listeners): Printed {
  const { add, end } = sink(listeners);
  let source: Readable | null = null;
  let ended: Promise<void> = Promise.resolve();
  return {
    handle: 'pipe',
    from: (stream) => {
      source = stream;
      if (!stream) return;
      stream.on('data', add);
      ended = new Promise((resolve) => {
        stream.once('close', resolve);
        stream.once('error', () => resolve());
      });
    },
    look: () => {},
    end: async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, DRAIN);
      });
      await Promise.race([ended, late]);
      clearTimeout(timer);
      return end();
    },
    close: () => source?.destroy(),
  };
}
