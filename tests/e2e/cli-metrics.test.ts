/** The file of metrics as commands leave it, one after the other and at the same time. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { type CommandLine, withCommandLine } from '../support/command-line.ts';
import { describe } from '../support/describe.ts';
import { SOURCE_CLI } from '../support/source-program.ts';
import { run } from '../support/world.ts';

const guest = (vmid: number, part: object = {}) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  state: 'stopped',
  ...part,
});
const ESTATE = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
  'lxc/db.json': guest(101, { memory: 1024 }),
  'lxc/web.json': guest(102),
};

const fileOf = ({ top }: CommandLine) => join(top, 'phoenix.prom');

function phoenix(line: CommandLine, ...args: readonly string[]) {
  return run([process.execPath, ...SOURCE_CLI, ...args], line.top, { PHOENIX_METRICS_FILE: fileOf(line) });
}

/** Series that begin so, with their values. */
function series(line: CommandLine, ...beginnings: readonly string[]): Record<string, number> {
  const lines = readFileSync(fileOf(line), 'utf8').split('\n');
  return Object.fromEntries(
    lines
      .filter((text) => beginnings.some((one) => text.startsWith(one)))
      .map((text) => [text.replace(/ \S+$/, ''), Number(text.replace(/^.* /, ''))]),
  );
}

describe('the file of metrics', (test) => {
  test('adds up applies, and tells what differs and how guests are', () =>
    withCommandLine(ESTATE, async (line) => {
      const at = ['--node', `sim:${line.node}`];
      assert.is((await phoenix(line, 'plan', '--live', ...at)).exit, 0);
      const pending = 'phoenix_pending_resources{estate="lab",kind="lxc"}';
      const absent = 'phoenix_guests{estate="lab",node="pve1",state="absent"}';
      assert.equal(series(line, pending, absent), { [absent]: 2, [pending]: 2 });
      for (let runs = 0; runs < 2; runs += 1) {
        const { exit, stderr } = await phoenix(line, 'apply', '--yes', ...at);
        assert.is(exit, 0, stderr);
      }
      const applies = (outcome: string) =>
        `phoenix_applies_total{estate="lab",command="apply",outcome="${outcome}"}`;
      assert.equal(
        series(
          line,
          'phoenix_applies_total',
          'phoenix_apply_duration_seconds_count',
          'phoenix_changes_total',
          'phoenix_last_apply_success',
          'phoenix_lock_wait_seconds_count',
          'phoenix_plan_duration_seconds_count',
          'phoenix_runs_total',
          pending,
          absent,
        ),
        {
          [applies('done')]: 1,
          [applies('unchanged')]: 1,
          'phoenix_apply_duration_seconds_count{estate="lab",command="apply"}': 1,
          'phoenix_last_apply_success{estate="lab"}': 1,
          'phoenix_changes_total{estate="lab",kind="lxc",action="create",effect="live"}': 2,
          'phoenix_lock_wait_seconds_count{estate="lab",outcome="taken"}': 2,
          [absent]: 0,
          'phoenix_plan_duration_seconds_count{estate="lab"}': 3,
          [pending]: 0,
          'phoenix_runs_total{command="apply",outcome="ok"}': 2,
          'phoenix_runs_total{command="plan",outcome="ok"}': 1,
        },
      );
      const creates = series(line, 'phoenix_node_commands_total{estate="lab",node="pve1",program="pct"');
      assert.ok(Object.values(creates).every((count) => count >= 2));

      runInLab(line.node, ['pct', 'set', '101', '--memory', '4096']);
      assert.is((await phoenix(line, 'status', ...at)).exit, 0);
      const drift = 'phoenix_drift_resources{estate="lab",kind="lxc"}';
      const stopped = 'phoenix_guests{estate="lab",node="pve1",state="stopped"}';
      const down = 'phoenix_down_guests{estate="lab",node="pve1"}';
      assert.equal(series(line, drift, stopped, down, applies('done')), {
        [applies('done')]: 1,
        [drift]: 1,
        [stopped]: 2,
        [down]: 0,
      });
    }));

  test('counts what breaks off, and loses nothing of commands at the same time', () =>
    withCommandLine({ ...ESTATE, 'lxc/db.json': '{ "vmid": 101,, }' }, async (line) => {
      const ran = await Promise.all(Array.from({ length: 4 }, () => phoenix(line, 'explain', 'PHX101')));
      assert.equal(
        ran.map(({ exit }) => exit),
        [0, 0, 0, 0],
      );
      assert.is((await phoenix(line, 'apply', '--yes', '--node', `sim:${line.node}`)).exit, 1);
      assert.equal(series(line, 'phoenix_runs_total', 'phoenix_failures', 'phoenix_finding'), {
        'phoenix_runs_total{command="apply",outcome="error"}': 1,
        'phoenix_runs_total{command="explain",outcome="ok"}': 4,
        'phoenix_failures_total{command="apply",code="CONFIG_INVALID"}': 1,
        'phoenix_finding_failures_total{command="apply",finding="PHX101"}': 1,
      });
    }));

  test('has a name that node_exporter reads, or is no file at all', () =>
    withCommandLine(ESTATE, async (line) => {
      const other = join(line.top, 'phoenix.txt');
      const { exit, stderr } = await phoenix(line, 'explain', 'PHX101', '--metrics-file', other);
      assert.is(exit, 1);
      assert.match(stderr, /must end in \.prom/);
      assert.not(existsSync(other));
    }));
});
