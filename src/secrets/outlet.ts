/**
 * The last thing that whatever is printed goes through, whoever prints it: the runner's toolkit, a library, or Node for an
 * exception that nobody has caught. Texts are masked where they are made too, before they are cut or escaped.
 */
import process from 'node:process';
import { masked } from './masking.ts';

type Done = (error?: Error | null) => void;

function guard(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream);
  const safe = (chunk: string | Uint8Array): string | Uint8Array => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const shown = masked(text);
    return shown === text ? chunk : shown;
  };
  stream.write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done) =>
    typeof encoding === 'function' ? write(safe(chunk), encoding) : write(safe(chunk), encoding, done);
}

/** For the beginning of a program. */
export function guardOutput(): void {
  guard(process.stdout);
  guard(process.stderr);
  // Whoever looked has gone, or the disk is full: there is nobody left to tell, and an apply goes on.
  process.stderr.on('error', () => {});
  // Node would print it by itself, past the streams.
  process.on('uncaughtException', (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`This is a bug in Phoenix; please report it with these lines:\n${text}\n`);
    process.exit(70);
  });
}
