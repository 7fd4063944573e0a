/** Which systems a lab can build, told by the name of the archive that an estate asks for. Pure: archive.ts builds. */
import { createHash } from 'node:crypto';

/** What debootstrap is told. */
export interface Recipe {
  /** As Proxmox names it: `debian-12`. */
  readonly name: string;
  readonly suite: string;
  readonly mirror: string;
  readonly components: string;
  /** Below /usr/share/keyrings. */
  readonly keyring: string;
  /** debootstrap's script, where an old debootstrap does not know the suite. */
  readonly script: string;
  readonly include: readonly string[];
  /** The lines of /etc/apt/sources.list. */
  readonly sources: readonly string[];
}

/** Raised when the steps after debootstrap change, so that what is cached is built anew. */
const STEPS = 3;

const DEBIAN: Readonly<Record<string, string>> = { '11': 'bullseye', '12': 'bookworm', '13': 'trixie' };
const UBUNTU: Readonly<Record<string, string>> = { '20.04': 'focal', '22.04': 'jammy', '24.04': 'noble' };

/** A small system that boots, has a network and can install packages; Proxmox's own archives have more. */
const INCLUDE = [
  'systemd-sysv',
  'dbus',
  'iproute2',
  'ca-certificates',
  'netbase',
  'procps',
  'iputils-ping',
  'tzdata',
  'wget',
  'xz-utils',
];

export const KNOWN = [
  ...Object.keys(DEBIAN).map((version) => `debian-${version}`),
  ...Object.keys(UBUNTU).map((version) => `ubuntu-${version}`),
];

/** Other mirrors than the official ones. */
export interface Mirrors {
  readonly debian?: string;
  readonly ubuntu?: string;
}

function debian(version: string, suite: string, mirror: string): Recipe {
  // Bullseye's packages of long term support are with the security team's, as everyone's.
  const security = mirror.replace(/\/debian\/?$/, '/debian-security');
  return {
    name: `debian-${version}`,
    suite,
    mirror,
    components: 'main',
    keyring: 'debian-archive-keyring.gpg',
    script: 'sid',
    include: INCLUDE,
    sources: [
      `deb ${mirror} ${suite} main`,
      `deb ${mirror} ${suite}-updates main`,
      `deb ${security} ${suite}-security main`,
    ],
  };
}

function ubuntu(version: string, suite: string, mirror: string): Recipe {
  return {
    name: `ubuntu-${version}`,
    suite,
    mirror,
    components: 'main,universe',
    keyring: 'ubuntu-archive-keyring.gpg',
    script: 'gutsy',
    include: INCLUDE,
    sources: ['', '-updates', '-security'].map((part) => `deb ${mirror} ${suite}${part} main universe`),
  };
}

/** @param archive a file or volume name such as `debian-12-standard_12.12-1_amd64.tar.zst`; null when none can be built */
export function recipeOf(archive: string, mirrors: Mirrors = {}): Recipe | null {
  const file = archive.split('/').at(-1) ?? '';
  const [, id = '', version = ''] = /^(debian|ubuntu)-(\d+(?:\.\d+)?)-/.exec(file) ?? [];
  if (id === 'debian') {
    const suite = DEBIAN[version];
    return suite === undefined
      ? null
      : debian(version, suite, mirrors.debian ?? 'http://deb.debian.org/debian');
  }
  const suite = UBUNTU[version];
  return id === '' || suite === undefined
    ? null
    : ubuntu(version, suite, mirrors.ubuntu ?? 'http://archive.ubuntu.com/ubuntu');
}

/** Where the built system stands in the cache: another recipe is another name. */
export function recipeKey(recipe: Recipe): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([STEPS, recipe]))
    .digest('hex');
  return `${recipe.name}-${hash.slice(0, 12)}`;
}
