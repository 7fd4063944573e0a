/**
 * Bundles for guests that are only recorded: everything of Phoenix in them runs, and the scripts of features are replaced
 * by stand-ins. A guest's own answer to a script is the file /srv/recorded/FEATURE/SCRIPT.sh in it.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import { AGENT, BOOTSTRAP, CLEAN } from '../features/guest-scripts.ts';
import { tar, type TarFile } from '../features/tar.ts';
import { sha256 } from '../hash.ts';

/** Whether a process in a guest is the one that Phoenix brings features by. */
export function isBootstrap(argv: readonly string[]): boolean {
  return argv.length === 3 && argv[0] === 'sh' && argv[1] === '-c' && argv[2] === BOOTSTRAP;
}

/** Whether it is the one that takes bundles in pieces, by a guest agent. */
export function isAgentProgram(argv: readonly string[]): boolean {
  return argv.length === 3 && argv[0] === 'sh' && argv[1] === '-c' && argv[2] === AGENT;
}

/** Whether it is the one that cleans a layer: guests that are only recorded have nothing to be taken out. */
export function isCleaning(argv: readonly string[]): boolean {
  return argv.length === 3 && argv[0] === 'sh' && argv[1] === '-c' && argv[2] === CLEAN;
}

const BLOCK = 512;
const SCRIPT = /^f\/[^/]+\/(check|install|verify|remove)\.sh$/;

const standIn = (script: string) => `#!/bin/sh
own=/srv/recorded/$PHX_FEATURE/${script}.sh
if [ -f "$own" ]; then exec sh "$own"; fi
echo "a stand-in: scripts of features do not run in recorded guests"
`;

/** The files of an archive as src/features/tar.ts makes it. */
function filesIn(archive: Buffer): TarFile[] {
  const files: TarFile[] = [];
  const text = (block: Buffer, from: number, length: number) =>
    block.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const block = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(text(block, 124, 12), 8);
    const prefix = text(block, 345, 155);
    const name = text(block, 0, 100);
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (text(block, 156, 1) === '0') {
      const mode = Number.parseInt(text(block, 100, 8), 8);
      files.push({ path, mode, bytes: archive.subarray(at + BLOCK, at + BLOCK + size) });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

/** The files of a bundle; null when it is cut or spoiled. */
export function filesOfBundle(framed: Buffer): TarFile[] | null {
  const end = framed.indexOf(10);
  const [, length = '', sum = ''] =
    /^PHX1 (\d+) ([0-9a-f]{64})$/.exec(framed.toString('latin1', 0, end)) ?? [];
  const archive = framed.subarray(end + 1);
  return archive.length === Number(length) && sha256(archive) === sum ? filesIn(archive) : null;
}

/** The same bundle with stand-ins; one that is cut or spoiled stays so, and is refused by the bootstrap. */
export function withStandIns(framed: Buffer): Buffer {
  const found = filesOfBundle(framed);
  if (!found) return framed;
  const files = found.map((file) => {
    const script = SCRIPT.exec(file.path)?.[1];
    return script === undefined ? file : { ...file, bytes: Buffer.from(standIn(script)) };
  });
  const fresh = tar(files);
  return Buffer.concat([Buffer.from(`PHX1 ${fresh.length} ${sha256(fresh)}\n`), fresh]);
}

/** A request that starts what came in pieces. */
interface StartRequest {
  readonly id: string;
  /** The request for these pieces instead, and those. */
  readonly withPieces: (packed: Buffer) => { readonly request: Buffer; readonly packed: Buffer } | null;
}

/** Null for any other request. */
export function startRequest(stdin: Buffer): StartRequest | null {
  const end = stdin.indexOf(10);
  const [, id, length, sum] =
    /^start ([0-9a-f]+) (\d+) ([0-9a-f]{64})$/.exec(stdin.toString('latin1', 0, Math.max(0, end))) ?? [];
  if (id === undefined) return null;
  return {
    id,
    withPieces: (packed) => {
      // What does not fit together is refused by the program itself.
      if (packed.length !== Number(length) || sha256(packed) !== sum) return null;
      const fresh = gzipSync(withStandIns(gunzipSync(packed)));
      const line = Buffer.from(`start ${id} ${fresh.length} ${sha256(fresh)}`);
      return { request: Buffer.concat([line, stdin.subarray(end)]), packed: fresh };
    },
  };
}

/** What the program for pieces says where it cannot run. */
export const AGENT_REFUSAL =
  'phx-agent refused this machine lets nobody make namespaces, which recorded guests need\n';

/** What the bootstrap says where it cannot run. */
export const REFUSAL =
  '{"phx":1,"event":"refused","why":"this machine lets nobody make namespaces, which recorded guests need"}\n';
