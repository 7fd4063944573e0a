/** What an encrypted file tells without a key: for whom it is. Reads headers of packets alone (RFC 9580, 4.2 and 5.1). Pure. */
import { dearmoured } from './armour.ts';

export interface Inspected {
  /** Key ids of 16 upper-case hex digits, each that of a subkey as a rule. */
  readonly keyIds: readonly string[];
  /** How many recipients are not named (`gpg --throw-keyids`). */
  readonly hidden: number;
  /** How many passphrases open it (`gpg -c`). */
  readonly passphrases: number;
  /** How what follows is protected against changes; null where it is not. */
  readonly protection: 'mdc' | 'aead' | null;
}

/** Why a file is no encrypted message, as the end of a sentence that begins with its name. */
export interface NotEncrypted {
  readonly wrong: string;
}

interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
}

/** Each may cost a try of every private key, and a crafted file has room for thousands. */
const MOST_KEYS = 256;

const PKESK = 1;
const SKESK = 3;
const SED = 9;
const MARKER = 10;
const SEIPD = 18;
const AEAD = 20;
const PADDING = 21;

/** @param bytes binary or armoured */
export function inspectMessage(bytes: Uint8Array): Inspected | NotEncrypted {
  const binary = dearmoured(bytes, 'MESSAGE');
  if (binary === null) return { wrong: 'is damaged: its armour does not end or holds other characters' };
  const packets = packetsOf(binary);
  if ('wrong' in packets) return packets;
  return messageOf(packets);
}

function messageOf(packets: readonly Packet[]): Inspected | NotEncrypted {
  const keyIds: string[] = [];
  let hidden = 0;
  let passphrases = 0;
  for (const [index, { tag, body }] of packets.entries()) {
    if (tag === PKESK || tag === SKESK) {
      const id = tag === PKESK ? keyIdOf(body) : null;
      if (tag === SKESK) passphrases += 1;
      else if (id === null) hidden += 1;
      else keyIds.push(id);
      if (index >= MOST_KEYS) return { wrong: `is encrypted for more than ${MOST_KEYS} keys` };
      continue;
    }
    if (tag === SEIPD || tag === AEAD || tag === SED) {
      const rest = packets.slice(index + 1).filter((one) => one.tag !== PADDING && one.tag !== MARKER);
      if (rest.length > 0) return { wrong: 'holds more than one message' };
      const protection = tag === SED ? null : tag === SEIPD && body[0] === 1 ? 'mdc' : 'aead';
      return { keyIds, hidden, passphrases, protection };
    }
    if (tag !== MARKER && tag !== PADDING) return { wrong: 'is OpenPGP, but no encrypted message' };
  }
  return { wrong: 'is cut off' };
}

/** Null: it is not said for whom. Of keys of version 6 the id is how their fingerprint begins, of older ones how it ends. */
function keyIdOf(body: Uint8Array): string | null {
  if (body[0] === 6) {
    const length = body[1] ?? 0;
    if (length < 9) return null;
    const fingerprint = body.subarray(3, 2 + length);
    return hexOf((body[2] ?? 0) >= 5 ? fingerprint.subarray(0, 8) : fingerprint.subarray(-8));
  }
  const id = hexOf(body.subarray(1, 9));
  return id.length < 16 || /^0*$/.test(id) ? null : id;
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

function packetsOf(bytes: Uint8Array): readonly Packet[] | NotEncrypted {
  if (bytes.length === 0) return { wrong: 'is empty' };
  const packets: Packet[] = [];
  for (let at = 0; at < bytes.length;) {
    const packet = packetAt(bytes, at);
    if (packet === 'none') return { wrong: at === 0 ? 'is not encrypted' : 'is damaged' };
    if (packet === 'cut') return { wrong: at === 0 ? 'is not encrypted, or cut off' : 'is cut off' };
    packets.push(packet);
    at = packet.end;
  }
  return packets;
}

function packetAt(bytes: Uint8Array, start: number): (Packet & { readonly end: number }) | 'none' | 'cut' {
  const header = bytes[start] ?? 0;
  if ((header & 0x80) === 0) return 'none';
  const isNew = (header & 0x40) !== 0;
  const tag = isNew ? header & 0x3f : (header & 0x3c) >> 2;
  const parts: Uint8Array[] = [];
  for (let at = start + 1; ;) {
    const length = isNew ? newLength(bytes, at) : oldLength(bytes, at, header & 3);
    const end = at + length.size + length.value;
    if (!(end <= bytes.length)) return 'cut';
    parts.push(bytes.subarray(at + length.size, end));
    at = end;
    if (!length.more)
      return { tag, body: parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts), end };
  }
}

interface Length {
  /** How many bytes the length itself takes. */
  readonly size: number;
  readonly value: number;
  /** Another part follows. */
  readonly more: boolean;
}

/** What stands beyond the end is not a number, and so is the sum. */
const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? Number.NaN;

const bigEndian = (bytes: Uint8Array, at: number, size: number): number =>
  Array.from({ length: size }, (_, index) => byteAt(bytes, at + index)).reduce(
    (sum, byte) => sum * 256 + byte,
    0,
  );

function newLength(bytes: Uint8Array, at: number): Length {
  const first = byteAt(bytes, at);
  if (first < 192) return { size: 1, value: first, more: false };
  if (first < 224) return { size: 2, value: (first - 192) * 256 + byteAt(bytes, at + 1) + 192, more: false };
  if (first < 255) return { size: 1, value: 2 ** (first & 0x1f), more: true };
  return { size: 5, value: bigEndian(bytes, at + 1, 4), more: false };
}

function oldLength(bytes: Uint8Array, at: number, type: number): Length {
  if (type === 3) return { size: 0, value: bytes.length - at, more: false };
  const size = 2 ** type;
  return { size, value: bigEndian(bytes, at, size), more: false };
}
