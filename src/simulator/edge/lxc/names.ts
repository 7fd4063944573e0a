/**
 * Names of everything that a lab of real containers makes on this machine. All carry the lab's id, so that `lab down`
 * finds them after any crash. Only names and paths: nothing is made here.
 */
import { createHash } from 'node:crypto';

/** Every lab of this machine has a folder here. It is gone after a boot, as are containers and networks. */
export const LABS = '/run/phoenix-labs';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Six letters and digits that stand for a lab; `salt` makes another one when the first is taken. */
export function labId(dir: string, salt: string): string {
  const bytes = createHash('sha256').update(`${dir}\0${salt}`).digest();
  return Array.from(bytes.subarray(0, 6), (byte) => LETTERS[byte % LETTERS.length] ?? 'a').join('');
}

export const isLabId = (text: string): boolean => /^[a-z2-9]{6}$/.test(text);

/** Names of one lab. */
export interface LabNames {
  readonly id: string;
  /** Its folder below /run. */
  readonly run: string;
  /** LXC's own folder (`-P`). */
  readonly lxc: string;
  /** The network namespace in which the lab's bridges, guests' cables and NAT are. */
  readonly namespace: string;
  /** The cable from this machine into that namespace. At most 15 letters, as all interfaces. */
  readonly cable: string;
  /** The nft table on this machine. */
  readonly table: string;
}

/** @throws Error for what is no id: paths below /run are made of it, which root removes */
export function labNames(id: string): LabNames {
  if (!isLabId(id)) throw new Error(`not the id of a lab: ${JSON.stringify(id)}`);
  const run = `${LABS}/${id}`;
  return {
    id,
    run,
    lxc: `${run}/lxc`,
    namespace: `phx-${id}`,
    cable: `phx${id}`,
    table: `phoenix_${id}`,
  };
}

export const containerName = (id: string, vmid: number): string => `phx-${id}-${vmid}`;

/** The guest of a container; null for containers of others. */
export function vmidOf(id: string, container: string): number | null {
  const prefix = `phx-${id}-`;
  const rest = container.startsWith(prefix) ? container.slice(prefix.length) : '';
  return /^[1-9]\d*$/.test(rest) ? Number(rest) : null;
}

/**
 * Whether a cgroup is one of a lab's guests, or of one of them: LXC numbers those that it finds taken, as after a crash,
 * `lxc.payload.phx-abc234-101-1`.
 */
export function isCgroupOf(group: string, id: string, vmid: number | null = null): boolean {
  const [, lab, guest] =
    /^lxc\.(?:payload|monitor)\.phx-([a-z2-9]{6})-([1-9]\d*)(?:-\d+)?$/.exec(group) ?? [];
  return lab === id && (vmid === null || guest === String(vmid));
}

/** Where a guest's volumes are mounted while it runs. */
export const stageFolder = (names: LabNames, vmid: number): string => `${names.run}/stage/${vmid}`;
export const rootfsFolder = (names: LabNames, vmid: number): string => `${stageFolder(names, vmid)}/rootfs`;
export const pidFile = (names: LabNames, vmid: number): string => `${names.run}/pid/${vmid}`;
export const logFile = (names: LabNames, vmid: number): string => `${names.run}/log/${vmid}.log`;

/** The bridge in the lab's namespace that stands for one of the node's: a VLAN is a bridge of its own. */
export function bridgeName(bridge: string, tag: string | undefined): string {
  return tag === undefined ? bridge : `${bridge.slice(0, 15 - tag.length - 1)}.${tag}`;
}

/** Below the lab's folder, what belongs to real guests. */
export const LXC_FOLDER = '.sim/lxc';

/** The folder of a volume: a linked clone is called by its base too, but is one volume. */
export function volumeFolder(volid: string): string {
  const [, storage = '', name = ''] = /^([^:]+):(.+)$/.exec(volid) ?? [];
  const last = name.split('/').at(-1) ?? '';
  if (storage === '' || last === '' || last === '.' || last === '..' || storage.includes('/')) {
    throw new Error(`no volume id: ${volid}`);
  }
  return `${LXC_FOLDER}/volumes/${encodeURIComponent(storage)}/${encodeURIComponent(last)}`;
}
