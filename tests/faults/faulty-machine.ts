/** Nodes as an apply sees them with which one thing goes wrong, and the list of all that was asked of them. */
import type { Clock } from '../../src/apply/clock.ts';
import { PhoenixError } from '../../src/errors.ts';
import { DEFAULT_TIMEOUT, type Machine } from '../../src/node/machine.ts';
import type { RunOptions, RunResult } from '../../src/node/port.ts';
import type { Fault, FaultKind } from './fault.ts';
import { commandOn, fileOn, type FileVerb, type Operation } from './operation.ts';

/** Neither words nor JSON nor lines of any program. */
const GARBAGE = '\u0000\u001b[31m{"a":[1,,\r\n%PDF-1.7 101 ÿ\nSegmentation fault\n\n  :=\t"';

const dead = () => new PhoenixError('NODE_UNREACHABLE', 'this process was killed');
const cut = () => new PhoenixError('NODE_UNREACHABLE', 'the connection was lost');
const full = () => new PhoenixError('STEP_FAILED', 'no space left on device');

export interface Watch {
  /** Right before and right after the effect of an operation that is really done: nothing else is done in between. */
  readonly before?: (operation: Operation, at: number) => void;
  readonly after?: (operation: Operation, at: number) => void;
  /** Makes software fail in the midst, until it is called. */
  readonly spoil?: (node: string, argv: readonly string[], bundle: Uint8Array) => () => void;
}

export interface Faulty {
  readonly around: (machine: Machine) => Machine;
  /** What was asked so far, in order. */
  readonly asked: readonly Operation[];
  /** What the fault struck; null: it has not struck. */
  readonly struck: () => Operation | null;
}

function hear({ onBytes, onLine }: RunOptions, text: string): void {
  onBytes?.(Buffer.from(text));
  for (const line of text.split('\n')) onLine?.(line);
}

const answer = (exit: number, stdout: string, stderr: string): RunResult => ({ exit, stdout, stderr, ms: 0 });

export function faulty(fault: Fault | null, clock: Clock, { before, after, spoil }: Watch = {}): Faulty {
  const asked: Operation[] = [];
  let struck: Operation | null = null;
  let isDead = false;

  /** The fault that strikes here, if any; whoever is dead asks nothing any more. */
  const begin = (operation: Operation): FaultKind | null => {
    if (isDead) throw dead();
    const strikes = fault?.at === asked.length;
    asked.push(operation);
    if (!strikes) return null;
    struck = operation;
    if (fault.is === 'killed before') {
      isDead = true;
      throw dead();
    }
    if (fault.is === 'cut before') throw cut();
    return fault.is;
  };
  const really = async <T>(
    operation: Operation,
    kind: FaultKind | null,
    work: () => Promise<T>,
  ): Promise<T> => {
    const at = asked.length - 1;
    before?.(operation, at);
    // In memory all is done at once: what is waited for is only the way back.
    const working = work();
    after?.(operation, at);
    // Not when its answer comes: by then another step has asked for more.
    if (kind === 'killed after') isDead = true;
    const result = await working;
    if (isDead) throw dead();
    return result;
  };
  const end = (kind: FaultKind | null): void => {
    if (kind === 'cut after') throw cut();
  };

  const file = async <T>(operation: Operation, work: () => Promise<T>, nothing: T): Promise<T> => {
    const kind = begin(operation);
    if (kind === 'refuses') throw full();
    if (kind === 'lies') return nothing;
    const result = await really(operation, kind, work);
    end(kind);
    if (kind === 'complains') throw full();
    return result;
  };

  const run = async (machine: Machine, argv: readonly string[], options: RunOptions): Promise<RunResult> => {
    const operation = commandOn(machine.name, argv);
    const kind = begin(operation);
    const { onBytes: _bytes, onLine: _lines, ...quiet } = options;
    const work = () => really(operation, kind, () => machine.run(argv, kind === 'babbles' ? quiet : options));
    const waited = async (): Promise<RunResult> => {
      const { timeout = DEFAULT_TIMEOUT } = options;
      await clock.sleep(timeout);
      if (isDead) throw dead();
      return { ...answer(-15, '', ''), ms: timeout, timedOut: true };
    };
    switch (kind) {
      case 'refuses':
        return answer(255, '', 'it was refused\n');
      case 'lies':
        return answer(0, '', '');
      case 'hangs':
        return waited();
      case 'hangs done':
        await work();
        return waited();
      case 'half': {
        const mend = spoil?.(machine.name, argv, Buffer.from(options.stdin ?? ''));
        const done = await work();
        mend?.();
        return done;
      }
      case 'complains': {
        const done = await work();
        return { ...done, exit: 255, stderr: `${done.stderr}it failed at its very end\n` };
      }
      case 'babbles': {
        const { exit } = await work();
        hear(options, GARBAGE);
        return answer(exit, GARBAGE, GARBAGE);
      }
      case 'cut before':
      case 'cut after':
      case 'killed before':
      case 'killed after':
      case null: {
        const result = await work();
        end(kind);
        return result;
      }
    }
  };

  const around = (machine: Machine): Machine => {
    const at = (verb: FileVerb, ...paths: readonly string[]) => fileOn(machine.name, verb, paths);
    return {
      ...machine,
      run: (argv, options = {}) => run(machine, argv, options),
      read: (patterns) => file(at('read', ...patterns), () => machine.read(patterns), new Map()),
      append: (path, text, most) =>
        file(at('append', path), () => machine.append(path, text, most), undefined),
      makeFolder: (path) => file(at('make', path), () => machine.makeFolder(path), true),
      write: (path, text, mode) => file(at('write', path), () => machine.write(path, text, mode), undefined),
      remove: (path) => file(at('remove', path), () => machine.remove(path), true),
      replaceLocked: (request) =>
        file(at('replace', request.path), () => machine.replaceLocked(request), undefined),
    };
  };
  return { around, asked, struck: () => struck };
}
