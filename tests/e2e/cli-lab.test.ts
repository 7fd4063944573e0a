/**
 * `phoenix lab` from outside: a folder that holds conf files and nothing else, in each of the layouts that are taken,
 * becomes the node on which the real `pct` was recorded; every nth recorded row is typed there again.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { isForPeople } from '../support/for-people.ts';
import { comparable, lifecycleRows, setRows } from '../support/recordings.ts';
import { CLI, type Ran, run } from '../support/world.ts';

async function inFolder(
  files: Readonly<Record<string, string>>,
  use: (folder: string, lab: (...args: readonly string[]) => Promise<Ran>) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-cli-lab-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await use(folder, (...args) => run([process.execPath, CLI, 'lab', ...args], folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const LAYOUTS = ['etc/pve/lxc', 'etc/pve/nodes/pve7/lxc', 'lxc', '.'];

interface Recorded {
  readonly what: string;
  readonly argv: readonly string[];
  readonly exit: number;
  readonly running: readonly number[];
  /** Conf files by VMID. */
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

const every = <Row>(rows: readonly Row[], step: number, from: number) =>
  rows.flatMap((row, index) => (index % step === from ? [{ row, index }] : []));

/** Coprime to the recordings' own rhythm, so that the sample has something of everything. */
const SAMPLE: readonly Recorded[] = [
  ...every(setRows(), 83, 5).map(({ row, index }): Recorded => {
    const vmid = row.argv[2] ?? '';
    const running = row.running ? [Number(vmid)] : [];
    return {
      what: `set ${index}`,
      argv: row.argv,
      exit: row.exit,
      running,
      before: { [vmid]: row.before },
      after: { [vmid]: row.after },
    };
  }),
  ...every(lifecycleRows(), 17, 6).map(({ row, index }): Recorded => ({ what: `life ${index}`, ...row })),
];

function confsIn(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.conf'));
  return Object.fromEntries(
    names.map((name) => [name.replace('.conf', ''), readFileSync(join(folder, name), 'utf8')]),
  );
}

describe('recorded rows, typed in a folder of conf files', (test) => {
  test('there is enough of them', () => {
    assert.ok(SAMPLE.length >= 25);
    for (const is of ['set', 'create', 'clone', 'snapshot', 'rollback', 'destroy', 'start'])
      assert.ok(
        SAMPLE.some(({ argv }) => argv[1] === is),
        is,
      );
    assert.ok(SAMPLE.some(({ exit }) => exit !== 0) && SAMPLE.some(({ exit }) => exit === 0));
  });

  for (const [at, { what, argv, exit, running, before, after }] of SAMPLE.entries()) {
    const layout = LAYOUTS[at % LAYOUTS.length] ?? '.';
    test(`${what} in ${layout}: ${argv.join(' ')}`, () => {
      const files = Object.entries(before).map(([vmid, text]) => [`${layout}/${vmid}.conf`, text] as const);
      return inFolder(Object.fromEntries(files), async (folder, lab) => {
        const options = running.length > 0 ? ['--running', running.join()] : [];
        const ran = await lab(folder, ...options, '--', ...argv);
        assert.is(ran.exit === 0, exit === 0, ran.stdout + ran.stderr);
        const known = Object.values(before).join('\n');
        const found = confsIn(join(folder, layout));
        for (const vmid of new Set([...Object.keys(found), ...Object.keys(after)])) {
          const [got, recorded] = [found[vmid], after[vmid]].map((text) => comparable(text ?? '', known));
          assert.is(got, recorded, `${vmid}.conf`);
        }
      });
    });
  }
});

describe('a lab', (test) => {
  test('of nothing is a fresh node, tells how to use it, and each way works', () =>
    inFolder({}, async (folder, lab) => {
      const dir = join(folder, 'new');
      const told = await lab(dir);
      assert.is(told.exit, 0, told.stderr);
      const ways = [...told.stdout.matchAll(/^ {2}(\S.*?) {2,}\S/gm)].map((match) => match[1] ?? '');
      assert.is(ways.length, 3, told.stdout);
      const list = ways.find((way) => way.startsWith('PATH=')) ?? '';
      const path = /^PATH=([^:]+):/.exec(list)?.[1] ?? '';
      const typed = await run([join(path, 'pct'), 'list'], folder);
      assert.is(typed.exit, 0, typed.stderr);
      assert.equal(ways[0], `phoenix lab ${dir} -- pct list`);
    }));

  test('answers with the exit code of the command, and keeps its two streams apart', () =>
    inFolder({}, async (folder, lab) => {
      const version = await lab(folder, '--', 'pvesh', 'get', '/version', '--output-format', 'json');
      assert.is(version.exit, 0);
      assert.is((JSON.parse(version.stdout) as { release: string }).release, '9.2');
      for (const [argv, exit, said] of [
        [['nope'], 127, /^nope: command not found\n$/],
        [['pct', 'nope'], 255, /unknown command 'pct nope'/],
        [['pct', 'start', '101'], 255, /101.* does not exist/],
      ] as const) {
        const ran = await lab(folder, '--', ...argv);
        assert.is(ran.exit, exit, ran.stderr);
        assert.is(ran.stdout, '');
        assert.match(ran.stderr, said);
      }
    }));

  const BROKEN = { '.sim/layout.json': '{"node":"pve1","root":"","guests":null}' };
  for (const [what, files, args, said, fix] of [
    ['a file', { x: '' }, ['x'], /x is a file/, /name a folder/],
    ['a folder of others', { 'notes.txt': '' }, ['.'], /neither a lab, nor empty/, /notes\.txt/],
    [
      'a folder that cannot be',
      {},
      ['/proc/phoenix'],
      /"\/proc\/phoenix" cannot be written/,
      /another place/,
    ],
    ['a folder below a file', { x: '' }, ['x/y'], /x\/y is a file|"[^"]*x\/y" cannot/, /name/],
    ['an unknown node', {}, ['.', '--on', 'pve9', '--', 'pct', 'list'], /no node pve9/, /nodes are: pve1/],
    ['VMIDs that are none', {}, ['.', '--running', '1,x'], /--running.*'1,x'/, /such as 101,102/],
    ['no folder', {}, [], /missing required argument 'dir'/, /phoenix lab DIR -- pct list/],
    [
      'facts that are no JSON',
      { ...BROKEN, '.sim/nodes/pve1.json': '{' },
      ['.', '--', 'pct', 'list'],
      /\.sim\/nodes\/pve1\.json of the lab is not JSON/,
      /correct it/,
    ],
    [
      'faults that are no JSON',
      { ...BROKEN, '.sim/nodes/pve1.json': '{}', '.sim/faults.json': '[' },
      ['.', '--', 'pct', 'list'],
      /\.sim\/faults\.json of the lab is not JSON/,
      /correct it/,
    ],
    ['an estate that is not there', {}, ['new', '--from', 'nope'], /no folder "nope"/, /--configs/],
  ] as const satisfies readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    readonly string[],
    RegExp,
    RegExp,
  ])[]) {
    test(`is refused: ${what}`, () =>
      inFolder(files, async (_, lab) => {
        const ran = await lab(...args);
        assert.is(ran.exit, 1, ran.stdout + ran.stderr);
        assert.is(ran.stdout, '');
        assert.match(ran.stderr, said);
        assert.match(ran.stderr, fix);
        isForPeople(ran.stderr);
      }));
  }
});
