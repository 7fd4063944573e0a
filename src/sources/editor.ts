/** The editor of the user, on a text that stays in memory. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { PhoenixError } from '../errors.ts';
import { makePrivateFolder } from './private-folder.ts';

const WORD = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs;
const PART = /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\\"']+)/gs;

/**
 * The words of `$VISUAL` or `$EDITOR`: parted at blanks, with quotes and backslashes as in a shell. No shell ever runs
 * them: neither `$x` nor `;` means anything.
 */
export function editorWords(text: string): string[] {
  return [...text.matchAll(WORD)].map(([word]) =>
    word.replaceAll(
      PART,
      (_, escaped?: string, double?: string, single?: string, bare?: string) =>
        escaped ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? single ?? bare ?? '',
    ),
  );
}

function editorOf({ VISUAL, EDITOR }: NodeJS.ProcessEnv): readonly string[] {
  const words = editorWords(VISUAL || EDITOR || 'vi');
  return words.length > 0 ? words : ['vi'];
}

/** What opens the vault is none of an editor's business. */
function environmentOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PHOENIX_VAULT_')));
}

/** Ctrl-C goes to the editor too, which knows what it means; the others end it. */
function endedBySignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const [nothing, end] = [() => undefined, () => controller.abort()];
  process.on('SIGINT', nothing).on('SIGTERM', end).on('SIGHUP', end);
  return {
    signal: controller.signal,
    release: () => process.off('SIGINT', nothing).off('SIGTERM', end).off('SIGHUP', end),
  };
}

function runEditor(file: string, signal: AbortSignal): Promise<void> {
  const [program = 'vi', ...args] = editorOf(process.env);
  return new Promise((resolve, reject) => {
    const failed = (why: string, cause?: unknown) =>
      reject(
        new PhoenixError('REFUSED', `the editor ${program} ${why}; nothing was written`, {
          hint: 'Set VISUAL or EDITOR to a program that ends when you are done, such as "nano" or "code --wait".',
          ...(cause === undefined ? {} : { cause }),
        }),
      );
    const env = environmentOf(process.env);
    const child = spawn(program, [...args, file], { stdio: 'inherit', env, signal });
    child.on('error', (cause) => {
      // One that was started is waited for: it may still have the file.
      if (child.pid === undefined) failed('could not be started', cause);
    });
    child.on('close', (exit, killer) => {
      if (signal.aborted) failed('was interrupted');
      else if (exit === 0) resolve();
      else failed(killer === null ? `ended with exit code ${exit}` : `was ended by ${killer}`);
    });
  });
}

/** What an editor left; some write another file, and some write other encodings. */
function readEdited(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (cause) {
    const why = cause instanceof TypeError ? 'no text in UTF-8' : 'no file that can be read';
    throw new PhoenixError('REFUSED', `the editor left ${why}; nothing was written`, {
      hint: 'Let it save the file that it was given, as UTF-8; encode what is no text first, such as with base64.',
      cause,
    });
  }
}

/**
 * Lets the user edit a text.
 * @param place a folder in memory
 * @param name of the file: what editors show
 * @throws PhoenixError `REFUSED` when the editor cannot be started, fails or is interrupted, or leaves no text
 */
export async function editText(text: string, place: string, name: string): Promise<string> {
  // No signal ends this process while plain text lies there.
  const { signal, release } = endedBySignal();
  const folder = makePrivateFolder(place);
  try {
    const file = join(folder.path, name);
    writeFileSync(file, text, { mode: 0o600 });
    await runEditor(file, signal);
    return readEdited(file);
  } finally {
    folder.remove();
    release();
  }
}
