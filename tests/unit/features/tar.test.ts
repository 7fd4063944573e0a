/** Archives that real programs unpack. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { tar, type TarFile } from '../../../src/features/tar.ts';
import { describe } from '../../support/describe.ts';

const has = (program: string) => spawnSync(program, ['--help']).error === undefined;

function unpacked(archive: Uint8Array, program: readonly string[]): TarFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'phx-tar-'));
  try {
    const [command = '', ...args] = program;
    const { status, stderr } = spawnSync(command, [...args, '-xf', '-', '-C', folder], { input: archive });
    assert.is(status, 0, String(stderr));
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((path) => ({
        path,
        bytes: readFileSync(join(folder, path)),
        mode: statSync(join(folder, path)).mode & 0o777,
      }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const segment = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,40}$/);
const files = fc.uniqueArray(
  fc.record({
    // A prefix of its own for every depth: no file is a folder of another.
    path: fc
      .array(segment, { minLength: 1, maxLength: 4 })
      .map((parts) => [`d${parts.length}`, ...parts].join('/')),
    bytes: fc.uint8Array({ maxLength: 1500 }),
    mode: fc.constantFrom(0o600, 0o644, 0o755),
  }),
  { selector: ({ path }) => path, maxLength: 6 },
);

describe('tar', (test) => {
  for (const program of [['tar'], ['busybox', 'tar']]) {
    const name = program.join(' ');
    const run = () =>
      fc.assert(
        fc.property(files, (some) => {
          const sorted = some.toSorted((a, b) => (a.path < b.path ? -1 : 1));
          const got = unpacked(tar(some), program);
          assert.equal(
            got.map((one) => ({ ...one, bytes: Buffer.from(one.bytes).toString('hex') })),
            sorted.map((one) => ({ ...one, bytes: Buffer.from(one.bytes).toString('hex') })),
          );
        }),
        { numRuns: 25 },
      );
    if (has(program[0] ?? '')) test(`${name} unpacks what was packed`, run);
    else test.skip(`${name} unpacks what was packed`, run);
  }

  test('gives the same bytes for the same files in any order, in whole blocks', () => {
    fc.assert(
      fc.property(files, (some) => {
        const archive = tar(some);
        assert.equal(Buffer.from(tar(some.toReversed())).equals(archive), true);
        assert.is(archive.length % 512, 0);
      }),
    );
  });

  test('keeps long paths, and refuses those that the format cannot hold', () => {
    const path = `${'a'.repeat(90)}/${'b'.repeat(60)}/${'c'.repeat(90)}`;
    const file = (one: string): TarFile => ({ path: one, bytes: Buffer.from('x'), mode: 0o644 });
    assert.equal(
      unpacked(tar([file(path)]), ['tar']).map((one) => one.path),
      [path],
    );
    assert.throws(() => tar([file('d'.repeat(101))]), /too long for a bundle/);
  });
});
