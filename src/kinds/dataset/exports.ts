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
export function clientsIn(text: string | null): ReadonlyMap<string, string> {
  const clients = new Map<string, string>();
  for (const line of (text ?? '').split('\n')) {
    if (line.startsWith('#')) continue;
    for (const [, client = '', options = ''] of line.matchAll(/\s([^\s()]+)\(([^()]*)\)/g))
      clients.set(client, options);
  }
  return clients;
}

/** The file on the node; null: there is none. */
export function exportsOn(snapshot: Snapshot, node: NodeName, dataset: string): string | null {
  const facts = snapshot.nodes.get(node);
  return (facts?.reachable ? facts.files?.get(exportsPath(dataset)) : undefined) ?? null;
}

/** Whether each of these clients may mount a path, by what the server was told. */
export function isExported(etab: string, path: string, clients: readonly string[]): boolean {
  const lines = etab.split('\n');
  // Blanks in a path are written in octal there.
  const start = `${path.replaceAll(' ', String.raw`\040`)}\t`;
  return clients.every((client) => lines.some((line) => line.startsWith(`${start}${client}(`)));
}
