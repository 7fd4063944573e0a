/** From a merged file to a zone in Proxmox's words. Pure. */
import type { Settings } from '../../config/settings.ts';
import type { PointedFinding } from '../../errors.ts';
import { pointer } from '../../json.ts';
import { anyNode } from '../any-node.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { type Fields, plainField } from '../sdn/config.ts';
import { finding, nameFindings } from '../sdn/finding-ids.ts';
import type { SdnSpec } from '../sdn/spec.ts';
import { type ZoneInput, zoneSchema } from './schema.ts';
import { OPTIONS } from './types.ts';

const OWN: ReadonlySet<string> = new Set(['$schema', 'type', 'extends', 'adopt']);

function wordOf(key: string, value: string | number | boolean | readonly string[]): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return plainField(key, typeof value === 'object' ? value.join(',') : String(value));
}

function optionsIn(input: ZoneInput): [string, string][] {
  return Object.entries(input).flatMap(([key, value]): [string, string][] =>
    OWN.has(key) || value === undefined ? [] : [[key, wordOf(key, value as never)]],
  );
}

function optionFindings(input: ZoneInput): PointedFinding[] {
  const { needs, may } = OPTIONS[input.type];
  const given = optionsIn(input).map(([key]) => key);
  const strange = given
    .filter((key) => !needs.includes(key) && !may.includes(key))
    .map((key) =>
      finding('PHX841', pointer(key), `a zone of the type ${input.type} has no "${key}"`, 'remove it'),
    );
  const missing = needs
    .filter((key) => !given.includes(key))
    .map((key) => finding('PHX841', '', `a zone of the type ${input.type} needs "${key}"`, `write "${key}"`));
  const apart = input.type === 'vxlan' && input.peers === undefined && input.fabric === undefined;
  const peers = apart
    ? [
        finding(
          'PHX841',
          '',
          'a zone of the type vxlan needs "peers" or "fabric"',
          'write "peers": the addresses of the nodes',
        ),
      ]
    : [];
  const tracked =
    input.dhcp !== undefined && input.ipam !== undefined && input.ipam !== 'pve'
      ? [
          finding(
            'PHX841',
            '/ipam',
            'DHCP needs the IPAM of Proxmox itself',
            'write "ipam": "pve", or leave it out',
          ),
        ]
      : [];
  return [...strange, ...missing, ...peers, ...tracked];
}

function nodeFindings({ nodes = [] }: ZoneInput, settings: Settings): PointedFinding[] {
  return nodes
    .filter((node) => !Object.hasOwn(settings.nodes, node))
    .map((node) =>
      finding('PHX841', pointer('nodes'), `there is no node "${node}"`, 'name nodes of phoenix.json'),
    );
}

export function resolveZone({ name, merged, isAccepted, settings }: ResolveInput): Resolved<SdnSpec> {
  if (!isAccepted && !zoneSchema.safeParse(merged).success) return { spec: null, findings: [] };
  const input = merged as unknown as ZoneInput;
  const ipam = input.dhcp !== undefined && input.ipam === undefined ? { ipam: 'pve' } : {};
  const fields: Fields = { type: input.type, ...Object.fromEntries(optionsIn(input)), ...ipam };
  return {
    spec: {
      name,
      node: anyNode(settings),
      adopt: input.adopt ?? false,
      objects: [{ key: `zone:${name}`, path: '', fields }],
    },
    findings: [...nameFindings('zone', name), ...optionFindings(input), ...nodeFindings(input, settings)],
  };
}
