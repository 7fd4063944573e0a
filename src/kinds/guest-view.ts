/** What rules see of a guest, whatever kind it is: a container today, a virtual machine tomorrow. */
import type { Pointer } from '../json.ts';
import type { NodeName } from './step.ts';

/** A network card. */
export interface CardView {
  /** `net0`; its fields stand below `/net0`. */
  readonly slot: string;
  readonly bridge: string | null;
  /** The VLAN; null: none. */
  readonly tag: number | null;
  readonly mtu: number | null;
  /** Lower case; null: Proxmox gives one. */
  readonly hwaddr: string | null;
  /** With its prefix, `10.0.0.5/24`; null: none, DHCP or by hand. */
  readonly ip: string | null;
  readonly ip6: string | null;
  readonly gw: string | null;
  readonly gw6: string | null;
  readonly isDhcp: boolean;
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

/** A port that something in the guest listens on. */
export interface PortView {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Who listens, as people say it: `feature postgres`. */
  readonly by: string;
  /** Where it stands in the file, or what stands for it. */
  readonly path: Pointer;
}

export interface GuestView {
  readonly vmid: number;
  readonly node: NodeName;
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
  /** The archive or image that it is made from, as a volume; null: a clone, or an adopted guest. */
  readonly archive: string | null;
  readonly cards: readonly CardView[];
  readonly disks: readonly DiskView[];
  readonly ports: readonly PortView[];
}
