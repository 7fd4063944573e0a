/** Guests that are made from a layer: how that is written in a spec, what expanding it means, who is behind. Pure. */
import type { Address, Resource } from '../../config/model.ts';
import type { Pointer } from '../../json.ts';
import type { Expanded, ExpandInput } from '../kind.ts';
import type { Mark } from '../seen.ts';
import { layerStamp } from '../layer/stamp.ts';
import { type GuestSource, type GuestSpec, layerOf } from './spec.ts';

export const isLayer = (address: Address): boolean => address.startsWith('layer/');

/** The instance of a layer on a node. */
export const instanceAddress = (layer: Address, node: string): Address => `${layer}@${node}`;

/** `layer/base` of `layer/base 0123456789abcdef`. */
export const addressIn = (stamp: string): Address => stamp.replace(/ .*$/s, '');
/** `0123456789abcdef` of it. */
export const hashIn = (stamp: string): string => stamp.replace(/^.* /s, '');

/** The layer that a clone names; null for any other source. */
export function layerAddress(source: GuestSource): Address | null {
  if (source.is !== 'clone') return null;
  if (source.layer !== undefined) return addressIn(source.layer);
  return source.address !== null && isLayer(source.address) ? source.address : null;
}

/** Storages that link a clone of a container to its template (PVE 9.2): on the others it is copied. */
export function makesLinkedClones(type: string): boolean {
  return type === 'zfspool' || type === 'lvmthin' || type === 'rbd';
}

/** A spec whose source is a layer names the instance on its node, and the content that git gives it now. */
export function onLayer<Spec extends GuestSpec>(spec: Spec, resources: ReadonlyMap<Address, Resource>): Spec {
  const { source, node } = spec;
  const address = source ? layerAddress(source) : null;
  if (source?.is !== 'clone' || address === null) return spec;
  const layer = layerStamp(address, node, resources);
  if (layer === null) return spec;
  return { ...spec, source: { ...source, address: instanceAddress(address, node), layer } };
}

export function expandGuest<Spec extends GuestSpec>({ resource, resources }: ExpandInput<Spec>): Expanded {
  const spec = onLayer(resource.spec, resources);
  return { resources: [spec === resource.spec ? resource : { ...resource, spec }], findings: [] };
}

/** Where a file names its layer; owed by a guest that is being moved to what that is now. */
export const MOVE: Pointer = '/clone';

/** The layer that a guest was made from, when that is not what its layer is now; null: it is up to date. */
export function behindOn(spec: GuestSpec, mark: Pick<Mark, 'layer'> | null): string | null {
  const now = layerOf(spec);
  const was = mark?.layer;
  return now === undefined || was === undefined || was === now ? null : was;
}

/** For the reader of a plan: the guest stays as it is. */
export function behindNotes(want: Resource<GuestSpec>, was: string | undefined): string[] {
  const old = behindOn(want.spec, was === undefined ? null : { layer: was });
  const now = layerOf(want.spec);
  if (old === null || now === undefined || addressIn(old) !== addressIn(now)) return [];
  return [
    `behind: made from ${addressIn(old)} as of ${hashIn(old)}, which is ${hashIn(now)} now; \`phoenix rebuild ${want.address}\` moves it`,
  ];
}

/** The source with the VMID that its instance has, or gets in this apply; as it is where it is no layer. */
export function placedSource<Source extends GuestSource>(
  source: Source,
  placed: ((address: Address) => number | null) | undefined,
  typeOf: (storage: string) => string | undefined,
): Source | null {
  if (source.is !== 'clone' || source.layer === undefined || source.address === null) return source;
  const vmid = placed?.(source.address) ?? null;
  if (vmid === null) return null;
  const type = typeof source.linkedOn === 'string' ? typeOf(source.linkedOn) : undefined;
  const copies = source.full === undefined && type !== undefined && !makesLinkedClones(type);
  return { ...source, vmid, ...(copies ? { full: true } : {}) };
}
