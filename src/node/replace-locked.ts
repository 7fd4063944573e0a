/**
 * Replaces a file under flock(2) on another file: what Proxmox's own tools do around a guest's conf file. Node has no
 * flock, so a constant Perl program does it (Proxmox is Perl: it is there); paths are arguments, texts come on stdin.
 */
import { PhoenixError } from '../errors.ts';
import { fileHint } from './file-error.ts';
import type { ReplaceLocked } from './machine.ts';
import type { RunOptions, RunResult } from './port.ts';

/** Seconds; Proxmox's own tools give up after the same time. */
const LOCK_SECONDS = 10;

const [STALE, LOCKED] = [3, 4];

/**
 * Only modules of Debian's perl-base. The new text goes to PATH.tmp.PID and is renamed: /etc/pve (pmxcfs) knows the
 * VMID in a name that ends in .conf only, and renames atomically in the whole cluster.
 */
const PROGRAM = String.raw`
use strict; use warnings; use Fcntl qw(:DEFAULT :flock);
sub fail { print STDERR "$_[0]: $!\n"; exit 1 }
my ($path, $lock, $seconds, $length, $was, $stays, $mode) = @ARGV;
binmode STDIN; my $in = do { local $/; <STDIN> };
my ($before, $after) = (substr($in, 0, $length), substr($in, $length));
my $folder = $lock; $folder =~ s{/[^/]*$}{}; mkdir $folder, 0755;
if (-e $path && !-f _) { print STDERR "$path is no regular file\n"; exit 1 }
open(my $held, '>>', $lock) or fail("cannot open $lock");
my $until = time + $seconds;
until (flock($held, LOCK_EX | LOCK_NB)) { exit 4 if time >= $until; select(undef, undef, undef, 0.1); }
if ($was) {
  open(my $file, '<:raw', $path) or exit 3;
  my $now = do { local $/; <$file> }; close $file;
  exit 3 if ($now // '') ne $before;
} else { exit 3 if -e $path }
if (!$stays) { exit 0 if !$was or unlink $path; fail("cannot remove $path") }
$folder = $path; $folder =~ s{/[^/]*$}{}; mkdir $folder, 0755;
my $new = "$path.tmp.$$";
sysopen(my $out, $new, O_WRONLY | O_CREAT | O_TRUNC, oct $mode) or fail("cannot write $new");
binmode $out; print {$out} $after and close $out and rename $new, $path and exit 0;
my $why = $!; unlink $new; $! = $why; fail("cannot replace $path");
`;

/**
 * @param real the path as the machine knows it: a simulated one has a folder before it
 * @throws PhoenixError `STALE`, `STEP_FAILED`, `UNWRITABLE`
 */
export async function replaceLocked(
  run: (argv: readonly string[], options: RunOptions) => Promise<RunResult>,
  real: (path: string) => string,
  { path, lock, before, after, mode = 0o600 }: ReplaceLocked,
): Promise<void> {
  const length = String(Buffer.byteLength(before ?? '', 'utf8'));
  const ends = [before === null ? '0' : '1', after === null ? '0' : '1', mode.toString(8)];
  const argv = ['perl', '-e', PROGRAM, real(path), real(lock), String(LOCK_SECONDS), length, ...ends];
  const stdin = `${before ?? ''}${after ?? ''}`;
  const result = await run(argv, { stdin, timeout: (LOCK_SECONDS + 20) * 1000 });
  if (result.exit === 0) return;
  if (result.exit === STALE) throw new PhoenixError('STALE', `${path} was changed by someone else`);
  if (result.exit === LOCKED) {
    throw new PhoenixError('STEP_FAILED', `can't lock file '${lock}' - got timeout`, {
      hint: 'another command works on it: try again when that is done',
    });
  }
  const why = result.stderr.trim();
  const hint = fileHint(path, why);
  throw new PhoenixError(
    'UNWRITABLE',
    `${path} cannot be written: ${why}`,
    hint === undefined ? {} : { hint },
  );
}
