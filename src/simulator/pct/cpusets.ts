/** `pct cpusets`: which CPUs the running guests may use. */
import { draftOf } from '../conf-store.ts';
import { confPath, guestsOf, isRunning } from '../guests.ts';
import type { Command } from '../session.ts';

export const pctCpusets: Command = (session) => {
  const { host, node } = session;
  const rows = guestsOf(host, node.name)
    .filter((vmid) => isRunning(host, vmid))
    .map((vmid) => {
      const { options } = draftOf(host.read(confPath(node.name, vmid)) ?? '', vmid);
      const cores = Math.min(Number(options.get('cores') ?? node.cores), node.cores);
      return {
        vmid: String(vmid),
        cpus: `: ${Array.from({ length: cores }, (_, cpu) => ` ${cpu}`).join('')}`,
      };
    });
  if (rows.length === 0) {
    session.print('no running containers\n');
    return;
  }
  const idWidth = Math.max(...rows.map(({ vmid }) => vmid.length));
  const rule = `${'-'.repeat(idWidth + Math.max(...rows.map(({ cpus }) => cpus.length)))}\n`;
  session.print(rule);
  for (const { vmid, cpus } of rows) session.print(`${vmid.padStart(idWidth)}${cpus}\n`);
  session.print(rule);
};
