/** A node as the installer leaves it, with what a lab needs to begin: storages and a few templates. */
import { type NodeFacts, nodeFacts, writeFacts } from './facts.ts';
import { startManager } from './ha-crm.ts';
import type { Host } from './host.ts';
import { writeMembers } from './power.ts';
import { writeVolume } from './storage/volumes.ts';
import { preparePools, type SimVdev } from './zfs/state.ts';

export interface FreshOptions {
  /** Facts of each node of the cluster; one node `pve1` when not given. */
  readonly nodes?: readonly (Partial<NodeFacts> & { readonly name: string })[];
  /** The text of storage.cfg. */
  readonly storages?: string;
  /** Volume ids of templates that are there. */
  readonly templates?: readonly string[];
  /** Pools of ZFS by node and name; a node without any has no ZFS. */
  readonly pools?: Readonly<Record<string, Readonly<Record<string, readonly SimVdev[]>>>>;
}

const STORAGES = `dir: local
	path /var/lib/vz
	content iso,vztmpl,backup,snippets,rootdir,images,import

lvmthin: local-lvm
	thinpool data
	vgname pve
	content rootdir,images

zfspool: local-zfs
	pool rpool/data
	sparse 1
	content rootdir,images
`;

const TEMPLATES = [
  'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
  'local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst',
  'local:vztmpl/alpine-3.22-default_20250617_amd64.tar.xz',
];

/** Bytes of a template's archive. */
const TEMPLATE_SIZE = 123_456_789;

/** Makes an empty host a cluster. Storages that its `storage.cfg` names already are left. */
export function prepareFreshNode(host: Host, options: FreshOptions = {}): void {
  for (const { name, ...facts } of options.nodes ?? [{ name: 'pve1' }])
    writeFacts(host, nodeFacts(name, facts));
  writeMembers(host);
  startManager(host);
  if (host.read('/etc/pve/storage.cfg') === null) {
    host.write('/etc/pve/storage.cfg', options.storages ?? STORAGES);
  }
  for (const template of options.templates ?? TEMPLATES) {
    const [storage = '', name = ''] = template.split(/:(.*)/s);
    writeVolume(
      host,
      { storage, name },
      { format: name.replace(/^.*?\.(?=tar|qcow2$|raw$|vmdk$)/, ''), size: TEMPLATE_SIZE },
    );
  }
  for (const [node, pools] of Object.entries(options.pools ?? {})) preparePools(host, node, pools);
}
