/** An apply asks for all its secrets at once, before it does anything; a provider can then read them in one go. */
import * as assert from 'uvu/assert';
import { estateId } from '../../src/commands/live-plan.ts';
import { runApply } from '../../src/commands/run-apply.ts';
import type { ApplyReport } from '../../src/apply/report.ts';
import { PhoenixError } from '../../src/errors.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Provider, SecretSource } from '../../src/secrets/provider.ts';
import { secretReader } from '../../src/secrets/reader.ts';
import { wholeOnly } from '../../src/secrets/whole.ts';
import { env } from '../../src/secrets/env.ts';
import { silentGuests } from '../../src/simulator/silent-guests.ts';
import { describe } from '../support/describe.ts';
import { estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';

const APP = {
  id: 'app',
  version: '1.0.0',
  name: 'App',
  options: { one: { type: 'string', secret: true }, other: { type: 'string', secret: true } },
};
const guest = (vmid: number) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
  features: { app: { one: `\${secret:env:OF_${vmid}}`, other: '${secret:env:OF_ALL}' } },
});
const GUESTS = [101, 102, 103];

const head = estateOf(
  new Map([
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })],
    ...GUESTS.map((vmid) => [`lxc/g${vmid}.json`, JSON.stringify(guest(vmid))] as const),
  ]),
  {
    kept: new Map([
      ['features/app/feature.json', Buffer.from(JSON.stringify(APP))],
      ['features/app/install.sh', Buffer.from('#!/bin/sh\n')],
    ]),
  },
);

/** An apply whose variables come from here. */
async function applied(source: SecretSource, open = async () => source): Promise<ApplyReport> {
  const provider: Provider = { ...env, open };
  const host = hostFor(head);
  const cluster = inProcessCluster(host, { runtime: silentGuests(host) });
  const lock = await cluster.lock(estateId(head), 'test');
  const context = { settings: head.settings.secrets, kept: new Map<string, Uint8Array>(), say: () => {} };
  const session = { cluster, lock, signal: new AbortController().signal };
  const live = await livePlanOf(head, cluster);
  const report = await runApply(
    session,
    { ...live, settings: head.settings },
    {
      head,
      node: 'local',
      owner: 'test',
      run: 'test',
      say: () => {},
      secret: secretReader(context, [provider]),
    },
  );
  await lock.release();
  return report;
}

describe('secrets of an apply', (test) => {
  test('of several guests are asked for together', async () => {
    const asked: (readonly string[])[] = [];
    await applied(async (names) => {
      asked.push([...names].sort());
      return new Map(names.map((name) => [name, wholeOnly(`value of ${name}`, 'it')]));
    });
    assert.equal(asked, [['OF_101', 'OF_102', 'OF_103', 'OF_ALL']]);
  });

  test('that are not there are all told of each guest, and nothing is done to it', async () => {
    const report = await applied(async () => new Map());
    assert.not.ok(report.ok);
    for (const vmid of GUESTS) {
      const said = JSON.stringify(report.resources.find(({ address }) => address === `lxc/g${vmid}`));
      assert.match(
        said,
        `secret:env:OF_${vmid}} is not there; the secret \${secret:env:OF_ALL} is not there`,
      );
    }
    assert.ok(report.resources.every(({ outcome }) => outcome === 'failed' || outcome === 'skipped'));
  });

  test('that cannot be read for one reason are refused with it once', async () => {
    let opened = 0;
    const report = await applied(
      async () => new Map(),
      async () => {
        opened += 1;
        throw new PhoenixError('REFUSED', 'nobody has the key', { hint: 'Bring it.' });
      },
    );
    assert.is(opened, 1);
    for (const { steps } of report.resources) {
      const [first] = steps.map(({ outcome }) => outcome);
      const [why, hint] = ['nobody has the key', 'Bring it.'];
      assert.equal({ ...first, ms: 0 }, { is: 'failed', ms: 0, why, hint });
    }
  });
});
