/** What an apply believes of a guest in which features run: nothing but that each of them is well. */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { GuestRuntime } from '../../src/simulator/session.ts';
import { filesOfBundle, isBootstrap } from '../../src/simulator/stand-ins.ts';
import { describe } from '../support/describe.ts';
import { applyOn, estateOf, hostFor } from '../support/in-process-apply.ts';

const guest = {
  vmid: 101,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
  features: { one: {}, two: {} },
};
const manifest = (id: string) => Buffer.from(JSON.stringify({ id, version: '1.0.0', name: id }));
const kept = new Map(
  ['one', 'two'].flatMap((id) => [
    [`features/${id}/feature.json`, manifest(id)],
    [`features/${id}/install.sh`, Buffer.from('#!/bin/sh\n')],
  ]),
);
const head = estateOf(
  new Map([
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })],
    ['lxc/web.json', JSON.stringify(guest)],
  ]),
  { kept },
);

const end = (feature: string, why: string, exit = 0) => ({ event: 'end', feature, exit, why });

/** An apply whose guest says this, and then that all went well. */
async function applied(said: readonly object[]) {
  const runtime: GuestRuntime = {
    exec: ({ argv, stdin }) => {
      assert.ok(isBootstrap(argv));
      const files = filesOfBundle(Buffer.from(stdin, 'latin1')) ?? [];
      const nonce = Buffer.from(files.find(({ path }) => path === 'nonce')?.bytes ?? [])
        .toString()
        .trim();
      const events = [...said, { event: 'done', nonce, exit: 0 }];
      const lines = events.map((event) => `${JSON.stringify({ phx: 1, ...event })}\n`);
      return { exit: 0, stdout: lines.join(''), stderr: '' };
    },
  };
  const { report } = await applyOn(inProcessCluster(hostFor(head), { runtime }), head);
  return { ok: report.ok, text: report.resources.map(({ text }) => text).join('\n') };
}

describe('a guest that calls its run well', (test) => {
  test('is believed when it has said so of every feature', async () => {
    const { ok, text } = await applied([end('one', 'installed'), end('two', 'unchanged')]);
    assert.ok(ok, text);
  });

  for (const [what, said, why] of [
    ['says nothing at all', [], /one: not run/],
    ['leaves one out', [end('one', 'installed')], /two: not run/],
    [
      'has begun one and not ended it',
      [end('one', 'installed'), { event: 'begin', feature: 'two' }],
      /two: was under way/,
    ],
    ['has only compared one', [end('one', 'installed'), end('two', 'differs')], /two: another version/],
    ['has failed at one', [end('one', 'installed'), end('two', 'install', 1)], /two: it failed/],
    ['speaks of others', [end('one', 'installed'), end('three', 'installed')], /two: not run/],
  ] as const) {
    test(`is not when it ${what}`, async () => {
      const { ok, text } = await applied(said);
      assert.not.ok(ok);
      assert.match(text, why);
    });
  }
});
