/** What kinds of SDN have in common: a resource is one object of Proxmox, or several, each with its fields. */
import { pointer, pointerSegments, type Pointer } from '../../json.ts';
import type { NodeName } from '../step.ts';
import type { Fields } from './config.ts';

export interface SdnObject {
  /** `zone:lab`, `subnet:lab-10.9.0.0-24`. */
  readonly key: string;
  /** Where it stands in the file: the empty text, `/subnets/10.9.0.0~124`. */
  readonly path: Pointer;
  readonly fields: Fields;
}

export interface SdnSpec {
  readonly name: string;
  /** Where its commands run: SDN belongs to the whole cluster. */
  readonly node: NodeName;
  readonly adopt: boolean;
  /** Addresses that nobody has are freed. */
  readonly cleans?: true;
  /** Itself first. */
  readonly objects: readonly [SdnObject, ...SdnObject[]];
}

/** Keys of files that Proxmox calls otherwise. */
const OTHERWISE: Readonly<Record<string, string>> = { 'dhcp-range': 'dhcp', 'dhcp-dns-server': 'dns' };
const BACK = new Map(Object.entries(OTHERWISE).map(([field, key]) => [key, field]));

const isSubnet = (key: string): boolean => key.startsWith('subnet:');

/** Where a field stands in the file. */
export function fieldPath({ key, path }: Pick<SdnObject, 'key' | 'path'>, field: string): Pointer {
  const name = isSubnet(key) ? (OTHERWISE[field] ?? field) : field;
  return `${path}${pointer(name)}`;
}

/** The field that stands there; null: it is the object itself. */
export function fieldAt({ key, path }: Pick<SdnObject, 'key' | 'path'>, at: Pointer): string | null {
  const name = pointerSegments(at.slice(path.length)).at(-1);
  if (name === undefined) return null;
  return isSubnet(key) ? (BACK.get(name) ?? name) : name;
}

/** `zone/lab` of `zone:lab`, and the vnet of a subnet. */
export function ownerOf(key: string, fields: Fields | undefined): string {
  return isSubnet(key) ? `vnet/${fields?.['vnet'] ?? ''}` : key.replace(':', '/');
}

/** `the subnet 10.9.0.0/24`, `the zone lab`. */
export function objectText(key: string): string {
  const [type = '', id = ''] = key.split(/:(.*)/s);
  return type === 'subnet' ? `the subnet ${cidrOf(id)}` : `the ${type} ${id}`;
}

/** `10.9.0.0/24` of `lab-10.9.0.0-24`. */
export function cidrOf(subnetId: string): string {
  const [, network = '', mask = ''] = /^[^-]+-(.*)-(\d+)$/.exec(subnetId) ?? [];
  return `${network}/${mask}`;
}

/** Where a subnet stands in the file of its vnet; the empty path for anything else. */
export const subnetPath = (key: string): Pointer =>
  isSubnet(key) ? pointer('subnets', cidrOf(key.slice('subnet:'.length))) : '';
