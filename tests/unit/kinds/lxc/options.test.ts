/** The table of options against Proxmox's own schema: nothing is forgotten, and nothing is invented. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { fieldName } from '../../../../src/kinds/guest/field-name.ts';
import { fieldsOf } from '../../../../src/kinds/lxc/fields.ts';
import { LEFT_OUT } from '../../../../src/kinds/lxc/left-out.ts';
import { OPTIONS } from '../../../../src/kinds/lxc/options.ts';
import { LXC_KEYS } from '../../../../src/kinds/lxc/schema.ts';
import { describe } from '../../../support/describe.ts';
import { guest } from '../../../support/lxc-resource.ts';
import { optionTable } from '../../../support/option-table.ts';

interface Declared {
  readonly type?: string;
  readonly default?: string | number | boolean;
  readonly properties?: Readonly<Record<string, Declared>>;
}

const schema = JSON.parse(readFileSync('tests/data/pve/lxc-options.json', 'utf8')) as Readonly<
  Record<'create' | 'set' | 'clone', Readonly<Record<string, Declared>>>
>;

const FAMILIES: Readonly<Record<string, string>> = {
  'net[n]': 'net',
  'mp[n]': 'mount',
  'dev[n]': 'device',
  rootfs: 'rootfs',
  features: 'features',
};

/** The name of a field for an option and a sub-property of Proxmox's. */
function nameOf(option: string, property: string | null): string {
  if (property === null) return option;
  return `${FAMILIES[option] ?? option}.${property}`;
}

describe('options', (test) => {
  const rows = new Map(OPTIONS.map((row) => [row.field, row]));

  test('every option of create, set and clone has a row or a reason', () => {
    const missing: string[] = [];
    for (const command of ['create', 'set', 'clone'] as const) {
      for (const [option, declared] of Object.entries(schema[command])) {
        if (Object.hasOwn(LEFT_OUT, option)) continue;
        const covered = OPTIONS.some((row) => row.option === option);
        // What a clone is made from and which one it is are members of the spec.
        if (!covered && option !== 'vmid') missing.push(`${command} ${option}`);
        for (const property of Object.keys(declared.properties ?? {})) {
          if (Object.hasOwn(LEFT_OUT, `${option}.${property}`)) continue;
          if (!rows.has(nameOf(option, property))) missing.push(`${command} ${option}.${property}`);
        }
      }
    }
    assert.equal(missing, []);
  });

  test('no row names an option that Proxmox does not have', () => {
    const unknown = OPTIONS.filter(
      ({ option }) =>
        option !== null && !['create', 'set', 'clone'].some((command) => option in schema[command as 'set']),
    );
    assert.equal(
      unknown.map((row) => row.field),
      [],
    );
  });

  test('every reason is about something that Proxmox has and the file cannot name', () => {
    for (const name of Object.keys(LEFT_OUT)) {
      const [option = '', property] = name.split('.');
      const declared = schema.create[option] ?? schema.set[option] ?? schema.clone[option];
      assert.ok(declared, `${name} is no option`);
      if (property !== undefined) assert.ok(declared.properties?.[property], `${name} is no property`);
    }
  });

  test('defaults are those that Proxmox declares', () => {
    const wrong: string[] = [];
    for (const [option, declared] of Object.entries(schema.create)) {
      const all: [string | null, Declared][] = [
        [null, declared],
        ...Object.entries(declared.properties ?? {}),
      ];
      for (const [property, { default: value }] of all) {
        const row = rows.get(nameOf(option, property));
        // cpuunits has one default for each version of cgroups; arch and unprivileged are found out or stated.
        if (!row || value === undefined || ['cpuunits', 'arch', 'unprivileged'].includes(option)) continue;
        if (row.default !== String(value))
          wrong.push(`${row.field}: ${row.default} instead of ${String(value)}`);
      }
    }
    assert.equal(wrong, []);
  });

  test('every key of the file leads to a row', () => {
    // Keys that are about git, or about other keys.
    const apart = ['$schema', 'extends', 'vmid', 'adopt', 'dependsOn', 'gpus'];
    const net = (key: string) => key.replace(/^net\d+$/, 'net');
    const heads = new Set(OPTIONS.map((row) => net(row.file.replace(/[.[].*$/, ''))));
    assert.equal(
      LXC_KEYS.filter((key) => !heads.has(net(key)) && !apart.includes(key)),
      [],
    );
  });

  test('every field of a spec has a row', () => {
    const { spec } = guest({ cores: 1, startup: { up: 1 }, env: { A: 'b' }, snapshots: { s1: {} } });
    for (const { slot, key } of fieldsOf(spec)) {
      const name = fieldName(slot, key);
      assert.ok(rows.has(name.startsWith('env.') ? 'env' : name), name);
    }
  });

  test('the documentation has the table as it is', () => {
    assert.is(readFileSync('docs/kinds/lxc-options.md', 'utf8'), optionTable());
  });
});
