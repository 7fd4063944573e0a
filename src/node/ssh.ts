/**
 * A node over ssh: one session for the whole apply, which runs the agent; nothing else is ever on its command line.
 * With that, a ControlMaster would have nothing left to share. Host keys are checked, never learned.
 */
import process from 'node:process';
import { PhoenixError } from '../errors.ts';
import { agentMachine } from './agent.ts';
import { AGENT_COMMAND } from './agent-program.ts';
import type { NodeAccess } from './connections.ts';
import type { Machine } from './machine.ts';

export interface SshTarget {
  readonly host: string;
  readonly port?: number;
  /** `root` when absent; anybody else must be allowed `sudo -n perl`. */
  readonly user?: string;
}

const OPTIONS = [
  'BatchMode=yes',
  'StrictHostKeyChecking=yes',
  'ConnectTimeout=10',
  'ServerAliveInterval=15',
  'ServerAliveCountMax=4',
  'ForwardAgent=no',
  'ClearAllForwardings=yes',
  'PermitLocalCommand=no',
] as const;

/** Of the caller's environment, ssh gets what finds its keys; none of it is sent to the node. */
const PASSED = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SSH_AUTH_SOCK'] as const;

/** The command line of ssh; the last word is the constant that the node's login shell runs. */
export function sshCommand({ host, port, user = 'root' }: SshTarget): string[] {
  const options = OPTIONS.flatMap((option) => ['-o', option]);
  const command = user === 'root' ? AGENT_COMMAND : AGENT_COMMAND.replace('exec ', 'exec sudo -n -- ');
  return ['ssh', '-T', ...options, ...(port ? ['-p', String(port)] : []), '-l', user, '--', host, command];
}

/** What the user may type to try it. */
function shownCommand({ host, port, user = 'root' }: SshTarget): string {
  return ['ssh', ...(port ? ['-p', port] : []), `${user}@${host}`, 'true'].join(' ');
}

/**
 * Connects. The machine is called what the node calls itself.
 * @throws PhoenixError `NODE_UNREACHABLE`, with what ssh said.
 */
export async function sshMachine(target: SshTarget): Promise<Machine> {
  const env = PASSED.flatMap((key) => {
    const value = process.env[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return agentMachine({
    argv: sshCommand(target),
    env: Object.fromEntries(env),
    title: `ssh to ${target.host}`,
    hint: `"${shownCommand(target)}" must work without a password, with a known host key`,
  });
}

/** A node by its name in the estate, which must be its own name too: steps for one node never run on another. */
export function sshAccess(name: string, target: SshTarget): NodeAccess {
  return {
    name,
    reach: async (within) => {
      const late = AbortSignal.timeout(within);
      const fresh = sshMachine(target).then(
        async (machine): Promise<true> => {
          void machine.close();
          return true;
        },
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      const never = new Promise<string>((resolve) => {
        late.addEventListener('abort', () => resolve(`${target.host} did not answer in time`), {
          once: true,
        });
      });
      return Promise.race([fresh, never]);
    },
    open: async () => {
      const machine = await sshMachine(target);
      if (machine.name === name) return machine;
      await machine.close();
      throw new PhoenixError(
        'NODE_UNREACHABLE',
        `${target.host} should be the node ${name}, but it calls itself ${machine.name}`,
        { hint: `correct nodes.${name}.address in phoenix.json` },
      );
    },
  };
}
