/** What Proxmox asks of a conf file before it writes the guest's own LXC configuration: devices, bridges, MTU. */
import { FAMILIES, parsePropertyString } from '../../node/property-string.ts';
import type { Draft } from '../conf-store.ts';
import type { NodeFacts } from '../facts.ts';
import { die } from '../failure.ts';
import type { Session } from '../session.ts';
import { bridgeMtu } from './net.ts';

/** @throws Failure when the node has no such device. */
export function assertDevice(node: NodeFacts, path: string | undefined): void {
  if (path === undefined) die('Path has to be defined');
  if (!node.devices.includes(path)) die(`Device ${path} does not exist`, 2);
}

/**
 * The checks of `update_lxc_config` (PVE 9.2). It runs after every `pct set`, when the conf file is written already:
 * a guest with an unknown bridge fails each one.
 * @throws Failure
 */
export function checkLxcConfig(session: Session, draft: Draft): void {
  const { options } = draft;
  if ((options.get('template') ?? '0') !== '0') return;
  for (const key of ['arch', 'ostype']) if (!options.get(key)) die(`missing '${key}' - internal error`);
  for (const [key, value] of options) {
    if (!/^dev\d+$/.test(key)) continue;
    assertDevice(session.node, parsePropertyString(FAMILIES.dev, value).get('path'));
  }
  if (!options.has('rootfs')) die(`missing 'rootfs' configuration`);
  for (const key of [...options.keys()].filter((name) => /^net\d+$/.test(name)).sort()) {
    const net = parsePropertyString(FAMILIES.net, options.get(key) ?? '');
    const most = bridgeMtu(session, net.get('bridge'));
    const mtu = Number(net.get('mtu') ?? most);
    if (mtu > most) die(`${key}: MTU size '${mtu}' is bigger than bridge MTU '${most}'`);
    if (net.get('link_down') !== '1' && net.get('host-managed') === '1' && net.get('ip6') === 'auto') {
      die(`${key}: SLAAC is not supported for host-managed network configuration`);
    }
  }
}
