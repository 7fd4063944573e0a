/**
 * What the specs of all guests have in common, containers and virtual machines: whatever makes, changes and removes guests
 * works on this. A member that is absent was never named in git: unmanaged.
 */
import type { Address } from '../../config/model.ts';
import type { Health } from '../../health/check.ts';
import type { HostUse } from '../host-use.ts';
import type { NodeName } from '../step.ts';
import type { Pins } from './pins.ts';
import type { Software } from './software.ts';

/** Property strings and maps: sub-property to value. */
export type Values = Readonly<Record<string, string>>;

/** `lose-data`: also where volumes of its own would go back with it. */
export type RollbackWish = 'off' | 'snapshot' | 'lose-data';

/** Where a source is, and the storage there that the copy would need here. */
export interface Apart {
  readonly node: NodeName;
  readonly storage: string;
}

export interface CloneSource {
  readonly is: 'clone';
  /** Null when the file names a VMID that is not of this estate. */
  readonly address: Address | null;
  readonly vmid: number;
  /** Absent: linked where the source is a template, full otherwise. */
  readonly full?: boolean;
  readonly snapshot?: string;
  /** Only of a full clone. */
  readonly storage?: string;
  /** Of what is, or may be, a linked clone: the storage that it shares with its source; null: no file tells. */
  readonly linkedOn?: string | null;
  /** The source is no template and runs, as its file says. */
  readonly runs?: true;
  /** The source is on another node, and the copy would go to a storage that this one does not share with it. */
  readonly apart?: Apart;
  /**
   * Of a layer, as `layer/base HASH`: then `address` is the instance on this node, whose VMID stands in no file and
   * is 0 here.
   */
  readonly layer?: string;
}

/** What a guest is made from: an archive, another guest, or disks that are new or come from images. */
export type GuestSource =
  | { readonly is: 'ostemplate'; readonly volume: string }
  | CloneSource
  | { readonly is: 'disks' };

export interface GuestSpec {
  readonly vmid: number;
  readonly node: NodeName;
  /** Raised by the user to have the guest made anew. */
  readonly generation: number;
  readonly adopt: boolean;
  readonly state: 'running' | 'stopped';
  readonly template: boolean;
  /** Null: an existing guest is adopted, and this version does not know what it was made from. */
  readonly source: GuestSource | null;
  /** What it is called: the host name of a container, the name of a virtual machine. */
  readonly hostname: string;
  /** Without the marker. */
  readonly description?: string;
  /** Lower case, sorted; without the tags that Phoenix sets itself. */
  readonly tags?: readonly string[];
  readonly pool?: string;
  readonly dependsOn: readonly Address[];
  /** Scalar options by Proxmox's names: `memory`, `cores`, `onboot` …; not those with members of their own. */
  readonly options: Values;
  readonly startup: Values;
  /** By Proxmox's key: `net0`. */
  readonly nets: Readonly<Record<string, Values>>;
  /** Addresses that IPAM shall give its cards; absent where it gives what it likes. */
  readonly pins?: Pins;
  readonly snapshots: Readonly<Record<string, { readonly description?: string }>>;
  /** Features in the order in which they are installed; absent where there are none. */
  readonly software?: readonly Software[];
  /** How it is known to be well, by name; absent where nothing tells. */
  readonly health?: Health;
  /** Whether it is rolled back when its software fails; absent: as the policies say. */
  readonly rollback?: RollbackWish;
  /** What it uses of its node's own file; absent where that is nothing. */
  readonly host?: HostUse;
  /** It is an instance of this layer, `layer/base HASH`: cleaned of what is one guest's own before it becomes a template. */
  readonly layer?: string;
}

/** The layer that a guest is made from, or is itself, as its marker tells. */
export function layerOf({ layer, source }: Pick<GuestSpec, 'layer' | 'source'>): string | undefined {
  return layer ?? (source?.is === 'clone' ? source.layer : undefined);
}

/** Deep equality of JSON: most guests of an estate are as they were, and need no comparing field by field. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => Object.hasOwn(b, key) && isSame(a[key as keyof typeof a], b[key as keyof typeof b]),
  );
}

export function isSameSpec<Spec extends GuestSpec>(a: Spec, b: Spec): boolean {
  return isSame(a, b);
}
