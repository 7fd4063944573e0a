/**
 * `lxc-attach -s NETWORK` and `nsenter --net`: a program of the node with the network of a guest, or with the node's
 * own. Only what Phoenix's health checks type is simulated; where guests are recorded, no network answers.
 */
import { RECORDED_GUEST } from '../node/recorded-guest.ts';
import { die } from './failure.ts';
import { isRunning } from './guests.ts';
import type { Command, Session } from './session.ts';

function runWithin(session: Session, vmid: number | null, argv: readonly string[]): void {
  const process = {
    vmid,
    argv,
    get stdin() {
      return session.stdin;
    },
  };
  const end = session.runtime?.network?.(process) ?? die(`${session.command}: ${RECORDED_GUEST}`, 1);
  session.print(end.stdout);
  session.warn(end.stderr);
  if (end.exit !== 0) die('', end.exit < 0 ? 128 - end.exit : end.exit);
}

/** What follows `--` after exactly these options. */
function programAfter({ argv, command }: Session, options: readonly string[]): readonly string[] {
  const [, ...words] = argv;
  const at = words.indexOf('--');
  const known = options.length === at && options.every((option, i) => words[i] === option);
  return known ? words.slice(at + 1) : die(`${command}: only ${options.join(' ')} is simulated`, 1);
}

export const lxcAttach: Command = (session) => {
  const vmid = Number(session.argv[2]);
  const program = programAfter(session, ['-n', String(vmid), '-s', 'NETWORK']);
  if (!isRunning(session.host, vmid)) {
    die(`lxc-attach: ${vmid}: ../src/lxc/attach.c: get_attach_context: 405 Failed to get init pid`, 1);
  }
  runWithin(session, vmid, program);
};

export const nsenter: Command = (session) => {
  runWithin(session, null, programAfter(session, ['--net=/proc/1/ns/net']));
};
