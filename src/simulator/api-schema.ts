/** The parameters that Proxmox's API declares (schema/api.json), looked up by method and path. */
import type { PveVersion } from './facts.ts';
import type { DeclaredCall, Properties } from './properties.ts';
import { isIn8 } from './releases.ts';
import { callProperties } from './schema.ts';
import source from './schema/api.json' with { type: 'json' };

const methods = source.methods as unknown as Readonly<Record<string, DeclaredCall>>;

const cache = new Map<string, Properties | null>();

/**
 * What a method takes, the parameters of its path too; null when this release has no such method, or the file does not
 * tell of it.
 * @param call `POST /cluster/sdn/zones`
 */
export function apiProperties(call: string, pve: PveVersion = '9.2'): Properties | null {
  const cacheKey = `${pve} ${call}`;
  const known = cache.get(cacheKey);
  if (known !== undefined) return known;
  const entry = Object.hasOwn(methods, call) ? methods[call] : undefined;
  const properties = entry && (pve !== '8.4' || isIn8(call)) ? callProperties(call, entry, pve) : null;
  cache.set(cacheKey, properties);
  return properties;
}

/** Every method that the file tells of: `GET /nodes/{node}/lxc/{vmid}/config`. */
export const apiCalls = (): readonly string[] => Object.keys(methods);
