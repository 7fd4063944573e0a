/**
 * `phoenix node`: answers a Phoenix elsewhere, over the two streams of a forced ssh command. What runs is let finish when
 * the link dies, its end is kept for whoever asks again, and the journal is told of it.
 */
import type { Readable, Writable } from 'node:stream';
import process from 'node:process';
import { PhoenixError } from '../../errors.ts';
import { entersGuest } from '../guest-exec.ts';
import { JOURNAL_ROTATE_AT } from '../journal.ts';
import type { Machine } from '../machine.ts';
import { type CommandRules, commandRefused } from './commands.ts';
import { fateOf, forget, keep, KEPT_OUTPUT, sweep } from './ended.ts';
import { type Answer, encode, lineReader, parseRequest, PROTOCOL, type Request } from './messages.ts';
import { openBegins } from './open-begins.ts';
import {
  appendRefused,
  folderRefused,
  type PathRules,
  readRefused,
  removeRefused,
  replaceRefused,
  writeRefused,
} from './paths.ts';

export interface ServeOptions {
  readonly machine: Machine;
  readonly version: string;
  readonly rules: PathRules & CommandRules;
  readonly input: Readable;
  readonly output: Writable;
}

type Run = Extract<Request, { do: 'run' }>;

/** Why a request is refused before anything is touched; null: it is not. */
function refusal(request: Request, rules: ServeOptions['rules']): string | null {
  switch (request.do) {
    case 'read':
      return request.patterns.map((one) => readRefused(one, rules)).find((why) => why !== null) ?? null;
    case 'run':
      return commandRefused(request.argv, rules);
    case 'append':
      return appendRefused(request.path, request.text);
    case 'folder':
      return folderRefused(request.path);
    case 'write':
      return writeRefused(request.path, request.text, rules);
    case 'remove':
      return removeRefused(request.path, rules);
    case 'replace':
      return replaceRefused(request, rules);
    case 'became':
    case 'forget':
      return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const tail = (chunks: readonly Buffer[]) => Buffer.concat(chunks).subarray(-KEPT_OUTPUT).toString('base64');

/** Serves until the input ends and all that was begun has ended. */
export async function serve({ machine, version, rules, input, output }: ServeOptions): Promise<void> {
  const running = new Set<Promise<void>>();
  const begins = openBegins();
  let isCut = false;
  // A broken pipe is the death of the link, and no reason to die with it.
  output.on('error', () => (isCut = true));
  const send = (answer: Answer) => {
    if (!isCut) output.write(encode(answer));
  };

  const run = async ({ id, key, argv, timeout, stdin }: Run) => {
    const at = Date.now();
    const { pid } = process;
    await keep(machine, key, { at, pid, stdout: '', stderr: '' });
    // What a guest prints may hold what its scripts know: it goes to whoever asked, and is kept nowhere.
    const isQuiet = entersGuest(argv);
    const out: Buffer[] = [];
    const result = await machine.run(argv, {
      timeout,
      ...(stdin === undefined ? {} : { stdin: Buffer.from(stdin, 'base64') }),
      onBytes: (chunk) => {
        if (!isQuiet) out.push(Buffer.from(chunk));
        send({ id, out: Buffer.from(chunk).toString('base64') });
      },
    });
    if (result.stderr !== '') send({ id, err: Buffer.from(result.stderr).toString('base64') });
    const end = { exit: result.exit, timedOut: result.timedOut === true, ms: result.ms };
    const said = isQuiet
      ? { stdout: '', stderr: '' }
      : { stdout: tail(out), stderr: tail([Buffer.from(result.stderr)]) };
    await keep(machine, key, { at, pid, end, ...said });
    begins.ended(argv, end);
    return end;
  };

  const handle = async (request: Request): Promise<unknown> => {
    switch (request.do) {
      case 'read':
        return [...(await machine.read(request.patterns))];
      case 'run':
        return run(request);
      case 'became':
        return fateOf(machine, request.key, isAlive);
      case 'forget':
        return forget(machine, request.key);
      case 'append':
        await machine.append(request.path, request.text, request.rotateAt);
        begins.heard(request.path, request.text);
        return null;
      case 'folder':
        return machine.makeFolder(request.path);
      case 'write':
        await machine.write(request.path, request.text, request.mode);
        return null;
      case 'remove':
        return machine.remove(request.path);
      case 'replace': {
        const { path, lock, before, after, mode } = request;
        await machine.replaceLocked({ path, lock, before, after, ...(mode === undefined ? {} : { mode }) });
        return null;
      }
    }
  };

  const answer = async (request: Request) => {
    const { id } = request;
    const why = refusal(request, rules);
    if (why !== null) {
      send({ id, no: why, code: 'REFUSED', hint: 'docs/cluster.md says what phoenix node does' });
      return;
    }
    try {
      send({ id, ok: await handle(request) });
    } catch (error) {
      const known = error instanceof PhoenixError ? error : null;
      const hint = known?.hint === undefined ? {} : { hint: known.hint };
      send({
        id,
        no: error instanceof Error ? error.message : String(error),
        code: known?.code ?? 'STEP_FAILED',
        ...hint,
      });
    }
  };

  const read = lineReader((line) => {
    if (line === null) {
      send({ id: 0, no: 'a line is longer than any request of Phoenix', code: 'USAGE' });
      // Nothing is heard any more; what runs is let finish.
      input.destroy();
      return;
    }
    if (line.trim() === '') return;
    const request = parseRequest(line);
    if (!request) {
      send({ id: 0, no: 'this is no request of Phoenix', code: 'USAGE' });
      return;
    }
    const work = answer(request).finally(() => running.delete(work));
    running.add(work);
  });

  await sweep(machine, Date.now());
  send({ hello: 'phoenix', protocol: PROTOCOL, version, node: machine.name });
  await new Promise<void>((resolve) => {
    input.on('data', read);
    input.once('end', () => resolve());
    input.once('error', () => resolve());
    input.once('close', () => resolve());
  });
  const wasBusy = running.size > 0;
  await Promise.all(running);
  if (!wasBusy) return;
  // Nobody waits any more: what was begun and has ended well is no evidence of anything.
  for (const [path, line] of begins.closing(new Date().toISOString())) {
    await machine.append(path, line, JOURNAL_ROTATE_AT);
  }
}
