/** What the command line says to machines: stdout is JSON and nothing else, its shape is told here, progress is on stderr. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type CommandLine, withCommandLine } from '../support/command-line.ts';
import { describe } from '../support/describe.ts';

const guest = (vmid: number, part: object = {}) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
  ...part,
});
const ESTATE = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
  'lxc/db.json': guest(101),
  'lxc/web.json': guest(102, { dependsOn: ['lxc/db'] }),
};

type Data = Readonly<Record<string, unknown>>;
const keysOf = (data: unknown) => Object.keys(data as Data).toSorted();
const only = (data: unknown) => (data as readonly Data[])[0] ?? {};

/** Runs a command that answers in JSON. */
async function ask(line: CommandLine, exit: number, ...args: readonly string[]) {
  const ran = await line.phoenix(...args);
  assert.is(ran.exit, exit, `phoenix ${args.join(' ')}\n${ran.stdout}${ran.stderr}`);
  return { data: JSON.parse(ran.stdout) as Data, stderr: ran.stderr };
}

const PLAN =
  'base capacity digest env estate findings head items mode order phoenix policies unchanged v'.split(' ');
const ITEM = 'action address changes dependsOn digest downtime effect file id kind node notes summary'.split(
  ' ',
);
const REPORT = ['commit', 'estate', 'ms', 'ok', 'plan', 'resources', 'run', 'v'];
const RESOURCE = ['address', 'downMs', 'ms', 'outcome', 'steps', 'text'];

describe('JSON of the command line', (test) => {
  test('validate', () =>
    withCommandLine(ESTATE, async (line) => {
      const sound = await ask(line, 0, 'validate', '--json');
      const counts = { error: 0, warning: 0, notice: 0, suppressed: 0 };
      assert.equal(sound.data, { v: 1, ok: true, configs: 'configs', findings: [], suppressed: [], counts });
      writeFileSync(join(line.top, 'configs/lxc/web.json'), JSON.stringify(guest(102, { memroy: 1 })));
      const { data, stderr } = await ask(line, 1, 'validate', '--json');
      assert.is(data['ok'], false);
      assert.is(stderr, '');
      const { at, ...finding } = only(data['findings']);
      assert.equal(finding, {
        id: 'PHX301',
        severity: 'error',
        message: 'unknown key "memroy"',
        hint: 'Did you mean "memory"?',
      });
      assert.equal(keysOf(at), ['column', 'file', 'line']);
    }));

  test('plan: --json, --format json and --out say the same', () =>
    withCommandLine(ESTATE, async (line) => {
      writeFileSync(join(line.top, 'configs/lxc/web.json'), JSON.stringify(guest(102, { cores: 2 })));
      const { data, stderr } = await ask(line, 2, 'plan', '--json', '--detailed-exitcode');
      assert.is(stderr, '');
      assert.equal(keysOf(data), PLAN);
      assert.equal([data['v'], data['mode'], data['estate'], data['unchanged']], [1, 'git', 'lab', 1]);
      const item = only(data['items']);
      assert.equal(keysOf(item), ITEM);
      assert.equal([item['address'], item['action'], item['file']], ['lxc/web', 'update', 'lxc/web.json']);
      const change = (item['changes'] as readonly Data[]).find((one) => one['path'] === '/cores');
      assert.equal([change?.['before'], change?.['after'], change?.['effect']], [null, '2', 'live']);
      assert.equal((await ask(line, 0, 'plan', '--format', 'json')).data, data);
      const written = await line.phoenix('plan', '--json', '--out', 'out/plan.json');
      assert.equal([written.exit, written.stdout, written.stderr], [0, '', '']);
      assert.equal(JSON.parse(readFileSync(join(line.top, 'out/plan.json'), 'utf8')), data);
      assert.equal(readdirSync(join(line.top, 'out')), ['plan.json']);
    }));

  test('plan in other formats', () =>
    withCommandLine(ESTATE, async ({ top, phoenix }) => {
      writeFileSync(join(top, 'configs/lxc/web.json'), JSON.stringify(guest(102, { cores: 2 })));
      const text = await phoenix('plan', '--format', 'text');
      assert.match(text.stdout, /^Phoenix plan for lab /);
      assert.equal((await phoenix('plan')).stdout, text.stdout);
      const markdown = await phoenix('plan', '--format', 'markdown', '--out', 'plan.md');
      assert.equal([markdown.exit, markdown.stdout], [0, '']);
      assert.match(readFileSync(join(top, 'plan.md'), 'utf8'), /^<!-- phoenix|^### Phoenix plan for `lab`/);
      assert.is(
        (await phoenix('plan', '--format', 'markdown')).stdout,
        readFileSync(join(top, 'plan.md'), 'utf8'),
      );
    }));

  test('apply, the plan against the node, a failure, and purge', () =>
    withCommandLine(ESTATE, async (line) => {
      const node = ['--node', `sim:${line.node}`];
      const made = await ask(line, 0, 'apply', '--yes', '--json', ...node);
      assert.equal(keysOf(made.data), REPORT);
      assert.equal(keysOf(made.data['plan']), PLAN);
      assert.equal([made.data['v'], made.data['ok'], made.data['estate']], [1, true, 'lab']);
      assert.equal(keysOf(only(made.data['resources'])), RESOURCE);
      assert.match(made.stderr, /^\[ *0\/\d+\] lxc\/db 0\/\d+: create from .*…$/m);
      assert.match(made.stderr, /^\[ *(\d+)\/\1\] lxc\/web .*: done in /m);

      const again = await ask(line, 0, 'apply', '--json', ...node);
      assert.equal([again.data['ok'], again.data['resources'], again.stderr], [true, [], '']);
      const live = await ask(line, 0, 'plan', '--live', '--json', '--detailed-exitcode', ...node);
      assert.equal([live.data['mode'], live.data['unchanged'], live.data['items']], ['live', 2, []]);

      writeFileSync(join(line.top, 'configs/lxc/web.json'), JSON.stringify(guest(102, { cores: 2 })));
      const fault = { command: 'pct set', at: 'begin', do: { kind: 'fail', message: 'no luck today' } };
      writeFileSync(join(line.node, '.sim/faults.json'), JSON.stringify([fault]));
      const failed = await ask(line, 1, 'apply', '--yes', '--json', ...node);
      assert.is(failed.data['ok'], false);
      assert.is(only(failed.data['resources'])['outcome'], 'failed');

      rmSync(join(line.top, 'configs/lxc/web.json'));
      line.git('commit', '--all', '--quiet', '--message=Retire web');
      const retired = await ask(line, 0, 'apply', '--yes', '--json', ...node);
      assert.is(only(retired.data['resources'])['outcome'], 'applied');
      const waiting = await ask(line, 0, 'purge', '--json', ...node);
      assert.equal(waiting.data, { v: 1, purged: [], waiting: 1 });
      const purged = await ask(line, 0, 'purge', 'lxc/web', '--now', '--yes', '--json', ...node);
      assert.equal(keysOf(purged.data), REPORT);
      assert.equal([purged.data['ok'], only(purged.data['resources'])['address']], [true, 'lxc/web']);
    }));

  test('explain, graph, schema and init', () =>
    withCommandLine(ESTATE, async (line) => {
      const explained = await ask(line, 0, 'explain', 'lxc/web', 'vmid', '--json');
      assert.equal(keysOf(explained.data), ['fields', 'v']);
      const { text, ...field } = only(explained.data['fields']);
      assert.equal(field, {
        address: 'lxc/web',
        field: 'vmid',
        path: '/vmid',
        value: 102,
        proxmox: {},
        chain: [{ file: 'configs/lxc/web.json', line: 1, column: 9, does: 'sets', value: 102 }],
      });
      assert.match(String(text), /^lxc\/web vmid = 102\n/);
      const unset = await ask(line, 0, 'explain', 'lxc/web', 'swap', '--json');
      assert.equal(keysOf(only(unset.data['fields'])), [
        'about',
        'address',
        'chain',
        'default',
        'field',
        'path',
        'proxmox',
        'text',
      ]);
      assert.is(only(unset.data['fields'])['default'], '512');

      const graph = await ask(line, 0, 'graph', '--json');
      assert.equal(graph.data, {
        v: 1,
        nodes: ['lxc/db', 'lxc/web'],
        edges: [{ from: 'lxc/web', to: 'lxc/db' }],
        order: [['lxc/db'], ['lxc/web']],
      });
      assert.equal((await ask(line, 0, 'graph', '--format', 'json')).data, graph.data);

      const names = (await line.phoenix('schema')).stdout.trimEnd().split('\n');
      const [first, ...others] = names;
      const kinds = others.slice(0, -4).filter((name) => !name.startsWith('base-'));
      assert.equal(
        [first, ...others.slice(-4)],
        ['phoenix', 'profile', 'feature', 'scenario', 'phoenix.lock'],
      );
      assert.equal(
        others.slice(0, -4),
        kinds.flatMap((kind) => [kind, `base-${kind}`]),
      );
      for (const kind of ['lxc', 'vm', 'layer', 'dataset', 'vnet', 'firewall', 'ha'])
        assert.ok(kinds.includes(kind), kind);
      assert.equal((await ask(line, 0, 'schema', '--json')).data, { v: 1, schemas: names });
      for (const name of names) {
        const { data } = await ask(line, 0, 'schema', name);
        assert.is(data['$schema'], 'https://json-schema.org/draft/2020-12/schema');
        const shipped = new URL(`../../docs/schemas/${name}.json`, import.meta.url);
        assert.equal(data, JSON.parse(readFileSync(shipped, 'utf8')));
      }
      const written = await line.phoenix('schema', '--out', 'schemas');
      assert.is(written.exit, 0, written.stderr);
      assert.equal(
        readdirSync(join(line.top, 'schemas')).toSorted(),
        names.map((name) => `${name}.json`).toSorted(),
      );

      const checked = await ask(line, 0, 'schema', '--check', 'schemas', '--json');
      assert.equal(checked.data, { v: 1, dir: 'schemas', ok: true, old: [] });
      rmSync(join(line.top, 'schemas/lxc.json'));
      writeFileSync(join(line.top, 'schemas/layer.json'), '{}');
      const old = await ask(line, 1, 'schema', '--check', 'schemas', '--json');
      assert.equal(old.data['old'], ['lxc.json', 'layer.json']);

      const init = await ask(line, 0, 'init', 'fresh', '--json');
      assert.equal(keysOf(init.data), ['action', 'dir', 'files', 'v']);
    }));
});
