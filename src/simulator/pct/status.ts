/** `pct status`: whether a guest runs, and with `--verbose` what else Proxmox knows of it. */
import { loadConf } from '../conf-store.ts';
import { guestStatus } from '../guest-status.ts';
import type { Command } from '../session.ts';

export const pctStatus: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  const status = guestStatus(session, vmid, loadConf(session, vmid));
  if (values.get('verbose') !== '1') return session.print(`status: ${status['status'] ?? 'unknown'}\n`);
  for (const key of Object.keys(status).sort()) {
    const value = status[key];
    if (value !== null && value !== undefined && key !== 'cpu') session.print(`${key}: ${value}\n`);
  }
};
