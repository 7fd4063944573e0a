/** A command that outlived its Phoenix begins its work while the next one reads the node: it is seen to be at work. */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { journalLine, journalPath } from '../../src/node/journal.ts';
import { ACTIVE_TASKS_PATH } from '../../src/node/task-list.ts';
import { describe } from '../support/describe.ts';
import { estateOf, hostFor } from '../support/in-process-apply.ts';
import { syntheticEstate } from '../support/synthetic-estate.ts';

const PID = 0x2bad;
const START = 4711;
const UPID = `UPID:vm:${PID.toString(16).padStart(8, '0')}:${START.toString(16).padStart(8, '0')}:69220000:vzclone:914:root@pam:`;
const STAT = `${PID} (task) S ${Array.from({ length: 18 }, () => '0').join(' ')} ${START} 0`;

function begun(argv: readonly string[]): string {
  return journalLine({
    at: '2026-11-22T10:00:00Z',
    run: 'cut-off',
    estate: 'lab',
    event: 'begin',
    stepId: 'lxc/web:clone',
    address: 'lxc/web',
    vmid: 102,
    argv,
  });
}

describe('tasks that begin while a node is read', (test) => {
  for (const [what, journal, tasks] of [
    ['are seen where a command of ours has no end', begun(['pct', 'clone', '914', '102']), [UPID]],
    ['are not asked for where none has', '', []],
  ] as const) {
    test(what, async () => {
      const host = hostFor(estateOf(syntheticEstate({ guests: 1 })));
      if (journal !== '') host.write(journalPath('lab'), journal);
      let asked = 0;
      const cluster = inProcessCluster(host, {
        around: (machine) => ({
          ...machine,
          read: async (patterns) => {
            const found = await machine.read(patterns);
            if (patterns.includes(ACTIVE_TASKS_PATH)) {
              asked += 1;
              // Right after its tasks were read.
              host.write(ACTIVE_TASKS_PATH, `${UPID} 0\n`);
              host.write(`/proc/${PID}/stat`, STAT);
            }
            return found;
          },
        }),
      });
      const { nodes } = await cluster.snapshot();
      const facts = nodes.get('vm');
      assert.equal(facts?.reachable === true ? facts.tasks : null, tasks);
      assert.is(asked, tasks.length + 1);
    });
  }
});
