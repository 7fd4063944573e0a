/** `phoenix node`: does on this host what a Phoenix elsewhere may ask for, as the forced command of its ssh key. */
import process from 'node:process';
import { PhoenixError } from '../errors.ts';
import { kinds } from '../kinds/registry.ts';
import { settingsSchema } from '../config/settings.ts';
import { parseTarget } from '../node/connect.ts';
import { readAllowed, writeAllowed } from '../node/gate/allowed.ts';
import { serve } from '../node/gate/serve.ts';
import { localAccess } from '../node/local.ts';
import type { Machine } from '../node/machine.ts';
import { simulatedNodes } from '../node/simulated.ts';
import { freshOptions } from '../node/simulated-estate.ts';
import { VERSION } from '../version.ts';

export interface NodeOptions {
  /** This host, or a simulated one. */
  readonly node: string;
  /** Which node of a simulated cluster. */
  readonly as?: string;
  readonly allow?: readonly string[];
}

const NO_SETTINGS = settingsSchema.parse({ name: 'lab', nodes: {} });

async function machineOf({ node, as }: NodeOptions): Promise<Machine> {
  const target = parseTarget(node);
  if (target.is === 'local') return localAccess().open();
  if (target.is !== 'sim') throw new PhoenixError('USAGE', 'phoenix node serves the host that it runs on');
  const nodes = await simulatedNodes(
    target.folder,
    () => freshOptions(NO_SETTINGS),
    () => {},
  );
  const access = as === undefined ? nodes[0] : nodes.find(({ name }) => name === as);
  if (!access) throw new PhoenixError('USAGE', `${target.folder} has no node ${as ?? ''}`);
  return access.open();
}

/** Serves until the connection ends. Exit code 0. */
export async function node(options: NodeOptions): Promise<number> {
  // The link may die at any moment; what runs is let finish all the same.
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  const allow = options.allow ?? [];
  const machine = await machineOf(options);
  const rules = {
    pve: '9.2',
    reads: readAllowed(kinds),
    writes: writeAllowed(kinds, allow.includes('features')),
    tools: kinds.flatMap(({ tools = [] }) => tools),
    asks: kinds.flatMap(({ reads }) => (reads?.asks ?? []).map(({ argv }) => argv)),
    hooks: allow.includes('hooks'),
    features: allow.includes('features'),
  } as const;
  await serve({ machine, version: VERSION, rules, input: process.stdin, output: process.stdout });
  await machine.close();
  return 0;
}
