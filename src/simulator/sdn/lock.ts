/** The lock of SDN (PVE 9): whoever has no token, or another one, is refused. */
import { die } from '../failure.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';

const PATH = '/etc/pve/sdn/.lock';

const lockToken = (host: Host): string | null => host.read(PATH);

/** @param what `create sdn zone object failed`: how Proxmox begins its refusal */
export function assertToken({ host }: Session, what: string, token: string | undefined): void {
  const held = lockToken(host);
  if (held !== null && held !== token) die(`${what}: invalid lock token provided!`);
}

const hex = (session: Session, digits: number): string =>
  Array.from({ length: digits }, () => Math.floor(session.host.random() * 16).toString(16)).join('');

/** A UUID of version 7. */
export function takeLock(session: Session): string {
  const time = Math.trunc(session.host.now()).toString(16).padStart(12, '0');
  const token = `${time.slice(0, 8)}-${time.slice(8)}-7${hex(session, 3)}-a${hex(session, 3)}-${hex(session, 12)}`;
  session.host.write(PATH, token);
  return token;
}

export const freeLock = (host: Host): boolean => host.remove(PATH);
