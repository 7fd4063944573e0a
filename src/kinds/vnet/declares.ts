/** A managed vnet is a bridge of its nodes and a network with known addresses, as if phoenix.json declared both. Pure. */
import type { Settings } from '../../config/settings.ts';
import { isObject, type Json } from '../../json.ts';
import type { Declaring } from '../kind.ts';
import { type VnetInput, vnetSchema } from './schema.ts';

type Network = Settings['networks'][string];

/** `vnet web 10.9.0.0/24`: no network of phoenix.json can be called so. */
function networksOf(name: string, { subnets = {} }: VnetInput): [string, Network][] {
  const all = Object.entries(subnets).map(([subnet, { gateway, dhcp }]): [string, Network] => [
    `vnet ${name} ${subnet}`,
    { bridge: name, subnet, ...(gateway !== undefined && { gateway }), ...(dhcp && { dhcp }) },
  ]);
  return all.length > 0 ? all : [[`vnet ${name}`, { bridge: name }]];
}

const inputOf = (merged: Json): VnetInput | null => vnetSchema.safeParse(merged).data ?? null;

export function declareVnets(files: readonly Declaring[], settings: Settings): Settings {
  const vnets = files.flatMap(({ name, merged }) => {
    const input = isObject(merged) ? inputOf(merged) : null;
    return input ? [{ name, input }] : [];
  });
  if (vnets.length === 0) return settings;
  const names = vnets.map(({ name }) => name);
  const nodes = Object.entries(settings.nodes).map(([node, declared]) => [
    node,
    declared.bridges ? { ...declared, bridges: [...new Set([...declared.bridges, ...names])] } : declared,
  ]);
  return {
    ...settings,
    nodes: Object.fromEntries(nodes) as Settings['nodes'],
    networks: {
      ...settings.networks,
      ...Object.fromEntries(vnets.flatMap(({ name, input }) => networksOf(name, input))),
    },
  };
}
