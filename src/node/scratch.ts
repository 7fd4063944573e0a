/**
 * Files without a name, in memory where there is such a place: what a command reads and what it prints. Unlike pipes
 * they do not break when Phoenix dies, and Node's pipes are sockets, which nobody can open by `/dev/stdin`.
 */
import { closeSync, existsSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { randomName } from './random-name.ts';

const CHUNK = 65_536;

/** Not on a disk: what is read may be a secret. */
export const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

function path(): string {
  return join(SCRATCH, `.phoenix-${process.pid}-${randomName()}`);
}

/** A handle from which the text can be read; close it. */
export function inputFile(text: string | Uint8Array): number {
  const name = path();
  const handle = openSync(name, 'wx+', 0o600);
  // It has lost its name before anything stands in it: nothing of it stays where Phoenix is killed.
  unlinkSync(name);
  const bytes = Buffer.from(text);
  // By its place in the file, so that who gets the handle reads from the beginning.
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at, bytes.length - at, at);
  return handle;
}

export interface OutputFile {
  /** To be given to a process. */
  readonly handle: number;
  /** What was written since the last call. */
  readonly read: () => Buffer;
  readonly close: () => void;
}

export function outputFile(): OutputFile {
  const name = path();
  const handle = openSync(name, 'ax', 0o600);
  const reader = openSync(name, 'r');
  unlinkSync(name);
  let at = 0;
  return {
    handle,
    read: () => {
      const chunks: Buffer[] = [];
      for (;;) {
        const chunk = Buffer.alloc(CHUNK);
        const count = readSync(reader, chunk, 0, CHUNK, at);
        if (count === 0) return Buffer.concat(chunks);
        chunks.push(chunk.subarray(0, count));
        at += count;
      }
    },
    close: () => {
      closeSync(handle);
      closeSync(reader);
    },
  };
}
