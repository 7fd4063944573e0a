/** The generated schemas are those that are committed, and editors that use them agree with Phoenix. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as assert from 'uvu/assert';
import { layOut } from '../../../src/config/layout.ts';
import { parseFile } from '../../../src/config/parse.ts';
import { schemaFiles } from '../../../src/config/json-schema.ts';
import { manifestSchema } from '../../../src/features/manifest-schema.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { readDiskTree } from '../../../src/sources/disk.ts';
import { describe } from '../../support/describe.ts';
import { tinyKind } from '../../support/tiny-kind.ts';

const parsed = (text: string) => JSON.parse(text) as object;

function validator(schema: object): (value: unknown) => string[] {
  const ajv = new Ajv2020.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

describe('JSON Schemas', (test) => {
  const files = schemaFiles(kinds, { 'feature.json': manifestSchema() });

  test('are committed as they are generated', () => {
    const again = 'run `npx tsx src/cli.ts schema --out docs/schemas` and `npx oxfmt docs/schemas`';
    assert.equal(readdirSync('docs/schemas').toSorted(), [...files.keys()].toSorted(), again);
    for (const [name, text] of files) {
      assert.equal(parsed(readFileSync(`docs/schemas/${name}`, 'utf8')), parsed(text), again);
    }
  });

  test('accept every file of the example estate', () => {
    const layout = layOut(readDiskTree('configs'), new Set(kinds.map((kind) => kind.kind)));
    const check = validator(parsed(files.get('lxc.json') ?? ''));
    const settings = validator(parsed(files.get('phoenix.json') ?? ''));
    assert.equal(layout.settings && settings(parseFile(layout.settings).value), []);
    const all = [
      ...layout.bases.values(),
      ...layout.profiles.values(),
      ...[...layout.resources.values()].map((one) => one.file),
    ];
    assert.ok(all.length > 20);
    for (const file of all) assert.equal(check(parseFile(file).value), [], file.path);
  });

  test('accept every manifest of the library', () => {
    const check = validator(parsed(files.get('feature.json') ?? ''));
    const ids = readdirSync('features').filter((id) => existsSync(`features/${id}/feature.json`));
    assert.ok(ids.length > 5);
    for (const id of ids)
      assert.equal(check(parsed(readFileSync(`features/${id}/feature.json`, 'utf8'))), [], id);
    assert.ok(check({ id: 'x', version: '1.0.0', name: 'x', optoins: {} }).length > 0);
  });

  test('refuse what Phoenix refuses', () => {
    const check = validator(parsed(files.get('lxc.json') ?? ''));
    assert.equal(check({ memroy: 1 }).length, 1);
    assert.ok(check({ cores: 'two' }).length > 0);
    assert.ok(check({ net0: { brigde: 'vmbr0' } }).length > 0);
    assert.ok(check({ features: { nesting: true } }).length > 0);
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
    assert.equal(check({ $schema: '../schemas/box.json', extends: ['p'] }), []);
    assert.ok(check({ extends: 'p' }).length > 0);
  });
});
