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
const files = new Map([
  ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })],
  ['lxc/web.json', JSON.stringify(guest)],
]);
const head = estateOf(files, { kept });

const end = (feature: string, why: string, exit = 0) => ({ event: 'end', feature, exit, why });

/** A guest that says the next of these each time it is entered, and then that all went well. */
function saying(rounds: readonly (readonly object[])[]): { readonly runtime: GuestRuntime } {
  const left = [...rounds];
  return {
    runtime: {
      exec: ({ argv, stdin }) => {
        assert.ok(isBootstrap(argv));
        const sent = filesOfBundle(Buffer.from(stdin, 'latin1')) ?? [];
        const nonce = Buffer.from(sent.find(({ path }) => path === 'nonce')?.bytes ?? [])
          .toString()
          .trim();
        const said = left.shift() ?? [];
        const isRestart = said.some((event) => 'event' in event && event.event === 'restart');
        const events = [...said, { event: 'done', nonce, exit: isRestart ? 12 : 0 }];
        const lines = events.map((event) => `${JSON.stringify({ phx: 1, ...event })}\n`);
        return { exit: isRestart ? 12 : 0, stdout: lines.join(''), stderr: '' };
      },
    },
  };
}

/** An apply whose guest says this. */
async function applied(said: readonly object[]) {
  const { report } = await applyOn(inProcessCluster(hostFor(head), saying([said])), head);
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

/** An update of both, of which `one` may restart the guest; each list is what the guest says when it is entered again. */
async function updated(...rounds: readonly (readonly object[])[]) {
  const version = (id: string, is: string) => [
    `features/${id}/feature.json`,
    Buffer.from(JSON.stringify({ id, version: is, name: id, restarts: id === 'one' })),
  ];
  const next = estateOf(files, {
    kept: new Map([...kept, ...['one', 'two'].map((id) => version(id, '2.0.0'))] as [string, Buffer][]),
  });
  const well = [end('one', 'installed'), end('two', 'installed')];
  const { runtime } = saying([well, ...rounds]);
  const cluster = inProcessCluster(hostFor(head), { runtime });
  await applyOn(cluster, head);
  const { report } = await applyOn(cluster, next);
  const [resource] = report.resources;
  return { ok: report.ok, text: resource?.text ?? '', isDown: (resource?.downMs ?? 0) > 0 };
}

describe('features that may restart their guest', (test) => {
  const well = [end('one', 'installed'), end('two', 'installed')];

  test('are not said to have done so when they did not', async () => {
    assert.equal(await updated(well), {
      ok: true,
      text: 'features.one 2.0.0, features.two 2.0.0',
      isDown: false,
    });
  });

  test('are when they did', async () => {
    const asks = [{ event: 'restart', feature: 'one' }];
    assert.equal(await updated(asks, well), {
      ok: true,
      text: 'restarted; features.one 2.0.0, features.two 2.0.0',
      isDown: true,
    });
  });
});
