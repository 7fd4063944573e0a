/** The generated schemas are those that are committed, and editors that use them agree with Phoenix. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as assert from 'uvu/assert';
import type { z } from 'zod';
import { schemaNameOf } from '../../../src/authoring/schema-line.ts';
import { schemaSet } from '../../../src/commands/schema-set.ts';
import { parseFile } from '../../../src/config/parse.ts';
import type { JsonSchema } from '../../../src/config/schema-at.ts';
import { schemaFiles } from '../../../src/config/schema-files.ts';
import { settingsSchema } from '../../../src/config/settings.ts';
import { lockSchema } from '../../../src/features/lock-file.ts';
import { manifestSchema } from '../../../src/features/manifest-schema.ts';
import { scenarioSchema } from '../../../src/features/scenario.ts';
import type { Json, JsonObject } from '../../../src/json.ts';
import { lxcKind } from '../../../src/kinds/lxc/kind.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { readDiskTree } from '../../../src/sources/disk.ts';
import { arbitraryInput } from '../../support/arbitrary-spec.ts';
import { describe } from '../../support/describe.ts';
import { fc } from '../../support/fast-check.ts';
import { tinyKind } from '../../support/tiny-kind.ts';

const parsed = (text: string) => JSON.parse(text) as JsonSchema;

/** Strict: a word that the draft does not know, or that does nothing, is an error of the schema. */
function validator(schema: object): (value: unknown) => string[] {
  const ajv = new Ajv2020.default({ strict: true, strictTypes: false, allErrors: true });
  addFormats.default(ajv);
  // VS Code's own: a comma before a bracket is no warning.
  ajv.addKeyword('allowTrailingCommas');
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

const files = schemaSet();
const schemaOf = (name: string) => parsed(files.get(`${name}.json`) ?? 'null');
const validators = new Map([...files.keys()].map((file) => [file, validator(parsed(files.get(file) ?? ''))]));

function wrong(path: string, value: unknown): string[] {
  const check = validators.get(`${schemaNameOf(path)}.json`);
  assert.ok(check, path);
  return check(value);
}

describe('JSON Schemas', (test) => {
  test('are committed as they are generated', () => {
    const again = 'run `npx tsx src/cli.ts schema --out docs/schemas` and `npx oxfmt docs/schemas`';
    assert.equal(readdirSync('docs/schemas').toSorted(), [...files.keys()].toSorted(), again);
    for (const [name, text] of files) {
      assert.equal(parsed(readFileSync(`docs/schemas/${name}`, 'utf8')), parsed(text), again);
    }
  });

  test('accept every file of the example estate, and of the library', () => {
    const { files: config, kept } = readDiskTree('configs');
    assert.ok(config.size > 20);
    for (const file of config.values()) assert.equal(wrong(file.path, parseFile(file).value), [], file.path);
    for (const [path, bytes] of kept ?? []) {
      if (path !== 'phoenix.lock' && (!path.endsWith('.json') || path.endsWith('/recorded.json'))) continue;
      assert.equal(wrong(path, JSON.parse(new TextDecoder().decode(bytes))), [], path);
    }
    const ids = readdirSync('features').filter((id) => existsSync(`features/${id}/feature.json`));
    assert.ok(ids.length > 5);
    for (const id of ids) {
      const tests = existsSync(`features/${id}/test`)
        ? readdirSync(`features/${id}/test`).filter(
            (name) => name.endsWith('.json') && name !== 'recorded.json',
          )
        : [];
      for (const name of ['feature.json', ...tests.map((one) => `test/${one}`)]) {
        const path = `features/${id}/${name}`;
        assert.equal(wrong(path, parsed(readFileSync(path, 'utf8'))), [], path);
      }
    }
  });

  test('accept what the schema of Phoenix accepts', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const value = JSON.parse(JSON.stringify(input)) as JsonObject;
        assert.ok(lxcKind.schema.safeParse(value).success);
        for (const path of ['lxc/a.json', 'profiles/a.json']) assert.equal(wrong(path, value), []);
        const { extends: _, ...rest } = value;
        assert.equal(wrong('base/lxc.json', rest), []);
      }),
      { numRuns: 150 },
    );
  });

  test('refuse what Phoenix refuses', () => {
    const check = (value: object) => wrong('lxc/a.json', value);
    assert.equal(check({ memroy: 1 }).length, 1);
    assert.ok(check({ cores: 'two' }).length > 0);
    assert.ok(check({ net0: { brigde: 'vmbr0' } }).length > 0);
    assert.ok(check({ net31: { brigde: 'vmbr0' } }).length > 0);
    assert.ok(check({ features: { nesting: true } }).length > 0);
    assert.ok(wrong('layer/a.json', { vmid: 100 }).length > 0, 'a layer has no VMID');
    assert.ok(wrong('base/lxc.json', { extends: ['p'] }).length > 0, 'a base cannot extend');
    assert.ok(wrong('environments/prod/lxc/a.json', { extends: ['p'] }).length > 0);
    assert.ok(
      wrong('features/x/feature.json', { id: 'x', version: '1.0.0', name: 'x', optoins: {} }).length > 0,
    );
  });

  test('take in a profile what any kind takes', () => {
    assert.equal(
      wrong('profiles/a.json', { mounts: {}, nesting: true, extends: ['b'], features: { a: {} } }),
      [],
    );
    assert.ok(wrong('profiles/a.json', { nestign: true }).length > 0);
    assert.ok(wrong('profiles/a.json', { nesting: 'yes' }).length > 0);
  });

  test('let null take away, at every level', () => {
    const check = validator(parsed(schemaFiles([tinyKind]).get('box.json') ?? ''));
    assert.equal(
      check({ memory: null, net0: { ip: null }, mounts: { '/a': null }, env: { A: null }, tags: null }),
      [],
    );
    assert.equal(check({}), [], 'a base need not say everything');
    assert.ok(check({ memory: 1.5 }).length > 0);
  });

  test('have the keys that Phoenix itself reads', () => {
    const check = validator(parsed(schemaFiles([tinyKind]).get('box.json') ?? ''));
    assert.equal(
      check({ $schema: '../schemas/box.json', extends: ['p'], suppress: { PHX523: 'why not' } }),
      [],
    );
    assert.ok(check({ extends: 'p' }).length > 0);
    assert.ok(check({ suppress: { PHX523: 1 } }).length > 0);
  });

  test('need nothing from elsewhere', () => {
    for (const [name, text] of files) {
      for (const [, target = ''] of text.matchAll(/"\$ref": "([^"]*)"/g))
        assert.match(target, /^#\/\$defs\//, name);
      assert.match(String(schemaOf(name.replace(/\.json$/, ''))['$id']), /^urn:/);
      assert.not.match(text.replace(/"\$schema": "[^"]*"/, ''), /"\$id": "https?:/);
    }
  });
});

const targetOf = ({ $ref = '' }: JsonSchema) => /^#\/\$defs\/(.*)$/.exec($ref)?.[1];

/** Every property of a schema, with the way to it; references followed. */
function* propertiesOf(
  schema: JsonSchema,
  root: JsonSchema,
  path: readonly string[] = [],
): Generator<[string[], JsonSchema]> {
  const target = targetOf(schema);
  // Any JSON at all is made of itself.
  if (target?.startsWith('__')) return;
  if (target !== undefined) yield* propertiesOf(root.$defs?.[target] ?? {}, root, path);
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    // One card stands for all, and one device.
    if (inner.not || /^(?:net|usb|hostpci|serial)(?:[1-9]|\d\d)$/.test(key)) continue;
    yield [[...path, key], inner];
    yield* propertiesOf(inner, root, [...path, key]);
  }
  if (typeof schema.additionalProperties === 'object')
    yield* propertiesOf(schema.additionalProperties, root, [...path, '*']);
  if (typeof schema.items === 'object') yield* propertiesOf(schema.items, root, [...path, '[]']);
  for (const one of schema.anyOf ?? []) yield* propertiesOf(one, root, path);
}

/** What there is to propose already: words, true and false, keys. */
function speaksForItself(schema: JsonSchema, root: JsonSchema): boolean {
  const target = targetOf(schema);
  if (target !== undefined) return speaksForItself(root.$defs?.[target] ?? {}, root);
  const shapes = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  if (shapes.length > 0) return shapes.every((one) => speaksForItself(one, root));
  return (
    Boolean(schema['enum'] ?? schema.properties) || schema['const'] !== undefined || schema.type === 'boolean'
  );
}

const ZODS: Readonly<Record<string, z.ZodType>> = {
  phoenix: settingsSchema,
  ...Object.fromEntries(kinds.map(({ kind, schema }) => [kind, schema])),
  feature: manifestSchema(),
  scenario: scenarioSchema,
  'phoenix.lock': lockSchema(),
};

/** Names that maps take. */
const NAMES: Readonly<Record<string, string>> = { mounts: '/x', devices: '/dev/x', snapshots: 'xx' };

/** The way to a place of a schema as one of a document. */
const placeOf = (path: readonly string[]): (string | number)[] =>
  path.map((step, at) => (step === '*' ? (NAMES[path[at - 1] ?? ''] ?? 'x') : step === '[]' ? 0 : step));

/** Where a value is wrong; of several shapes, in those that it can have. */
function placesOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): (readonly PropertyKey[])[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return [path];
  const meant = issue.errors.filter(
    (errors) => !errors.some((one) => one.path.length === 0 && one.code === 'invalid_type'),
  );
  return meant.length === 0 ? [path] : meant.flat().flatMap((one) => placesOf(one, path));
}

/** A document with nothing but the value at its place. */
function around([step, ...rest]: readonly (string | number)[], value: Json): Json {
  if (step === undefined) return value;
  const inner = around(rest, value);
  return step === 0 ? [inner] : { [step]: inner };
}

describe('what editors show', (test) => {
  for (const name of [...files.keys()].map((file) => file.replace(/\.json$/, ''))) {
    test(`every key of ${name} is described, and has an example where one helps`, () => {
      const root = schemaOf(name);
      for (const [path, schema] of propertiesOf(root, root)) {
        const target = targetOf(schema);
        const own = target === undefined ? schema : { ...root.$defs?.[target], ...schema };
        assert.ok((own.description ?? '').length > 5, `${path.join('/')} has no description`);
        if (!speaksForItself(schema, root))
          assert.ok(Array.isArray(own.examples), `${path.join('/')} has no example`);
      }
    });
  }

  for (const [name, zod] of Object.entries(ZODS)) {
    test(`every example of ${name} is taken`, () => {
      const root = schemaOf(name);
      let examples = 0;
      for (const [path, schema] of propertiesOf(root, root)) {
        // It is read before the kind is asked.
        if (path[0] === 'suppress') continue;
        for (const example of (schema.examples ?? []) as readonly Json[]) {
          examples += 1;
          const place = placeOf(path);
          const { error } = zod.safeParse(around(place, example));
          const issues = (error?.issues ?? [])
            .flatMap((issue) => placesOf(issue))
            .filter((issue) => place.every((step, at) => issue[at] === step));
          assert.equal(issues, [], `${path.join('/')}: ${JSON.stringify(example)}`);
        }
      }
      assert.ok(examples > 2);
    });
  }
});

/**
 * The cases of bad input that are about the form of one file, and in which files an editor marks something. What takes other
 * files to know, and what only a function can say, such as whether a text is an address, is left to `phoenix validate`.
 */
const MARKED: Readonly<Record<string, readonly string[]>> = {
  'extends-misplaced': ['base/lxc.json', 'lxc/web.json'],
  // A key that nobody can see is at least no key that is known.
  'hidden-characters': ['lxc/key.json'],
  'key-of-proxmox-elsewhere': ['lxc/app.json', 'lxc/db.json', 'lxc/web.json'],
  'metacharacters-as-data': ['lxc/web.json'],
  'unknown-key': ['base/lxc.json', 'lxc/db.json', 'lxc/web.json', 'profiles/gpu.json'],
  'value-not-allowed': ['lxc/app.json', 'lxc/db.json', 'lxc/host.json', 'lxc/raw.json', 'lxc/web.json'],
  'wrong-settings': ['phoenix.json'],
  'wrong-type': ['lxc/app.json', 'lxc/db.json', 'lxc/net.json', 'lxc/web.json'],
};

describe('bad input in an editor', (test) => {
  const cases = readdirSync('tests/cases/bad-input');

  for (const name of cases) {
    const marked = MARKED[name] ?? [];
    test(`${name}: ${marked.length === 0 ? 'nothing that one file shows' : marked.join(', ')}`, () => {
      const { files: config } = readDiskTree(`tests/cases/bad-input/${name}/configs`);
      const known = [...config.values()].filter((file) => {
        const { value } = parseFile(file);
        return (
          value !== null &&
          validators.has(`${schemaNameOf(file.path)}.json`) &&
          wrong(file.path, value).length > 0
        );
      });
      assert.equal(known.map(({ path }) => path).toSorted(), [...marked].toSorted());
    });
  }

  test('is about cases that exist', () => {
    for (const name of Object.keys(MARKED)) assert.ok(cases.includes(name), name);
  });
});
