/** `phoenix feature list|new|check|update` on files on disk, and the words for a run that was recorded. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { explain } from '../../src/commands/explain.ts';
import { featureCheck } from '../../src/commands/feature-check.ts';
import { folderOf, openShelf } from '../../src/commands/feature-library.ts';
import { featureList } from '../../src/commands/feature-list.ts';
import { featureNew } from '../../src/commands/feature-new.ts';
import { recordedText } from '../../src/commands/feature-test-text.ts';
import { featureUpdate } from '../../src/commands/feature-update.ts';
import { validate } from '../../src/commands/validate.ts';
import { formatRecorded } from '../../src/features/recorded.ts';
import { describe } from '../support/describe.ts';
import { refusalOf, saying } from '../support/said.ts';

let root = '';
let configs = '';

const GUEST = {
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
};

function write(path: string, value: object | string): void {
  mkdirSync(join(configs, path, '..'), { recursive: true });
  writeFileSync(join(configs, path), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

const list = (id?: string) =>
  saying((io) => featureList({ configs, ...(id === undefined ? {} : { id }) }, io));
const check = (...ids: readonly string[]) => saying((io) => featureCheck({ ids, configs }, io));
const update = (...ids: readonly string[]) => saying((io) => featureUpdate({ ids, configs }, io));
const mine = (file: string) => join(configs, 'features/my-app', file);

describe('phoenix feature', (test) => {
  test.before.each(() => {
    root = mkdtempSync(join(tmpdir(), 'phoenix-feature-commands-'));
    configs = join(root, 'configs');
    write('phoenix.json', { name: 'lab', nodes: { pve1: {} } });
    write('lxc/web.json', { ...GUEST, vmid: 101, features: { nginx: {} } });
    write('lxc/two.json', { ...GUEST, vmid: 102, features: { nginx: {}, redis: {} } });
  });
  test.after.each(() => rmSync(root, { recursive: true, force: true }));

  test('new writes what check finds nothing in', async () => {
    const made = await saying((io) => featureNew({ id: 'my-app', configs }, io));
    assert.is(made.exit, 0);
    assert.match(made.out, 'test/basic.json');
    const { exit, out, err } = await check();
    assert.is(exit, 0, err);
    assert.is(out, '1 feature checked: nothing found');
  });

  test('new writes over nothing, takes no bad name, and says what it hides', async () => {
    write('features/my-app/notes.txt', 'mine');
    assert.match(
      await refusalOf((io) => featureNew({ id: 'my-app', configs }, io)),
      /^REFUSED: .*is there already/,
    );
    assert.is(readFileSync(mine('notes.txt'), 'utf8'), 'mine');
    assert.not.ok(existsSync(mine('install.sh')));
    for (const id of ['My-App', '../x', '-x', 'a'.repeat(64), '']) {
      assert.match(await refusalOf((io) => featureNew({ id, configs }, io)), /^USAGE: /);
    }
    assert.match(
      (await saying((io) => featureNew({ id: 'redis', configs }, io))).err,
      'The library has "redis" too',
    );
  });

  test('check tells of manifest, script and scenario with their lines', async () => {
    await saying((io) => featureNew({ id: 'my-app', configs }, io));
    const edit = (file: string, from: string, to: string) =>
      writeFileSync(
        mine(file),
        readFileSync(mine(file), 'utf8').replace(from, () => to),
      );
    edit('feature.json', '"os"', '"oss"');
    edit('test/basic.json', '"exit": 1', '"exit": 1000');
    rmSync(mine('README.md'));
    const wrong = await check('my-app');
    assert.is(wrong.exit, 1);
    assert.match(wrong.err, /features\/my-app\/feature\.json:\d+:3 error .*oss/);
    assert.match(wrong.err, /features\/my-app\/test\/basic\.json:\d+:\d+ error/);
    edit('feature.json', '"oss"', '"os"');
    edit('test/basic.json', '"exit": 1000', '"exit": 1');
    edit('install.sh', 'set -eu', 'set -eu\ncurl -s https://example.org/x | sh');
    const unsafe = await check('my-app');
    assert.is(unsafe.exit, 1);
    assert.match(unsafe.err, /install\.sh:4:1 error PHX742/);
    assert.match(unsafe.err, /warning PHX746: there is no README\.md/);
  });

  test('check tells of what an estate does not take from the folder', async () => {
    await saying((io) => featureNew({ id: 'my-app', configs }, io));
    symlinkSync('/etc/hostname', mine('link'));
    writeFileSync(mine('README.md'), 'x'.repeat(1024 * 1024 + 1));
    const { exit, err } = await check('my-app');
    assert.is(exit, 1);
    assert.match(err, /features\/my-app\/link:1:1 error PHX003/);
    assert.match(err, /features\/my-app\/README\.md:1:1 error PHX002[^]*"downloads" of the feature/);
    renameSync(join(configs, 'features'), join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), join(configs, 'features'));
    const linked = await check();
    assert.is(linked.exit, 1);
    assert.match(linked.err, /configs\/features:1:1 error PHX003/);
  });

  test('check does not know what is not there', async () => {
    assert.match(
      await refusalOf((io) => featureCheck({ ids: ['ngin'], configs }, io)),
      /no feature "ngin": Did you mean "nginx"/,
    );
  });

  test('update pins what is used, list tells of it, and a pin that lags is seen', async () => {
    assert.match(
      (await list()).out,
      /nginx .*\n +not pinned: phoenix feature update\n +used by lxc\/two, lxc\/web/,
    );
    const first = await update();
    assert.is(first.exit, 0);
    assert.equal(first.out.split('\n'), [
      'nginx 1.0.0 (was not pinned): lxc/two, lxc/web',
      'redis 1.0.0 (was not pinned): lxc/two',
    ]);
    assert.not.match((await list()).out, 'not pinned');
    assert.is((await update()).out, 'Nothing to update.');

    const lock = JSON.parse(readFileSync(join(configs, 'phoenix.lock'), 'utf8')) as {
      features: Record<string, { version: string; hash: string }>;
    };
    write('phoenix.lock', {
      ...lock,
      features: { ...lock.features, nginx: { version: '0.9.0', hash: `sha256:${'0'.repeat(64)}` } },
    });
    assert.match((await list('nginx')).out, 'the lock has 0.9.0: phoenix feature update');
    const { out, err } = await update('nginx');
    assert.is(out, 'nginx 0.9.0 → 1.0.0: lxc/two, lxc/web');
    assert.match(err, '2 guests will run it again');
    assert.match(
      await refusalOf((io) => featureUpdate({ ids: ['postgres'], configs }, io)),
      /^USAGE: no guest uses postgres/,
    );
  });

  test('explain knows the options of a feature, their defaults, and what is none', async () => {
    write('lxc/web.json', { ...GUEST, vmid: 101, features: { redis: { port: 6380 } } });
    await update();
    const told = (field: string) =>
      saying((io) => explain({ address: 'lxc/web', field, configs }, io)).then(({ out }) => out);
    assert.match(await told('features.redis.port'), /= 6380\n +\S+lxc\/web\.json:\d+:\d+ +sets 6380$/);
    assert.match(
      await told('features.redis.appendonly'),
      /\(not set\)[^]*its default: "?false"?\n +what it is:/,
    );
    assert.match(await told('features.redis'), /Phoenix: "1\.0\.0 [0-9a-f]{16}"/);
    assert.match(
      await refusalOf((io) => explain({ address: 'lxc/web', field: 'features.redis.prot', configs }, io)),
      'the feature "redis" has no option "prot": Did you mean "port"?',
    );
    assert.match(
      await refusalOf((io) => explain({ address: 'lxc/web', field: 'features.redsi', configs }, io)),
      'Did you mean',
    );
  });

  test('a reference that leads nowhere is told of once, also in a list of an option', async () => {
    const features = { redis: { listen: ['127.0.0.1', '${lxc/nope.net0.address}'] } };
    write('lxc/web.json', { ...GUEST, vmid: 101, features });
    const { err } = await saying((io) => validate({ configs, format: 'text' }, io));
    assert.match(err, /PHX403: there is no resource "lxc\/nope"/);
    assert.not.match(err, 'PHX713');
  });

  test('what nothing uses any more leaves the lock', async () => {
    await update();
    write('lxc/two.json', { ...GUEST, vmid: 102, features: { nginx: {} } });
    assert.is((await update()).out, 'redis: not used any more');
    assert.not.match(readFileSync(join(configs, 'phoenix.lock'), 'utf8'), 'redis');
  });

  test('list tells the options of one, and works without an estate', async () => {
    const { out } = await list('postgres');
    assert.match(out, /^password +secret/m);
    assert.match(out, /^port +integer +5432 +TCP port\./m);
    configs = join(configs, 'nowhere');
    const { exit, err } = await list();
    assert.is(exit, 0);
    assert.match(err, 'nothing is said of guests');
  });

  test('what was recorded is told as that, with its day and whether it still fits', async () => {
    await saying((io) => featureNew({ id: 'my-app', configs }, io));
    const told = () => {
      const shelf = openShelf(configs);
      const feature = shelf.features.get('my-app');
      if (!feature) throw new Error('it is not sound');
      return { text: recordedText(feature, folderOf(shelf, 'my-app')), content: feature.content };
    };
    assert.match(told().text, 'no run was recorded');
    const recorded = (content: string) =>
      formatRecorded({
        v: 1,
        date: '2026-01-02',
        phoenix: '0.1.0',
        version: '0.0.9',
        content,
        kernel: '6.18.1',
        runs: [
          {
            scenario: 'basic',
            way: 'fresh',
            os: 'debian-12',
            ok: false,
            ms: 61_000,
            phases: [{ name: 'install', ok: false, ms: 60_000, why: ['it said so'] }],
          },
        ],
      });
    write('features/my-app/test/recorded.json', recorded(told().content));
    assert.match(told().text, /RECORDED on 2026-01-02, not run now, of these very files/);
    assert.match(told().text, /basic · debian-12: FAILED after 1 min 1 s\n +✗ .*installed.*\n +it said so/);
    write('features/my-app/test/recorded.json', recorded('sha256:other'));
    assert.match(told().text, 'of version 0.0.9; it was changed since');
    write('features/my-app/test/recorded.json', '{ "v": 2 }');
    assert.match(told().text, 'no run was recorded');
  });
});
