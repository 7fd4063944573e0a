/** A firewall file of the estate as Proxmox would write it: names to texts, and rules in their order. */
import type { Address, Resource } from '../../config/model.ts';
import type { Id } from '../kind.ts';
import type { NodeName } from '../step.ts';

/** Which file it is. */
export type Target =
  | { readonly is: 'cluster' }
  | { readonly is: 'node'; readonly node: NodeName }
  | { readonly is: 'guest'; readonly address: Address; readonly vmid: number }
  | { readonly is: 'vnet'; readonly vnet: string };

export interface IpSet {
  readonly comment: string | null;
  /** By address or alias: the line as it stands in the file, `!10.0.0.5 # the printer`. */
  readonly entries: Readonly<Record<string, string>>;
}

export interface Group {
  readonly comment: string | null;
  /** Lines of rules. */
  readonly rules: readonly string[];
}

export interface FirewallSpec {
  readonly target: Target;
  /** Where it is compiled: the node itself, the guest's node, or any. */
  readonly node: NodeName;
  readonly adopt: boolean;
  readonly options: Readonly<Record<string, string>>;
  /** By name: address and comment. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly ipsets: Readonly<Record<string, IpSet>>;
  readonly groups: Readonly<Record<string, Group>>;
  /** Absent: no rule of the file is git's. */
  readonly rules?: readonly string[];
  /** Guests whose addresses stand in it. */
  readonly uses: readonly Address[];
}

export function isFirewall(resource: Resource): resource is Resource<FirewallSpec> {
  return resource.kind === 'firewall';
}

/** Where Proxmox keeps it (PVE 9.2; vnets have theirs since 8.3). */
export function pathOf(target: Target): string {
  switch (target.is) {
    case 'cluster':
      return '/etc/pve/firewall/cluster.fw';
    case 'node':
      return `/etc/pve/nodes/${target.node}/host.fw`;
    case 'guest':
      return `/etc/pve/firewall/${target.vmid}.fw`;
    case 'vnet':
      return `/etc/pve/sdn/firewall/${target.vnet}.fw`;
  }
}

/** The folder that Proxmox's own tools make while they change the file (PVE 9.2, `cfs_lock_firewall`). */
export function lockOf(target: Target): string {
  const folder = '/etc/pve/priv/lock/firewall-';
  switch (target.is) {
    case 'cluster':
      return `${folder}cluster`;
    case 'node':
      return `${folder}host-${target.node}`;
    case 'guest':
      return `${folder}vm-${target.vmid}`;
    case 'vnet':
      return `${folder}vnet-${target.vnet}`;
  }
}

/** `firewall:node:pve1`. */
export function idOf(target: Target): string {
  switch (target.is) {
    case 'cluster':
      return 'firewall:cluster';
    case 'node':
      return `firewall:node:${target.node}`;
    case 'guest':
      return `firewall:guest:${target.vmid}`;
    case 'vnet':
      return `firewall:vnet:${target.vnet}`;
  }
}

/** What an id is about; of a guest, nobody knows the address. */
export function targetOfId(id: Id): Target {
  const [, is = '', ...rest] = id.split(':');
  const name = rest.join(':');
  switch (is) {
    case 'node':
      return { is, node: name };
    case 'vnet':
      return { is, vnet: name };
    case 'guest':
      return { is, vmid: Number(name), address: name };
    default:
      return { is: 'cluster' };
  }
}

/** `the firewall of pve1`. */
export function nameOf(target: Target): string {
  switch (target.is) {
    case 'cluster':
      return 'the firewall of the cluster';
    case 'node':
      return `the firewall of ${target.node}`;
    case 'guest':
      return `the firewall of ${target.address}`;
    case 'vnet':
      return `the firewall of the vnet ${target.vnet}`;
  }
}
