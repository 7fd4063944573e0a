/**
 * The recorded history of one node, made again call by call on the simulated one: the same exit class, the same
 * state where state is read back, the same meaning where something is said.
 */
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { type Replay, replayHistory, type TranscriptRow } from '../support/recorded-history.ts';
import { stateIn } from '../support/recorded-state.ts';
import { readRecording } from '../support/recordings.ts';

/** Calls that are not compared, and why. Each reason is met, or it is taken off the list. */
const NOT_COVERED: readonly { readonly why: string; readonly is: (row: TranscriptRow) => boolean }[] = [
  { why: 'the recorder gave up after three seconds', is: ({ exit }) => exit === null },
  { why: 'the recorded node had no certificate yet', is: ({ stderr }) => stderr.includes('pve-ssl.pem') },
  {
    why: 'virtual machines',
    is: ({ seq, argv: [program], stdout }) =>
      (program === 'qm' && seq >= 674 && seq <= 693) || stdout.includes('qemu/'),
  },
  { why: 'programs of the node itself', is: ({ argv: [program] }) => program === 'ip' || program === 'ls' },
  {
    why: 'programs and files of a real Debian guest, and what its kernel shows',
    is: ({ argv: [program, verb, , third, inside = '', ...words] }) =>
      (program === 'pct' && verb === 'pull' && third === '/etc/hostname') ||
      (program === 'pct' &&
        verb === 'exec' &&
        (GUEST_PROGRAMS.has(inside) || words.some((word) => /^\/(?:srv-host|dev)/.test(word)))),
  },
  {
    why: 'SDN and the network of the node',
    is: ({ group, argv }) =>
      argv.some((word) => /\/sdn(?:\/|$)|\/network$/.test(word)) || group === 'network-sdn-apply',
  },
];

const GUEST_PROGRAMS = new Set(['pwd', 'id', 'tty', 'nproc', 'free', 'systemctl', 'ip', 'df']);

const rows = readRecording<TranscriptRow>('transcripts');

const covered = (row: TranscriptRow) => !NOT_COVERED.some(({ is }) => is(row));

/** The lines of a complaint: without usage, details of the tools that Proxmox calls, and waiting for locks. */
function meaning(stderr: string): string[] {
  return stderr
    .replaceAll(/command '.*' failed/g, 'command failed')
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) =>
        line !== '' &&
        !/^(?:(?:pct|pvesh|pvesm|pveam|qm) |trying to acquire|OK$|USAGE|\d+ doesn't exist$)/.test(line),
    )
    .sort();
}

function disagreements({ row, result, recorded }: Replay): string[] {
  const found: string[] = [];
  if ((result.exit === 0) !== (row.exit === 0)) found.push(`exit ${result.exit}, recorded ${row.exit}`);
  if (row.exit === 0) {
    const [ours, theirs] = [stateIn(row, result.stdout), stateIn(row, recorded.stdout)];
    if (ours !== theirs) found.push(`state:\n${ours}\nrecorded:\n${theirs}`);
  }
  const [said, theirs] = [meaning(result.stderr).join('\n'), meaning(recorded.stderr).join('\n')];
  if (said !== theirs) found.push(`says:\n${said}\nrecorded:\n${theirs}`);
  return found;
}

describe('the recorded history', (test) => {
  test('every call agrees but those that are not covered', () => {
    const history = replayHistory();
    const wrong: string[] = [];
    for (const row of rows) {
      const replay = history.next(row);
      if (!covered(row)) continue;
      const found = disagreements(replay);
      if (found.length > 0) wrong.push(`row ${row.seq}: ${row.argv.join(' ')}\n${found.join('\n')}\n`);
    }
    assert.is(wrong.length, 0, wrong.join('\n'));
  });

  test('every reason for leaving calls out is met', () => {
    for (const { why, is } of NOT_COVERED) assert.ok(rows.some(is), why);
  });
});
