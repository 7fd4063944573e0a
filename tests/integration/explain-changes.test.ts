/** `phoenix explain ADDRESS --changes`: the effect of each change, why, its place, its commit and what holds it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Console } from '../../src/commands/console.ts';
import { explainChanges, type ExplainChangesOptions } from '../../src/commands/explain-changes.ts';
import type { ExplainedItem } from '../../src/commands/explained-item.ts';
import { PhoenixError } from '../../src/errors.ts';
import { describe } from '../support/describe.ts';
import { type Sandbox, withRepository } from '../support/git-repository.ts';

const SETTINGS = { name: 'lab', nodes: { pve1: { pve: '8.4' } } };
const WEB = `{
  "vmid": 101,
  "extends": ["big"],
  "ostemplate": "local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst",
  "rootfs": { "storage": "local", "size": "4G" },
  "dependsOn": ["lxc/db"],
  "tty": 3
}
`;
const ESTATE = {
  'configs/phoenix.json': JSON.stringify(SETTINGS),
  'configs/base/lxc.json': '{\n  "memory": "1G"\n}\n',
  'configs/profiles/big.json': '{\n  "cores": 4\n}\n',
  'configs/lxc/web.json': WEB,
  'configs/lxc/db.json': WEB.replace('101', '102').replace(/ {2}"dependsOn".*\n/, ''),
};

interface Said {
  readonly items: readonly ExplainedItem[];
  readonly text: string;
}

async function ask(
  { top }: Sandbox,
  address: string,
  more: Partial<ExplainChangesOptions> = {},
): Promise<Said> {
  const out: string[] = [];
  const io: Console = { out: (text) => out.push(text), err: () => {}, color: false, columns: 100, ask: null };
  const options = { address, configs: join(top, 'configs'), ...more };
  assert.is(await explainChanges({ ...options, json: true }, io), 0);
  const { v, items } = JSON.parse(out.pop() ?? '') as { v: number; items: readonly ExplainedItem[] };
  assert.is(v, 1);
  assert.is(await explainChanges(options, io), 0);
  return { items, text: out.join('\n') };
}

const change = ({ items }: Said, field: string) => {
  const found = items[0]?.changes.find((one) => one.field === field);
  if (!found) throw new Error(`nothing is said of ${field}: ${JSON.stringify(items)}`);
  return found;
};

describe('explain --changes', (test) => {
  test('names effect, reason, place and commit of each change, whichever file brought it', () =>
    withRepository(async (sandbox) => {
      const first = sandbox.commit(ESTATE, 'The estate');
      const base = sandbox.commit(
        { 'configs/base/lxc.json': '{\n  "memory": "2G",\n  "nameserver": "10.0.0.2"\n}\n' },
        'Use the new resolver',
      );
      const own = sandbox.commit(
        {
          'configs/lxc/web.json': WEB.replace(',\n  "tty": 3', '').replace('"extends": ["big"],\n  ', ''),
          'configs/lxc/db.json': ESTATE['configs/lxc/db.json'].replace('["big"]', '["big"], "cores": 2'),
          'configs/lxc/other.json': WEB.replace('101', '103'),
        },
        'Trim web',
      );
      const said = await ask(sandbox, 'lxc/web', { base: first });
      const { nameserver, memory, tty, cores } = Object.fromEntries(
        said.items[0]?.changes.map((one) => [one.field, one]) ?? [],
      );
      assert.equal(
        [nameserver?.effect, nameserver?.by?.sha, nameserver?.by?.title],
        ['restart', base, 'Use the new resolver'],
      );
      assert.equal([nameserver?.at?.file, nameserver?.at?.line], ['base/lxc.json', 3]);
      assert.match(nameserver?.why ?? '', /when that starts/);
      assert.equal([memory?.effect, memory?.by?.sha], ['live', base]);
      // Gone from its own file, and gone with the profile that its file names no more.
      assert.equal([tty?.after, tty?.by?.sha], [null, own]);
      assert.equal([cores?.after, cores?.by?.sha], [null, own]);
      const [item] = said.items;
      assert.equal([item?.action, item?.effect, item?.downtime], ['update', 'restart', 4]);
      assert.equal(item?.needs, [{ address: 'lxc/db', action: 'update', effect: 'restart' }]);
      assert.match(said.text, /lxc\/web {2}101 on pve1: restart, down ≈ 4 s/);
      assert.match(said.text, /configs\/base\/lxc\.json:3/);
      assert.match(said.text, /"when": "manual"/);
      assert.match(said.text, /without the change of .*nameserver.* it runs on/);
      assert.match((await ask(sandbox, 'lxc/db', { base: first })).text, /Needed by lxc\/.*done after it/);
      const made = await ask(sandbox, 'lxc/other', { base: first });
      assert.equal([made.items[0]?.action, made.items[0]?.by?.sha], ['create', own]);
      assert.match((await ask(sandbox, 'lxc/web', { base: own })).text, /does not change/);
      assert.match(
        (await ask(sandbox, 'lxc/web', { base: first, field: 'hostname' })).text,
        /hostname of lxc\/web does not change/,
      );
      const only = await ask(sandbox, 'lxc/web', { base: first, field: 'memory' });
      assert.equal(
        only.items[0]?.changes.map(({ field }) => field),
        ['memory'],
      );
    }));

  test('what is not committed has no commit, though the file had others', () =>
    withRepository(async (sandbox) => {
      sandbox.commit(ESTATE, 'The estate');
      const second = sandbox.commit(
        { 'configs/lxc/web.json': WEB.replace('"tty": 3', '"tty": 4') },
        'Second',
      );
      const path = join(sandbox.top, 'configs/lxc/web.json');
      writeFileSync(
        path,
        readFileSync(path, 'utf8')
          .replace('"vmid": 101,', '"vmid": 101,\n  "searchdomain": "lan",')
          .replace('"extends": ["big"],', ''),
      );
      const said = await ask(sandbox, 'lxc/web', { base: 'HEAD~1' });
      assert.is(change(said, 'tty').by?.sha, second);
      assert.is(change(said, 'searchdomain').by, null);
      assert.is(change(said, 'cores').by, null);
      assert.match(said.text, /none yet: the files on disk/);
    }));

  test('names what a policy holds back, and then nothing that would avoid it', () =>
    withRepository(async (sandbox) => {
      const policies = { restarts: { when: 'manual' } };
      sandbox.commit({ ...ESTATE, 'configs/phoenix.json': JSON.stringify({ ...SETTINGS, policies }) });
      sandbox.commit({ 'configs/lxc/web.json': WEB.replace('"tty": 3', '"tty": 4, "memory": "3G"') });
      const said = await ask(sandbox, 'lxc/web', { base: 'HEAD~1' });
      assert.match(change(said, 'tty').waits ?? '', /restarts are manual; it is written/);
      assert.equal(
        [change(said, 'memory').waits, said.items[0]?.downtime, said.items[0]?.instead],
        [null, 0, []],
      );
      assert.match(said.text, /lxc\/web {2}101 on pve1: live, the rest waits\n/);
    }));

  test('what a commit or a file says of itself moves no cursor', () =>
    withRepository(async (sandbox) => {
      sandbox.commit(ESTATE, 'The estate');
      sandbox.commit(
        { 'configs/lxc/web.json': WEB.replace('"tty": 3', '"description": "one\\nconfigs/lxc/web.json:1"') },
        'Look \u001b[31m here',
      );
      const { text } = await ask(sandbox, 'lxc/web', { base: 'HEAD~1' });
      assert.match(text, 'here');
      assert.not.match(text, /[\u0000-\u0009\u000b-\u001f\u202e]/);
    }));

  test('an address that neither side has is an error', () =>
    withRepository(async (sandbox) => {
      sandbox.commit(ESTATE);
      try {
        await ask(sandbox, 'lxc/wbe');
        assert.unreachable();
      } catch (error) {
        assert.ok(error instanceof PhoenixError && error.code === 'USAGE', String(error));
        assert.match(error.hint ?? '', 'lxc/web');
      }
    }));
});
