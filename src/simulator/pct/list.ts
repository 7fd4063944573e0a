/** `pct list`: the containers of this node, one line each; nothing at all when there is none. */
import { parseConf } from '../../node/conf.ts';
import { confPath, guestsOf, runningGuests } from '../guests.ts';
import type { Command } from '../session.ts';

const row = (vmid: string, status: string, lock: string, name: string) =>
  `${vmid.padEnd(10)} ${status.padEnd(10)} ${lock.padEnd(12)} ${name.padEnd(20)}\n`;

export const pctList: Command = (session) => {
  const { host, node } = session;
  const vmids = guestsOf(host, node.name);
  const running = new Set(runningGuests(host));
  if (vmids.length > 0) session.print(row('VMID', 'Status', 'Lock', 'Name'));
  for (const vmid of vmids) {
    const { options } = parseConf(host.read(confPath(node.name, vmid)) ?? '');
    const name = (options.get('hostname') ?? `CT${vmid}`).replace(/\s/g, '');
    const status = running.has(vmid) ? 'running' : 'stopped';
    session.print(row(String(vmid), status, options.get('lock') ?? '', name));
  }
};
