/** A check as one command on a node: an argument vector and its time limit. */
import { agentCommand, agentLimit } from '../node/guest-agent.ts';
import type { Transport } from '../node/guest-exec.ts';
import type { Headers } from './headers.ts';
import { authorityOf, type HealthCheck, type Question } from './check.ts';
import { ASK, EXEC, INSIDE } from './programs.ts';

/** The guest that is checked. */
export interface Place {
  readonly vmid: number;
  readonly node: string;
  /** By `pct exec` and its network unless it says otherwise. */
  readonly transport?: Transport;
}

export interface Probe {
  /** Where the command runs. */
  readonly node: string;
  readonly argv: readonly string[];
  /** What nobody may see: it stands in no list of processes. */
  readonly stdin?: string;
  /** Milliseconds after which the command is given up: its own limit comes first. */
  readonly timeout: number;
  /** What it prints is the answer of a guest agent. */
  readonly wrapped?: true;
}

/** Perl's start, lxc-attach and a busy node come on top of the check's own time. */
const SLACK = 20_000;

/** Seconds that a guest agent is waited for beside the check's own time. */
const AGENT_SLACK = 10;

const hex = (text: string): string => Buffer.from(text).toString('hex');

/** A line for each: whatever it holds, it is no other line. */
const framed = (headers: Headers): string =>
  Object.entries(headers)
    .map(([name, value]) => `${hex(name)} ${hex(value)}\n`)
    .join('');

function askWords(ask: Exclude<Question, { is: 'exec' }>, seconds: string, headers: Headers): string[] {
  const words = [ASK, ask.host, String(ask.port), seconds];
  if (ask.is === 'tcp') return words;
  const count = Object.keys(headers).length;
  const whole = ask.body === null ? '0' : '1';
  return [...words, ask.path, authorityOf(ask), whole, ...(count === 0 ? [] : [String(count)])];
}

/** All of it in the guest, with its own programs: nobody else is in the network of a virtual machine. */
function byAgent({ ask, timeout }: HealthCheck, { vmid, node }: Place, headers: Headers): Probe {
  const whole = Math.ceil(timeout / 1000);
  const seconds = whole + AGENT_SLACK;
  const stdin = ask.is === 'exec' ? '' : framed(headers);
  const words =
    ask.is === 'exec'
      ? ['sh', '-c', EXEC, 'sh', String(whole), ...ask.argv]
      : ['sh', '-c', INSIDE, 'sh', ...askWords(ask, String(whole), headers)];
  const reads = stdin !== '';
  const argv = agentCommand(vmid, words, { seconds, reads });
  return { node, argv, timeout: agentLimit(seconds), wrapped: true, ...(reads && { stdin }) };
}

/**
 * The command of one try.
 * @param headers of the request, with their secrets
 */
export function probeOf(check: HealthCheck, guest: Place, headers: Headers = {}): Probe {
  const { ask, from, timeout } = check;
  const place: Place = from.is === 'guest' ? from : guest;
  if (place.transport === 'agent' && from.is !== 'node') return byAgent(check, place, headers);
  const { vmid, node } = place;
  const seconds = String(Math.ceil(timeout / 1000));
  const limit = timeout + SLACK;
  if (ask.is === 'exec') {
    const argv = ['pct', 'exec', String(vmid), '--keep-env', '0', '--', 'sh', '-c', EXEC, 'sh', seconds];
    return { node, argv: [...argv, ...ask.argv], timeout: limit };
  }
  // Only the network is the guest's: files and programs are the node's (lxc-attach(1): -s implies -e).
  const within =
    from.is === 'node'
      ? ['nsenter', '--net=/proc/1/ns/net', '--']
      : ['lxc-attach', '-n', String(vmid), '-s', 'NETWORK', '--'];
  const argv = [...within, 'perl', '-e', ...askWords(ask, seconds, headers)];
  const stdin = framed(headers);
  return { node, argv, ...(stdin !== '' && { stdin }), timeout: limit };
}
