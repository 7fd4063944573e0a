/** Whose a dataset is on its node, where its file says so in the words of a guest: by the map of ids of that guest. Pure. */
import { isLxc, type LxcSpec } from '../lxc/spec.ts';
import { groupOnDisk, userOnDisk } from '../lxc/id-map.ts';
import type { Resource } from '../../config/model.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Expanded, ExpandInput } from '../kind.ts';
import { finding } from './finding-ids.ts';
import type { DatasetSpec, OwnerSpec } from './spec.ts';

const KNOWN = new WeakMap<Resource, { readonly key: string; readonly resource: Resource<DatasetSpec> }>();

/** The same resource again for the same owner, so that identity goes on meaning equality. */
function ownedBy(resource: Resource<DatasetSpec>, owner: OwnerSpec): Resource<DatasetSpec> {
  const key = `${owner.uid} ${owner.gid}`;
  const known = KNOWN.get(resource);
  if (known?.key === key) return known.resource;
  const made = { ...resource, spec: { ...resource.spec, owner } };
  KNOWN.set(resource, { key, resource: made });
  return made;
}

function wrong(what: string): PointedFinding {
  return finding('PHX823', '/owner', what, 'name a user that the guest maps, or write the id of the node');
}

export function expandDataset({ resource, resources }: ExpandInput<DatasetSpec>): Expanded {
  const { owner } = resource.spec;
  if (owner?.guest === undefined) return { resources: [resource], findings: [] };
  const { guest, guestUid = 0, guestGid } = owner;
  const found = resources.get(guest);
  if (!found || !isLxc(found)) {
    return {
      resources: [resource],
      findings: [wrong(`its owner is a user of ${guest}, which is not there`)],
    };
  }
  const spec: LxcSpec = found.spec;
  const uid = userOnDisk(guestUid, spec, {});
  const gid = guestGid === undefined ? undefined : groupOnDisk(guestGid, spec);
  const findings = [
    ...(uid === null ? [wrong(`${guest} maps no user ${guestUid}`)] : []),
    ...(gid === null ? [wrong(`${guest} maps no group ${guestGid}`)] : []),
  ];
  return {
    resources: [ownedBy(resource, { ...owner, uid, ...(gid === undefined ? {} : { gid }) })],
    findings,
  };
}

/** What was made of the mountpoint, as its property keeps it: user, group and mode, `-` for what nobody says. */
export function ownerWord({ owner, mode }: Pick<DatasetSpec, 'owner' | 'mode'>): string | null {
  if (!owner && mode === undefined) return null;
  return [owner?.uid ?? '-', owner?.gid ?? '-', mode ?? '-'].join(':');
}
