/** What Proxmox refuses of a subnet. Pure. */
import {
  type AddressRange,
  isInRange,
  overlaps,
  parseAddress,
  parseRange,
  parseSubnet,
} from '../../config/address-range.ts';
import type { PointedFinding } from '../../errors.ts';
import { pointer } from '../../json.ts';
import { finding } from '../sdn/finding-ids.ts';
import type { SubnetInput } from './schema.ts';

function rangeFindings(cidr: string, ranges: readonly string[], subnet: AddressRange): PointedFinding[] {
  const findings: PointedFinding[] = [];
  const before: AddressRange[] = [];
  for (const [index, text] of ranges.entries()) {
    const range = parseRange(text);
    const path = pointer('subnets', cidr, 'dhcp', index);
    if (!range || range.family !== subnet.family || range.first < subnet.first || range.last > subnet.last) {
      findings.push(finding('PHX843', path, `the range ${text} is not in ${cidr}`, 'correct one of them'));
    } else if (before.some((other) => overlaps(other, range))) {
      findings.push(
        finding('PHX843', path, `the range ${text} overlaps another one`, 'make one range of them'),
      );
    } else before.push(range);
  }
  return findings;
}

/** @param dhcp whether the zone gives addresses */
export function subnetFindings(cidr: string, input: SubnetInput, dhcp: boolean): PointedFinding[] {
  const subnet = parseSubnet(cidr);
  if (!subnet) return [];
  const findings: PointedFinding[] = [];
  const at = (key: string) => pointer('subnets', cidr, key);
  const gateway = input.gateway === undefined ? null : parseAddress(input.gateway);
  if (gateway && !isInRange(gateway, subnet) && !cidr.endsWith('/32')) {
    findings.push(
      finding(
        'PHX843',
        at('gateway'),
        `the gateway ${input.gateway} is not in ${cidr}`,
        'correct one of them',
      ),
    );
  }
  if (input.dhcp && !dhcp) {
    findings.push(
      finding(
        'PHX843',
        at('dhcp'),
        'its zone gives no addresses',
        'write "dhcp": "dnsmasq" in the zone, or remove it',
      ),
    );
  }
  if (input.dhcp && !gateway) {
    const hint = 'write "gateway": the node answers from that address';
    findings.push(finding('PHX843', at('dhcp'), `a subnet with DHCP needs a gateway`, hint));
  }
  return [...findings, ...rangeFindings(cidr, input.dhcp ?? [], subnet)];
}
