/** A simulated cluster with what virtual machines need: an image to import, a key, and a way to look at conf files. */
import type { Result } from '../../src/simulator/session.ts';
import { vmConfPath } from '../../src/simulator/qm/machines.ts';
import { writeVolume } from '../../src/simulator/storage/volumes.ts';
import { type ClusterOptions, simulatedCluster, type SimulatedCluster } from './simulated-cluster.ts';

export const IMAGE = 'local:import/debian-12.qcow2';
const GIB = 1024 ** 3;

export interface SimulatedMachines extends SimulatedCluster {
  readonly vmConf: (vmid: number, node?: string) => string;
  /** Keys of one section, by name; the current one when none is named. */
  readonly section: (vmid: number, name?: string) => Readonly<Record<string, string>>;
  /** `qm` with these words. */
  readonly qm: (...words: readonly string[]) => Result;
  /** That must succeed. */
  readonly done: (...words: readonly string[]) => string;
}

function sectionsOf(text: string): Map<string, Record<string, string>> {
  let keys: Record<string, string> = {};
  const sections = new Map([['', keys]]);
  for (const line of text.split('\n')) {
    const heading = /^\[(.*)\]$/.exec(line)?.[1];
    const [, key, value = ''] = /^([a-z][a-z0-9_-]*): (.*)$/.exec(line) ?? [];
    if (heading !== undefined) sections.set(heading, (keys = {}));
    else if (key !== undefined) keys[key] = value;
  }
  return sections;
}

export function simulatedMachines(options: ClusterOptions = {}): SimulatedMachines {
  const cluster = simulatedCluster(options);
  const { host, run, ok } = cluster;
  const [storage = '', name = ''] = IMAGE.split(/:(.*)/s);
  writeVolume(host, { storage, name }, { format: 'qcow2', size: 400_000_000, unpacked: 3 * GIB });
  host.write('/root/key.pub', 'ssh-ed25519 AAAA one@two\n');
  const vmConf = (vmid: number, node = 'one') => host.read(vmConfPath(node, vmid)) ?? '';
  return {
    ...cluster,
    vmConf,
    section: (vmid, section = '') => sectionsOf(vmConf(vmid)).get(section) ?? {},
    qm: (...words) => run('qm', ...words),
    done: (...words) => ok('qm', ...words),
  };
}
