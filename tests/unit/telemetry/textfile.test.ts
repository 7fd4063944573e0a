import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { ownIdentity } from '../../../src/node/process-identity.ts';
import { figure } from '../../../src/telemetry/metrics/figure.ts';
import { lockFile } from '../../../src/telemetry/metrics/lock-file.ts';
import { textfileSink } from '../../../src/telemetry/metrics/textfile.ts';
import type { Figure } from '../../../src/telemetry/signal.ts';
import { describe } from '../../support/describe.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const lab = { estate: 'lab', env: '' };
const backups = (count: number) => figure('phoenix_backups_total', { ...lab, outcome: 'done' }, count);
const success = (value: number) => figure('phoenix_last_apply_success', lab, value);

const place = () => join(scratchFolder('phoenix metrics'), 'phoenix.prom');
const samples = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** One run that measures something. @returns what it told */
async function run(path: string, ...figures: readonly Figure[]): Promise<readonly string[]> {
  const told: string[] = [];
  const sink = textfileSink(path, (line) => told.push(line));
  sink.take({ is: 'measured', at: 0, figures });
  await sink.close();
  return told;
}

describe('the file of metrics', (test) => {
  test('counters go on, and gauges of other runs stay', async () => {
    const path = place();
    assert.equal(await run(path, backups(2), success(1)), []);
    assert.equal(await run(path, backups(3)), []);
    assert.equal(samples(path), [
      'phoenix_last_apply_success{estate="lab"} 1',
      'phoenix_backups_total{estate="lab",outcome="done"} 5',
    ]);
    assert.equal(readdirSync(join(path, '..')), ['phoenix.prom']);
  });

  test('everybody may read it, whatever the umask is', async () => {
    const path = place();
    const before = process.umask(0o077);
    try {
      await run(path, backups(1));
    } finally {
      process.umask(before);
    }
    assert.is(statSync(path).mode & 0o777, 0o644);
  });

  test('one that is broken is told, and begins anew', async () => {
    const path = place();
    writeFileSync(path, 'phoenix_backups_total{estate="lab",outcome="done"} 7\nphoenix_ba');
    const told = await run(path, backups(1));
    assert.is(told.length, 1);
    assert.match(told[0] ?? '', /not as Phoenix wrote them \(line 2: it breaks off\)/);
    assert.equal(samples(path), ['phoenix_backups_total{estate="lab",outcome="done"} 1']);
  });

  test('one of before, brought back, is gone on with', async () => {
    const path = place();
    await run(path, backups(1));
    const old = readFileSync(path);
    await run(path, backups(4));
    writeFileSync(path, old);
    assert.equal(await run(path, backups(1)), []);
    assert.equal(samples(path), ['phoenix_backups_total{estate="lab",outcome="done"} 2']);
  });

  test('a link stays one', async () => {
    const path = place();
    const link = join(path, '../link.prom');
    await run(path, backups(1));
    symlinkSync(path, link);
    await run(link, backups(1));
    assert.equal(samples(path), ['phoenix_backups_total{estate="lab",outcome="done"} 2']);
  });

  test('a run that measures nothing makes no file', async () => {
    const path = place();
    assert.equal(await run(path), []);
    const sink = textfileSink(path, assert.unreachable);
    await sink.close();
    assert.not(existsSync(path));
  });

  for (const [what, make, why] of [
    ['a folder that is not there', (path: string) => join(path, '../none/x.prom'), /its folder is not there/],
    [
      'a folder of that name',
      (path: string) => (mkdirSync(path), path),
      /a folder of that name stands there/,
    ],
    ['a file in its way', (path: string) => (writeFileSync(path, ''), join(path, 'x.prom')), /is a file/],
  ] as const) {
    test(`${what} is told, and fails nothing`, async () => {
      const told = await run(make(place()), backups(1));
      assert.is(told.length, 1);
      assert.match(told[0] ?? '', why);
    });
  }

  const isRoot = process.getuid?.() === 0;
  if (!isRoot) console.log('skipped: a full disk: only root can mount a small one');
  const asRoot = isRoot ? test : test.skip.bind(test);
  asRoot('a full disk is told, and the file stays as it was', async () => {
    const folder = scratchFolder('phoenix-full');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'phoenix-full', folder]);
    try {
      const path = join(folder, 'phoenix.prom');
      await run(path, backups(1));
      const before = readFileSync(path, 'utf8');
      // The rest of the disk.
      spawnSync('dd', ['if=/dev/zero', `of=${folder}/filler`, 'bs=1k']);
      const told = await run(path, backups(1));
      assert.is(told.length, 1);
      assert.match(told[0] ?? '', /the disk is full/);
      assert.is(readFileSync(path, 'utf8'), before);
      assert.equal(readdirSync(folder).toSorted(), ['filler', 'phoenix.prom']);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  test('many at once lose nothing', async () => {
    const path = place();
    const told = await Promise.all(Array.from({ length: 20 }, () => run(path, backups(1))));
    assert.equal(told.flat(), []);
    assert.equal(samples(path), ['phoenix_backups_total{estate="lab",outcome="done"} 20']);
  });
});

describe('the lock of a file', (test) => {
  const lockPlace = () => join(scratchFolder('phoenix-lock'), 'x.lock');
  const owner = (more: object) => JSON.stringify({ ...ownIdentity(), ...more });

  test('one has it, and then the next', async () => {
    const path = lockPlace();
    const release = await lockFile(path, 0);
    assert.is(await lockFile(path, 0), null);
    release?.();
    assert.not(existsSync(path));
    assert.type(await lockFile(path, 0), 'function');
  });

  for (const [what, text, ageSeconds, isFree] of [
    ['of a process that has ended', owner({ pid: 2 ** 22 + 1 }), 0, true],
    ['of an earlier process of the same number', owner({ start: 1 }), 0, true],
    ['of a process that lives, however old', owner({}), 3600, false],
    ['of another container, just taken', owner({ where: 'elsewhere' }), 0, false],
    ['of another container, long ago', owner({ where: 'elsewhere' }), 3600, true],
    ['of another container, in the future', owner({ where: 'elsewhere' }), -3600, true],
    ['of nobody, just made', '', 0, false],
    ['of nobody, long ago', '', 3600, true],
  ] as const) {
    test(`${what} it is ${isFree ? 'taken over' : 'kept'}`, async () => {
      const path = lockPlace();
      writeFileSync(path, text);
      const at = Date.now() / 1000 - ageSeconds;
      utimesSync(path, at, at);
      const release = await lockFile(path, 0);
      assert.is(release !== null, isFree);
      release?.();
      assert.is(existsSync(path), !isFree);
      assert.is(existsSync(`${path}.break`), false);
    });
  }

  test('who was killed while taking one away is in nobody’s way', async () => {
    const path = lockPlace();
    writeFileSync(path, owner({ start: 1 }));
    writeFileSync(`${path}.break`, owner({ start: 1 }));
    utimesSync(`${path}.break`, 1, 1);
    assert.type(await lockFile(path, 1000), 'function');
  });
});
