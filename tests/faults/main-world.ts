/** The example estate, configs/, on an empty node: all of it is made by one apply. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Console } from '../../src/commands/console.ts';
import { makeVault } from '../../src/commands/demo-vault.ts';
import { estateSecrets } from '../../src/commands/estate-secrets.ts';
import { loadEstate } from '../../src/config/estate.ts';
import { kinds } from '../../src/kinds/registry.ts';
import type { Host } from '../../src/simulator/host.ts';
import type { GuestRuntime } from '../../src/simulator/session.ts';
import { silentGuests } from '../../src/simulator/silent-guests.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { applyOn, hostFor } from '../support/in-process-apply.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { BELIEVED } from './exceptions.ts';
import type { Exception, FaultWorld } from './fault-world.ts';

const silent: Console = { out: () => {}, err: () => {}, color: false, columns: 80, ask: null };

/** No program runs in these guests: a check of a service says so, as in a recorded one. */
function runtime(host: Host): GuestRuntime {
  const guests = silentGuests(host);
  return {
    ...guests,
    exec: (process) =>
      process.argv.includes('systemctl')
        ? { exit: 0, stdout: '\nphx-recorded\n', stderr: '' }
        : guests.exec(process),
  };
}

const exceptions: readonly Exception[] = [
  BELIEVED,
  {
    why: 'what would take a firewall back does so, where systemd lies about having stopped it: the next apply brings it anew',
    of: ({ row }, fault) => row === 'systemctl stop' && fault === 'lies',
    state: (path, text) => (path.startsWith('/.sim/timers/') ? null : text),
  },
];

export async function mainWorld(): Promise<FaultWorld> {
  const folder = scratchFolder('faults');
  const configs = join(folder, 'configs');
  cpSync('configs', configs, { recursive: true });
  // Its own vault is closed to everybody.
  process.env['PHOENIX_VAULT_KEY'] = await makeVault(configs, join(folder, 'key'), silent);
  const estate = loadEstate(readDiskTree(configs), { env: null, kinds, shipped: shippedFeatures });
  const host = hostFor(estate);
  const secret = estateSecrets(estate, () => {});
  // To open the vault takes real time: once, and before time is virtual.
  const once = host.fork();
  await applyOn(inProcessCluster(once, { runtime: runtime(once) }), estate, {
    secret,
    clock: virtualClock(),
  });
  return { name: 'The main estate', host, estate, runtime, secret, exceptions };
}
