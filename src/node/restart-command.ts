/** How a node is restarted by whoever is not on it. */

/**
 * Detached: it begins when the answer is away, whoever asked. `systemctl reboot` is what Proxmox's own API calls (PVE 9.2,
 * PVE::API2::Nodes).
 */
export const RESTART_COMMAND = [
  'systemd-run',
  '--unit=phoenix-restart',
  '--on-active=3',
  '--timer-property=AccuracySec=1s',
  '--collect',
  '--quiet',
  '--',
  'systemctl',
  'reboot',
] as const;
