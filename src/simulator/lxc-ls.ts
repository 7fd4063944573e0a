/** `lxc-ls --active`: the guests that run on this node, one a line. */
import { runningGuests, runningState } from './guests.ts';
import type { Command } from './session.ts';

export const lxcLs: Command = (session) => {
  const { host, node, argv } = session;
  if (!argv.includes('--active')) return;
  for (const vmid of runningGuests(host)) {
    const owner = runningState(host, vmid)?.node;
    if (owner === undefined || owner === node.name) session.print(`${vmid}\n`);
  }
};
