/** A simulated cluster of two nodes in memory, with a storage of every modelled type, and a way to type commands. */
import { nodeFacts, type NodeFacts, writeFacts } from '../../src/simulator/facts.ts';
import { type MemoryHost, memoryHost } from '../../src/simulator/memory-host.ts';
import { confPath } from '../../src/simulator/guests.ts';
import type { GuestRuntime, Result } from '../../src/simulator/session.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { parseVolumeId, volumeOwners, volumesOf, writeVolume } from '../../src/simulator/storage/volumes.ts';
import { readStorages } from '../../src/simulator/storage/storages.ts';

const STORAGES = `dir: local
	path /var/lib/vz
	content rootdir,images,backup,vztmpl,snippets

btrfs: btr
	path /mnt/btr
	content rootdir,images

zfspool: zfs
	pool tank/data
	content rootdir,images

lvmthin: thin
	vgname pve
	thinpool data
	content rootdir,images

nfs: nas
	server 192.0.2.9
	export /export
	content rootdir,images,backup
`;

export const TEMPLATE = 'local:vztmpl/debian-12-standard_12.0-1_amd64.tar.zst';

export interface SimulatedCluster {
  readonly host: MemoryHost;
  /** Types a command on the first node, `one`: `run('pct', 'list')`. */
  readonly run: (...argv: readonly string[]) => Result;
  /** Types it on the other node. */
  readonly runOn: (node: string, ...argv: readonly string[]) => Result;
  /** Types a command that must succeed. @returns its stdout */
  readonly ok: (...argv: readonly string[]) => string;
  /** A guest with `nesting`, so that nothing warns. */
  readonly create: (vmid: number, rootfs: string, ...options: readonly string[]) => void;
  /** A conf file; empty when there is none. */
  readonly conf: (vmid: number, node?: string) => string;
  /** The value of one key in the current section. */
  readonly option: (vmid: number, key: string) => string | undefined;
  /** Every volume of guests on every storage, sorted. */
  readonly volumes: () => string[];
}

export interface ClusterOptions {
  readonly facts?: Parameters<typeof nodeFacts>[1];
  readonly runtime?: (host: MemoryHost) => GuestRuntime;
}

export function simulatedCluster({ facts = {}, runtime }: ClusterOptions = {}): SimulatedCluster {
  const host = memoryHost({ '/etc/pve/storage.cfg': STORAGES });
  for (const name of ['one', 'two'] satisfies NodeFacts['name'][]) writeFacts(host, nodeFacts(name, facts));
  const template = parseVolumeId(TEMPLATE);
  if (template) writeVolume(host, template, { format: 'tar.zst', size: 70_466_230 });
  const runOn = (node: string, ...argv: readonly string[]) => {
    host.wait(1000);
    return simulate({ host, node, argv, ...(runtime ? { runtime: runtime(host) } : {}) });
  };
  const run = (...argv: readonly string[]) => runOn('one', ...argv);
  const ok = (...argv: readonly string[]) => {
    const { exit, stdout, stderr } = run(...argv);
    if (exit !== 0) throw new Error(`${argv.join(' ')}: exit ${exit}: ${stderr}`);
    return stdout;
  };
  const conf = (vmid: number, node = 'one') => host.read(confPath(node, vmid)) ?? '';
  return {
    host,
    run,
    runOn,
    ok,
    conf,
    create: (vmid, rootfs, ...options) => {
      ok('pct', 'create', String(vmid), TEMPLATE, '--rootfs', rootfs, '--features', 'nesting=1', ...options);
    },
    option: (vmid, key) => new RegExp(`^${key}: (.*)$`, 'm').exec(conf(vmid).split('\n[', 1)[0] ?? '')?.[1],
    volumes: () =>
      [...readStorages(host).values()]
        .flatMap((storage) =>
          volumeOwners(host, storage).flatMap((owner) =>
            volumesOf(host, storage.id, owner).map((name) => `${storage.id}:${name}`),
          ),
        )
        .sort(),
  };
}
