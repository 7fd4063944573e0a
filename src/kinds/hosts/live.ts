/** What nodes have of host records, and what they shall have, with the addresses that IPAM has told. Pure. */
import { learnedOf } from '../guest/learned.ts';
import type { GuestSpec } from '../guest/spec.ts';
import type { Address, Resource } from '../../config/model.ts';
import type { Snapshot } from '../../node/port.ts';
import type { NodeName } from '../step.ts';
import { confPath, confText, type HostsSpec, recordsPath, recordsText } from './spec.ts';

export interface HostsLive {
  /** Of each node that answers and has the zone. */
  readonly nodes: ReadonlyMap<
    NodeName,
    { readonly conf?: string | undefined; readonly records?: string | undefined }
  >;
}

export function liveOf(snapshot: Snapshot, zone: string, nodes: HostsSpec['nodes']): HostsLive {
  const found = [...snapshot.nodes].flatMap(([node, facts]) => {
    if (!facts.reachable || !(nodes?.includes(node) ?? true)) return [];
    const files = facts.files ?? new Map<string, string>();
    return [[node, { conf: files.get(confPath(zone)), records: files.get(recordsPath(zone)) }] as const];
  });
  return { nodes: new Map(found) };
}

/** With the addresses that are known; the others stand there as references. */
export function known(
  spec: HostsSpec,
  snapshot: Snapshot,
  estate: ReadonlyMap<Address, Resource> | undefined,
): HostsSpec {
  const records = spec.records.map((record) => {
    const guest = record.late && estate?.get(record.late.to);
    const ip =
      guest && record.late ? learnedOf(guest.spec as GuestSpec, snapshot)[record.late.field] : undefined;
    return ip === undefined ? record : { ...record, ip };
  });
  return { ...spec, records };
}

/** Nodes whose files are not so. */
export function differing(spec: HostsSpec, { nodes }: HostsLive): NodeName[] {
  const [conf, records] = [confText(spec), recordsText(spec)];
  return [...nodes].flatMap(([node, has]) => (has.conf === conf && has.records === records ? [] : [node]));
}
