/**
 * The node on which the real `pct` was recorded (PVE 9.2, tests/data/pve): a folder of bare conf files becomes this
 * one, so that a recorded call can be made again.
 */
import { type NodeFacts, nodeFacts, writeFacts } from './facts.ts';
import type { Host } from './host.ts';
import { declareImplicitVolumes, writeVolume } from './storage/volumes.ts';

const RECORDED_STORAGES = `dir: local
	path /var/lib/vz
	content iso,vztmpl,backup,rootdir,images,snippets

btrfs: btr
	path /btr
	content rootdir,images
`;

const RECORDED_TEMPLATE = 'vztmpl/debian-12-standard_12.0-1_amd64.tar.zst';

/** Facts of the recorded node: cgroup v1, no traffic policing, the C locale, Debian in every guest. */
export const recordedFacts = (name = 'vm'): NodeFacts =>
  nodeFacts(name, {
    pve: '9.2',
    cgroup: 1,
    cores: 2,
    memory: 4 * 1024 * 1024,
    bridges: { vmbr0: { mtu: 1500 } },
    policing: false,
    locale: 'C',
    guestOs: 'debian',
  });

/** Makes a host the recorded node; its volumes are those that conf files name. */
export function prepareRecordedNode(host: Host, name = 'vm'): void {
  writeFacts(host, recordedFacts(name));
  if (host.read('/etc/pve/storage.cfg') === null) host.write('/etc/pve/storage.cfg', RECORDED_STORAGES);
  declareImplicitVolumes(host);
  writeVolume(host, { storage: 'local', name: RECORDED_TEMPLATE }, { format: 'tar.zst', size: 123_000_000 });
}
