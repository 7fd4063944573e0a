/** A changed entry of the vault is covered by the commit that changed it, and by nothing else. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import { makeLivePlan } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import { parseMarker, writeMarker } from '../../src/kinds/guest/marker.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { formatConf, parseConf } from '../../src/node/conf.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { newKey } from '../../src/secrets/vault/new-key.ts';
import { confPath } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { filesOf, manifest } from '../support/feature-files.ts';
import { applyTo, estateOf, hostFor } from '../support/in-process-apply.ts';
import { commitOf, historyOf } from '../support/law-estate.ts';
import { vaultOf, written } from '../support/vault.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const key = await newKey('Ann', null, null);
const VAULT = vaultOf({
  '.gpg-id': `${key.fingerprint}\n`,
  [`.public-keys/${key.fingerprint}`]: key.publicKey,
});

const guest = (vmid: number, feature: string) =>
  JSON.stringify({
    vmid,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local', size: '4G' },
    features: { [feature]: { password: '${secret:db/app}' } },
  });
const options = { password: { type: 'string', secret: true } };

/** Two guests that use one entry; only the software of the second may restart its guest. */
async function estate(commit: string, value: string, defines = false): Promise<Estate> {
  const entry = await written(VAULT, 'db/app', value);
  const kept = new Map([
    ...filesOf({
      'features/app/feature.json': manifest('app', { options }),
      'features/app/install.sh': '#!/bin/sh\n',
      'features/boot/feature.json': manifest('boot', {
        options: { password: { ...options.password, defines } },
        restarts: true,
      }),
      'features/boot/install.sh': '#!/bin/sh\n',
    }),
    ...[...VAULT].map(([path, bytes]) => [`vault/${path}`, bytes] as const),
    ['vault/db/app.gpg', entry] as const,
  ]);
  const files = new Map([
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })],
    ['lxc/app.json', guest(101, 'app')],
    ['lxc/boot.json', guest(102, 'boot')],
  ]);
  const made = estateOf(files, { revision: commitOf(commit), kept });
  assert.equal(made.findings, []);
  return made;
}

const one = await estate('1', 'correct-horse-battery');
const two = await estate('2', 'another-horse-battery');

async function applied(host: MemoryHost, head: Estate, all = [one, two]) {
  process.env['PHOENIX_VAULT_KEY'] = key.privateKey;
  const { report } = await applyTo(host, head, { clock: virtualClock(), history: historyOf(...all) });
  assert.ok(report.ok, JSON.stringify(report.resources));
}

/** Of each change, what comes of it when its merge is pushed. */
async function look(host: MemoryHost, head: Estate, unshown: readonly string[] = [], all = [one, two]) {
  const { plan } = await makeLivePlan({
    kinds,
    head,
    parent: null,
    tip: head,
    history: historyOf(...all),
    cluster: inProcessCluster(host),
    confirmed: false,
    unshown: async () => unshown,
  });
  const told = plan.items.flatMap(({ address, changes, cover = [] }) =>
    changes.map(({ effect, note = '' }, at) => `${address} ${effect} ${cover[at]?.is}: ${note}`),
  );
  return told.sort();
}

const HAS_CHANGED = 'secret db/app may have changed';

describe('safety: entries of a vault', (test) => {
  test('a change that was shown is done, and then there is nothing to do', async () => {
    const host = hostFor(one);
    await applied(host, one);
    assert.equal(await look(host, one), []);
    assert.equal(await look(host, two), [
      `lxc/app live covered: ${HAS_CHANGED}`,
      `lxc/boot restart covered: ${HAS_CHANGED}; may restart the guest`,
    ]);
    await applied(host, two);
    assert.equal(await look(host, two), []);
  });

  test('one that was not shown stops no guest', async () => {
    const host = hostFor(one);
    await applied(host, one);
    assert.equal(await look(host, two, ['direct push 2222222']), [
      `lxc/app live covered: ${HAS_CHANGED}`,
      `lxc/boot restart held: ${HAS_CHANGED}; may restart the guest`,
    ]);
  });

  test('who uses it waits with the one that makes it true, and comes with it', async () => {
    const both = [await estate('1', 'correct-horse-battery', true), await estate('2', 'another-one', true)];
    const [before, after] = both as [Estate, Estate];
    const host = hostFor(before);
    await applied(host, before, both);
    const unshown = ['direct push 2222222'];
    const waiting = [
      `lxc/app live held: ${HAS_CHANGED}`,
      `lxc/boot restart held: ${HAS_CHANGED}; may restart the guest`,
    ];
    assert.equal(await look(host, after, unshown, both), waiting);
    await applied(host, after, both);
    assert.equal(await look(host, after, unshown, both), []);
  });

  test('what no commit asks for is drift', async () => {
    const host = hostFor(one);
    await applied(host, one);
    const path = confPath('pve1', 101);
    const conf = parseConf(host.read(path) ?? '');
    const mark = parseMarker(conf.description);
    const features = { app: (mark?.features?.['app'] ?? '').replace(/[0-9a-f]{16}$/, '0123456789abcdef') };
    assert.ok(mark);
    host.write(path, formatConf({ ...conf, description: writeMarker('', { ...mark, features }) }));
    assert.equal(await look(host, one), ['lxc/app live drift: its secrets may have changed']);
  });
});
