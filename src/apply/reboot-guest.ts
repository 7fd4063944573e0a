/** The restart that an install of a feature asks for: not a step of its own, since nobody knows before whether it comes. */
import type { Step } from '../kinds/step.ts';
import { REBOOT_LIMIT, rebootCommand } from '../node/guest-exec.ts';
import { guestIn } from './memory.ts';
import { journalOf } from './recorded.ts';
import type { GuestContext, GuestVerb } from './run-guest.ts';

/** Milliseconds after a reboot in which a virtual machine is started again: the node does it after `qm reboot` (PVE 9.2). */
const COMES_BACK = 120_000;

/** What is wrong; null when it is up again. */
export async function rebootGuest(
  step: Step,
  { vmid, transport: by }: Pick<GuestVerb, 'vmid' | 'transport'>,
  context: GuestContext,
): Promise<string | null> {
  const { clock, redact } = context;
  const transport = by === 'agent' ? by : undefined;
  const write = journalOf(step, `${step.id}:reboot`, context);
  const argv = rebootCommand(vmid, transport);
  await write('begin', { argv });
  const { exit, stderr, timedOut } = await context.cluster
    .node(step.node)
    .run(argv, { timeout: REBOOT_LIMIT });
  const runs = async () =>
    [...(await context.look(step)).values()].map(guestIn).some((one) => one?.vmid === vmid && one.running);
  const until = clock.now() + (transport && exit === 0 ? COMES_BACK : 0);
  let running = await runs();
  while (!running && clock.now() < until) {
    await clock.sleep(1000);
    running = await runs();
  }
  await write('end', { exit, ...(exit === 0 ? {} : { message: redact(stderr.trim()) }) });
  if (running && !timedOut) return null;
  return redact(`restarting the guest failed: ${stderr.trim().split('\n')[0] || `exit ${exit}`}`);
}
