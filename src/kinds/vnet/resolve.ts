/** From a merged file to a vnet and its subnets in Proxmox's words. Pure. */
import type { PointedFinding } from '../../errors.ts';
import { pointer } from '../../json.ts';
import { anyNode } from '../any-node.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import type { Fields } from '../sdn/config.ts';
import { finding, nameFindings } from '../sdn/finding-ids.ts';
import type { SdnObject, SdnSpec } from '../sdn/spec.ts';
import { isTagged } from '../zone/types.ts';
import { type SubnetInput, type VnetInput, vnetSchema } from './schema.ts';
import { subnetFindings } from './subnet-findings.ts';

const flag = (value: boolean): string => (value ? '1' : '0');

/** `start-address=10.9.0.50,end-address=10.9.0.99`, one a line. */
function rangesOf(ranges: readonly string[]): string {
  return ranges
    .map((range) => {
      const [first = '', last = ''] = range.split('-').map((end) => end.trim());
      return `start-address=${first},end-address=${last}`;
    })
    .join('\n');
}

function subnetObject(zone: string, vnet: string, cidr: string, input: SubnetInput): SdnObject {
  const fields: Fields = {
    vnet,
    ...(input.gateway !== undefined && { gateway: input.gateway }),
    ...(input.snat !== undefined && { snat: flag(input.snat) }),
    ...(input.dhcp !== undefined && { 'dhcp-range': rangesOf(input.dhcp) }),
    ...(input.dns !== undefined && { 'dhcp-dns-server': input.dns }),
    ...(input.dnszoneprefix !== undefined && { dnszoneprefix: input.dnszoneprefix }),
  };
  return { key: `subnet:${zone}-${cidr.replace('/', '-')}`, path: pointer('subnets', cidr), fields };
}

interface Zone {
  readonly type: string;
  readonly dhcp: boolean;
}

function zoneOf({ mergedOf }: ResolveInput, name: string): Zone | null {
  const zone = mergedOf(`zone/${name}`);
  if (!zone) return null;
  const { type, dhcp } = zone;
  return { type: typeof type === 'string' ? type : '', dhcp: dhcp !== undefined };
}

function fitFindings(input: VnetInput, zone: Zone | null): PointedFinding[] {
  if (!zone) {
    return [
      finding('PHX842', '/zone', `there is no zone "${input.zone}"`, `make a file zone/${input.zone}.json`),
    ];
  }
  const findings: PointedFinding[] = [];
  if (isTagged(zone.type) && input.tag === undefined) {
    findings.push(
      finding('PHX842', '', `a vnet in a zone of the type ${zone.type} needs a tag`, 'write "tag"'),
    );
  }
  if (!isTagged(zone.type) && input.tag !== undefined) {
    findings.push(finding('PHX842', '/tag', 'a vnet in a simple zone has no tag', 'remove it'));
  }
  if (zone.type === 'vlan' && input.tag !== undefined && input.tag > 4094) {
    findings.push(finding('PHX842', '/tag', `there is no VLAN ${input.tag}`, 'write a tag from 1 to 4094'));
  }
  if (input.vlanaware === true && Object.keys(input.subnets ?? {}).length > 0) {
    findings.push(
      finding(
        'PHX842',
        '/vlanaware',
        'a vnet that passes VLANs through has no subnets',
        'remove one of the two',
      ),
    );
  }
  return findings;
}

export function resolveVnet(resolve: ResolveInput): Resolved<SdnSpec> {
  const { name, merged, isAccepted, settings } = resolve;
  if (!isAccepted && !vnetSchema.safeParse(merged).success) return { spec: null, findings: [] };
  const input = merged as unknown as VnetInput;
  const zone = zoneOf(resolve, input.zone);
  const { alias, tag, vlanaware, subnets = {} } = input;
  const isolated = input['isolate-ports'];
  const own: SdnObject = {
    key: `vnet:${name}`,
    path: '',
    fields: {
      zone: input.zone,
      ...(alias !== undefined && { alias }),
      ...(tag !== undefined && { tag: String(tag) }),
      ...(vlanaware !== undefined && { vlanaware: flag(vlanaware) }),
      ...(isolated !== undefined && { 'isolate-ports': flag(isolated) }),
    },
  };
  const others = Object.entries(subnets).map(([cidr, subnet]) =>
    subnetObject(input.zone, name, cidr, subnet),
  );
  const findings = [
    ...nameFindings('vnet', name),
    ...fitFindings(input, zone),
    ...Object.entries(subnets).flatMap(([cidr, subnet]) => subnetFindings(cidr, subnet, zone?.dhcp ?? true)),
  ];
  return {
    spec: {
      name,
      node: anyNode(settings),
      adopt: input.adopt ?? false,
      ...(input.leaks === 'clean' && { cleans: true as const }),
      objects: [own, ...others],
    },
    findings,
  };
}
