/** What was built of layers: found again on the nodes by the markers, whatever VMID each has. */
import type { Address } from '../../config/model.ts';
import type { Settings } from '../../config/settings.ts';
import type { GuestFile, Snapshot } from '../../node/port.ts';
import type { Mark } from '../seen.ts';
import { addressIn, instanceAddress, isLayer } from '../guest/layered.ts';
import { readingOf } from '../guest/reading.ts';

export interface Instance {
  readonly vmid: number;
  /** Where it is. */
  readonly node: string;
  /** `layer/base@pve1`. */
  readonly address: Address;
  /** `layer/base HASH`. */
  readonly layer: string;
  /** It is a template: its build came to its end, and it does not change any more. */
  readonly complete: boolean;
  readonly mark: Mark;
  readonly file: GuestFile;
}

export interface Owner {
  readonly estate: string;
  readonly env: string | null;
  readonly settings: Settings | undefined;
}

/**
 * Whoever may edit the Notes of a guest may write a marker into them: only in the range of layers is it believed, since
 * what a build left is destroyed, and guests are cloned from what is whole.
 */
function instanceOf(file: GuestFile, { estate, env, settings }: Owner): Instance | null {
  const [from, to] = settings?.layers?.vmids ?? [0, -1];
  if (file.vmid < from || file.vmid > to) return null;
  if (file.type !== 'lxc' || !file.text.includes('<!-- phoenix ')) return null;
  const { mark, conf } = readingOf(file);
  if (!mark || mark.layer === undefined || !isLayer(mark.address)) return null;
  const ours = mark.estate === estate && mark.env === env && mark.id === `vmid:${file.vmid}`;
  const { node, vmid } = file;
  if (!ours || mark.retired !== undefined) return null;
  const { layer } = mark;
  const address = instanceAddress(addressIn(layer), node);
  return { vmid, node, address, layer, complete: conf.options.get('template') === '1', mark, file };
}

/** All of the estate, by VMID. */
export function instancesIn(snapshot: Snapshot, owner: Owner): readonly Instance[] {
  const found = [...snapshot.guests.values()].flatMap((file) => instanceOf(file, owner) ?? []);
  return found.toSorted((a, b) => a.vmid - b.vmid);
}

/** The one that counts among several of the same content on a node: complete before begun, then the lowest VMID. */
export function instanceFor(
  instances: readonly Instance[],
  address: Address,
  layer: string,
): Instance | undefined {
  const fitting = instances.filter((one) => one.address === address && one.layer === layer);
  return fitting.find((one) => one.complete) ?? fitting[0];
}
