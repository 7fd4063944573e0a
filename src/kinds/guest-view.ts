/** What rules see of a guest, whatever kind it is: a container today, a virtual machine tomorrow. */
import type { Address, Resource } from '../config/model.ts';
import type { EstateFeatures } from '../features/estate-features.ts';
import type { Pointer } from '../json.ts';
import type { NodeName } from './step.ts';

/** A network card. */
export interface CardView {
  /** `net0`; its fields stand below `/net0`. */
  readonly slot: string;
  readonly bridge: string | null;
  /** The VLAN; null: none. */
  readonly tag: number | null;
  /** Several VLANs pass through it, whatever its own is. */
  readonly isTrunk: boolean;
  /** Null: that of its bridge. */
  readonly mtu: number | null;
  /** Lower case; null: Proxmox gives one. */
  readonly hwaddr: string | null;
  /** With its prefix, `10.0.0.5/24`; null: none, DHCP or by hand. */
  readonly ip: string | null;
  readonly ip6: string | null;
  readonly gw: string | null;
  readonly gw6: string | null;
  readonly isDhcp: boolean;
  /** The address that its file asks IPAM for; null: none. */
  readonly pin: string | null;
}

/** A disk of its own: root disk or mounted volume. */
export interface DiskView {
  /** Where it stands in the file: `/rootfs`, `/mounts/~1data`. */
  readonly path: Pointer;
  /** Null where no file tells. */
  readonly storage: string | null;
  /** KiB; null where no file tells. */
  readonly size: number | null;
  /** What its storage must be made for. */
  readonly content: 'rootdir' | 'images';
}

/** A volume that is there before the guest is, and that its file names. */
export interface VolumeView {
  /** Where it stands in the file: `/ostemplate`. */
  readonly path: Pointer;
  /** `local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst`. */
  readonly volume: string;
  /** What its storage must be made for. */
  readonly content: 'vztmpl' | 'snippets' | 'iso' | 'import';
}

/** What a guest's file does not tell by itself. */
export interface Around {
  readonly features: EstateFeatures | null;
  readonly resources: ReadonlyMap<Address, Resource>;
}

/** A port that something in the guest listens on. */
export interface PortView {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Who listens, as people say it: `feature postgres`. */
  readonly by: string;
  /** Where it stands in the file, or what stands for it. */
  readonly path: Pointer;
}

/** What storages hold for a guest, a template or a layer. */
export interface StoredView {
  readonly node: NodeName;
  readonly disks: readonly DiskView[];
  readonly volumes: readonly VolumeView[];
}

export interface GuestView extends StoredView {
  readonly vmid: number;
  readonly hostname: string;
  /** Its file says that it shall run. */
  readonly runs: boolean;
  readonly onboot: boolean;
  /** `startup.order`; null: none. */
  readonly order: number | null;
  /** KiB. */
  readonly memory: number;
  /** 0: as many as the node has. */
  readonly cores: number;
  readonly protection: boolean;
  readonly pool: string | null;
  readonly cards: readonly CardView[];
  readonly ports: readonly PortView[];
  /** Whether these are all, as far as files tell: software that is installed by hand is none of their business. */
  readonly hasAllPorts: boolean;
}
