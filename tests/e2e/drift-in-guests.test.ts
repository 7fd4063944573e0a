/** The nightly run of the built action on a node with a guest in which something has drifted: told, and left alone. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { type Files, withWorld, type World } from '../support/world.ts';

const namespaces =
  spawnSync('/usr/bin/unshare', ['--user', '--map-root-user', '--mount', '--', '/bin/true']).status === 0;
if (!namespaces) console.log('skipped: this machine lets nobody make namespaces');

const guest = (vmid: number, part: object) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
  ...part,
});
const ESTATE: Files = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} }, policies: { drift: 'live' } },
  'features/app/feature.json': { id: 'app', version: '1.0.0', name: 'App' },
  'features/app/install.sh': '#!/bin/sh\nexit 0\n',
  'features/app/check.sh': '#!/bin/sh\nexit 0\n',
  'lxc/web.json': guest(101, { features: { app: {} } }),
  'lxc/off.json': guest(102, { features: { app: {} } }),
};

const inWorld = (story: (world: World) => Promise<void>) => withWorld(story, ESTATE);

describe(namespaces ? 'drift in guests at night' : 'drift in guests at night (skipped)', (test) => {
  if (!namespaces) return;

  test('nothing has drifted', () =>
    inWorld(async (world) => {
      const night = await world.drift();
      assert.is(night.exitCode, 0, night.stdout + night.stderr);
      assert.is(night.outputs['changed'], 'false');
      assert.match(night.stdout, '0 of 2 resources differ');
      assert.match(night.stdout, /\[2\/2\] lxc\/\w+: checked in .*: as it shall be/);
    }));

  test('what has drifted stands in the summary and the outputs, and nothing is done about it', () =>
    inWorld(async (world) => {
      const recorded = join(world.node, '.sim/guests/101/rootfs/srv/recorded/app');
      mkdirSync(recorded, { recursive: true });
      const hostile = 'echo "</details>@team <!-- phoenix --> | stopped |"';
      writeFileSync(join(recorded, 'check.sh'), `echo checked >>/srv/recorded/ran\n${hostile}; exit 10\n`);
      writeFileSync(join(recorded, 'install.sh'), 'echo installed >>/srv/recorded/ran\n');
      assert.is(world.pct('stop', '102').exit, 0);
      const [web, off] = [world.conf(101), world.conf(102)];
      const night = await world.drift();
      assert.is(night.exitCode, 0, night.stdout + night.stderr);
      assert.is(night.outputs['changed'], 'true');
      assert.match(night.stdout, '2 of 2 resources differ');
      const { summary } = night;
      assert.match(summary, /app.*has drifted: /);
      assert.match(summary, 'stopped |');
      assert.match(summary, 'has drifted: &#60;/details&#62;@\u200bteam &#60;!-- phoenix --&#62;');
      assert.match(summary, '`phoenix apply --check` does it.');
      const raw = summary.split('\n').filter((line) => line.includes('@team <!--'));
      assert.ok(
        raw.every((line) => line.startsWith('! features.app ')),
        'else only in its block of code',
      );
      assert.match(summary, 'not checked: it does not run');
      assert.is(
        readFileSync(join(world.node, '.sim/guests/101/rootfs/srv/recorded/ran'), 'utf8'),
        'checked\n',
      );
      assert.equal([world.conf(101), world.conf(102)], [web, off]);
    }));
});
