/** What a path of Proxmox's API is to `pvesh`: a method, its parameters, and code that gives a value. */
import type { Json } from '../../json.ts';
import { apiProperties } from '../api-schema.ts';
import type { PveVersion } from '../facts.ts';
import { forgiving } from '../pct/forgiving.ts';
import { joined, type Properties, type Property } from '../properties.ts';
import { commandSchema } from '../schema.ts';
import { type Command, type Session, sessionWith } from '../session.ts';
import { lastTask } from '../tasks.ts';

export type Method = 'get' | 'create' | 'set' | 'delete';

export interface ApiCall {
  /** On the node that the path names. */
  readonly session: Session;
  /** Parameters of the path and of the call; booleans are `0` or `1`. */
  readonly values: ReadonlyMap<string, string>;
}

export interface Route {
  readonly method: Method;
  /** `/nodes/{node}/lxc/{vmid}/config` */
  readonly path: string;
  /** Declared parameters, those of the path too where Proxmox's schema tells; null when the release has no such method. */
  properties(pve: PveVersion): Properties | null;
  /** Undefined prints nothing: the method's result is null. */
  run(call: ApiCall): Json | undefined;
}

/** A method whose parameters schema/api.json does not have. */
export const route = (
  method: Method,
  path: string,
  declared: Readonly<Record<string, Property>>,
  run: (call: ApiCall) => Json | undefined,
): Route => ({ method, path, properties: () => joined(declared), run });

const METHODS: Readonly<Record<string, Method>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'set',
  DELETE: 'delete',
};

/**
 * A method as Proxmox's schema declares it, on releases that have it: `api('POST /cluster/sdn/zones', createZone)`.
 * @throws Error when the schema has no such method, which is a mistake in the simulator
 */
export function api(call: string, run: (call: ApiCall) => Json | undefined): Route {
  const [verb = '', path = ''] = call.split(' ');
  const method = METHODS[verb];
  if (!method || !apiProperties(call)) throw new Error(`schema/api.json has no method ${call}`);
  return { method, path, properties: (pve) => apiProperties(call, pve), run };
}

export const text: Property = { type: 'string', optional: true };
export const flag: Property = { type: 'boolean', optional: true };
export const count: Property = { type: 'integer', optional: true, minimum: 0 };

/** A method that a subcommand of `pct` or `pvesm` calls too: it takes the same parameters. */
export function commandRoute(
  method: Method,
  path: string,
  name: string,
  command: Command,
  fixed: Readonly<Record<string, string>> = {},
): Route {
  const inPath = [...path.matchAll(/\{([\w-]+)\}/g)].map(([, parameter = '']) => parameter);
  return {
    method,
    path,
    properties: (pve) => joined({}, commandSchema(name, pve)?.properties ?? null, inPath),
    run: ({ session, values }) => {
      const inner = sessionWith(session, { command: name });
      const all = new Map([...values, ...Object.entries(fixed)]);
      all.delete('node');
      // Whatever becomes of the task, pvesh exits 0: it prints the UPID, and the caller has to look (PVE 9.2).
      const upid = forgiving(inner, () => {
        command(inner, { values: all, extra: [] });
        return lastTask(inner) ?? '';
      });
      return upid === '' ? undefined : upid;
    },
  };
}
