/** From a merged file to the section of an HA resource: the guest's number, and its state where the file says none. Pure. */
import type { Settings } from '../../config/settings.ts';
import { anyNode } from '../any-node.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { finding } from './finding-ids.ts';
import { haSchema } from './schema.ts';
import type { HaSpec } from './spec.ts';

/** Groups instead of rules, as long as one node has them: the cluster's files have one form (PVE 8.4). */
export const hasGroups = ({ nodes }: Pick<Settings, 'nodes'>): boolean =>
  Object.values(nodes).some(({ pve }) => pve.startsWith('8.'));

/** What HA calls guests of a kind. */
const TYPES: Readonly<Record<string, string>> = { lxc: 'ct', vm: 'vm' };

/** `ct:101`; null: there is no such guest in this estate. */
export function sidOf(address: string, mergedOf: ResolveInput['mergedOf']): string | null {
  const type = TYPES[address.split('/')[0] ?? ''];
  const vmid = mergedOf(address)?.['vmid'];
  return type !== undefined && typeof vmid === 'number' ? `${type}:${vmid}` : null;
}

export function resolveHa({ merged, mergedOf, settings }: ResolveInput): Resolved<HaSpec> {
  const { guest, state, max_restart, max_relocate, failback, comment, adopt } = haSchema.parse(merged);
  const sid = sidOf(guest, mergedOf);
  if (sid === null) {
    const message = `${guest} is no guest of this estate`;
    const hint = 'Name it by its address, such as lxc/db or vm/db.';
    return { spec: null, findings: [finding('PHX890', '/guest', message, hint)] };
  }
  if (failback !== undefined && hasGroups(settings)) {
    const message = 'PVE 8 knows no "failback" of a single resource';
    const hint = 'Leave it out; when all nodes have PVE 9, write it.';
    return { spec: null, findings: [finding('PHX891', '/failback', message, hint)] };
  }
  const own = mergedOf(guest)?.['state'] === 'stopped' ? 'stopped' : 'started';
  const options = {
    state: state ?? own,
    ...(max_restart === undefined ? {} : { max_restart: String(max_restart) }),
    ...(max_relocate === undefined ? {} : { max_relocate: String(max_relocate) }),
    ...(failback === undefined ? {} : { failback: failback ? '1' : '0' }),
    ...(comment === undefined ? {} : { comment }),
  };
  const spec: HaSpec = {
    id: `ha:${sid}`,
    file: 'resources',
    type: sid.split(':')[0] ?? '',
    name: sid,
    options,
    adopt: adopt ?? false,
    needs: [guest],
    summary: `${guest}, ${options.state}`,
    node: anyNode(settings),
  };
  return { spec, findings: [] };
}
