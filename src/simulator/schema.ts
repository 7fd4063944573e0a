/** The options that Proxmox's own commands declare (schema/commands.json), looked up by command. */
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

export interface CommandSchema {
  readonly positional: readonly string[];
  readonly properties: ReadonlyMap<string, Property>;
}

interface Source {
  readonly config: Readonly<Record<string, Property & { readonly indexes?: readonly number[] }>>;
  readonly commands: Readonly<
    Record<
      string,
      {
        readonly alias?: string;
        readonly positional?: readonly string[];
        readonly fixed?: readonly string[];
        readonly config?: boolean;
        readonly properties?: Source['config'];
      }
    >
  >;
}

const { config, commands } = source as unknown as Source;

function* unfolded(properties: Source['config']): Iterable<[string, Property]> {
  for (const [name, property] of Object.entries(properties)) {
    const [first, last] = property.indexes ?? [];
    if (first === undefined || last === undefined) yield [name, property];
    else for (let index = first; index <= last; index += 1) yield [`${name}${index}`, property];
  }
}

let confProperties: ReadonlyMap<string, Property> | null = null;

/** Every key of a container's conf file, families unfolded, with the two that no command sets. */
export function confSchema(): ReadonlyMap<string, Property> {
  confProperties ??= new Map([
    ...unfolded(config),
    ['parent', { type: 'string', format: 'pve-configid', maxLength: 40, optional: true }],
    ['snaptime', { type: 'integer', minimum: 0, optional: true }],
  ]);
  return confProperties;
}

const cache = new Map<string, CommandSchema | null>();

/** The schema of `pct set` and its like, without the parameters that the command line fixes; null when unknown. */
export function commandSchema(command: string): CommandSchema | null {
  const known = cache.get(command);
  if (known !== undefined) return known;
  const entry = Object.hasOwn(commands, command) ? commands[command] : undefined;
  const schema = entry?.alias ? commandSchema(entry.alias) : entry ? build(entry) : null;
  cache.set(command, schema);
  return schema;
}

function build(entry: Source['commands'][string]): CommandSchema {
  const properties = new Map<string, Property>([
    ...(entry.config ? unfolded(config) : []),
    ...unfolded(entry.properties ?? {}),
  ]);
  for (const name of entry.fixed ?? []) properties.delete(name);
  return { positional: entry.positional ?? [], properties };
}

/** All commands of a program, such as `pct`, by name. */
export function commandsOf(program: string): string[] {
  return Object.keys(commands).flatMap((name) =>
    name.startsWith(`${program} `) ? [name.slice(program.length + 1)] : [],
  );
}
