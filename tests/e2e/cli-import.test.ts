/** `phoenix import` from outside: a node with guests, a repository with nothing; then an estate that adopts them. */
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
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { describe } from '../support/describe.ts';
import { isForPeople } from '../support/for-people.ts';
import { unmarked } from '../support/strange-guests.ts';
import { CLI, type Ran, run } from '../support/world.ts';

const TEMPLATE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

interface Place {
  readonly top: string;
  readonly lab: string;
  readonly phoenix: (...args: readonly string[]) => Promise<Ran>;
  /** Conf files by their names. */
  readonly confs: () => Readonly<Record<string, string>>;
  readonly pct: (...words: readonly string[]) => void;
}

async function inPlace(use: (place: Place) => Promise<void>): Promise<void> {
  const top = mkdtempSync(join(tmpdir(), 'phoenix-import-'));
  const lab = join(top, 'lab');
  const folder = join(lab, 'etc/pve/nodes/pve1/lxc');
  try {
    await use({
      top,
      lab,
      phoenix: (...args) => run([process.execPath, CLI, ...args], top),
      confs: () =>
        Object.fromEntries(
          readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
        ),
      pct: (...words) => {
        const { exit, stderr } = runInLab(lab, ['pct', ...words]);
        assert.is(exit, 0, stderr);
      },
    });
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

function makeGuests({ pct, lab }: Place): void {
  const net = (vmid: number) => `name=eth0,bridge=vmbr0,ip=10.0.0.${vmid}/24,gw=10.0.0.1`;
  for (const vmid of [101, 102, 103, 104]) {
    const options = ['--rootfs', 'local-zfs:4', '--net0', net(vmid), '--memory', '1024', '--onboot', '1'];
    pct('create', String(vmid), TEMPLATE, '--hostname', `web-${vmid}`, '--features', 'nesting=1', ...options);
  }
  pct('start', '101');
  pct('set', '102', '--mp0', '/srv,mp=/data', '--description', 'with: a\nmount', '--tags', 'Prod');
  pct('set', '103', '--lock', 'backup');
  const conf = join(lab, 'etc/pve/nodes/pve1/lxc/104.conf');
  writeFileSync(conf, `${readFileSync(conf, 'utf8')}quotatime: 3\nlxc.mount.entry: /a a none bind\n`);
  writeFileSync(join(lab, 'etc/pve/nodes/pve1/lxc/105.conf'), 'half of it');
}

describe('phoenix import', (test) => {
  test('writes an estate whose plan adopts, whose apply adopts, and which has nothing to do then', () =>
    inPlace(async (place) => {
      const { top, lab, phoenix, confs } = place;
      makeGuests(place);
      const before = confs();
      const at = ['--node', `sim:${lab}`];
      const dry = await phoenix('import', ...at, '--dry-run');
      assert.equal([dry.exit, dry.stderr, existsSync(join(top, 'configs'))], [0, '', false]);
      isForPeople(dry.stdout);
      const made = await phoenix('import', ...at, '--all', '--json');
      assert.is(made.exit, 0, made.stderr);
      const report = JSON.parse(made.stdout);
      assert.equal(
        report.guests.map(({ file }: { file: string }) => file),
        ['lxc/web-101.jsonc', 'lxc/web-102.jsonc', 'lxc/web-104.jsonc'],
      );
      assert.equal(
        report.skipped.map(({ vmid }: { vmid: number }) => vmid),
        [103, 105],
      );
      assert.equal(confs(), before, 'nothing changes on the node');
      assert.is((await phoenix('validate')).exit, 0);
      const plan = await phoenix('plan', '--live', ...at, '--json');
      const items = JSON.parse(plan.stdout).items as { action: string; changes: { path: string }[] }[];
      assert.equal(
        items.map(({ action, changes }) => [action, ...changes.map(({ path }) => path)]),
        Array.from({ length: 3 }, () => ['adopt', '/adopt']),
      );
      const applied = await phoenix('apply', ...at, '--yes');
      assert.is(applied.exit, 0, applied.stdout + applied.stderr);
      for (const [name, text] of Object.entries(confs())) {
        if (before[name] !== text) assert.is(unmarked(text), unmarked(before[name] ?? ''), name);
      }
      const again = await phoenix('plan', '--live', ...at, '--detailed-exitcode');
      assert.is(again.exit, 0, again.stdout);
    }));

  test('adds to the estate what it lacks, and says what is there already', () =>
    inPlace(async (place) => {
      const { lab, phoenix, top } = place;
      makeGuests(place);
      const at = ['--node', `sim:${lab}`];
      assert.is((await phoenix('import', ...at, '--vmid', '101')).exit, 0);
      const settings = join(top, 'configs/phoenix.json');
      const text = readFileSync(settings, 'utf8');
      const more = await phoenix('import', ...at);
      assert.is(more.exit, 0, more.stderr);
      assert.match(more.stdout, '1 guest of this estate needs no file.');
      assert.not.equal(readFileSync(settings, 'utf8'), text, 'the bind of 102');
      const last = await phoenix('import', ...at, '--vmid', '101,102');
      assert.equal(
        [last.exit, last.stdout.trim()],
        [0, 'Nothing to import: 2 guests of this estate need no files.'],
      );
    }));

  test('reads a folder of conf files', () =>
    inPlace(async (place) => {
      const { lab, phoenix, top } = place;
      makeGuests(place);
      const from = join(lab, 'etc/pve');
      const made = await phoenix('import', '--from', from, '--running', '101', '--out', 'other');
      assert.is(made.exit, 0, made.stderr);
      isForPeople(made.stdout);
      assert.is(
        (await phoenix('plan', '--live', '--node', `sim:${lab}`, '--configs', 'other/configs')).exit,
        0,
      );
      const plain = join(top, 'plain');
      mkdirSync(plain);
      writeFileSync(join(plain, '101.conf'), readFileSync(join(from, 'nodes/pve1/lxc/101.conf')));
      const nameless = await phoenix('import', '--from', plain, '--out', 'third');
      assert.equal([nameless.exit, /add --host NAME/.test(nameless.stderr)], [1, true]);
      assert.is((await phoenix('import', '--from', plain, '--host', 'pve7', '--out', 'third')).exit, 0);
      assert.equal(
        Object.keys(JSON.parse(readFileSync(join(top, 'third/configs/phoenix.json'), 'utf8')).nodes),
        ['pve7'],
      );
    }));

  const wrong: readonly [string, readonly string[], RegExp][] = [
    ['a VMID that nobody has', ['--vmid', '999'], /there is no guest 999/],
    ['both wishes', ['--vmid', '101', '--all'], /two wishes/],
    ['no VMID', ['--vmid', 'web'], /it must be a VMID/],
    ['a name that is none', ['--name', 'My Lab'], /cannot name an estate/],
    ['a folder that is none', ['--from', '/nowhere/at/all'], /there is no folder/],
    ['--running without --from', ['--running', '101'], /belong to --from/],
  ];
  test('what is wrong is said, and nothing is written', () =>
    inPlace(async ({ lab, phoenix, top, pct }) => {
      pct('list');
      const empty = await phoenix('import', '--node', `sim:${lab}`);
      assert.is(empty.exit, 1);
      assert.match(empty.stderr, 'there is nothing to import');
      for (const [name, args, said] of wrong) {
        const { exit, stderr } = await phoenix('import', '--node', `sim:${lab}`, ...args);
        assert.is(exit, 1, name);
        assert.match(stderr, said, name);
        isForPeople(stderr);
      }
      assert.not(existsSync(join(top, 'configs')));
    }));
});
