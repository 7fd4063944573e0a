/** `phoenix status`: how every guest is now, its health checks asked once. It changes nothing, and needs no GitHub. */
import type { Address, Estate } from '../config/model.ts';
import { unknownAddress } from '../config/unknown-address.ts';
import { PhoenixError } from '../errors.ts';
import { canonical, type Json } from '../json.ts';
import { connectEstate } from './connect-estate.ts';
import type { Cluster, Snapshot } from '../node/port.ts';
import type { Plan } from '../plan/plan.ts';
import type { Console } from './console.ts';
import { estateStatus } from './estate-status.ts';
import { comparing, measureHealth } from './measured.ts';
import { operatorPlan } from './operator-plan.ts';
import { statusText } from './status-text.ts';
import { openWorkspace, soundToLook, type Workspace } from './workspace.ts';

export interface StatusOptions {
  readonly addresses: readonly Address[];
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly json?: boolean;
}

/** Of guests that are asked for by name, everything is told. */
const viewOf = ({ addresses }: StatusOptions, { color, columns }: Console) => ({
  color,
  columns,
  isNamed: addresses.length > 0,
});

function notShown(address: Address, estate: Estate): PhoenixError {
  if (!estate.resources.has(address)) return unknownAddress(address, estate);
  return new PhoenixError('USAGE', `${address} is a template, which runs nothing`, {
    hint: 'phoenix layers tells of it',
  });
}

/** The plan of what was read already; null where it cannot be made, which hides nothing else. */
async function planOf(
  workspace: Workspace,
  estate: Estate,
  cluster: Cluster,
  snapshot: Snapshot,
  io: Console,
): Promise<Plan | null> {
  const read: Cluster = {
    snapshot: async () => snapshot,
    node: (name) => cluster.node(name),
    lock: (id, owner) => cluster.lock(id, owner),
    spawns: () => cluster.spawns(),
    close: () => cluster.close(),
  };
  try {
    const compared = { whole: true, checked: false };
    return (await comparing(estate, compared, () => operatorPlan(workspace, estate, read))).plan;
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    io.err(`What differs from git is not known: ${error.message}`);
    return null;
  }
}

/** Exit code 0 when nothing is unwell, else 1. */
export async function status(options: StatusOptions, io: Console): Promise<number> {
  const { addresses, node, json } = options;
  const workspace = openWorkspace(options);
  try {
    const estate = soundToLook(await workspace.toApply(), io);
    const cluster = await connectEstate(node, estate, io.err);
    try {
      const plan = (snapshot: Snapshot) => planOf(workspace, estate, cluster, snapshot, io);
      const found = await estateStatus({ estate, cluster, addresses, plan });
      if (addresses.length === 0) await measureHealth(estate, found);
      const missing = addresses.find((one) => found.guests.every(({ address }) => address !== one));
      if (missing !== undefined) throw notShown(missing, estate);
      io.out(
        json ? canonical({ v: 1, ...found } as unknown as Json) : statusText(found, viewOf(options, io)),
      );
      return found.well ? 0 : 1;
    } finally {
      await cluster.close();
    }
  } finally {
    workspace.close();
  }
}
