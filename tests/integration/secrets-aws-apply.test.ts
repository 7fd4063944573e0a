/** An apply with secrets of AWS: what is asked of the service, what a guest is given, and where nothing of it stands. */
import * as assert from 'uvu/assert';
import { estateSecrets } from '../../src/commands/estate-secrets.ts';
import { estateId } from '../../src/commands/live-plan.ts';
import { runApply } from '../../src/commands/run-apply.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { GuestProcess } from '../../src/simulator/session.ts';
import { silentGuests } from '../../src/simulator/silent-guests.ts';
import { inAws, put } from '../support/aws/world.ts';
import { describe } from '../support/describe.ts';
import { estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';

const APP = {
  id: 'app',
  version: '1.0.0',
  name: 'App',
  options: { password: { type: 'string', secret: true }, token: { type: 'string', secret: true } },
};
const guest = (vmid: number, field: string) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
  features: {
    app: { password: `\${secret:aws:prod/db#${field}}`, token: '${secret:aws:prod/token?stage=AWSCURRENT}' },
  },
});
const [OWNER, READER, TOKEN] = ['value-of-the-owner', 'value-of-the-reader', 'value-of-the-token'];

describe('an apply with secrets of AWS', (test) => {
  test('asks once for all of them, and gives each guest its own on stdin', () =>
    inAws(async ({ service }) => {
      put(service, 'prod/db', JSON.stringify({ owner: OWNER, reader: READER }));
      put(service, 'prod/token', TOKEN);
      const settings = { name: 'lab', nodes: { pve1: {} }, secrets: { aws: { endpoint: service.url } } };
      const files = {
        'phoenix.json': settings,
        'lxc/db.json': guest(101, 'owner'),
        'lxc/web.json': guest(102, 'reader'),
        'lxc/cron.json': guest(103, 'reader'),
      };
      const head = estateOf(
        new Map(Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)])),
        {
          kept: new Map([
            ['features/app/feature.json', Buffer.from(JSON.stringify(APP))],
            ['features/app/install.sh', Buffer.from('#!/bin/sh\n')],
          ]),
        },
      );
      const host = hostFor(head);
      const silent = silentGuests(host);
      const started: GuestProcess[] = [];
      const runtime = { exec: (one: GuestProcess) => (started.push(one), silent.exec(one)) };
      const cluster = inProcessCluster(host, { runtime });
      const lock = await cluster.lock(estateId(head), 'test');
      const said: string[] = [];
      const say = (line: string) => void said.push(line);
      const live = await livePlanOf(head, cluster);
      assert.equal(service.counts(), [], 'a plan asks for nothing');
      const session = { cluster, lock, signal: new AbortController().signal };
      const secret = estateSecrets(head, say);
      const options = { head, node: 'local', owner: 'test', run: 'test', say, secret };
      const report = await runApply(session, { ...live, settings: head.settings }, options);
      await lock.release();

      assert.ok(report.ok, JSON.stringify(report));
      assert.equal(service.counts(), ['BatchGetSecretValue 1']);
      const given = (vmid: number) => {
        const stdin = started.filter((one) => one.vmid === vmid).map((one) => one.stdin);
        return [OWNER, READER, TOKEN].map((value) => stdin.join('').includes(value));
      };
      assert.equal([101, 102, 103].map(given), [
        [true, false, true],
        [false, true, true],
        [false, true, true],
      ]);
      const journal = host.read('/var/lib/phoenix/journal/lab.jsonl') ?? '';
      const seen = started.map(({ argv, env }) => [argv, env]);
      const told = JSON.stringify([report, live.plan, said, journal, seen]);
      for (const value of [OWNER, READER, TOKEN]) assert.not.match(told, value);
    }));
});
