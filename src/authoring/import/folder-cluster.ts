/** A folder of conf files as a cluster that was read: what a file does not tell is guessed as little as can be. */
import { parseConf } from '../../node/conf.ts';
import type { Snapshot } from '../../node/port.ts';
import { parseBoolean } from '../../node/property-string.ts';
import { guestFile, snapshotOf } from '../../node/snapshot.ts';

/** No conf file says whether its guest runs: those that start with the node do, most likely. */
function probablyRuns(text: string): boolean {
  const { options } = parseConf(text);
  return parseBoolean(options.get('onboot') ?? '') === '1' && !options.has('template');
}

/**
 * @param texts by their paths on a node
 * @param running VMIDs of guests that run; null: nobody says
 */
export function folderCluster(
  texts: ReadonlyMap<string, string>,
  running: ReadonlySet<number> | null,
): Snapshot {
  const files = [...texts].flatMap(([path, text]) => guestFile(path, text) ?? []);
  const active = files
    .filter(({ vmid, text }) => (running ? running.has(vmid) : probablyRuns(text)))
    .map(({ vmid }) => vmid)
    .join(' ');
  const node = { reachable: true, files: new Map<string, string>(), pve: '', active, tasks: [] } as const;
  const names = [...new Set(files.map((file) => file.node))];
  return snapshotOf({
    // Nothing in it depends on the time.
    at: new Date(0).toISOString(),
    cluster: texts,
    nodes: new Map(names.map((name) => [name, node])),
    backups: null,
  });
}
