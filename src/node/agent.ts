/**
 * A machine that is reached through an agent: one process for the whole apply (`ssh HOST …` or `sudo -n …`), which
 * runs agent-program.ts there. Paths, arguments and stdin go over its stdin as frames.
 */
import { openSession, type SessionOptions } from './agent-session.ts';
import { decodeList } from './frames.ts';
import { COMMAND_ENVIRONMENT, DEFAULT_TIMEOUT, GRACE, type Machine } from './machine.ts';
import { replaceLocked } from './replace-locked.ts';

export interface AgentOptions extends SessionOptions {
  /** The node's name; what the machine calls itself when absent. */
  readonly name?: string;
  /** For a simulated machine: stands before every path. */
  readonly root?: string;
  /** Milliseconds between asking a command that outlasts its time to end and killing it. */
  readonly grace?: number;
}

const ENVIRONMENT = Object.entries(COMMAND_ENVIRONMENT).map(([key, value]) => `${key}=${value}`);

/**
 * Connects to a node by its agent.
 * @throws PhoenixError `NODE_UNREACHABLE`, with what ssh or sudo said.
 */
export async function agentMachine(options: AgentOptions): Promise<Machine> {
  const { root = '', grace = GRACE } = options;
  const session = await openSession(options);
  const real = (path: string) => `${root}${path}`;
  // The agent itself counts.
  let spawned = 1;
  const run: Machine['run'] = (argv, settings = {}) => {
    spawned += 1;
    const { stdin, timeout = DEFAULT_TIMEOUT } = settings;
    const input = [
      stdin === undefined ? '0' : '1',
      typeof stdin === 'string' ? stdin : Buffer.from(stdin ?? ''),
    ];
    const limits = [String(timeout), String(grace)];
    return session.run([...limits, ...input, String(ENVIRONMENT.length), ...ENVIRONMENT, ...argv], settings);
  };
  const said = async (word: string, ...items: string[]) => (await session.ask(word, items)).toString('utf8');
  return {
    name: options.name ?? session.name,
    run,
    read: async (patterns) => {
      const items = decodeList(await session.ask('read', patterns.map(real))).map(String);
      const files = new Map<string, string>();
      for (let at = 0; at + 1 < items.length; at += 2) {
        files.set((items[at] ?? '').slice(root.length), items[at + 1] ?? '');
      }
      return files;
    },
    append: async (path, text, rotateAt) => {
      await said('append', real(path), String(rotateAt), text);
    },
    makeFolder: async (path) => (await said('mkdir', real(path))) === '1',
    write: async (path, text, mode = 0o600) => {
      await said('write', real(path), text, mode.toString(8));
    },
    remove: async (path) => (await said('remove', real(path))) === '1',
    replaceLocked: (request) => replaceLocked(run, real, request),
    isLost: session.isLost,
    spawns: () => spawned,
    close: session.close,
  };
}
