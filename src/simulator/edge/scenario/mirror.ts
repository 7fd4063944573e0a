/** A small server for stand-ins of downloads: scenarios fetch them with the code that fetches the real ones. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Served } from '../../../features/scenario-stages.ts';
import { tar } from '../../../features/tar.ts';
import { sha256 } from '../../../hash.ts';

export interface Mirror {
  /** By the name of the download. */
  readonly served: ReadonlyMap<string, Served>;
  /** How many files were asked for. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/** @param address of this machine that guests reach */
export async function openMirror(address: string, files: ReadonlyMap<string, Uint8Array>): Promise<Mirror> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const bytes = files.get(nameIn(request.url ?? '/'));
    response.writeHead(bytes ? 200 : 404);
    response.end(bytes);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const served = [...files].map(([name, bytes]) => {
    const url = `http://${address}:${port}/${encodeURIComponent(name)}`;
    return [name, { url, sha256: sha256(bytes) }] as const;
  });
  return {
    served: new Map(served),
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Of no file where a guest asks for what is no address. */
function nameIn(url: string): string {
  try {
    return decodeURIComponent(url.slice(1));
  } catch {
    return '';
  }
}

/**
 * What stands in for downloads: a file of the feature's folder as it is, a folder packed as .tar.gz.
 * @returns null in place of what is not there
 */
export function standIns(
  wanted: Readonly<Record<string, string>>,
  folder: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, Uint8Array | null> {
  return new Map(
    Object.entries(wanted).map(([name, path]) => [name, folder.get(path) ?? packed(folder, path)] as const),
  );
}

function packed(folder: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array | null {
  const prefix = `${path.replace(/\/$/, '')}/`;
  const files = [...folder].filter(([file]) => file.startsWith(prefix));
  if (files.length === 0) return null;
  // Execute bits are not kept in git on every machine.
  return gzipSync(
    tar(files.map(([file, bytes]) => ({ path: file.slice(prefix.length), bytes, mode: 0o755 }))),
  );
}
