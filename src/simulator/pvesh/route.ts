/** What a path of Proxmox's API is to `pvesh`: a method, its parameters, and code that gives a value. */
import type { Json } from '../../json.ts';
import { forgiving } from '../pct/forgiving.ts';
import type { PveVersion } from '../facts.ts';
import { commandSchema, type Properties, type Property } from '../schema.ts';
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
  /** Declared parameters beside those of the path. */
  properties(pve: PveVersion): Properties;
  /** Undefined prints nothing: the method's result is null. */
  run(call: ApiCall): Json | undefined;
}

type Declared = Readonly<Record<string, Property>>;

/** Declared properties and those of others; `hidden` names do not exist. */
export function joined(
  declared: Declared,
  others: Properties | null = null,
  hidden: readonly string[] = [],
): Properties {
  const get = (name: string) => {
    if (hidden.includes(name)) return undefined;
    return Object.hasOwn(declared, name) ? declared[name] : others?.get(name);
  };
  const needed = Object.keys(declared).filter((name) => !declared[name]?.optional);
  const shown = (names: readonly string[]) => names.filter((name) => !hidden.includes(name));
  return {
    get,
    has: (name) => get(name) !== undefined,
    names: () => shown([...Object.keys(declared), ...(others?.names() ?? [])]),
    required: shown([...needed, ...(others?.required ?? [])]),
  };
}

/** A method of its own. */
export const route = (
  method: Method,
  path: string,
  declared: Declared,
  run: (call: ApiCall) => Json | undefined,
): Route => ({ method, path, properties: () => joined(declared), run });

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
