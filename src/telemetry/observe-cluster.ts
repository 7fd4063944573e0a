/** A cluster whose every command, reading and write is a span of the run that is watched. */
import type { Cluster, NodePort, RunResult } from '../node/port.ts';
import { inSpan, isWatched } from './current.ts';
import type { Fields } from './signal.ts';

/** `pct create`: what a command does, without what it does it to. */
const nameOf = (argv: readonly string[]) => argv.slice(0, 2).join(' ');

function observedNode(port: NodePort): NodePort {
  const { name: node } = port;
  const told = <T>(name: string, fields: Fields, work: () => Promise<T>) =>
    inSpan('command', name, { node, ...fields }, work);
  return {
    ...port,
    run: (argv, options) =>
      inSpan('command', nameOf(argv), { node, argv }, async (span): Promise<RunResult> => {
        const result = await port.run(argv, options);
        const { exit, ms, timedOut } = result;
        const why = timedOut ? 'time limit' : (result.stderr.trim().split('\n').at(-1) ?? '');
        span.end(exit === 0, { exit, ms, ...(timedOut && { timedOut }) }, exit === 0 ? undefined : why);
        return result;
      }),
    guest: (vmid) => told('read guest', { vmid }, () => port.guest(vmid)),
    writeRaw: (vmid, lines, digest) =>
      told('write raw lines', { vmid }, () => port.writeRaw(vmid, lines, digest)),
    look: (look) =>
      told('look', { ...(look.files && { files: look.files }), ...(look.ask && { argv: look.ask }) }, () =>
        port.look(look),
      ),
    writeFile: (write) =>
      told(write.content === null ? 'remove file' : 'write file', { path: write.path }, () =>
        port.writeFile(write),
      ),
    reach: (within) => told('reach', {}, () => port.reach(within)),
    journal: (entry) => port.journal(entry),
  };
}

/** The cluster itself where no run is watched: then nothing is in the way of anybody. */
export function observeCluster(cluster: Cluster): Cluster {
  if (!isWatched()) return cluster;
  return {
    snapshot: (options) => inSpan('phase', 'read nodes', {}, () => cluster.snapshot(options)),
    node: (name) => observedNode(cluster.node(name)),
    lock: (estate, ...asked) =>
      inSpan('phase', 'wait for lock', { estate }, () => cluster.lock(estate, ...asked)),
    spawns: () => cluster.spawns(),
    close: () => cluster.close(),
  };
}
