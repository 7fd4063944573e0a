/** An apply to a cluster whose nodes are reached by `phoenix node` in processes of their own, which are killed at will. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { connect } from '../../src/node/connect.ts';
import { openLab } from '../../src/simulator/edge/lab.ts';
import { describe } from '../support/describe.ts';
import { applyOn, livePlanOf } from '../support/in-process-apply.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { commitOf, guest, historyOf, SETTINGS } from '../support/three-nodes.ts';

const node = (name: 'pve1' | 'pve2') => ({ ...SETTINGS.nodes[name], connect: 'phoenix' });
const settings = { name: 'lab', nodes: { pve1: node('pve1'), pve2: node('pve2') } };

/** Whatever it is told to run on the host, `phoenix node` runs, as sshd does with a forced command. */
const FAKE = (folder: string, lab: string) => `#!/bin/sh
while [ "$1" != -- ]; do shift; done
echo $$ > '${folder}/'"$2".pid
cd '${process.cwd()}' && exec node_modules/.bin/tsx src/cli.ts node --node 'sim:${lab}' --as "$2"
`;

describe('an apply by phoenix node', (test) => {
  const folder = scratchFolder('phoenix-cluster');
  const lab = join(folder, 'lab');
  const before = process.env['PATH'];
  const estate = commitOf(
    'a',
    {
      'lxc/one.json': guest(101, 'pve1'),
      'lxc/two.json': guest(102, 'pve2'),
    },
    settings,
  );
  const history = historyOf(estate);
  test.before(() => {
    writeFileSync(join(folder, 'ssh'), FAKE(folder, lab));
    chmodSync(join(folder, 'ssh'), 0o755);
    process.env['PATH'] = `${folder}:${before ?? ''}`;
    const storages =
      'dir: local\n\tpath /var/lib/vz\n\tcontent vztmpl,rootdir\n\nnfs: nas\n\tserver 192.0.2.1\n\texport /nas\n\tcontent rootdir\n';
    openLab(lab, { nodes: [{ name: 'pve1' }, { name: 'pve2' }], storages });
    // As on a node whose pmxcfs runs.
    writeFileSync(join(lab, 'etc/pve/.version'), '{}');
  });
  test.after(() => {
    process.env['PATH'] = before;
  });

  test('makes guests on both nodes, and finds nothing to do then', async () => {
    assert.equal(
      estate.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    const cluster = await connect('phoenix://pve1', estate.settings);
    const { report } = await applyOn(cluster, estate, { history });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.equal((await livePlanOf(estate, cluster, { history })).plan.items, []);
    await cluster.close();
    assert.ok(existsSync(join(lab, 'etc/pve/nodes/pve2/lxc/102.conf')));
  });

  test('goes on at the next one when the process there was killed in the middle of a step', async () => {
    const facts = join(lab, '.sim/nodes/pve2.json');
    const fast = readFileSync(facts, 'utf8');
    writeFileSync(facts, fast.replace('"latency": 0', '"latency": 0.4'));
    const next = commitOf(
      'b',
      {
        'lxc/two.json': guest(102, 'pve2'),
        'lxc/more.json': guest(103, 'pve2'),
        'lxc/one.json': guest(101, 'pve1'),
      },
      settings,
    );
    const both = historyOf(estate, next);
    const cluster = await connect('phoenix://pve1', next.settings);
    const conf = join(lab, 'etc/pve/nodes/pve2/lxc/103.conf');
    const applied = applyOn(cluster, next, { history: both });
    for (let tries = 0; tries < 2000 && !existsSync(conf); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    process.kill(Number(readFileSync(join(folder, 'pve2.pid'), 'utf8')), 'SIGKILL');
    const { report } = await applied;
    assert.equal(
      report.resources.map(({ address, outcome }) => [address, outcome]),
      [['lxc/more', 'failed']],
    );
    // The command over there is let finish: nobody is left to tell, and its journal stays open.
    for (let tries = 0; tries < 400 && /^lock:/m.test(readFileSync(conf, 'utf8')); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    writeFileSync(facts, fast);
    const again = await applyOn(cluster, next, { history: both });
    assert.ok(again.report.ok, JSON.stringify(again.report.resources));
    assert.equal((await livePlanOf(next, cluster, { history: both })).plan.items, []);
    await cluster.close();
  });
});
