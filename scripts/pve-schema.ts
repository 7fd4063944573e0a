/**
 * Writes what Proxmox's commands and API declare (src/simulator/schema/*.json) from a folder that has schema-cli.json
 * and schema-api.json, as dumped from a node of PVE 9.2. Descriptions and what only shows are left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Raw = Readonly<Record<string, unknown>>;
type Trimmed = Record<string, unknown>;

const TARGET = 'src/simulator/schema';
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: tsx scripts/pve-schema.ts FOLDER-WITH-SCHEMA-FILES');

const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Raw;
const raw = (value: unknown): Raw => (value ?? {}) as Raw;

/** What a check needs of a property. */
const KEPT = [
  'additionalProperties',
  'enum',
  'format',
  'items',
  'alias',
  'keyAlias',
  'maxLength',
  'maximum',
  'minLength',
  'minimum',
  'pattern',
  'requires',
  'type',
];
const NUMBERS = new Set(['maximum', 'minimum', 'maxLength', 'minLength']);

/** Perl shows a compiled pattern with its flags. */
const pattern = (text: string) => {
  const plain = (/\(\?\^[a-z]*i/.test(text) ? text.replaceAll('a-z', 'a-zA-Z') : text)
    .replace(/\(\?\^[a-z]*:/g, '(?:')
    .replaceAll('\\/', '/')
    .replaceAll('{,', '{0,')
    .replace(
      /\[(?:\\.|[^\]\\])*\]|\\([-:_@,=])/g,
      (all: string, bare?: string) => bare ?? all.replaceAll(/\\([:_@,=+])/g, '$1'),
    );
  try {
    void new RegExp(plain, 'u');
  } catch {
    throw new Error(`no pattern of JavaScript: ${text}`);
  }
  return plain;
};

/** Fields of formats by the formats' names, learned from the commands; those that no command has stand here. */
const formats = new Map<string, Raw>([
  // PVE/Network/SDN/SubnetPlugin.pm
  [
    'pve-sdn-dhcp-range',
    { 'start-address': { type: 'string', format: 'ip' }, 'end-address': { type: 'string', format: 'ip' } },
  ],
]);

function property(declared: Raw): Trimmed {
  const result: Trimmed = {};
  if (declared['default'] !== undefined && declared['default'] !== null)
    result['default'] = declared['default'];
  if (declared['default_key'] === 1) result['defaultKey'] = true;
  if (declared['optional'] === 1 || declared['optional'] === '1') result['optional'] = true;
  for (const key of KEPT) {
    const value = declared[key];
    if (value === undefined || value === null) continue;
    if (NUMBERS.has(key)) result[key] = Number(value);
    else if (key === 'pattern') result[key] = pattern(value as string);
    else if (key === 'items') result[key] = property(raw(value));
    else if (key !== 'format' || typeof value === 'string') result[key] = value;
  }
  const { format } = declared;
  const inline = declared['x-format-properties'] ?? (typeof format === 'object' ? format : undefined);
  const fields = inline ?? (typeof format === 'string' ? formats.get(format) : undefined);
  if (fields) {
    delete result['format'];
    result['fields'] = Object.fromEntries(
      Object.entries(raw(fields)).map(([name, field]) => [name, property(raw(field))]),
    );
  }
  // Alternatives of one property: only some may leave it out, which none of ours need.
  if (Array.isArray(declared['oneOf'])) result['optional'] = true;
  if (Array.isArray(declared['instance-types'])) result['only'] = declared['instance-types'];
  return result;
}

/** First and last number of families, learned from the commands: the API's schema has them not. */
const ranges = new Map<string, unknown>();

/** Names as they are: `net[n]` is a family, from its first to its last number. */
function properties(declared: Raw): Trimmed {
  return Object.fromEntries(
    Object.entries(declared).map(([name, value]) => {
      const indexes = name.endsWith('[n]') ? ranges.get(name) : undefined;
      return [name, { ...property(raw(value)), ...(indexes === undefined ? {} : { indexes }) }];
    }),
  );
}

/** Keys in one order, so that equal things are written in the same way. */
const sorted = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, each]) => [key, sorted(each)]),
      );

const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Leaves out what a table of keys of conf files has in the same way, and says so. */
function withoutTable(all: Trimmed, table: Trimmed): Trimmed | null {
  const names = Object.keys(table).filter((name) => name in all);
  if (names.length < 20) return null;
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => !same(value, table[name])));
}

const cli = read('schema-cli.json');
const api = read('schema-api.json');
const programs = raw(cli['commands']);

for (const program of Object.values(programs)) {
  for (const command of Object.values(raw(program))) {
    for (const [name, value] of Object.entries(raw(raw(command)['properties']))) {
      const range = raw(value)['x-index-range'];
      if (range !== undefined) ranges.set(name, range);
      const { format, 'x-format-properties': fields } = raw(value);
      if (typeof format === 'string' && fields !== undefined) formats.set(format, raw(fields));
    }
  }
}

/** The keys of a machine's conf file: what `qm set` takes beside how to set. */
const NOT_CONF = new Set(['delete', 'digest', 'force', 'node', 'revert', 'skiplock', 'vmid', 'cdrom']);
const lxc = properties(raw(cli['lxc_config']));
const qemu = Object.fromEntries(
  Object.entries(properties(raw(raw(raw(programs['qm'])['set'])['properties']))).filter(
    ([name]) => !NOT_CONF.has(name),
  ),
);
const tables: Readonly<Record<string, Trimmed>> = { lxc, qemu };

/** The table whose keys an entry takes, and the rest of its properties. */
function tabled(all: Trimmed): Trimmed {
  for (const [name, table] of Object.entries(tables)) {
    const rest = withoutTable(all, table);
    const lacks = Object.keys(table).filter((key) => !(key in all));
    if (rest) return { config: name, ...(lacks.length > 0 ? { lacks } : {}), properties: rest };
  }
  return { properties: all };
}

function cliEntry(program: string, command: Raw): Trimmed {
  if (typeof command['alias'] === 'string') return { alias: `${program} ${command['alias']}` };
  const fixed = Object.keys(raw(command['fixed']));
  return {
    positional: command['positional'] ?? [],
    ...(fixed.length > 0 ? { fixed } : {}),
    ...tabled(properties(raw(command['properties']))),
  };
}

/** `ha-manager` takes what these methods take (PVE/CLI/ha_manager.pm); the dump has none of it. */
const HA: Readonly<Record<string, readonly [method: string, ...positional: string[]]>> = {
  add: ['POST /cluster/ha/resources', 'sid'],
  set: ['PUT /cluster/ha/resources/{sid}', 'sid'],
  remove: ['DELETE /cluster/ha/resources/{sid}', 'sid'],
  config: ['GET /cluster/ha/resources'],
  groupadd: ['POST /cluster/ha/groups', 'group'],
  groupset: ['PUT /cluster/ha/groups/{group}', 'group'],
  groupremove: ['DELETE /cluster/ha/groups/{group}', 'group'],
  groupconfig: ['GET /cluster/ha/groups'],
  'rules list': ['GET /cluster/ha/rules'],
  'rules config': ['GET /cluster/ha/rules'],
  'rules add': ['POST /cluster/ha/rules', 'type', 'rule'],
  'rules set': ['PUT /cluster/ha/rules/{rule}', 'type', 'rule'],
  'rules remove': ['DELETE /cluster/ha/rules/{rule}', 'rule'],
  'crm-command migrate': ['POST /cluster/ha/resources/{sid}/migrate', 'sid', 'node'],
  'crm-command relocate': ['POST /cluster/ha/resources/{sid}/relocate', 'sid', 'node'],
};

/** All that a set of alternatives declares, each said to be only of those that have it. */
function alternatives(parameters: Raw): Raw {
  const parts = (parameters['allOf'] as Raw[] | undefined) ?? [parameters];
  const merged: Record<string, Raw> = {};
  for (const part of parts) {
    Object.assign(merged, raw(part['properties']));
    const options = (part['oneOf'] as Raw[] | undefined) ?? [];
    const kind = part['type-property'];
    if (typeof kind === 'string') merged[kind] = raw(part['type-property-schema'] ?? { type: 'string' });
    for (const option of options) {
      for (const [name, value] of Object.entries(raw(option['properties']))) {
        const others = (merged[name]?.['instance-types'] as string[] | undefined) ?? [];
        merged[name] = { ...raw(value), 'instance-types': [...others, String(option['instance-type'])] };
      }
    }
    for (const [name, value] of Object.entries(merged)) {
      const only = value['instance-types'] as string[] | undefined;
      // What each alternative has is of them all.
      if (options.length > 0 && only?.length === options.length) {
        const { 'instance-types': _, ...rest } = value;
        merged[name] = rest;
      }
    }
  }
  return merged;
}

/** The property that says which of the alternatives is meant. */
function kindProperty(parameters: Raw): string | undefined {
  const parts = [parameters, ...((parameters['allOf'] as Raw[] | undefined) ?? [])];
  const named = parts.map((part) => part['type-property']).find((name) => typeof name === 'string');
  if (typeof named === 'string') return named;
  const [inner] = Object.values(raw(parameters['properties'])).flatMap(
    (value) => raw(value)['type-property'] ?? [],
  );
  return typeof inner === 'string' ? inner : undefined;
}

function apiEntry(method: string): Trimmed {
  const parameters = raw(raw(api[method])['parameters']);
  const kind = kindProperty(parameters);
  return { ...(kind === undefined ? {} : { kind }), ...tabled(properties(alternatives(parameters))) };
}

const commands: Trimmed = {};
for (const program of ['pct', 'qm', 'pvesm', 'pveam', 'vzdump']) {
  for (const [name, command] of Object.entries(raw(programs[program]))) {
    commands[name === '' || name === program ? program : `${program} ${name}`] = cliEntry(
      program,
      raw(command),
    );
  }
}
/** Of PVE/CLI/qmrestore.pm, which the dump has not; each is what `qm create` takes. */
const RESTORE = [
  'archive',
  'vmid',
  'storage',
  'force',
  'unique',
  'pool',
  'bwlimit',
  'live-restore',
  'start',
  'ha-managed',
];
const created = properties(raw(raw(raw(programs['qm'])['create'])['properties']));
commands['qmrestore'] = {
  positional: ['archive', 'vmid'],
  properties: Object.fromEntries(
    RESTORE.map((name) => [name, name === 'archive' ? { type: 'string', maxLength: 255 } : created[name]]),
  ),
};
for (const [name, [method, ...positional]] of Object.entries(HA)) {
  commands[`ha-manager ${name}`] = { positional, ...apiEntry(method) };
}

const WANTED =
  /^(?:\/cluster\/(?:sdn|firewall|ha|mapping|backup|options)|\/pools|\/storage|\/nodes\/\{node\}\/(?:firewall|storage|qemu|sdn|disks|lxc\/\{vmid\}\/firewall|apt\/versions|hosts|dns|time|network|vzdump|scan))(?:\/|$)/;
const methods = Object.fromEntries(
  Object.keys(api)
    .filter((method) => WANTED.test(method.split(' ')[1] ?? ''))
    .map((method) => [method, apiEntry(method)]),
);

const write = (name: string, value: unknown) =>
  writeFileSync(join(TARGET, name), `${JSON.stringify(value, null, 2)}\n`);

write('commands.json', {
  source:
    'pct, qm, pvesm, pveam, vzdump and ha-manager of PVE 9.2 (pve-container 6.1.10, qemu-server 9.2.6, libpve-storage-perl 9.1.7, pve-ha-manager 5.2.0, pve-manager 9.2.11), as they declare their options; descriptions left out. `net[n]` with `indexes` is a family: net0 to net31.',
  config: { lxc, qemu },
  commands,
});
write('api.json', {
  source:
    'Methods of the API of PVE 9.2 (pve-manager 9.2.11), as they declare their parameters; descriptions left out. `config` names a table of commands.json whose keys a method takes too; `only` the alternatives, by the property `kind`, that have a property.',
  methods,
});
