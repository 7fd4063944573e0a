/** Which system is in a guest's root file system, as its /etc/os-release says: the conf file may be wrong. */
import { FAMILIES, parsePropertyString } from '../../node/property-string.ts';
import type { Draft } from '../conf-store.ts';
import { guestRoot } from '../guest-files.ts';
import type { Session } from '../session.ts';

export interface GuestOs {
  /** Proxmox's `ostype`. */
  readonly ostype: string;
  readonly version: string;
}

const releasePath = (vmid: number) => `${guestRoot(vmid)}/etc/os-release`;

/** Names of /etc/os-release that Proxmox has another word for (PVE 9.2). */
const ALIASES: Readonly<Record<string, string>> = {
  'opensuse-leap': 'opensuse',
  'opensuse-tumbleweed': 'opensuse',
  arch: 'archlinux',
  sles: 'opensuse',
  rocky: 'centos',
  almalinux: 'centos',
  rockylinux: 'centos',
};

/** systemd of each release from 242 on: Proxmox then asks for nesting. Systems without systemd are not here. */
const SYSTEMD: Readonly<Record<string, number>> = {
  'debian 11': 247,
  'debian 12': 252,
  'debian 13': 257,
  'ubuntu 20.04': 245,
  'ubuntu 22.04': 249,
  'ubuntu 24.04': 255,
  'ubuntu 25.04': 257,
  'centos 9': 252,
  'fedora 41': 256,
  'fedora 42': 257,
  'archlinux ': 258,
  'opensuse 15': 254,
};

/** The system that an archive's name tells: `debian-12-standard_12.0-1_amd64.tar.zst`. Null when it tells none. */
export function osOfArchive(name: string): GuestOs | null {
  const file = name.split('/').at(-1) ?? '';
  const [, id = '', version = ''] = /^([a-z]+)(?:-linux)?-(\d+(?:\.\d+)?)?/.exec(file) ?? [];
  const ostype = ALIASES[id] ?? id;
  const known = [
    'debian',
    'devuan',
    'ubuntu',
    'centos',
    'fedora',
    'opensuse',
    'archlinux',
    'alpine',
    'gentoo',
    'nixos',
  ];
  return known.includes(ostype) ? { ostype, version } : null;
}

export function writeGuestOs(session: Session, vmid: number, os: GuestOs): void {
  session.host.write(releasePath(vmid), `ID=${os.ostype}\nVERSION_ID="${os.version}"\n`);
}

function readGuestOs(session: Session, vmid: number, draft: Draft): GuestOs {
  const text = session.host.read(releasePath(vmid));
  if (text === null) {
    return { ostype: session.node.guestOs ?? draft.options.get('ostype') ?? 'debian', version: '12' };
  }
  const id = /^ID="?([^"\n]*)"?$/m.exec(text)?.[1] ?? '';
  const version = /^VERSION_ID="?([^"\n]*)"?$/m.exec(text)?.[1] ?? '';
  return { ostype: ALIASES[id] ?? id, version };
}

/** The system that Proxmox finds in the guest. */
export const detectedOs = (session: Session, vmid: number, draft: Draft): string =>
  readGuestOs(session, vmid, draft).ostype;

/** What Proxmox warns of at create, clone and start of a guest with systemd and without nesting; null for no more. */
export function nestingWarning(session: Session, vmid: number, draft: Draft): string | null {
  if (draft.options.get('ostype') === 'unmanaged') return null;
  const features = parsePropertyString(FAMILIES.features, draft.options.get('features') ?? '');
  if (features.get('nesting') === '1') return null;
  const { ostype, version } = readGuestOs(session, vmid, draft);
  const systemd = SYSTEMD[`${ostype} ${version}`] ?? SYSTEMD[`${ostype} ${version.split('.')[0] ?? ''}`];
  return systemd === undefined ? null : `Systemd ${systemd} detected. You may need to enable nesting.`;
}
