/** Golden argument vectors of a node's steps, and who waits for whom in a group. */
import * as assert from 'uvu/assert';
import { assemble } from '../../../../src/apply/assemble.ts';
import { livePlanOf, hostFor, applyTo } from '../../../support/in-process-apply.ts';
import { inProcessCluster } from '../../../../src/node/in-process.ts';
import { kinds } from '../../../../src/kinds/registry.ts';
import type { Step } from '../../../../src/kinds/step.ts';
import { describe } from '../../../support/describe.ts';
import { hostEstate } from '../../../support/host-estate.ts';
import { virtualClock } from '../../../support/virtual-clock.ts';

async function stepsOf(
  before: ReturnType<typeof hostEstate>,
  after: ReturnType<typeof hostEstate>,
): Promise<readonly Step[]> {
  const host = hostFor(hostEstate());
  await applyTo(host, before, { clock: virtualClock() });
  const cluster = inProcessCluster(host);
  const live = await livePlanOf(after, cluster);
  const { steps } = assemble(
    {
      ...live,
      kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
      resources: after.resources,
      cluster,
      estate: 'lab',
      run: 'test',
      owner: 'test',
      commit: null,
    },
    live.snapshot.at,
  );
  return steps.filter(({ address }) => address === 'node/pve1');
}

const commands = (steps: readonly Step[]) =>
  steps.flatMap(({ do: verb }) =>
    verb.verb === 'run' ? [verb.argv.map((word) => (typeof word === 'string' ? word : '…')).join(' ')] : [],
  );

describe('steps of a node', (test) => {
  test('settings, modules and packages', async () => {
    const steps = await stepsOf(
      hostEstate({ node: null }),
      hostEstate({
        node: {
          sysctl: { 'vm.swappiness': 10 },
          modules: { 'vfio-pci': true },
          packages: { htop: 'present', nano: 'absent', vim: '9.1-1' },
        },
      }),
    );
    assert.equal(commands(steps), [
      'sysctl --load=/etc/sysctl.d/90-phoenix.conf',
      'modprobe -- vfio-pci',
      'apt-get update --quiet --option DPkg::Lock::Timeout=600',
      'apt-get install --yes --no-install-recommends --allow-downgrades --option Dpkg::Options::=--force-confold --quiet --option DPkg::Lock::Timeout=600 -- htop vim=9.1-1',
    ]);
  });

  test('a group: begin, stop, install, the way back, start, look, end', async () => {
    const steps = await stepsOf(hostEstate({ driver: '580.1' }), hostEstate({ driver: '590.2' }));
    const after = new Map(
      steps.map(({ id, after: before }) => [
        id.replace('node/pve1:', ''),
        before.map((one) => one.replace('node/pve1:', '')),
      ]),
    );
    assert.equal(Object.fromEntries(after), {
      begin: [],
      'stop:lxc/a': ['begin'],
      'stop:lxc/b': ['begin'],
      'features-in-use': ['stop:lxc/a', 'stop:lxc/b'],
      rescue: ['features-in-use'],
      'start:lxc/a': ['begin', 'stop:lxc/a', 'stop:lxc/b', 'features-in-use', 'rescue'],
      'start:lxc/b': ['begin', 'stop:lxc/a', 'stop:lxc/b', 'features-in-use', 'rescue'],
      settle: ['features-in-use', 'start:lxc/a', 'start:lxc/b'],
      mark: ['settle'],
    });
    assert.equal(commands(steps), [
      'pct shutdown 101 --timeout 60 --forceStop 1',
      'pct shutdown 102 --timeout 60 --forceStop 1',
      'pct start 101',
      'pct start 102',
    ]);
    for (const step of steps.filter(({ id }) => /:(?:stop|start):/.test(id))) {
      assert.ok(
        step.locks.some(({ name }) => name === 'restarts'),
        step.id,
      );
      assert.ok(
        step.locks.some(({ name, mode }) => name.startsWith('guest:') && mode === 'exclusive'),
        step.id,
      );
    }
  });
});
