/**
 * A node over ssh: one session for the whole apply, which runs the agent, or meets `phoenix node` as its key's forced command;
 * nothing else is ever on its command line. With that, a ControlMaster would have nothing left to share, and what asks for a
 * fresh connection gets one. Host keys are checked, never learned; between nodes of a cluster they are the cluster's own.
 */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { PhoenixError } from '../errors.ts';
import { VERSION } from '../version.ts';
import { agentMachine } from './agent.ts';
import { AGENT_COMMAND } from './agent-program.ts';
import type { NodeAccess } from './connections.ts';
import type { Machine } from './machine.ts';
import { phoenixMachine } from './phoenix-machine.ts';

export interface SshTarget {
  readonly host: string;
  readonly port?: number;
  /** `root` when absent; anybody else must be allowed `sudo -n perl`. */
  readonly user?: string;
  /** What answers there: a shell, in which the agent is started, unless given. */
  readonly how?: 'phoenix';
  /** The node by whose name the cluster knows its key: set where this is another node of that cluster. */
  readonly member?: string;
}

const OPTIONS = [
  'BatchMode=yes',
  'StrictHostKeyChecking=yes',
  // Otherwise ssh writes the known hosts anew, by a rename.
  'UpdateHostKeys=no',
  'ConnectTimeout=10',
  'ServerAliveInterval=15',
  'ServerAliveCountMax=4',
  'ForwardAgent=no',
  'ClearAllForwardings=yes',
  'PermitLocalCommand=no',
  'ControlPath=none',
] as const;

/** Of the caller's environment, ssh gets what finds its keys; none of it is sent to the node. */
const PASSED = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SSH_AUTH_SOCK'] as const;

/** As Proxmox's own tools find the keys of other nodes (PVE 8.2 and later: one file for each node; before: one for all). */
function trustOf(member: string): string[] {
  const file = `/etc/pve/nodes/${member}/ssh_known_hosts`;
  const known = existsSync(file) ? [`UserKnownHostsFile=${file}`, 'GlobalKnownHostsFile=none'] : [];
  return [`HostKeyAlias=${member}`, ...known];
}

function commandOf({ how, user = 'root' }: SshTarget): string {
  // What a forced command does not ask for is what it gets all the same: the words help whoever has a shell there.
  if (how === 'phoenix') return user === 'root' ? 'exec phoenix node' : 'exec sudo -n -- phoenix node';
  return user === 'root' ? AGENT_COMMAND : AGENT_COMMAND.replace('exec ', 'exec sudo -n -- ');
}

/** The command line of ssh; the last word is the constant that the node's login shell runs. */
export function sshCommand(target: SshTarget): string[] {
  const { host, port, user = 'root', member } = target;
  const trust = member === undefined ? [] : trustOf(member);
  const options = [...OPTIONS, ...trust].flatMap((option) => ['-o', option]);
  const where = [...(port ? ['-p', String(port)] : []), '-l', user, '--', host];
  return ['ssh', '-T', ...options, ...where, commandOf(target)];
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
  const passed = PASSED.flatMap((key) => {
    const value = process.env[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  const argv = sshCommand(target);
  const env = Object.fromEntries(passed);
  if (target.how === 'phoenix') {
    const hint = `the key of this user must be in authorized_keys there, with command="/usr/bin/phoenix node",restrict`;
    return phoenixMachine({ argv, env, title: `phoenix node on ${target.host}`, hint, version: VERSION });
  }
  return agentMachine({
    argv,
    env,
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
