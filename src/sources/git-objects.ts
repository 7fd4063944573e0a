/** One long-lived `git cat-file` process that answers for many objects; large ones are skipped, never held. */
import type { ChildProcess } from 'node:child_process';
import { MAX_FILE_BYTES } from '../config/limits.ts';
import { PhoenixError } from '../errors.ts';
import { gitMissing, gitSaid, repositoryError, startGit } from './git-command.ts';

/** Trees of estates with many files are larger than any file may be. */
const MAX_TREE_BYTES = 64 * 1024 * 1024;
const LF = 10;

export interface GitObject {
  readonly oid: string;
  readonly type: string;
  /** Null when the object is larger than what Phoenix holds. Valid only during the callback. */
  readonly content: Buffer | null;
}

type Consumer = (object: GitObject | null, index: number) => void;

interface Batch {
  readonly consume: Consumer;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly count: number;
  done: number;
}

interface Incoming {
  readonly oid: string;
  readonly type: string;
  readonly size: number;
  /** Bytes of the object and its final newline that have not come yet. */
  left: number;
  /** Null for an object that is skipped. */
  readonly parts: Buffer[] | null;
}

export class GitObjects {
  readonly #folder: string;
  #child: ChildProcess | null = null;
  #batches: Batch[] = [];
  #header = '';
  #incoming: Incoming | null = null;
  #stderr = '';

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Reads objects by name (`SHA`, `REV^{commit}`, `SHA:path`); `consume` is called once for each, in order, with
   * null for a missing one. Names come from callers who have checked them: no newline, no leading `-`.
   */
  read(names: readonly string[], consume: Consumer): Promise<void> {
    if (names.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const child = this.#start();
      this.#batches.push({ consume, resolve, reject, count: names.length, done: 0 });
      hold(child, true);
      child.stdin?.write(`contents ${names.join('\ncontents ')}\nflush\n`);
    });
  }

  close(): void {
    this.#child?.kill();
    this.#child = null;
  }

  #start(): ChildProcess {
    if (this.#child) return this.#child;
    const child = startGit(this.#folder, ['cat-file', '--batch-command', '--buffer']);
    this.#child = child;
    this.#header = '';
    this.#incoming = null;
    this.#stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      try {
        this.#take(chunk);
      } catch (error) {
        this.#fail(child, error);
      }
    });
    child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.#stderr = (this.#stderr + chunk.toString()).slice(-4096)),
    );
    // A write to a process that has ended: its exit says why.
    child.stdin?.on('error', () => undefined);
    child.on('error', (error) => this.#fail(child, gitMissing(this.#folder, error)));
    child.on('close', () => this.#fail(child, this.#ended()));
    return child;
  }

  #ended(): PhoenixError {
    const known = repositoryError(this.#folder, this.#stderr);
    if (known) return known;
    const tooOld = this.#stderr.includes('usage: git cat-file');
    return new PhoenixError(
      'GIT',
      tooOld ? 'this git is too old' : `git cat-file ended: ${gitSaid(this.#stderr)}`,
      {
        hint: tooOld ? 'Install git 2.36 or newer.' : 'Check the repository with `git fsck`.',
      },
    );
  }

  #fail(child: ChildProcess, error: unknown): void {
    if (this.#child !== child) return;
    this.#child = null;
    child.kill();
    const batches = this.#batches;
    this.#batches = [];
    for (const batch of batches) batch.reject(error);
  }

  #take(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#incoming) {
        at = this.#continue(this.#incoming, chunk, at);
        continue;
      }
      const end = chunk.indexOf(LF, at);
      this.#header += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
      if (end === -1) return;
      at = end + 1;
      this.#begin();
    }
  }

  /** Header: `OID TYPE SIZE`, or `NAME missing`, `NAME ambiguous`. */
  #begin(): void {
    const header = this.#header;
    this.#header = '';
    const [first, last] = [header.indexOf(' '), header.lastIndexOf(' ')];
    const size = first === last ? Number.NaN : Number(header.slice(last + 1));
    if (!Number.isInteger(size)) {
      this.#deliver(null);
      return;
    }
    const type = header.slice(first + 1, last);
    const keep = size <= (type === 'blob' ? MAX_FILE_BYTES : MAX_TREE_BYTES);
    this.#incoming = { oid: header.slice(0, first), type, size, left: size + 1, parts: keep ? [] : null };
  }

  #continue(object: Incoming, chunk: Buffer, at: number): number {
    const { oid, type, size, left, parts } = object;
    const end = Math.min(chunk.length, at + left);
    object.left -= end - at;
    if (object.left > 0) {
      parts?.push(chunk.subarray(at, end));
      return end;
    }
    this.#incoming = null;
    // Nearly every file comes in one piece, of which nothing needs to be put together.
    const rest = left === size + 1 ? chunk.subarray(at, at + size) : chunk.subarray(at, end);
    const content = parts && (parts.length === 0 ? rest : Buffer.concat([...parts, rest]).subarray(0, size));
    this.#deliver({ oid, type, content });
    return end;
  }

  #deliver(object: GitObject | null): void {
    const batch = this.#batches[0];
    if (!batch) throw new PhoenixError('GIT', 'git cat-file answered more than was asked');
    batch.consume(object, batch.done);
    batch.done += 1;
    if (batch.done < batch.count) return;
    this.#batches.shift();
    if (this.#batches.length === 0 && this.#child) hold(this.#child, false);
    batch.resolve();
  }
}

/** While nothing is asked, the process must not keep Phoenix alive. */
function hold(child: ChildProcess, busy: boolean): void {
  for (const one of [child, child.stdin, child.stdout, child.stderr]) {
    const handle = one as { ref?: () => void; unref?: () => void } | null;
    if (busy) handle?.ref?.();
    else handle?.unref?.();
  }
}
