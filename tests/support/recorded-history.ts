/**
 * Replays the recorded history of one node (tests/data/pve/transcripts.jsonl.gz) on a simulated one. Names that chance
 * or the clock made are translated: what the recording called X is what the simulation called Y at the same place.
 */
import { createHash } from 'node:crypto';
import { draftOf } from '../../src/simulator/conf-store.ts';
import { nodeFacts, writeFacts } from '../../src/simulator/facts.ts';
import { guestRoot } from '../../src/simulator/guest-files.ts';
import { confPath } from '../../src/simulator/guests.ts';
import { type MemoryHost, memoryHost } from '../../src/simulator/memory-host.ts';
import type { GuestEnd, GuestProcess, GuestRuntime, Result } from '../../src/simulator/session.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { setCapacity } from '../../src/simulator/storage/space.ts';
import { writeVolume } from '../../src/simulator/storage/volumes.ts';

export interface TranscriptRow {
  readonly seq: number;
  readonly group: string;
  readonly argv: readonly string[];
  readonly stdin?: string;
  /** Null: the recorder gave up. Negative: killed by that signal. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number | null;
  readonly note: string;
}

const STORAGES = `dir: local
	path /var/lib/vz
	content rootdir,images,backup,vztmpl,snippets,iso

btrfs: btr
	path /mnt/btrfs-pve/pve
	content rootdir,images
`;

const GIB = 1024 ** 3;

/** The recorded node as it was before its first command. */
function recordedNode(): MemoryHost {
  const host = memoryHost({
    '/etc/pve/storage.cfg': STORAGES,
    '/etc/hostname': 'vm\n',
    '/tmp/pushme': 'content\n',
    '/root/testkey.pub': 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKtest recorder\n',
  });
  writeFacts(host, nodeFacts('vm', { cgroup: 1, cores: 2, locale: 'UTF-8' }));
  const put = (name: string, size: number, text?: string) =>
    writeVolume(
      host,
      { storage: 'local', name },
      { format: 'raw', size, ...(text === undefined ? {} : { text }) },
    );
  put('vztmpl/debian-12-standard_12.0-1_amd64.tar.zst', 70_466_230);
  put('snippets/hook.sh', 32, '#!/bin/sh\necho "hook $1 $2"\n');
  put('snippets/badhook.sh', 63, '#!/bin/sh\necho "hook $1 $2"\n[ "$2" = pre-start ] && exit 3\n');
  setCapacity(host, 'btr', { total: 20 * GIB, used: 0 });
  setCapacity(host, 'local', { total: 252 * GIB, used: 28 * GIB });
  return host;
}

/** What was done between two recordings, by the row before which it was. */
const BETWEEN: Readonly<Record<number, (host: MemoryHost) => void>> = {
  302: (host) => release.push(host.hold('/run/lock/lxc/pve-config-101.lock')),
  306: () => release.splice(0).forEach((end) => end()),
  364: (host) => run(host, ['pct', 'resize', '101', 'rootfs', '+1G']),
  373: (host) => run(host, ['pct', 'resize', '101', 'rootfs', '3500M']),
  423: (host) => {
    run(host, ['pct', 'delsnapshot', '101', 'pending']);
    const path = confPath('vm', 101);
    const text = (host.read(path) ?? '').replace(/^hookscript: .*\n/m, '').replace(/^unused0: .*\n/m, '');
    host.write(path, text);
  },
  // Machines are not simulated, but their VMIDs are taken.
  674: (host) => host.write('/etc/pve/nodes/vm/qemu-server/200.conf', 'name: vm200\n'),
  694: (host) => void host.remove('/etc/pve/nodes/vm/qemu-server/200.conf'),
};

const release: (() => void)[] = [];

function run(host: MemoryHost, argv: readonly string[]): void {
  const { exit, stderr } = simulate({ host, node: 'vm', argv });
  if (exit !== 0) throw new Error(`set-up ${argv.join(' ')}: ${stderr}`);
}

/** A guest that knows a handful of programs, and keeps its files where the simulator does. */
function guestRuntime(host: MemoryHost): GuestRuntime {
  const done = (exit: number, stdout = '', stderr = ''): GuestEnd => ({ exit, stdout, stderr });
  const hostname = (vmid: number) =>
    draftOf(host.read(confPath('vm', vmid)) ?? '', vmid).options.get('hostname') ?? '';
  const shell = (script: string, stdin: string, env: GuestProcess['env']): GuestEnd => {
    const text = script === '' ? stdin : script;
    if (text.includes('kill -9')) return done(-9);
    if (text.includes('kill -15')) return done(-15);
    if (text === 'env') return done(0, environment(env));
    const said = /echo (\w+)(?:;|$)/m.exec(text)?.[1];
    const complained = /echo (\w+) >&2/.exec(text)?.[1];
    const exit = Number(/exit (\d+)/.exec(text)?.[1] ?? 0);
    return done(
      exit,
      said === undefined ? '' : `${said}\n`,
      complained === undefined ? '' : `${complained}\n`,
    );
  };
  const environment = (env: GuestProcess['env']) =>
    Object.entries(env)
      .map(([key, value]) => `${key}=${value}\n`)
      .join('');
  return {
    hook: ({ text, vmid, phase }) => {
      const fails = new RegExp(`= ${phase} \\] && exit (\\d+)`).exec(text)?.[1];
      return done(Number(fails ?? 0), `hook ${vmid} ${phase}\n`);
    },
    exec({ vmid, argv, env, stdin }) {
      const [program = '', ...words] = argv;
      switch (program) {
        case 'true':
          return done(0);
        case 'false':
          return done(1);
        case 'cat':
          return done(0, stdin);
        case 'env':
          return done(0, environment(env));
        case 'hostname':
          return done(0, `${hostname(vmid)}\n`);
        case 'printf':
          return done(0, words.at(-1) ?? '');
        case 'touch':
          host.write(`${guestRoot(vmid)}${words[0] ?? ''}`, '');
          return done(0);
        case 'ls': {
          const path = words.at(-1) ?? '';
          const there = host.read(`${guestRoot(vmid)}${path}`) !== null;
          return there
            ? done(0, `${path}\n`)
            : done(2, '', `ls: cannot access '${path}': No such file or directory\n`);
        }
        case 'sh':
        case '/bin/sh':
          return shell(words[1] ?? '', stdin, env);
        case '/root':
          return { ...done(126), failed: 'EACCES' };
        default:
          return { ...done(127), failed: 'ENOENT' };
      }
    },
  };
}

const nothing: Result = { exit: 0, stdout: '', stderr: '', ms: 0 };

/** Programs of the machine itself, over the simulated files. */
function runPlain(host: MemoryHost, argv: readonly string[]): Result {
  const real = (path: string) => path.replace(/^\/etc\/pve\/lxc\//, '/etc/pve/nodes/vm/lxc/');
  const texts = argv.slice(1).map((path) => host.read(real(path)) ?? '');
  if (argv[0] !== 'sha1sum') return { ...nothing, stdout: texts.join('') };
  return {
    ...nothing,
    stdout: `${createHash('sha1').update(texts.join('')).digest('hex')}  ${argv[1] ?? ''}\n`,
  };
}

/** Names that differ from run to run, each found in both outputs at the same place. */
const CHANCE = [
  /[0-9a-f]{40}/g,
  /UPID:[^\s"]*:/g,
  /BC:24:11(?::[0-9A-F]{2}){3}/gi,
  // Perl's hash decides which mount of a clone is copied first, and so gets the lower number.
  /(?:vm|base)-12[016]-disk-\d/g,
  /vzdump-lxc-\d+-\d{4}_\d\d_\d\d-\d\d_\d\d_\d\d/g,
];

export interface Replay {
  readonly row: TranscriptRow;
  readonly result: Result;
  /** The recorded output, in the simulation's names. */
  readonly recorded: { readonly stdout: string; readonly stderr: string };
}

/** A history: each call of `next` makes one recorded call again. */
export function replayHistory(): { readonly host: MemoryHost; next(row: TranscriptRow): Replay } {
  const host = recordedNode();
  const names = new Map<string, string>();
  const runtime = guestRuntime(host);
  const env = { HOME: '/root', TERM: 'linux', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', PWD: '/' };
  const translate = (text: string) =>
    CHANCE.reduce((done, pattern) => done.replaceAll(pattern, (name) => names.get(name) ?? name), text);
  const learn = (recorded: string, simulated: string) => {
    for (const pattern of CHANCE) {
      const [theirs, ours] = [recorded.match(pattern) ?? [], simulated.match(pattern) ?? []];
      if (theirs.length !== ours.length) continue;
      for (const [index, name] of theirs.entries())
        if (!names.has(name)) names.set(name, ours[index] ?? name);
    }
  };
  return {
    host,
    next(row) {
      BETWEEN[row.seq]?.(host);
      host.wait(2000);
      const argv = row.argv.map(translate);
      const plain = ['cat', 'sha1sum'].includes(argv[0] ?? '');
      const result = plain
        ? runPlain(host, argv)
        : simulate({ host, node: 'vm', argv, stdin: row.stdin ?? '', env, runtime });
      if (row.argv[1] !== 'clone') learn(row.stdout, result.stdout);
      return { row, result, recorded: { stdout: translate(row.stdout), stderr: translate(row.stderr) } };
    },
  };
}
