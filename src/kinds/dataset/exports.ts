/** NFS exports of a dataset: a file of its own below /etc/exports.d, which `exportfs -ra` makes true. Pure. */
import type { Snapshot } from '../../node/port.ts';
import type { NodeName } from '../step.ts';
import type { DatasetSpec } from './spec.ts';

export const EXPORT_FILES = '/etc/exports.d/phoenix-*.exports';

/** What the kernel's server was told, one client a line: `PATH\tCLIENT(OPTIONS)` (nfs-utils 2.6). */
export const ETAB = '/var/lib/nfs/etab';

/** exportfs(8) reads only what ends so; slashes cannot stand in a name. */
export const exportsPath = (dataset: string): string =>
  EXPORT_FILES.replace(
    '*',
    dataset.replaceAll(/[^A-Za-z0-9_.-]/g, (char) => `%${char.charCodeAt(0).toString(16)}`),
  );

const HEADING = '# Written by Phoenix: what is changed here is lost.\n';

const quoted = (path: string): string =>
  /[\s"#\\]/.test(path) ? `"${path.replaceAll(/["\\]/g, '')}"` : path;

/** The whole file; null: there is nothing to export. */
export function exportsText({
  properties,
  nfs = {},
}: Pick<DatasetSpec, 'properties' | 'nfs'>): string | null {
  const clients = Object.keys(nfs).toSorted();
  const path = properties['mountpoint'];
  if (clients.length === 0 || path === undefined) return null;
  return `${HEADING}${quoted(path)} ${clients.map((client) => `${client}(${nfs[client]})`).join(' ')}\n`;
}

/** Clients and options in such a file. */
function clientsIn(text: string | null): ReadonlyMap<string, string> {
  const clients = new Map<string, string>();
  for (const line of (text ?? '').split('\n')) {
    if (line.startsWith('#')) continue;
    for (const [, client = '', options = ''] of line.matchAll(/\s([^\s()]+)\(([^()]*)\)/g))
      clients.set(client, options);
  }
  return clients;
}

/** Clients and options of a path, as the server was told. */
function toldOf(etab: string, path: string): ReadonlyMap<string, string> {
  // Blanks in a path are written in octal there.
  const start = `${path.replaceAll(' ', String.raw`\040`)}\t`;
  const lines = etab.split('\n').filter((line) => line.startsWith(start));
  return clientsIn(lines.map((line) => ` ${line.slice(start.length)}`).join('\n'));
}

const mayWrite = (options: string): boolean => options.split(',').includes('rw');

/** Whether the server was told of each of these clients of a path, and whether they may write. */
export function isExported(etab: string, path: string, clients: Readonly<Record<string, string>>): boolean {
  const told = toldOf(etab, path);
  return Object.entries(clients).every(([client, options]) => {
    const known = told.get(client);
    return known !== undefined && mayWrite(known) === mayWrite(options);
  });
}

/**
 * Who may mount a path: by the file where the server was told just that, and else by what it was told. Of options, it
 * writes many more than the file has; whether one may write is compared.
 */
function exportedClients(
  file: string | null,
  etab: string,
  path: string | undefined,
): ReadonlyMap<string, string> {
  const told = path === undefined ? new Map<string, string>() : toldOf(etab, path);
  const said = clientsIn(file);
  return new Map(
    [...told].map(([client, options]) => {
      const own = said.get(client);
      return [client, own !== undefined && mayWrite(own) === mayWrite(options) ? own : options];
    }),
  );
}

/** What is exported of a dataset. */
export interface Exports {
  /** Phoenix has a file of it, though nobody may know of that one yet. */
  readonly isWritten: boolean;
  /** Who may mount it, with options. */
  readonly clients: ReadonlyMap<string, string>;
}

/**
 * What a node exports of a dataset.
 * @param home what its file is called by
 * @param path where it is mounted
 */
export function exportsOn(
  snapshot: Snapshot,
  node: NodeName,
  home: string,
  path: string | undefined,
): Exports {
  const facts = snapshot.nodes.get(node);
  const files = facts?.reachable ? facts.files : undefined;
  const file = files?.get(exportsPath(home)) ?? null;
  return { isWritten: file !== null, clients: exportedClients(file, files?.get(ETAB) ?? '', path) };
}
