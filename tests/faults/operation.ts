/** One thing that Phoenix asks of a node: a command, or a file that it reads or writes. Its name is the row of a table. */
import { BOOTSTRAP } from '../../src/features/guest-scripts.ts';

export interface Operation {
  readonly node: string;
  /** `pct set`, `journal`, `lock of the estate`. */
  readonly row: string;
  /** The same in another run, without what chance and time decide: `pct set 101 --memory 512`. */
  readonly words: string;
  /** Whether it is a command, and not a file. */
  readonly isCommand: boolean;
}

/** A long word, such as a script, by its beginning. */
const short = (word: string) => (word.length > 300 ? `${word.slice(0, 40)}…${word.length}` : word);

/** Programs whose first word says what they do. */
const VERBS = /^(?:pct|qm|zfs|zpool|pvesm|pvesh|pveam|pve-firewall|ha-manager|systemctl|lxc-ls)$/;

function rowOf(argv: readonly string[]): string {
  const [program = '', verb = ''] = argv;
  if (argv.at(-1) === BOOTSTRAP) return `${program} ${verb} (features)`;
  if (program === 'pvesh')
    return `pvesh ${verb} ${argv[2]?.replaceAll(/\/(?:\d+|[a-z]+\d+)(?=\/|$)/g, '/…') ?? ''}`;
  if (program === 'qm' && verb === 'guest') return `qm guest ${argv[2] ?? ''}`;
  if (program === 'systemd-run')
    return argv.includes('--wait') ? 'systemd-run (features)' : 'systemd-run (timer)';
  return VERBS.test(program) ? `${program} ${verb}` : program;
}

/** Digests of what was read before, and times. */
function plain(words: string): string {
  return words
    .replaceAll(/--digest [0-9a-f]{40}/g, '--digest D')
    .replaceAll(/--lock-token [0-9a-f-]{36}/g, '--lock-token T')
    .replaceAll(/-\d{14}\b/g, '-T')
    .replaceAll(/"retired":"[^"]*"/g, '"retired":"T"');
}

export function commandOn(node: string, argv: readonly string[]): Operation {
  return { node, row: rowOf(argv), words: plain(argv.map(short).join(' ')), isCommand: true };
}

export type FileVerb = 'read' | 'append' | 'make' | 'write' | 'remove' | 'replace';

function placeOf(path: string): string {
  if (path.startsWith('/var/lib/phoenix/journal/')) return 'journal';
  if (path.startsWith('/etc/pve/priv/lock/phoenix-')) return 'lock of the estate';
  if (path.startsWith('/etc/pve/priv/lock/')) return 'lock of a file';
  if (path.startsWith('/etc/pve/phoenix/')) return 'mark';
  return path.endsWith('.conf') && path.includes('/lxc/') ? 'raw lines' : 'file';
}

export function fileOn(node: string, verb: FileVerb, paths: readonly string[]): Operation {
  const [path = ''] = paths;
  const known = path.replace(/owner-[0-9a-f]{16}/, 'owner-R');
  const row = verb === 'read' ? 'reading files' : `${placeOf(path)}: ${verb}`;
  return { node, row, words: `${verb} ${paths.length > 1 ? paths.length : known}`, isCommand: false };
}

/** A mark is written when something begins and when it has ended: not the work itself. */
const MARK = /^(pct|qm) set (\d+) --description (?:[^]*<!-- phoenix |[^]{1,60}…\d+ --digest D$)/;

/** What is done to what, however it is said: `pct set 101`. Guests are changed in pieces that depend on what is there. */
export function subjectOf({ words }: Operation): string {
  const [, program, vmid] = MARK.exec(words) ?? [];
  if (vmid !== undefined) return `${program} set ${vmid} (mark)`;
  const [first = '', verb = '', subject = '', target = ''] = words.split(' ');
  if (first !== 'pct' && first !== 'qm') return words;
  const more = verb === 'clone' || (verb === 'guest' && first === 'qm') ? ` ${target}` : '';
  return `${first} ${verb} ${subject}${more}`;
}

/** The guest that a command is about: of a clone, the new one. */
export function guestOf(subject: string): number | null {
  const vmid = /^(?:pct|qm) [a-z]+(?: exec)?(?: \d+(?= \d+$))? (\d+)\b/.exec(subject)?.[1];
  return vmid === undefined ? null : Number(vmid);
}
