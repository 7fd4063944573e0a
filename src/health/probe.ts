/** A check as one command on a node: an argument vector and its time limit. */
import { authorityOf, type HealthCheck, type Question } from './check.ts';
import { ASK, EXEC } from './programs.ts';

/** The guest that is checked. */
export interface Place {
  readonly vmid: number;
  readonly node: string;
}

export interface Probe {
  /** Where the command runs. */
  readonly node: string;
  readonly argv: readonly string[];
  /** Milliseconds after which the command is given up: its own limit comes first. */
  readonly timeout: number;
}

/** Perl's start, lxc-attach and a busy node come on top of the check's own time. */
const SLACK = 20_000;

function askWords(ask: Exclude<Question, { is: 'exec' }>, seconds: string): string[] {
  const words = ['perl', '-e', ASK, ask.host, String(ask.port), seconds];
  if (ask.is === 'tcp') return words;
  return [...words, ask.path, authorityOf(ask), ask.body === null ? '0' : '1'];
}

/** The command of one try. */
export function probeOf({ ask, from, timeout }: HealthCheck, guest: Place): Probe {
  const { vmid, node } = from.is === 'guest' ? from : guest;
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
  return { node, argv: [...within, ...askWords(ask, seconds)], timeout: limit };
}
