/** All that an apply of the example estate reads, runs and writes is let through by `phoenix node`. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { Console } from '../../src/commands/console.ts';
import { makeVault } from '../../src/commands/demo-vault.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { loadEstate } from '../../src/config/estate.ts';
import { readAllowed, writeAllowed } from '../../src/node/gate/allowed.ts';
import { commandRefused } from '../../src/node/gate/commands.ts';
import { writeRefused } from '../../src/node/gate/paths.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Cluster, FileWrite } from '../../src/node/port.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { describe } from '../support/describe.ts';
import { silentGuests } from '../../src/simulator/silent-guests.ts';
import { applyOn, hostFor } from '../support/in-process-apply.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const silent: Console = { out: () => {}, err: () => {}, color: false, columns: 80, ask: null };
const configs = join(scratchFolder('gate'), 'configs');
cpSync('configs', configs, { recursive: true });
// Its own vault is closed to everybody.
process.env['PHOENIX_VAULT_KEY'] = await makeVault(configs, join(configs, '..', 'key'), silent);

const rules = {
  pve: '9.2',
  tools: kinds.flatMap(({ tools = [] }) => tools),
  asks: kinds.flatMap(({ reads }) => (reads?.asks ?? []).map(({ argv }) => argv)),
  hooks: false,
  features: true,
  reads: readAllowed(kinds),
  writes: writeAllowed(kinds, true),
} as const;

function watched(cluster: Cluster, onWrite: (write: FileWrite) => void): Cluster {
  return {
    ...cluster,
    node: (name) => {
      const node = cluster.node(name);
      return {
        ...node,
        writeFile: async (write) => {
          onWrite(write);
          return node.writeFile(write);
        },
      };
    },
  };
}

describe('the gate of phoenix node', (test) => {
  test('lets the example estate be made', async () => {
    const estate = loadEstate(readDiskTree(configs), { env: null, kinds, shipped: shippedFeatures });
    const refused = new Set<string>();
    let commands = 0;
    const written = new Set<string>();
    const host = hostFor(estate);
    const guests = silentGuests(host);
    const cluster = inProcessCluster(host, {
      runtime: {
        ...guests,
        // No service runs in these guests, and nothing is asked about one.
        exec: (one) =>
          one.argv.includes('systemctl')
            ? { exit: 0, stdout: '\nphx-recorded\n', stderr: '' }
            : guests.exec(one),
      },
      onRun: (_, argv) => {
        commands += 1;
        const why = commandRefused(argv, rules);
        if (why !== null) refused.add(why);
      },
    });
    const watching = watched(cluster, ({ path, content }) => {
      written.add(path);
      const why = writeRefused(path, content, rules);
      if (why !== null) refused.add(why);
    });
    const { report } = await applyOn(watching, estate, { clock: virtualClock() });
    assert.ok(report.ok);
    assert.equal([...refused], []);
    assert.ok(commands > 100 && written.size > 10, `${commands} commands, ${written.size} files`);
  });
});
