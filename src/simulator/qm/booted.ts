/**
 * What is inside a machine that was started: its agent answers after a while, and cloud-init has done what its drive
 * says. A first start, and one whose seed names another instance, run it; its state stands in the guest's own files.
 */
import { guestRoot } from '../guest-files.ts';
import type { Session } from '../session.ts';
import { seedOf } from './cloudinit.ts';
import { hasCloudinit, type VmDraft } from './conf.ts';
import { machineState } from './machines.ts';

const STATE = '/var/lib/cloud/data';

/** Lays down what cloud-init leaves in a guest: its instance, and how it went. */
export function boot(session: Session, vmid: number, draft: VmDraft): void {
  const { host } = session;
  const root = guestRoot(vmid);
  if (!hasCloudinit(draft.options)) return;
  const { meta, user } = seedOf(session, vmid, draft.options);
  const instance = /^instance-id: (\S+)/m.exec(meta)?.[1] ?? 'nocloud';
  const isBroken = !/^(?:#cloud-config|## template: jinja|#!|Content-Type:|#include|$)/.test(user);
  host.write(`${root}${STATE}/instance-id`, `${instance}\n`);
  const errors = isBroken ? ['failed shellify: user data is of no known kind'] : [];
  host.write(
    `${root}${STATE}/result.json`,
    `${JSON.stringify({ v1: { datasource: 'DataSourceNoCloud', errors } })}\n`,
  );
}

/** What cloud-init says of itself, as Phoenix's program asks it: its exit code, its words, the end of its log. */
export function cloudAnswer(session: Session, vmid: number): string {
  const text = session.host.read(`${guestRoot(vmid)}${STATE}/result.json`);
  if (text === null) return 'phx-cloud none\n';
  const { v1 } = JSON.parse(text) as { readonly v1: { readonly errors: readonly string[] } };
  if (v1.errors.length === 0) return 'phx-cloud 0\nstatus: done\n';
  return `phx-cloud 1\nstatus: error\ndetail:\n${v1.errors.join('\n')}\nlog\n${v1.errors.join('\n')}\n`;
}

/** Milliseconds until the agent answers; 0 when it does. */
export function untilAgent(session: Session, vmid: number): number {
  const state = machineState(session.host, vmid);
  if (!state) return Number.POSITIVE_INFINITY;
  const boots = (session.node.boot ?? 0) * 1000;
  return Math.max(0, state.since + boots - session.host.now());
}
