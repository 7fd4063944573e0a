/**
 * Root file systems for new guests: what an estate calls an OS template is built by debootstrap when first needed, and
 * kept unpacked in a cache folder, once as it is and once with the owners of unprivileged guests.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { die } from '../../failure.ts';
import { lockFile } from '../file-lock.ts';
import { KNOWN, type Mirrors, type Recipe, recipeKey, recipeOf } from './distributions.ts';
import { must, programPath, run } from './machine.ts';
import { shiftTree } from './shift.ts';

/** Seconds to wait for another process that builds the same system. */
const PATIENCE = 45 * 60;

const KEYRINGS = '/usr/share/keyrings';
const KEYRING_FROM: Readonly<Record<string, string>> = {
  'debian-archive-keyring.gpg': 'apt-get install debian-archive-keyring',
  'ubuntu-archive-keyring.gpg':
    "on Ubuntu: apt-get install ubuntu-keyring; elsewhere take it from that package of Ubuntu's, after a look at the keys",
};
const SCRIPTS = '/usr/share/debootstrap/scripts';

export interface ArchiveOptions {
  /** The folder of all built systems. */
  readonly cache: string;
  readonly mirrors?: Mirrors;
  /** Tells how far it is, whole lines. */
  readonly say: (text: string) => void;
  /** debootstrap's progress goes there while it runs; nowhere unless given. */
  readonly progress?: 1 | 2;
}

/** Where so many bytes of memory are free, a system is built in there: on a disk dpkg waits for it at every package. */
const IN_MEMORY = 3 * 1024 ** 3;

/**
 * All that debootstrap starts ends with this process, and its mounts with it: they are in namespaces of their own.
 * One line is printed for every fiftieth package, since it says several for each.
 */
const BUILD = `
  root=$1; place=$2; shift 2
  [ "$place" = "$root" ] || mount -t tmpfs -o mode=755 phoenix "$place" || exit 1
  {
    debootstrap "$@" || echo "E: debootstrap exit $?"
    [ "$place" = "$root" ] || cp -a "$place/." "$root" || echo "E: it could not be copied"
  } 2>&1 | awk '
    /^E:|^W: Failure/ { print; fflush(); failed = 1; next }
    /^I: (Retrieving|Extracting|Unpacking|Configuring) / {
      if (count[$2]++ % 50 == 0) { print "debootstrap: " tolower($2) " " $3 " ..."; fflush() }
    }
    END { exit failed }'
`;

function debootstrap(recipe: Recipe, target: string, options: ArchiveOptions): void {
  const keyring = `${KEYRINGS}/${recipe.keyring}`;
  if (!existsSync(keyring)) {
    die(
      `${recipe.name} cannot be built: ${keyring} is not there (${KEYRING_FROM[recipe.keyring] ?? 'install its package'})`,
    );
  }
  const known = existsSync(`${SCRIPTS}/${recipe.suite}`);
  const place = freemem() > IN_MEMORY ? `${target}.memory` : target;
  mkdirSync(place, { recursive: true });
  const args = [
    '--variant=minbase',
    `--keyring=${keyring}`,
    `--components=${recipe.components}`,
    `--include=${recipe.include.join(',')}`,
    recipe.suite,
    place,
    recipe.mirror,
    ...(known ? [] : [`${SCRIPTS}/${recipe.script}`]),
  ];
  const inherited = Object.entries(process.env).filter(([name]) => /^(?:https?|ftp|no)_proxy$/i.test(name));
  const { exit, stdout } = run(
    [
      'setpriv',
      '--pdeathsig',
      'KILL',
      'unshare',
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      '--',
      'sh',
      '-c',
      BUILD,
      'sh',
      target,
      place,
      ...args,
    ],
    {
      stdio: ['ignore', options.progress ?? 'pipe', options.progress ?? 'pipe'],
      env: Object.fromEntries(inherited.map(([name, value]) => [name, value ?? ''])),
    },
  );
  if (place !== target) rmSync(place, { recursive: true, force: true });
  if (exit === 0) return;
  const log = `${target}/debootstrap/debootstrap.log`;
  const last = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-3).join('\n') : '';
  die(
    `${recipe.name} could not be built from ${recipe.mirror}: ${[stdout.trim(), last].filter(Boolean).join('\n')}`,
  );
}

/** What the new system has too much or too little of for a container; nothing of this machine goes in but proxies. */
function finish(recipe: Recipe, root: string): void {
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  write('etc/apt/sources.list', `${recipe.sources.join('\n')}\n`);
  write('etc/machine-id', '');
  write('etc/hostname', 'localhost\n');
  rmSync(join(root, 'var/lib/dbus/machine-id'), { force: true });
  rmSync(join(root, 'var/cache/apt/archives'), { recursive: true, force: true });
  mkdirSync(join(root, 'var/cache/apt/archives/partial'), { recursive: true });
  // The lists of packages stay: an update then fetches what is newer. Nobody reads translations, and nothing is lost
  // with a lab that a crash of the machine ends, so that dpkg need not wait for the disk.
  write('etc/apt/apt.conf.d/90lab', 'Acquire::Languages "none";\n');
  write('etc/dpkg/dpkg.cfg.d/lab', 'force-unsafe-io\n');
  const proxy = process.env['http_proxy'] ?? '';
  if (/^http:\/\/[^\s"';]+$/.test(proxy)) {
    write('etc/apt/apt.conf.d/90proxy', `Acquire::http::Proxy "${proxy}";\n`);
  }
  // The kernel, its modules and its own file systems are the machine's: a container fails at them.
  for (const unit of ['debug.mount', 'tracing.mount', 'config.mount'].map((name) => `sys-kernel-${name}`)) {
    symlinkSync('/dev/null', join(root, 'etc/systemd/system', unit));
  }
  symlinkSync('/dev/null', join(root, 'etc/systemd/system/systemd-modules-load.service'));
}

/** Builds beside its place and moves it there as a whole: what has the name is whole. */
function inPlace(target: string, build: (fresh: string) => void): void {
  const fresh = `${target}.new`;
  rmSync(fresh, { recursive: true, force: true });
  try {
    build(fresh);
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** A packed copy beside the folder: CI keeps that, which keeps owners for those that are not root. */
function pack(root: string, packed: string): void {
  if (programPath('zstd') === null) return;
  const fresh = `${packed}.new`;
  must([
    'tar',
    '--zstd',
    '--numeric-owner',
    '--xattrs',
    '--xattrs-include=*',
    '-cpf',
    fresh,
    '-C',
    root,
    '.',
  ]);
  renameSync(fresh, packed);
}

function unpack(packed: string, root: string): void {
  mkdirSync(root);
  must(['tar', '--zstd', '--numeric-owner', '--xattrs', '--xattrs-include=*', '-xpf', packed, '-C', root]);
}

function build(recipe: Recipe, root: string, packed: string, options: ArchiveOptions): void {
  if (existsSync(packed)) return unpack(packed, root);
  options.say(`building ${recipe.name} (${recipe.suite}) from ${recipe.mirror}: once, some minutes\n`);
  mkdirSync(root);
  debootstrap(recipe, root, options);
  finish(recipe, root);
  chmodSync(root, 0o755);
  return undefined;
}

/** @throws Failure when no system of that name can be built */
function recipeFor(archive: string, mirrors: Mirrors | undefined): Recipe {
  return (
    recipeOf(archive, mirrors) ??
    die(
      `no system can be built for '${archive}' in a lab of real containers: it can build ${KNOWN.join(', ')}`,
    )
  );
}

/**
 * The folder with the root file system of an archive, built when it is not there yet.
 * @throws Failure when it cannot be
 */
export function archiveFolder(archive: string, unprivileged: boolean, options: ArchiveOptions): string {
  const recipe = recipeFor(archive, options.mirrors);
  const plain = join(options.cache, recipeKey(recipe));
  const shifted = `${plain}.unprivileged`;
  const wanted = unprivileged ? shifted : plain;
  if (existsSync(wanted)) return wanted;
  mkdirSync(options.cache, { recursive: true });
  const release = lockFile(`${plain}.lock`, PATIENCE, () =>
    options.say(`waiting for ${recipe.name}: another process builds it\n`),
  );
  if (!release) die(`${recipe.name} is being built by another process, which does not come to an end`);
  try {
    const packed = `${plain}.tar.zst`;
    if (!existsSync(plain)) inPlace(plain, (fresh) => build(recipe, fresh, packed, options));
    if (!existsSync(packed)) pack(plain, packed);
    if (unprivileged && !existsSync(shifted)) {
      inPlace(shifted, (fresh) => {
        must(['cp', '-a', '--reflink=auto', plain, fresh]);
        shiftTree(fresh);
      });
    }
  } finally {
    release?.();
  }
  return wanted;
}
