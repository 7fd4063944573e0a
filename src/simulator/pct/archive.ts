/** Unpacking an OS template into a new guest's root file system, and what Proxmox then finds and does in it. */
import { randomBase64 } from '../chance.ts';
import type { Draft } from '../conf-store.ts';
import { type GuestOs, osOfArchive, writeGuestOs } from '../config/guest-os.ts';
import { hostPathExists } from '../facts.ts';
import { die } from '../failure.ts';
import type { Session } from '../session.ts';
import { fill } from '../storage/disks.ts';
import { availableStorage } from '../storage/storages.ts';
import { locate, parseVolumeId, volumeRecord } from '../storage/volumes.ts';

/** Bytes that a system takes when unpacked: Debian's was measured, the others are of that order. */
const UNPACKED: Readonly<Record<string, number>> = { alpine: 9_000_000, ubuntu: 480_000_000 };
const UNPACKED_DEBIAN = 193_748_099;

const BLOCK = 10_240;

/** Checked before anything is made. @throws Failure when a volume id is none of an OS template. */
export function checkArchive(session: Session, archive: string): void {
  if (!parseVolumeId(archive)) return;
  if (locate(session.host, archive).name.kind !== 'vztmpl') {
    die(`unable to use volume ${archive} - content type needs to be 'vztmpl'`);
  }
}

/** The archive's file on the host. @throws Failure when it is not there, which Proxmox finds out late. */
function fileOf(session: Session, archive: string): string {
  const missing = (message: string): never => {
    session.print(`${message}\n`);
    return die(message);
  };
  if (parseVolumeId(archive)) {
    const { id, storage, type, name } = locate(session.host, archive);
    availableStorage(session, id.storage);
    const there = volumeRecord(session.host, id);
    return there ? type.path(storage, name) : missing(`volume '${archive}' does not exist`);
  }
  const there = archive.startsWith('/') && hostPathExists(session.node, archive);
  return there ? archive : missing(`can't find file '${archive}'`);
}

/** @returns the system that was in the archive. @throws Failure when it is no archive, or does not fit */
export function unpackArchive(
  session: Session,
  { vmid, archive }: { readonly vmid: number; readonly archive: string },
  rootfs: string,
  unprivileged: boolean,
): GuestOs {
  const file = fileOf(session, archive);
  if (!/\.tar(?:\.(?:gz|bz2|xz|lzo|zst))?$/.test(file))
    die(`file does not look like a template archive: ${file}`);
  const os = osOfArchive(file) ?? { ostype: 'unmanaged', version: '' };
  const bytes = UNPACKED[os.ostype] ?? UNPACKED_DEBIAN;
  session.print(`extracting archive '${file}'\n`);
  if (parseVolumeId(rootfs) && !fill(session, rootfs, bytes)) {
    session.print('tar: ./usr/share/locale: Cannot mkdir: No space left on device\n');
    die(
      "command 'tar xpf - --totals --one-file-system -p --sparse --numeric-owner --acls --xattrs' failed: exit code 2",
    );
  }
  if (parseVolumeId(rootfs)) session.runtime?.volumes?.unpack(rootfs, file, unprivileged, session.print);
  const blocks = Math.ceil(bytes / BLOCK) * BLOCK;
  session.print(`Total bytes read: ${blocks} (${Math.round(blocks / 2 ** 20)}MiB, 150MiB/s)\n`);
  writeGuestOs(session, vmid, os);
  return os;
}

/** Proxmox looks what system and architecture it is; an `unmanaged` guest is left as it is. */
export function detectSystem(session: Session, draft: Draft, os: GuestOs): void {
  const expected = draft.options.get('ostype');
  if (expected !== 'unmanaged') {
    if (expected !== undefined && expected !== os.ostype) {
      session.warn(`got unexpected ostype (${os.ostype} != ${expected})\n`);
    }
    draft.options.set('ostype', os.ostype);
  }
  if (draft.options.has('arch')) return;
  session.print('Detected container architecture: amd64\n');
  draft.options.set('arch', 'amd64');
}

/** New SSH host keys, which `create` makes and `clone` does not. */
export function makeHostKeys(session: Session, draft: Draft): void {
  if (!['debian', 'ubuntu', 'devuan'].includes(draft.options.get('ostype') ?? '')) return;
  const name = draft.options.get('hostname') ?? 'localhost';
  for (const type of ['rsa', 'ed25519', 'ecdsa']) {
    session.print(`Creating SSH host key 'ssh_host_${type}_key' - this may take some time ...\n`);
    session.print(`done: SHA256:${randomBase64(session.host, 43)} root@${name}\n`);
  }
}
