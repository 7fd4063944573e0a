/** What `phoenix init` and `phoenix migrate` write is right in an editor without a network: each file names its schema, which stands beside it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as assert from 'uvu/assert';
import { init } from '../../src/commands/init.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { schema } from '../../src/commands/schema.ts';
import { parseFile } from '../../src/config/parse.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { describe } from '../support/describe.ts';
import { ORIGINAL } from '../support/migrate-source.ts';
import { saying } from '../support/said.ts';

/** Each file's schema is where its line says, and takes it. */
function isRightInEditor(configs: string): void {
  for (const file of readDiskTree(configs).files.values()) {
    const { value } = parseFile(file);
    const line = value?.['$schema'];
    if (typeof line !== 'string') return assert.unreachable(file.path);
    const path = resolve(configs, dirname(file.path), line);
    assert.ok(existsSync(path), path);
    const ajv = new Ajv2020.default({ strict: true, strictTypes: false });
    addFormats.default(ajv);
    ajv.addKeyword('allowTrailingCommas');
    const check = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);
    assert.ok(check(value), `${file.path} ${JSON.stringify(check.errors)}`);
    assert.not.ok(check({ ...value, memroy: 1 }), 'a slip is marked');
  }
}

describe('schemas of a new estate', (test) => {
  let top = '';
  test.before(async () => {
    top = mkdtempSync(join(tmpdir(), 'phoenix-init-schemas-'));
    const { exit } = await saying((io) => init({ dir: top, name: 'lab', node: 'pve1' }, io));
    assert.is(exit, 0);
  });
  test.after(() => rmSync(top, { recursive: true, force: true }));

  test('are where the files say, and take the files', () => {
    assert.is(readDiskTree(join(top, 'configs')).files.size, 3);
    isRightInEditor(join(top, 'configs'));
  });

  test('stand beside what is migrated, too', async () => {
    const out = join(top, 'migrated');
    const { exit, err } = await saying((io) =>
      migrate({ from: [ORIGINAL], out, name: 'lab', node: 'pve1' }, io),
    );
    assert.is(exit, 0, err);
    assert.ok(readDiskTree(join(out, 'configs')).files.size > 15);
    isRightInEditor(join(out, 'configs'));
  });

  test('are those of this version, until they are not', async () => {
    const check = join(top, 'configs/schemas');
    assert.is((await saying((io) => schema({ check }, io))).exit, 0);
    rmSync(join(check, 'profile.json'));
    const old = await saying((io) => schema({ check }, io));
    assert.is(old.exit, 1);
    assert.match(old.out, /profile\.json$/);
    assert.match(old.err, `phoenix schema --out ${check}`);
  });
});
