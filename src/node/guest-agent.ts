/**
 * The guest agent of a virtual machine, by `qm guest exec`: one command that ends soon, with its input and all that it
 * printed. The agent's answer is JSON, whatever the command's own exit code was (qemu-server 9.0: PVE/CLI/qm.pm).
 */
import type { NodePort, RunResult } from './port.ts';

/** What became of a command in a guest. */
export type AgentAnswer =
  | {
      readonly is: 'ended';
      /** A negative one is the signal that ended it. */
      readonly exit: number;
      readonly stdout: string;
      readonly stderr: string;
    }
  /** Nobody knows whether it ran: the agent restarts, the guest starts, or the answer came too late. */
  | { readonly is: 'silent'; readonly why: string }
  /** It cannot be run, and will not be by trying again. */
  | { readonly is: 'refused'; readonly why: string };

/** Seconds that Perl, the socket, and a poll of the agent each second take beside the command itself. */
const AROUND = 30;

/**
 * A command in a guest. What it reads comes on stdin, at most 1 MiB; its words stand in lists of processes.
 * @param seconds after which the agent's answer is not waited for any longer; the command goes on
 */
export function agentCommand(
  vmid: number,
  words: readonly string[],
  { seconds, reads = false }: { readonly seconds: number; readonly reads?: boolean },
): readonly string[] {
  const stdin = reads ? ['--pass-stdin', '1'] : [];
  return ['qm', 'guest', 'exec', String(vmid), ...stdin, '--timeout', String(seconds), '--', ...words];
}

/** Milliseconds for a command by the agent on the node. */
export const agentLimit = (seconds: number): number => (seconds + AROUND) * 1000;

/** Messages of Proxmox and of QEMU's agent that no patience changes. */
const FOR_GOOD: readonly (readonly [sign: RegExp, why: string])[] = [
  [/No QEMU guest agent configured/i, 'its configuration has no guest agent: set "agent": true'],
  [
    /has been disabled|not found: guest-exec|guest-exec has not been found/i,
    'its guest agent does not run commands: take guest-exec off the blocked commands of qemu-guest-agent in the guest',
  ],
  [/Failed to execute child process/i, 'it has no shell that its guest agent can start'],
  [/Configuration file .* does not exist/i, 'there is no such virtual machine on this node'],
];

interface Told {
  readonly exited?: unknown;
  readonly exitcode?: unknown;
  readonly signal?: unknown;
  readonly 'out-data'?: unknown;
  readonly 'err-data'?: unknown;
}

function told(stdout: string): Told | null {
  try {
    const value: unknown = JSON.parse(stdout);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function lastLine(said: string): string {
  return said.trim().split('\n').at(-1)?.trim() ?? '';
}

/** What the end of an `agentCommand` says. */
export function agentAnswer({ exit, stdout, stderr, timedOut }: RunResult): AgentAnswer {
  const answer = exit === 0 ? told(stdout) : null;
  if (answer && (answer.exited === 1 || answer.exited === true)) {
    const { exitcode, signal } = answer;
    const code = typeof exitcode === 'number' ? exitcode : typeof signal === 'number' ? -signal : 0;
    return { is: 'ended', exit: code, stdout: text(answer['out-data']), stderr: text(answer['err-data']) };
  }
  if (answer || timedOut) return { is: 'silent', why: 'its guest agent did not answer in time' };
  const known = FOR_GOOD.find(([sign]) => sign.test(stderr));
  if (known) return { is: 'refused', why: known[1] };
  return { is: 'silent', why: lastLine(stderr) || `its guest agent cannot be asked (exit ${exit})` };
}

/** One command in a guest, by its agent. */
export async function askAgent(
  node: NodePort,
  vmid: number,
  words: readonly string[],
  { seconds, stdin }: { readonly seconds: number; readonly stdin?: string | Uint8Array },
): Promise<AgentAnswer> {
  const argv = agentCommand(vmid, words, { seconds, reads: stdin !== undefined });
  const timeout = agentLimit(seconds);
  return agentAnswer(await node.run(argv, { timeout, ...(stdin === undefined ? {} : { stdin }) }));
}
