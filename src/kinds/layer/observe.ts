/** What there is of an instance: a template that never changes, the rest of a build that did not end, or nothing. */
import type { Settings } from '../../config/settings.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Id, ObserveInput } from '../kind.ts';
import type { Owned, Seen } from '../seen.ts';
import { hashIn, addressIn } from '../guest/layered.ts';
import type { GuestLive } from '../guest/live.ts';
import { liveIn } from '../lxc/live.ts';
import { idOf } from '../guest/observe.ts';
import { observeLxc } from '../lxc/observe.ts';
import { type Instance, instanceFor, instancesIn } from './instances.ts';
import type { LayerSpec } from './spec.ts';

/** `layer:base@pve1:0123456789abcdef`. */
export function idOfInstance(layer: string, node: string): Id {
  return `${addressIn(layer).replace('/', ':')}@${node}:${hashIn(layer)}`;
}

const ownId = ({ layer, node }: Instance): Id => idOfInstance(layer, node);

/** Ids of all; a second one of the same content on the same node has its VMID behind. */
function idsOf(instances: readonly Instance[]): Map<Id, Instance> {
  const ids = new Map<Id, Instance>();
  for (const one of instances) {
    const first = instanceFor(instances, one.address, one.layer) === one;
    ids.set(first ? ownId(one) : `${ownId(one)}:${one.vmid}`, one);
  }
  return ids;
}

/** A commit says nothing of what never changes: that none is named spares reading it. */
export function ownedLayers(
  snapshot: Snapshot,
  estate: string,
  env: string | null,
  settings?: Settings,
): readonly Owned[] {
  return [...idsOf(instancesIn(snapshot, { estate, env, settings }))].map(
    ([id, { mark, node, address }]) => ({
      id,
      mark: { ...mark, address, commit: null },
      node,
    }),
  );
}

export function observeLayer(input: ObserveInput<LayerSpec>): Seen<GuestLive> {
  const { snapshot, id, estate, env, settings } = input;
  const instance = idsOf(instancesIn(snapshot, { estate, env, settings })).get(id);
  const node = instance?.node ?? (input.want ?? input.base)?.spec.node;
  const facts = node === undefined ? undefined : snapshot.nodes.get(node);
  if (node !== undefined && !facts?.reachable) {
    const why = facts ? `the node ${node} cannot be reached: ${facts.why}` : `the node ${node} was not read`;
    return { is: 'unknown', why };
  }
  if (!instance) return { is: 'absent' };
  const live = liveIn(snapshot, instance.vmid);
  if (!live) return { is: 'absent' };
  const { mark, vmid } = instance;
  if (instance.complete) return { is: 'ours', live, mark };
  const { want, base } = input;
  const seen = observeLxc({ snapshot, id: idOf(vmid), estate, env, want, base });
  if (seen.is === 'unknown') return seen;
  return {
    is: 'debris',
    live,
    why: `a build that did not come to its end left ${vmid}: it is removed first`,
  };
}
