/** The log as a file: how it is opened, and what becomes of records where the disk is full. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../src/errors.ts';
import { logFile, type Write } from '../../../src/telemetry/log/log-file.ts';
import { showOn } from '../../../src/telemetry/log/said.ts';
import type { Level, Signal } from '../../../src/telemetry/signal.ts';
import { describe } from '../../support/describe.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const log = (message: string, level: Level = 'info'): Signal => ({
  is: 'log',
  at: 0,
  level,
  message,
  span: null,
  fields: {},
});
const opened = (path: string, write?: Write) =>
  logFile({ path, level: 'info', run: 'r', trace: 't' }, ...(write ? [write] : []));
const messages = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return (JSON.parse(line) as { message: string }).message;
      } catch {
        return null;
      }
    });

describe('a log file', (test) => {
  const folder = scratchFolder('phoenix-log');

  test('is for its user alone, and appended to', async () => {
    const path = join(folder, 'new.jsonl');
    for (const name of ['one', 'two']) {
      const sink = opened(path);
      sink.take(log(name));
      sink.take(log('left out', 'debug'));
      // Others append to it as well.
      appendFileSync(path, `${JSON.stringify({ message: 'of another' })}\n`);
      sink.take(log(`${name} again`));
      await sink.close();
    }
    assert.is(statSync(path).mode & 0o777, 0o600);
    assert.equal(messages(path), ['one', 'of another', 'one again', 'two', 'of another', 'two again']);
  });

  test('that cannot be opened is an error of whoever named it', () => {
    const fifo = join(folder, 'fifo');
    assert.is(spawnSync('mkfifo', [fifo]).status, 0);
    for (const path of [join(folder, 'nowhere/log'), folder, fifo]) {
      try {
        opened(path);
        assert.unreachable();
      } catch (error) {
        assert.instance(error, PhoenixError);
        assert.is((error as PhoenixError).code, 'USAGE');
        assert.match((error as PhoenixError).message, path);
      }
    }
  });

  test('on a full disk is told once, and a torn record spoils no other', () => {
    const path = join(folder, 'full.jsonl');
    const said: string[] = [];
    showOn({ show: (text) => void said.push(text), sink: () => ({ take: () => {}, close: async () => {} }) });
    let room = 100;
    const write: Write = (fd, bytes) => {
      if (room === 0)
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      const fits = bytes.subarray(0, room);
      room -= fits.length;
      return writeSync(fd, fits);
    };
    try {
      const sink = opened(path, write);
      for (const name of ['first', 'torn', 'lost']) sink.take(log(name));
      room = 1000;
      sink.take(log('room again'));
    } finally {
      showOn(null);
    }
    assert.is(said.length, 1);
    assert.match(said[0] ?? '', /full\.jsonl cannot be written.*ENOSPC/);
    assert.equal(messages(path), ['first', null, 'room again']);
  });

  test('whose folder goes away stops nothing', async () => {
    const gone = join(folder, 'gone');
    mkdirSync(gone);
    const sink = opened(join(gone, 'log'));
    rmSync(gone, { recursive: true });
    sink.take(log('into nothing'));
    await sink.close();
  });
});
