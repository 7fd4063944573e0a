/** `phoenix status` of the built command line: what it says to machines, its exit codes, and that it changes nothing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { type CommandLine, withCommandLine } from '../support/command-line.ts';
import { describe } from '../support/describe.ts';

const guest = (vmid: number, part: object = {}) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: `10.0.0.${vmid}/24` },
  ...part,
});
const ESTATE = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
  'lxc/db.json': guest(101, { state: 'stopped' }),
  'lxc/web.json': guest(102, { health: { web: { http: ':80/' } } }),
};

async function ask({ phoenix, node }: CommandLine, ...args: readonly string[]) {
  const { exit, stdout, stderr } = await phoenix('status', '--json', '--node', `sim:${node}`, ...args);
  return { exit, stdout, stderr, data: stdout === '' ? null : JSON.parse(stdout) };
}

describe('status for machines', (test) => {
  test('one line of JSON, of a documented shape; 0 where nothing is unwell', () =>
    withCommandLine(ESTATE, async (line) => {
      const before = await ask(line);
      assert.is(before.exit, 0, before.stderr);
      assert.equal(
        before.data.guests.map(({ address, state }: { address: string; state: string }) => [address, state]),
        [
          ['lxc/db', 'absent'],
          ['lxc/web', 'absent'],
        ],
      );
      const commit = line.git('rev-parse', 'HEAD');
      assert.is((await line.phoenix('apply', '--yes', '--node', `sim:${line.node}`)).exit, 0);
      const bytes = line.nodeBytes();
      const { exit, stdout, stderr, data } = await ask(line);
      assert.equal([exit, stderr, stdout.trimEnd().split('\n').length], [0, '', 1]);
      assert.match(data.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
      const { ms, ...answer } = data.guests[1].health.web;
      assert.type(ms, 'number');
      assert.equal(answer, { is: 'unchecked', text: 'not checked (a recorded guest has no network)' });
      const plain = { keptUntil: null, layer: null, lock: null, plan: null };
      const at = (vmid: number) => ({ addresses: { 'net0.address': `10.0.0.${vmid}` } });
      const told = {
        ...plain,
        commit,
        features: {},
        node: 'pve1',
        owed: [],
        well: true,
        why: null,
      };
      const [node] = data.nodes;
      assert.equal([node.node, node.reachable, node.running, node.why], ['pve1', true, 1, null]);
      assert.equal(
        { ...data, at: '', nodes: [], guests: [data.guests[0], { ...data.guests[1], health: {} }] },
        {
          v: 1,
          at: '',
          estate: 'lab',
          nodes: [],
          strangers: [],
          guests: [
            { ...told, ...at(101), address: 'lxc/db', id: 'vmid:101', state: 'stopped', health: {} },
            { ...told, ...at(102), address: 'lxc/web', id: 'vmid:102', state: 'running', health: {} },
          ],
          well: true,
        },
      );
      assert.equal((await ask(line, 'lxc/db')).data.guests.length, 1);
      assert.equal(line.nodeBytes(), bytes);
    }));

  test('1 for a guest that shall run and does not, and the JSON says which', () =>
    withCommandLine(ESTATE, async (line) => {
      assert.is((await line.phoenix('apply', '--yes', '--node', `sim:${line.node}`)).exit, 0);
      assert.is(runInLab(line.node, ['pct', 'stop', '102']).exit, 0);
      const { exit, data } = await ask(line);
      assert.is(exit, 1);
      assert.is(data.well, false);
      assert.equal(
        data.guests.map(({ state, well }: { state: string; well: boolean }) => [state, well]),
        [
          ['stopped', true],
          ['stopped', false],
        ],
      );
      assert.is((await ask(line, 'lxc/db')).exit, 0, 'of the one that is asked for');
    }));

  test('1 and the error where nothing can be asked', () =>
    withCommandLine(ESTATE, async (line) => {
      const missing = await ask(line, 'lxc/wbe');
      assert.is(missing.exit, 1);
      assert.equal([missing.data.ok, missing.data.error.code], [false, 'USAGE']);
      assert.match(missing.stderr, 'lxc/web');
      writeFileSync(join(line.top, 'configs/lxc/web.json'), '{');
      const broken = await ask(line);
      assert.is(broken.exit, 1);
      assert.equal([broken.data.ok, broken.data.error.code], [false, 'CONFIG_INVALID']);
      assert.match(broken.stderr, 'lxc/web.json');
    }));
});
