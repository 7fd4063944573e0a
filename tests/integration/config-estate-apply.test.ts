/** The example estate on a node in memory: applied once, whole and in its order, and nothing is left to do. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { Console } from '../../src/commands/console.ts';
import { makeVault } from '../../src/commands/demo-vault.ts';
import { loadEstate } from '../../src/config/estate.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import type { GuestRuntime } from '../../src/simulator/session.ts';
import { silentGuests } from '../../src/simulator/silent-guests.ts';
import { describe } from '../support/describe.ts';
import { applyOn, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const silent: Console = { out: () => {}, err: () => {}, color: false, columns: 80, ask: null };
const folder = scratchFolder('estate');
const configs = join(folder, 'configs');
cpSync('configs', configs, { recursive: true });
// Its own vault is closed to everybody.
process.env['PHOENIX_VAULT_KEY'] = await makeVault(configs, join(folder, 'key'), silent);
const estate = loadEstate(readDiskTree(configs), { env: null, kinds, shipped: shippedFeatures });

const host = hostFor(estate);
const silentGuest = silentGuests(host);
/** No program runs in these guests: a check of a service says so, as in a recorded one. */
const runtime: GuestRuntime = {
  ...silentGuest,
  exec: (process) =>
    process.argv.includes('systemctl')
      ? { exit: 0, stdout: '\nphx-recorded\n', stderr: '' }
      : silentGuest.exec(process),
};

describe('the example estate, applied', (test) => {
  const cluster = inProcessCluster(host, { runtime });
  const ended: string[] = [];

  test('is made whole', async () => {
    const { report, live } = await applyOn(cluster, estate, {
      clock: virtualClock(),
      onEvent: (event) => {
        if (event.is === 'ended' && event.step.id.endsWith(':set:marker')) ended.push(event.step.address);
      },
    });
    assert.equal(
      report.resources
        .filter(({ outcome }) => outcome !== 'applied')
        .map(({ address, text }) => [address, text]),
      [],
    );
    const count = (kind: string) =>
      live.plan.items.filter(({ address }) => address.startsWith(`${kind}/`)).length;
    const counted = ['lxc', 'layer', 'vm', 'image', 'firewall', 'node', 'zpool', 'dataset', 'storage'].map(
      count,
    );
    assert.equal(counted, [14, 5, 2, 1, 8, 1, 2, 9, 6]);
    assert.is(report.resources.length, 48);
  });

  test('begins with the authority of certificates, then the gateways, then what stands behind them', () => {
    const at = (name: string) => ended.indexOf(`lxc/${name}`);
    assert.ok(at('Step-CA') >= 0, ended.join(' '));
    assert.ok(
      at('Step-CA') < at('Nginx-VscodeRag') && at('Nginx-VscodeRag') < at('Traefik'),
      ended.join(' '),
    );
  });

  test('asks for nothing the second time', async () => {
    const { plan } = await livePlanOf(estate, cluster);
    assert.equal(
      plan.items.filter(({ action, changes }) => action !== 'no-op' || changes.length > 0),
      [],
    );
    const { report } = await applyOn(cluster, estate, { clock: virtualClock() });
    assert.equal([report.ok, report.resources], [true, []]);
  });
});
