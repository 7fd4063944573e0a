/** The options that Proxmox's own commands declare (schema/commands.json), looked up by command. */
import type { PveVersion } from './facts.ts';
import { type Declared, type DeclaredCall, type Properties, propertiesOf } from './properties.ts';
import { declaredBy8, isIn8 } from './releases.ts';
import source from './schema/commands.json' with { type: 'json' };

export interface CommandSchema {
  readonly positional: readonly string[];
  readonly properties: Properties;
}

interface Command extends DeclaredCall {
  readonly alias?: string;
  readonly positional?: readonly string[];
  readonly fixed?: readonly string[];
}

interface Source {
  readonly config: Readonly<Record<'lxc' | 'qemu', Declared>>;
  readonly commands: Readonly<Record<string, Command>>;
}

const { config, commands } = source as unknown as Source;

/** Proxmox keeps these in conf files, and no command sets them. */
const INTERNAL: Readonly<Record<'lxc' | 'qemu', Declared>> = {
  lxc: {
    parent: { type: 'string', format: 'pve-configid', maxLength: 40, optional: true },
    snaptime: { type: 'integer', minimum: 0, optional: true },
  },
  qemu: {
    cloudinit: { type: 'string', optional: true },
    meta: {
      type: 'string',
      optional: true,
      fields: {
        'creation-qemu': { type: 'string', optional: true, pattern: '\\d+(\\.\\d+)+' },
        ctime: { type: 'integer', optional: true, minimum: 0 },
      },
    },
    parent: { type: 'string', format: 'pve-configid', maxLength: 40, optional: true },
    runningcpu: { type: 'string', optional: true },
    runningmachine: { type: 'string', optional: true },
    'running-nets-host-mtu': { type: 'string', optional: true },
    snaptime: { type: 'integer', minimum: 0, optional: true },
    vmstate: { type: 'string', format: 'pve-volume-id', optional: true },
  },
};

const confProperties = new Map<string, Properties>();

/** Every key of a guest's conf file. */
export function confSchema(pve: PveVersion = '9.2', kind: 'lxc' | 'qemu' = 'lxc'): Properties {
  const cacheKey = `${pve} ${kind}`;
  const known = confProperties.get(cacheKey);
  if (known) return known;
  const table = config[kind];
  const properties = propertiesOf([pve === '8.4' ? declaredBy8(table) : table, INTERNAL[kind]]);
  confProperties.set(cacheKey, properties);
  return properties;
}

/** What a command or a method of the API takes, `hidden` names aside. */
export function callProperties(
  name: string,
  { config: conf, lacks = [], kind, properties = {} }: DeclaredCall,
  pve: PveVersion,
  hidden: readonly string[] = [],
): Properties {
  const table =
    conf && Object.fromEntries(Object.entries(config[conf]).filter(([key]) => !lacks.includes(key)));
  const declared = [properties, ...(table ? [table] : [])];
  const tables = pve === '8.4' ? declared.map((each) => declaredBy8(each, name)) : declared;
  return propertiesOf(tables, hidden, kind);
}

const cache = new Map<string, CommandSchema | null>();

/** The schema of `pct set` and its like, without the parameters that the command line fixes; null when unknown. */
export function commandSchema(command: string, pve: PveVersion = '9.2'): CommandSchema | null {
  const cacheKey = `${pve} ${command}`;
  const known = cache.get(cacheKey);
  if (known !== undefined) return known;
  const entry = Object.hasOwn(commands, command) ? commands[command] : undefined;
  const schema = entry?.alias ? commandSchema(entry.alias, pve) : entry ? build(command, entry, pve) : null;
  cache.set(cacheKey, schema);
  return schema;
}

const build = (command: string, entry: Command, pve: PveVersion): CommandSchema => ({
  positional: entry.positional ?? [],
  properties: callProperties(command, entry, pve, entry.fixed),
});

/** All commands of a program, such as `pct`, by name. */
export function commandsOf(program: string, pve: PveVersion = '9.2'): string[] {
  return Object.keys(commands).flatMap((name) =>
    name.startsWith(`${program} `) && (pve !== '8.4' || isIn8(name)) ? [name.slice(program.length + 1)] : [],
  );
}
