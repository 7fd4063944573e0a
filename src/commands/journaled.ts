/** A command that an operator's command runs on a node: noted in the node's journal before and after. */
import { noted } from '../apply/recorded.ts';
import type { Estate } from '../config/model.ts';
import type { Cluster, RunResult } from '../node/port.ts';
import { masked } from '../secrets/masking.ts';
import { watchedRun } from '../telemetry/current.ts';
import { estateId } from './live-plan.ts';

export interface Journaled {
  readonly head: Estate;
  readonly address: string;
  readonly node: string;
  readonly vmid: number;
  /** Part of the id in the journal: `backup`. */
  readonly verb: string;
  /** Milliseconds. */
  readonly limit: number;
  readonly say: (line: string) => void;
}

export async function journaled(
  cluster: Cluster,
  { head, address, node, vmid, verb, limit, say }: Journaled,
  argv: readonly string[],
): Promise<RunResult> {
  const port = cluster.node(node);
  const write = (event: 'begin' | 'end', more: { exit?: number; message?: string }) =>
    port.journal({
      at: new Date().toISOString(),
      run: watchedRun() ?? `cli-${verb}`,
      estate: estateId(head),
      event,
      stepId: `${address}:${verb}`,
      address,
      // Not the VMID: an intent about a guest is evidence that what is left of it may be cleared away.
      vmid: null,
      argv,
      ...more,
    });
  await write('begin', { message: `guest ${vmid}` });
  const onLine = (line: string) => {
    if (line.trim() !== '') say(masked(line.trim()));
  };
  const result = await port.run(argv, { timeout: limit, onLine });
  await noted(write('end', { exit: result.exit }));
  return result;
}
