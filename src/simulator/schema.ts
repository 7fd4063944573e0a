/** The options that Proxmox's own commands declare (schema/commands.json), looked up by command. */
import type { PveVersion } from './facts.ts';
import source from './schema/commands.json' with { type: 'json' };

export interface Property {
  readonly type?: 'array' | 'boolean' | 'integer' | 'number' | 'string';
  readonly optional?: boolean;
  readonly format?: string;
  /** The keys of a property string. */
  readonly fields?: Readonly<Record<string, Property>>;
  readonly defaultKey?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: string | number;
  /** Another property that must be given with this one. */
  readonly requires?: string;
  readonly items?: { readonly type?: string };
}

/** Declared properties by name, the members of families too (`net0` to `net31`), without making them all. */
export interface Properties {
  get(name: string): Property | undefined;
  has(name: string): boolean;
  /** Every name, members of families unfolded. */
  names(): readonly string[];
  /** Those that must be given. */
  readonly required: readonly string[];
}

export interface CommandSchema {
  readonly positional: readonly string[];
  readonly properties: Properties;
}

type Declared = Readonly<Record<string, Property & { readonly indexes?: readonly number[] }>>;

interface Source {
  readonly config: Declared;
  readonly commands: Readonly<
    Record<
      string,
      {
        readonly alias?: string;
        readonly positional?: readonly string[];
        readonly fixed?: readonly string[];
        readonly config?: boolean;
        readonly properties?: Declared;
      }
    >
  >;
}

const { config, commands } = source as unknown as Source;

function* unfolded(declared: Declared): Iterable<string> {
  for (const [name, { indexes }] of Object.entries(declared)) {
    const [first, last] = indexes ?? [];
    if (first === undefined || last === undefined) yield name;
    else for (let index = first; index <= last; index += 1) yield `${name}${index}`;
  }
}

/** What each table declares, the first that knows a name; `hidden` names do not exist. */
function propertiesOf(tables: readonly Declared[], hidden: readonly string[] = []): Properties {
  const get = (name: string): Property | undefined => {
    if (hidden.includes(name)) return undefined;
    const [, family = name, digits] = /^(.*?[^\d])(0|[1-9]\d*)$/.exec(name) ?? [];
    for (const table of tables) {
      const single = Object.hasOwn(table, name) ? table[name] : undefined;
      if (single && !single.indexes) return single;
      const member = digits !== undefined && Object.hasOwn(table, family) ? table[family] : undefined;
      const [first, last] = member?.indexes ?? [];
      if (member && Number(digits) >= Number(first) && Number(digits) <= Number(last)) return member;
    }
    return undefined;
  };
  const required = tables
    .flatMap((table) => Object.entries(table))
    .filter(([name, { optional, indexes }]) => !optional && !indexes && !hidden.includes(name))
    .map(([name]) => name);
  return {
    get,
    has: (name) => get(name) !== undefined,
    names: () => tables.flatMap((table) => [...unfolded(table)]).filter((name) => !hidden.includes(name)),
    required,
  };
}

/** What came after PVE 8.4 (pve-container 5.2): options of containers, and keys of property strings. */
const AFTER_8: Readonly<Record<string, readonly string[]>> = {
  options: ['env', 'entrypoint', 'ha-managed'],
  net: ['host-managed'],
  rootfs: ['idmap'],
  mp: ['idmap', 'keepattrs'],
};

const without = <T>(record: Readonly<Record<string, T>>, names: readonly string[] = []) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/** A table as PVE 8.4 declares it. */
function declaredBy8(table: Declared): Declared {
  const properties = Object.entries(without(table, AFTER_8['options'])).map(([name, property]) => {
    const fields = property.fields && without(property.fields, AFTER_8[name]);
    return [name, fields ? { ...property, fields } : property] as const;
  });
  return Object.fromEntries(properties);
}

/** Proxmox keeps these two in conf files, and no command sets them. */
const INTERNAL: Declared = {
  parent: { type: 'string', format: 'pve-configid', maxLength: 40, optional: true },
  snaptime: { type: 'integer', minimum: 0, optional: true },
};

const confProperties = new Map<PveVersion, Properties>();

/** Every key of a container's conf file. */
export function confSchema(pve: PveVersion = '9.2'): Properties {
  const known = confProperties.get(pve);
  if (known) return known;
  const properties = propertiesOf([pve === '8.4' ? declaredBy8(config) : config, INTERNAL]);
  confProperties.set(pve, properties);
  return properties;
}

const cache = new Map<string, CommandSchema | null>();

/** The schema of `pct set` and its like, without the parameters that the command line fixes; null when unknown. */
export function commandSchema(command: string, pve: PveVersion = '9.2'): CommandSchema | null {
  const cacheKey = `${pve} ${command}`;
  const known = cache.get(cacheKey);
  if (known !== undefined) return known;
  const entry = Object.hasOwn(commands, command) ? commands[command] : undefined;
  const schema = entry?.alias ? commandSchema(entry.alias, pve) : entry ? build(entry, pve) : null;
  cache.set(cacheKey, schema);
  return schema;
}

function build(entry: Source['commands'][string], pve: PveVersion): CommandSchema {
  const declared = [entry.properties ?? {}, ...(entry.config ? [config] : [])];
  const tables = pve === '8.4' ? declared.map(declaredBy8) : declared;
  return { positional: entry.positional ?? [], properties: propertiesOf(tables, entry.fixed) };
}

/** All commands of a program, such as `pct`, by name. */
export function commandsOf(program: string): string[] {
  return Object.keys(commands).flatMap((name) =>
    name.startsWith(`${program} `) ? [name.slice(program.length + 1)] : [],
  );
}
