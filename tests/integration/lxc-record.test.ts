/** What is kept of a lab of real containers: folders are removed by it as root, so that nothing but Phoenix's own passes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../src/errors.ts';
import { labNames } from '../../src/simulator/edge/lxc/names.ts';
import { readRecord, writeRecord } from '../../src/simulator/edge/lxc/record.ts';
import { describe } from '../support/describe.ts';

const ID = 'abc234';
const good = { v: 1, id: ID, cache: '/var/cache/phoenix/guests' };

function withFolder(body: (dir: string, file: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'phoenix-record-'));
  const file = join(dir, '.sim/lxc/lab.json');
  mkdirSync(dirname(file), { recursive: true });
  try {
    body(dir, file);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('the record of a lab', (test) => {
  test('it is read as it was written', () => {
    withFolder((dir, file) => {
      const mirrors = { debian: 'http://mirror.example/debian' };
      const record = writeRecord(dir, { mirrors });
      assert.equal(readRecord(dir), record);
      assert.equal(record.mirrors, mirrors);
      assert.equal(JSON.parse(readFileSync(file, 'utf8')), record);
    });
  });

  test('a folder without one has simulated guests', () => {
    withFolder((dir) => assert.is(readRecord(dir), null));
  });

  for (const [what, text] of [
    ['the folder of all labs', JSON.stringify({ ...good, id: '' })],
    ['a folder above', JSON.stringify({ ...good, id: '..' })],
    ['a path', JSON.stringify({ ...good, id: '../../home' })],
    ['more than a line', JSON.stringify({ ...good, id: `${ID}\n` })],
    ['no text as its id', JSON.stringify({ ...good, id: 1 })],
    ['a cache beside whoever runs it', JSON.stringify({ ...good, cache: 'cache' })],
    ['a mirror that is an option', JSON.stringify({ ...good, mirrors: { debian: '--foreign' } })],
    ['half a file', JSON.stringify(good).slice(0, -3)],
    ['an empty file', ''],
  ] as const) {
    test(`it is refused with ${what}`, () => {
      withFolder((dir, file) => {
        writeFileSync(file, text);
        assert.throws(
          () => readRecord(dir),
          (error: unknown) => error instanceof PhoenixError && error.code === 'UNREADABLE',
        );
      });
    });
  }

  test('no names are made of what is no id', () => {
    assert.is(labNames(ID).run, `/run/phoenix-labs/${ID}`);
    for (const id of ['', '.', '..', 'abc23', 'ABC234', 'abc/34', `${ID}\n`])
      assert.throws(() => labNames(id), /not the id of a lab/);
  });
});
