/** An apply repeats no secret that it has brought into a guest, whoever says it: here a check of the guest's health. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import { estateId } from '../../src/commands/live-plan.ts';
import { runApply } from '../../src/commands/run-apply.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { GuestRuntime } from '../../src/simulator/session.ts';
import { silentGuests } from '../../src/simulator/silent-guests.ts';
import { isBootstrap } from '../../src/simulator/stand-ins.ts';
import { describe } from '../support/describe.ts';
import { estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';

const SECRET = 'correct-horse-battery';
const WEB = {
  vmid: 101,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
  features: { app: { password: '${secret:env:PASSWORD}' } },
  health: { leak: { exec: ['app', 'status'], within: 0 } },
};
const APP = {
  id: 'app',
  version: '1.0.0',
  name: 'App',
  options: { password: { type: 'string', secret: true } },
};

const head = estateOf(
  new Map([
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })],
    ['lxc/web.json', JSON.stringify(WEB)],
  ]),
  {
    kept: new Map([
      ['features/app/feature.json', Buffer.from(JSON.stringify(APP))],
      ['features/app/install.sh', Buffer.from('#!/bin/sh\n')],
    ]),
  },
);

describe('secrets in an apply', (test) => {
  test('what a health check prints of one is masked in the report, on the way, and in the journal', async () => {
    process.env['PASSWORD'] = SECRET;
    const host = hostFor(head);
    const silent = silentGuests(host);
    const runtime: GuestRuntime = {
      exec: (process) =>
        isBootstrap(process.argv)
          ? silent.exec(process)
          : { exit: 0, stdout: `cannot log in with ${SECRET}\n\nphx-exit 1\n`, stderr: '' },
    };
    const cluster = inProcessCluster(host, { runtime });
    const lock = await cluster.lock(estateId(head), 'test');
    const said: string[] = [];
    const options = {
      head,
      node: 'local',
      owner: 'test',
      run: 'test',
      say: (line: string) => said.push(line),
    };
    const session = { cluster, lock, signal: new AbortController().signal };
    const live = await livePlanOf(head, cluster);
    const report = await runApply(session, { ...live, settings: head.settings }, options);
    await lock.release();
    const journal = host.read('/var/lib/phoenix/journal/lab.jsonl') ?? '';
    const told = [JSON.stringify(report), said.join('\n'), journal].join('\n');
    assert.not.ok(report.ok);
    assert.match(told, 'not healthy: exit 1: cannot log in with ***');
    assert.not.match(told, SECRET);
    assert.match(journal, 'features');
  });
});
