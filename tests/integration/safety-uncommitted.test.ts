/**
 * `phoenix apply --yes` of files that are not committed: a new user does it before the first commit, an operator while
 * GitHub is down. What they do must neither be held as if git did not know the guest, nor stay unknown once committed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { apply } from '../../src/commands/apply.ts';
import { describe } from '../support/describe.ts';
import { type Sandbox, withRepository } from '../support/git-repository.ts';

const SETTINGS = JSON.stringify({ name: 'lab', nodes: { pve1: {} } });
const WEB = 'configs/lxc/web.json';

function guest(more: object): string {
  const source = { ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst' };
  const rootfs = { storage: 'local', size: '4G' };
  return JSON.stringify({ vmid: 101, ...source, rootfs, net0: { bridge: 'vmbr0', ip: 'dhcp' }, ...more });
}

async function applied({ top }: Sandbox): Promise<{ readonly exit: number; readonly text: string }> {
  const said: string[] = [];
  const out = (text: string) => said.push(text);
  const console = { out, err: () => {}, color: false, columns: 80, ask: null };
  const options = { configs: join(top, 'configs'), node: `sim:${join(top, 'node')}` };
  const exit = await apply({ ...options, addresses: [], yes: true, parallel: 1 }, console);
  return { exit, text: said.join('\n') };
}

/** The commit that the guest's marker names. */
function markedCommit({ top }: Sandbox): string | null {
  const folder = join(top, 'node/etc/pve/lxc');
  const [name = ''] = readdirSync(folder);
  const conf = readFileSync(join(folder, name), 'utf8');
  return /"commit"%3A"([0-9a-f]{40})"/.exec(conf)?.[1] ?? null;
}

describe('files that are not committed', (test) => {
  test('make a guest, and the commit that says the same gets into its marker', () =>
    withRepository(async (sandbox) => {
      sandbox.commit({ '.gitignore': 'node\n', 'configs/phoenix.json': SETTINGS });
      sandbox.commit({ [WEB]: guest({ cores: 9 }) });
      writeFileSync(join(sandbox.top, WEB), guest({ cores: 1 }));
      assert.match((await applied(sandbox)).text, 'created, running');
      assert.is(markedCommit(sandbox), null);
      assert.match((await applied(sandbox)).text, 'nothing to do; 1 unchanged');

      const head = sandbox.commit({});
      assert.match((await applied(sandbox)).text, 'its marker gets its first commit');
      assert.is(markedCommit(sandbox), head);
      assert.match((await applied(sandbox)).text, 'nothing to do; 1 unchanged');
    }));

  test('restart a guest that the commit checked out knows, and it stays known', () =>
    withRepository(async (sandbox) => {
      const files = { '.gitignore': 'node\n', 'configs/phoenix.json': SETTINGS, [WEB]: guest({}) };
      const first = sandbox.commit(files);
      await applied(sandbox);
      writeFileSync(join(sandbox.top, WEB), guest({ nesting: true }));
      const { exit, text } = await applied(sandbox);
      assert.is(exit, 0, text);
      assert.match(text, 'restarted; nesting 1');
      assert.not.match(text, 'not in the history');
      assert.is(markedCommit(sandbox), first);
      assert.match((await applied(sandbox)).text, 'nothing to do; 1 unchanged');

      const second = sandbox.commit({});
      await applied(sandbox);
      assert.is(markedCommit(sandbox), second);
    }));

  test('make a guest anew once only', () =>
    withRepository(async (sandbox) => {
      const files = { '.gitignore': 'node\n', 'configs/phoenix.json': SETTINGS, [WEB]: guest({}) };
      sandbox.commit(files);
      await applied(sandbox);
      writeFileSync(join(sandbox.top, WEB), guest({ generation: 2 }));
      assert.match((await applied(sandbox)).text, 'made anew');
      assert.match((await applied(sandbox)).text, 'nothing to do; 1 unchanged');
    }));

  test('of a branch that lacks the commit of a marker do nothing beyond live', () =>
    withRepository(async (sandbox) => {
      const files = { '.gitignore': 'node\n', 'configs/phoenix.json': SETTINGS, [WEB]: guest({}) };
      sandbox.commit(files);
      sandbox.commit({ [WEB]: guest({ cores: 2 }) });
      await applied(sandbox);
      sandbox.git('checkout', '--quiet', '--orphan', 'other');
      sandbox.commit({ [WEB]: guest({ cores: 2 }) });
      writeFileSync(join(sandbox.top, WEB), guest({ cores: 2, nesting: true }));
      const { exit, text } = await applied(sandbox);
      assert.is(exit, 1);
      assert.match(text, 'not in the history of these files');
    }));
});
