/**
 * The simulated `zfs` against a real one: the package zfs-fuse has ZFS as a program, which needs no module of the kernel. It
 * is of 2012, so that only what it knows is compared: datasets, properties with their sources, snapshots, clones, names.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { memoryHost } from '../../src/simulator/memory-host.ts';
import { prepareFreshNode } from '../../src/simulator/fresh-node.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { preparePools } from '../../src/simulator/zfs/state.ts';
import { describe } from '../support/describe.ts';
import { fc } from '../support/fast-check.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const POOL = `phx${process.pid}`;
const COMPARED =
  'quota,refquota,reservation,recordsize,mountpoint,canmount,compression,atime,readonly,exec,copies,logbias,mounted,origin,phoenix:mark';

interface Said {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const real = (program: string, ...argv: readonly string[]): Said => {
  const { status, stdout, stderr } = spawnSync(program, argv, { encoding: 'utf8' });
  return { exit: status ?? -1, stdout, stderr };
};

const missing = ['zfs-fuse', 'zfs', 'zpool'].find((name) => spawnSync('which', [name]).status !== 0);
const reason =
  process.getuid?.() !== 0
    ? 'only root mounts'
    : missing !== undefined
      ? 'needs the package zfs-fuse'
      : existsSync('/dev/fuse')
        ? null
        : 'needs /dev/fuse';

const name = fc.constantFrom('a', 'b', 'a/c', 'b/d');
const snap = fc.tuple(name, fc.constantFrom('one', 'two')).map(([dataset, tag]) => `${dataset}@${tag}`);
const assignment = fc.constantFrom(
  'quota=40M',
  'quota=1K',
  'quota=none',
  'quota=lots',
  'refquota=30M',
  'reservation=1M',
  'recordsize=16K',
  'compression=on',
  'compression=gzip-6',
  'compression=nonsense',
  'atime=off',
  'copies=2',
  'canmount=noauto',
  'canmount=on',
  'logbias=throughput',
  'used=5',
  'nosuch=5',
  'phoenix:mark={"a":1}',
  'mountpoint=none',
  'mountpoint=relative',
);
const property = fc.constantFrom(
  'quota',
  'compression',
  'atime',
  'canmount',
  'mountpoint',
  'phoenix:mark',
  'used',
);

/** Datasets stand for `phxtank/sN/…`. */
const command = fc.oneof(
  { weight: 4, arbitrary: name.map((one) => ['create', one]) },
  { weight: 2, arbitrary: fc.tuple(assignment, name).map(([set, one]) => ['create', '-o', set, one]) },
  { weight: 5, arbitrary: fc.tuple(assignment, name).map(([set, one]) => ['set', set, one]) },
  { weight: 3, arbitrary: fc.tuple(property, name).map(([one, dataset]) => ['inherit', one, dataset]) },
  { weight: 2, arbitrary: fc.tuple(property, name).map(([one, dataset]) => ['inherit', '-S', one, dataset]) },
  { weight: 3, arbitrary: snap.map((one) => ['snapshot', one]) },
  { weight: 2, arbitrary: fc.tuple(snap, name).map(([one, to]) => ['clone', one, to]) },
  { weight: 2, arbitrary: fc.tuple(name, name).map(([from, to]) => ['rename', from, to]) },
  { weight: 2, arbitrary: name.map((one) => ['destroy', one]) },
  { weight: 1, arbitrary: name.map((one) => ['destroy', '-r', one]) },
  { weight: 2, arbitrary: name.map((one) => ['unmount', one]) },
  { weight: 2, arbitrary: name.map((one) => ['mount', one]) },
);

/** A word of a command that names a dataset, in a run's own corner of the pool. */
const placed = (words: readonly string[], corner: string): string[] =>
  words.map((word, at) => (at > 0 && /^[ab](?:\/[cd])?(?:@\w+)?$/.test(word) ? `${corner}/${word}` : word));

/** What newer versions say otherwise, or more of. */
function comparable({ exit, stderr }: Said): string {
  const [first = ''] = stderr.split('\n');
  // What a usage looks like, and which words a property takes, depends on the version.
  const text = exit === 2 || /must be (?:one of|power)/.test(first) ? '' : first;
  return `${exit} ${text}`;
}

describe('the simulated zfs', (test) => {
  if (reason !== null) {
    test.skip(`says what a real one says (${reason})`, () => {});
    return;
  }
  test('says what a real one says, and has the same in the end', () => {
    const folder = scratchFolder('zfs');
    mkdirSync('/var/run/zfs', { recursive: true });
    mkdirSync('/var/lock/zfs', { recursive: true });
    const isUp = real('zpool', 'list').exit === 0;
    const daemon = isUp ? null : spawn('zfs-fuse', ['--no-daemon'], { stdio: 'ignore' });
    try {
      for (let tries = 0; tries < 50 && real('zpool', 'list').exit !== 0; tries += 1)
        spawnSync('sleep', ['0.1']);
      const disk = join(folder, 'disk');
      writeFileSync(disk, '');
      spawnSync('truncate', ['-s', '256M', disk]);
      assert.is(real('zpool', 'create', POOL, disk).exit, 0);
      let runs = 0;
      fc.assert(
        fc.property(fc.array(command, { minLength: 3, maxLength: 14 }), (commands) => {
          runs += 1;
          const corner = `${POOL}/s${runs}`;
          const host = memoryHost();
          prepareFreshNode(host);
          preparePools(host, 'pve1', { [POOL]: [{ type: 'disk', disks: [disk] }] });
          const model = (...argv: readonly string[]): Said =>
            simulate({ host, node: 'pve1', argv: ['zfs', ...argv] });
          assert.is(real('zfs', 'create', corner).exit, 0);
          assert.is(model('create', corner).exit, 0);
          for (const words of commands) {
            const argv = placed(words, corner);
            const answer = real('zfs', ...argv);
            // FUSE unmounts a moment later than it says: what comes after would be another story.
            if (answer.stderr.includes('busy')) return;
            const [is, should] = [comparable(model(...argv)), comparable(answer)];
            if (is !== should) throw new Error(`${argv.join(' ')}: ${is}, and really ${should}`);
          }
          const ask = ['get', '-Hp', '-r', '-o', 'name,property,value,source', COMPARED, corner];
          // It was off by default then.
          const lines = ({ stdout }: Said) =>
            stdout
              .replaceAll(/compression\t\w+\tdefault/g, 'compression')
              .split('\n')
              // Of snapshots, that they are there: they have other properties than those of later versions.
              .filter((line) => !line.includes('@') || line.includes('\torigin\t'));
          const [has, should] = [lines(model(...ask)), lines(real('zfs', ...ask))];
          const wrong = should.findIndex((line, at) => line !== has[at]);
          if (wrong >= 0) throw new Error(`${has[wrong]}, and really ${should[wrong]}`);
          // With everything in it; clones of each other's snapshots go first.
          real('zfs', 'destroy', '-R', corner);
        }),
        { numRuns: 40, includeErrorInReport: true },
      );
    } finally {
      real('zpool', 'destroy', '-f', POOL);
      spawnSync('rmdir', [`/${POOL}`]);
      daemon?.kill();
    }
  });
});
