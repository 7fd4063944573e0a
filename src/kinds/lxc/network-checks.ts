/** What Proxmox or the guest would stumble over in network cards. */
import type { NodeSettings } from '../../config/settings.ts';
import { pointer } from '../../json.ts';
import type { PointedFinding } from '../../errors.ts';
import { finding } from './finding-ids.ts';
import { isInNetwork4, isInNetwork6 } from '../guest/formats.ts';
import type { LxcSpec } from './spec.ts';
import type { Values } from '../guest/spec.ts';

function gatewayFinding(slot: string, net: Values, ip: 'ip' | 'ip6', gw: 'gw' | 'gw6'): PointedFinding[] {
  const [address, gateway] = [net[ip], net[gw]];
  if (gateway === undefined) return [];
  if (address === undefined || !address.includes('/')) {
    return [
      finding(
        'PHX608',
        pointer(slot, gw),
        `"${gw}" needs an address of its own: "${ip}" is ${address ?? 'missing'}`,
        `write "${ip}" with its prefix length, or leave "${gw}" out`,
      ),
    ];
  }
  if (ip === 'ip' ? isInNetwork4(gateway, address) : isInNetwork6(gateway, address)) return [];
  // Link-local gateways are usual with IPv6, and a /32 reaches its gateway by a route of its own.
  const alone = address.endsWith(ip === 'ip' ? '/32' : '/128');
  if (alone || gateway.toLowerCase().startsWith('fe80:')) return [];
  return [
    finding(
      'PHX608',
      pointer(slot, gw),
      `the gateway ${gateway} is not in the network of ${address}`,
      'correct one of them',
    ),
  ];
}

/** What two cards of one guest have in common and must not. */
function shared(nets: LxcSpec['nets']): PointedFinding[] {
  const findings: PointedFinding[] = [];
  const seen = new Map<string, string>();
  for (const [slot, net] of Object.entries(nets)) {
    for (const key of ['name', 'hwaddr', 'ip', 'ip6'] as const) {
      const value = net[key];
      if (value === undefined || (key.startsWith('ip') && !value.includes('/'))) continue;
      const other = seen.get(`${key} ${value}`);
      if (other !== undefined) {
        findings.push(
          finding(
            'PHX609',
            pointer(slot, key),
            `${other} has the same ${key}, ${value}`,
            'give each card its own',
          ),
        );
      }
      seen.set(`${key} ${value}`, slot);
    }
  }
  return findings;
}

/** Bridges, gateways, and what two cards of one guest may not share. */
export function networks(spec: LxcSpec, node: NodeSettings | undefined): readonly PointedFinding[] {
  const findings: PointedFinding[] = [];
  const slots = Object.keys(spec.nets);
  for (const slot of slots) {
    const net = spec.nets[slot] as Values;
    const { bridge } = net;
    // A clone and an adopted guest have cards of their own, of which the file may name a part.
    if (bridge === undefined && spec.source?.is === 'ostemplate') {
      findings.push(
        finding(
          'PHX603',
          pointer(slot, 'bridge'),
          `${slot} has no bridge, and a guest with such a card does not start`,
          'write a bridge of the node, such as "vmbr0"',
        ),
      );
    }
    if (bridge !== undefined && node?.bridges && !node.bridges.includes(bridge)) {
      findings.push(
        finding(
          'PHX603',
          pointer(slot, 'bridge'),
          `the node ${spec.node} has no bridge "${bridge}"`,
          `known bridges: ${node.bridges.join(', ')}`,
        ),
      );
    }
    findings.push(...gatewayFinding(slot, net, 'ip', 'gw'), ...gatewayFinding(slot, net, 'ip6', 'gw6'));
    if (net['host-managed'] === '1' && net['ip6'] === 'auto' && net['link_down'] !== '1') {
      findings.push(
        finding(
          'PHX608',
          pointer(slot, 'ip6'),
          'a card that the node manages cannot find its IPv6 address by itself',
          'write an address or "dhcp"',
        ),
      );
    }
  }
  return slots.length > 1 ? [...findings, ...shared(spec.nets)] : findings;
}
