/** `phoenix migrate` as it is typed: what it writes, what it refuses, and what it says of files that are broken. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { ORIGINAL } from '../support/migrate-source.ts';
import { CLI, type Ran, run } from '../support/world.ts';

type Type = (...argv: readonly string[]) => Promise<Ran>;

const SOURCE = resolve(ORIGINAL);
const LXC = 'phoenix_lxc_configs.json';
const SMALL = JSON.stringify({ lxc_configs: { '101': { name: 'web', memory_mb: 512 } } }, null, 2);

/** `phoenix` typed in a new folder, with these files in `old/`. */
async function inFolder(
  files: Readonly<Record<string, string>>,
  use: (phoenix: Type, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-migrate-'));
  try {
    mkdirSync(join(folder, 'old'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'old', name), text);
    await use((...args) => run([process.execPath, CLI, ...args], folder), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('phoenix migrate', (test) => {
  test('writes an estate that is valid, with its proof and its report', () =>
    inFolder({}, async (phoenix, folder) => {
      const ran = await phoenix(
        'migrate',
        SOURCE,
        '--out',
        'estate',
        '--name',
        'ai-lab',
        '--node',
        'phoenix',
      );
      assert.equal([ran.exit, ran.stderr], [0, '']);
      assert.match(ran.stdout, /^18 containers, \d+ values proved\.$/m);
      const report = readFileSync(join(folder, 'estate/migration.md'), 'utf8');
      assert.match(report, '## Mistakes in the old configuration');
      assert.match(report, '| `/lxc_configs/950/cores` | `6` | kept: `base/lxc.jsonc cores` |');
      const settings = JSON.parse(
        readFileSync(join(folder, 'estate/configs/phoenix.json'), 'utf8'),
      ) as object;
      assert.equal(Object.entries(settings).slice(0, 2), [
        ['$schema', './schemas/phoenix.json'],
        ['name', 'ai-lab'],
      ]);
      const schemas = await phoenix('schema', '--check', 'estate/configs/schemas');
      assert.is(schemas.exit, 0, schemas.stdout + schemas.stderr);
      const valid = await phoenix('validate', '--configs', 'estate/configs');
      assert.is(valid.exit, 0, valid.stderr);
      const again = await phoenix('fmt', '--check', '--configs', 'estate/configs');
      assert.is(again.exit, 0, again.stdout + again.stderr);
    }));

  test('writes into no configs folder that has files, unless told so', () =>
    inFolder({ [LXC]: SMALL }, async (phoenix, folder) => {
      mkdirSync(join(folder, 'configs/lxc'), { recursive: true });
      assert.is((await phoenix('migrate', 'old')).exit, 0);
      const refused = await phoenix('migrate', 'old');
      assert.is(refused.exit, 1);
      assert.match(refused.stderr, 'nothing was written');
      assert.is((await phoenix('migrate', 'old', '--dry-run')).exit, 0);
      writeFileSync(join(folder, 'configs/lxc/web.jsonc'), '{}');
      assert.is((await phoenix('migrate', 'old', '--force')).exit, 0);
      assert.match(readFileSync(join(folder, 'configs/lxc/web.jsonc'), 'utf8'), '"vmid": 101');
    }));

  test('writes nothing when it is tried, and tells programs everything', () =>
    inFolder({ [LXC]: SMALL }, async (phoenix, folder) => {
      const ran = await phoenix('migrate', join('old', LXC), '--dry-run', '--json');
      assert.is(ran.exit, 0, ran.stderr);
      const told = JSON.parse(ran.stdout) as Record<string, unknown>;
      assert.equal(
        [told['ok'], told['containers'], told['counts']],
        [true, 1, { kept: 0, mapped: 2, later: 0, dropped: 0, unknown: 0 }],
      );
      assert.equal(readdirSync(folder), ['old']);
      const report = await phoenix('migrate', 'old', '--dry-run', '--report', 'r.json');
      assert.is(report.exit, 0, report.stderr);
      const written = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as object;
      assert.equal({ ok: true, ...written }, told);
    }));

  /** [what is wrong, the files, what is said]. */
  const broken: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    [
      'no file of containers',
      { 'phoenix_vm_configs.json': '{}' },
      /there is no phoenix_lxc_configs\.json in "old"/,
    ],
    [
      'an empty object',
      { [LXC]: '{}' },
      /phoenix_lxc_configs\.json has no containers[^]*phoenix_lxc_configs\.json:1:1/,
    ],
    ['containers in a list', { [LXC]: '{ "lxc_configs": [] }' }, /has no containers/],
    ['JSON that ends too early', { [LXC]: '{\n  "lxc_configs": {\n' }, /phoenix_lxc_configs\.json:\d+:\d+/],
    [
      'JSON with a slip in a second file',
      { [LXC]: SMALL, 'phoenix_hypervisor_config.json': '{\n  "a": 1,,\n}' },
      /phoenix_hypervisor_config\.json:2:\d+/,
    ],
    ['an empty file', { [LXC]: '' }, /phoenix_lxc_configs\.json:1:1/],
    ['no object', { [LXC]: '[1]' }, /phoenix_lxc_configs\.json:1:1/],
  ];
  for (const [what, files, said] of broken) {
    test(`says where it found ${what}, and writes nothing`, () =>
      inFolder(files, async (phoenix, folder) => {
        const ran = await phoenix('migrate', 'old');
        assert.is(ran.exit, 1, ran.stdout);
        assert.match(ran.stderr, said);
        assert.not.match(ran.stderr, 'bug');
        assert.not.ok(existsSync(join(folder, 'configs')));
      }));
  }

  test('reads a file that begins with a byte order mark', () =>
    inFolder({ [LXC]: `\ufeff${SMALL}` }, async (phoenix) => {
      const ran = await phoenix('migrate', 'old', '--dry-run');
      assert.is(ran.exit, 0, ran.stderr);
      assert.match(ran.stdout, '1 container, 2 values proved.');
    }));

  test('knows no other files', () =>
    inFolder({ 'x.json': '{}' }, async (phoenix) => {
      const ran = await phoenix('migrate', 'old/x.json');
      assert.is(ran.exit, 1);
      assert.match(ran.stderr, `is none of the old tool's files`);
    }));
});
