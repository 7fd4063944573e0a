/** Loaded into a program: writes down each process that it starts, with its environment and all that it reads. */
import { existsSync, readFileSync, rmSync } from 'node:fs';

const SPY = `
  import processes from 'node:child_process';
  import { appendFileSync, fstatSync, readSync } from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const log = process.env.PROCESS_LOG;
  const write = (line) => appendFileSync(log, JSON.stringify(line) + '\\n');
  const fileOf = (fd) => {
    const bytes = Buffer.alloc(fstatSync(fd).size);
    for (let at = 0; at < bytes.length; ) {
      const count = readSync(fd, bytes, at, bytes.length - at, at);
      if (count === 0) break;
      at += count;
    }
    return bytes;
  };
  let last = 0;
  const begun = (program, args, options) => {
    const id = process.pid + '.' + (last += 1);
    const input = Array.isArray(options?.stdio) ? options.stdio[0] : options?.stdio;
    const bytes = typeof input === 'number' ? fileOf(input) : (options?.input ?? '');
    const stdin = Buffer.from(bytes).toString('base64');
    write({ id, argv: [program, ...args], env: options?.env ?? { ...process.env }, stdin });
    return id;
  };
  const args = (given) => (Array.isArray(given[1]) ? [given[1], given[2]] : [[], given[1]]);
  const follow = (name) => {
    const original = processes[name];
    processes[name] = (program, ...rest) => {
      const [argv, options] = args([program, ...rest]);
      const id = begun(program, argv, typeof options === 'function' ? undefined : options);
      const child = original(program, ...rest);
      if (child?.stdin?.write) {
        const put = child.stdin.write.bind(child.stdin);
        const end = child.stdin.end.bind(child.stdin);
        const told = (chunk) => {
          if (typeof chunk === 'string' || chunk instanceof Uint8Array)
            write({ id, stdin: Buffer.from(chunk).toString('base64') });
        };
        child.stdin.write = (chunk, ...more) => (told(chunk), put(chunk, ...more));
        child.stdin.end = (chunk, ...more) => (told(chunk), end(chunk, ...more));
      }
      return child;
    };
  };
  for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork', 'exec', 'execSync']) follow(name);
  syncBuiltinESMExports();
`;

export interface StartedProcess {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Buffer;
}

interface Line extends Partial<Pick<StartedProcess, 'argv' | 'env'>> {
  readonly id: string;
  readonly stdin: string;
}

/** A module as an option of Node: `NODE_OPTIONS`. */
export const importOption = (source: string): string =>
  `--import=data:text/javascript,${encodeURIComponent(source)}`;

/** The variables of a program whose processes shall be told in that file. */
export const spyEnvironment = (
  log: string,
): { readonly NODE_OPTIONS: string; readonly PROCESS_LOG: string } => ({
  NODE_OPTIONS: importOption(SPY),
  PROCESS_LOG: log,
});

/** What programs have started since this was asked last, in order. */
export function startedProcesses(log: string): StartedProcess[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
  rmSync(log);
  const found = new Map<string, StartedProcess>();
  for (const { id, argv, env = {}, stdin } of lines.map((line) => JSON.parse(line) as Line)) {
    const bytes = Buffer.from(stdin, 'base64');
    const before = found.get(id);
    if (before) found.set(id, { ...before, stdin: Buffer.concat([before.stdin, bytes]) });
    else if (argv) found.set(id, { argv, env, stdin: bytes });
  }
  return [...found.values()];
}
