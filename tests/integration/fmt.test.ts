/** `phoenix fmt` on files on disk: what it writes, what it leaves, and that a plan sees no difference. */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { fmt } from '../../src/commands/fmt.ts';
import { init } from '../../src/commands/init.ts';
import { loadEstate } from '../../src/config/estate.ts';
import { parseFile } from '../../src/config/parse.ts';
import { canonical, isObject, type Json } from '../../src/json.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { planFromGit } from '../../src/plan/build.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { describe } from '../support/describe.ts';
import { refusalOf, saying } from '../support/said.ts';

let top = '';
let configs = '';
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(configs, path)), { recursive: true });
  writeFileSync(join(configs, path), text);
};
const read = (path: string) => readFileSync(join(configs, path), 'utf8');
type Options = Partial<Parameters<typeof fmt>[0]>;
const run = (options: Options = {}) => saying((io) => fmt({ configs, files: [], ...options }, io));

const UGLY = '{"memory":"1G", "vmid":101}\n';
const FINE = '{ "vmid": 101, "memory": "1G" }\n';

/** As somebody writes who has never seen the schema. */
function backwards(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, one]) => [key, backwards(one)]),
  );
}

describe('phoenix fmt', (test) => {
  test.before.each(() => {
    top = mkdtempSync(join(tmpdir(), 'phoenix-fmt-'));
    configs = join(top, 'configs');
    write('phoenix.json', '{ "name": "lab", "nodes": {} }\n');
    write('lxc/web.json', UGLY);
    write('features/app/feature.json', '{"version":"1.0.0",  "id":"app"}');
    write('phoenix.lock', '{"v":1 }');
    write('vault/.gpg-id', 'x');
  });
  test.after.each(() => rmSync(top, { recursive: true, force: true }));

  test('writes what is not laid out, and nothing else', async () => {
    chmodSync(join(configs, 'lxc/web.json'), 0o640);
    const first = await run();
    assert.equal([first.exit, first.out], [0, `Formatted ${configs}/lxc/web.json`]);
    assert.match(first.err, '2 files in');
    assert.is(read('lxc/web.json'), FINE);
    assert.is(statSync(join(configs, 'lxc/web.json')).mode & 0o777, 0o640, 'for the same readers');
    assert.is(read('features/app/feature.json'), '{"version":"1.0.0",  "id":"app"}');
    assert.is(read('phoenix.lock'), '{"v":1 }');
    const again = await run();
    assert.equal([again.exit, again.out], [0, '']);
  });

  test('--check writes nothing and names the file; --diff shows how', async () => {
    const checked = await run({ check: true });
    assert.equal([checked.exit, checked.out], [1, `Not formatted: ${configs}/lxc/web.json`]);
    const shown = await run({ check: true, diff: true });
    assert.equal(shown.out.split('\n').slice(2), ['@@ -1,1 +1,1 @@', `-${UGLY.trim()}`, `+${FINE.trim()}`]);
    assert.is(read('lxc/web.json'), UGLY);
    await run();
    assert.is((await run({ check: true })).exit, 0);
  });

  test('a file that is broken stays as it is, is told with its place, and the others are written', async () => {
    write('lxc/twice.json', '{ "vmid": 1, "vmid": 2 }');
    const { exit, err } = await run();
    assert.is(exit, 1);
    assert.match(err, /lxc\/twice\.json:1:14 error PHX102/);
    assert.match(err, /1 that cannot be read left as it is/);
    assert.is(read('lxc/twice.json'), '{ "vmid": 1, "vmid": 2 }');
    assert.is(read('lxc/web.json'), FINE);
  });

  test('takes files and folders, those of the estate only', async () => {
    write('lxc/other.json', UGLY);
    await run({ files: [join(configs, 'lxc/web.json')] });
    assert.equal([read('lxc/web.json'), read('lxc/other.json')], [FINE, UGLY]);
    await run({ files: [join(configs, 'lxc')] });
    assert.is(read('lxc/other.json'), FINE);
    for (const file of [
      '/etc/hosts',
      join(configs, 'features'),
      join(configs, 'lxc/none.json'),
      join(configs, 'phoenix.lock'),
    ]) {
      assert.match(await refusalOf((io) => fmt({ configs, files: [file] }, io)), /^USAGE: /, file);
    }
  });

  test('--json says what was done', async () => {
    write('lxc/broken.json', '{');
    const { exit, out } = await run({ json: true });
    const { findings, ...rest } = JSON.parse(out) as { findings: readonly { id: string }[] };
    assert.equal([exit, rest], [1, { v: 1, configs, files: 3, changed: ['lxc/web.json'] }]);
    assert.equal(
      findings.map(({ id }) => id),
      ['PHX101'],
    );
  });

  test('what a comment holds cannot speak to the terminal', async () => {
    write('lxc/web.jsonc', '// \u001b[31mred\n{  }\n');
    const { out } = await run({ check: true, diff: true, files: [join(configs, 'lxc/web.jsonc')] });
    assert.not.match(out, '\u001b');
  });

  test('the example estate is formatted, and so is what init writes', async () => {
    assert.equal(await run({ configs: 'configs', check: true }).then(({ exit, out }) => [exit, out]), [
      0,
      '',
    ]);
    const made = join(top, 'made');
    await saying((io) => init({ dir: made, name: 'lab', node: 'pve1', json: true }, io));
    const checked = await run({ configs: join(made, 'configs'), check: true, diff: true });
    assert.equal([checked.exit, checked.out], [0, '']);
  });

  test('a plan sees no difference, whatever the order was', async () => {
    cpSync('configs', configs, { recursive: true });
    const load = () => loadEstate(readDiskTree(configs), { env: null, kinds, shipped: shippedFeatures });
    const values = new Map<string, string>();
    for (const file of readDiskTree(configs).files.values()) {
      const { value } = parseFile(file);
      values.set(file.path, canonical(value));
      write(file.path, JSON.stringify(backwards(value)));
    }
    const ugly = load();
    const { exit } = await run();
    assert.is(exit, 0);
    const after = load();
    for (const [path, file] of after.tree.files) {
      assert.is(canonical(parseFile(file).value), values.get(path), path);
    }
    const { plan } = planFromGit({ base: ugly, head: after, kinds });
    assert.equal(
      plan.items.filter(({ changes }) => changes.length > 0),
      [],
    );
  });
});
