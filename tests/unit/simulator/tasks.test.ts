/** Tasks of the simulated node: UPIDs, logs, the list of those that run, and what a worker's failure looks like. */
import * as assert from 'uvu/assert';
import { liveTasks, openTasks, statPath } from '../../../src/node/task-list.ts';
import { setFaults } from '../../../src/simulator/faults.ts';
import { endedTasks, parseUpid, taskLog, taskStatus } from '../../../src/simulator/tasks.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster } from '../../support/simulated-cluster.ts';

const ACTIVE = '/var/log/pve/tasks/active';

/** The tasks that Phoenix's own reading of the node finds alive. */
function alive({ host }: ReturnType<typeof simulatedCluster>): string[] {
  const listed = openTasks(host.read(ACTIVE) ?? '');
  const stats = listed.flatMap((task): [string, string][] => {
    const text = host.read(statPath(task));
    return text === null ? [] : [[statPath(task), text]];
  });
  return liveTasks(listed, new Map(stats)).map((upid) => parseUpid(upid)?.type ?? '');
}

describe('a task', (test) => {
  test('has a UPID, a log and a status', () => {
    const { host, create, run } = simulatedCluster();
    create(101, 'btr:1');
    run('pct', 'rollback', '101', 'no');
    const [last, before] = endedTasks(host);
    assert.equal([last?.type, last?.id, last?.status], ['vzrollback', '101', "snapshot 'no' does not exist"]);
    assert.equal([before?.type, before?.status], ['vzcreate', 'OK']);
    assert.is(taskLog(host, last?.upid ?? '')?.at(-1), "TASK ERROR: snapshot 'no' does not exist");
    assert.is(taskStatus(host, before?.upid ?? ''), 'OK');
    assert.is(taskStatus(host, 'UPID:one:00000001:00000001:00000001:x::root@pam:'), null);
  });

  test('with warnings ends well, and says so', () => {
    const { host, run } = simulatedCluster();
    const { exit, stdout, stderr } = run(
      'pct',
      'create',
      '101',
      'local:vztmpl/debian-12-standard_12.0-1_amd64.tar.zst',
    );
    assert.equal([exit, stderr], [0, 'Task finished with 1 warning(s)!\n']);
    assert.match(stdout, 'WARN: Systemd 252 detected. You may need to enable nesting.');
    assert.is(endedTasks(host)[0]?.status, 'WARNINGS: 1');
  });

  test('is alive while it runs, and not after it was killed', () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'btr:1');
    let seen: string[] = [];
    const { host } = cluster;
    const look = host.wait.bind(host);
    Object.assign(host, {
      wait: (ms: number) => {
        if (ms === 7) seen = alive(cluster);
        look(ms);
      },
    });
    setFaults(host, [
      { command: 'pct snapshot', at: 'snapshot:prepared', do: { kind: 'delay', ms: 7 } },
      { command: 'pct snapshot', at: 'snapshot:taken', do: { kind: 'kill' } },
    ]);
    cluster.run('pct', 'snapshot', '101', 's1');
    assert.equal([seen, alive(cluster)], [['vzsnapshot'], []]);
  });

  const upids = [
    ['UPID:pve1:00001F40:0004C3FD:6B023E90:vzstart:101:root@pam:', 8000],
    ['UPID:pve1:00001F40:0004C3FD:6B023E90:vzdump::root@pam:', 8000],
    ['UPID:bad', null],
    ['UPID:pve1:1F40:0004C3FD:6B023E90:vzstart:101:root@pam:', null],
  ] as const;
  for (const [upid, pid] of upids) {
    test(`${upid} is ${pid === null ? 'none' : 'one'}`, () => assert.is(parseUpid(upid)?.pid ?? null, pid));
  }
});
