/** A value that changes outside git, seen by the push of a pull request that says nothing of it. The built action, guests recorded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { guest, NAMESPACES } from '../support/guest-estate.ts';
import { createWorld, type Files, type World } from '../support/world.ts';

const option = (more: object = {}) => ({ password: { type: 'string', secret: true, ...more } });
const phoenix = (secrets: string) => ({ name: 'lab', nodes: { pve1: {} }, policies: { secrets } });
const ESTATE: Files = {
  'phoenix.json': phoenix('pinned'),
  'features/app/feature.json': { id: 'app', version: '1.0.0', name: 'App', options: option() },
  'features/app/install.sh': '#!/bin/sh\nexit 0\n',
  'features/server/feature.json': {
    id: 'server',
    version: '1.0.0',
    name: 'Server',
    options: option({ defines: true }),
  },
  'features/server/install.sh': '#!/bin/sh\nexit 0\n',
  'lxc/client.json': guest(101, { features: { app: { password: '${secret:env:SHARED}' } } }),
  'lxc/server.json': guest(102, { features: { server: { password: '${secret:env:SHARED}' } } }),
  'lxc/other.json': guest(103, {}),
};
const env = (SHARED: string) => ({ env: { SHARED } });
const [FIRST, SECOND, THIRD] = ['the-first-password', 'the-second-password', 'the-third-password'];

const CHANGED = /secret env:SHARED has changed/;

describe(NAMESPACES ? 'a secret that changes between pushes' : 'a secret that changes (skipped)', (test) => {
  if (!NAMESPACES) return;
  let world: World;
  const kept = (vmid: number, id: string) =>
    readFileSync(join(world.node, `.sim/guests/${vmid}/rootfs/var/lib/phoenix/features/${id}.json`), 'utf8');
  const merged = async (branch: string, files: Files) => {
    const pull = await world.propose(branch, files);
    const planned = await world.plan(pull);
    assert.is(planned.exitCode, 0, planned.stdout + planned.stderr);
    assert.not.match(world.comments(pull).join(), CHANGED);
    return world.merge(pull);
  };

  test.before(async () => {
    world = await createWorld(ESTATE);
    const args = ['apply', '--configs', 'configs', '--node', `sim:${world.node}`, '--yes'];
    const first = await world.cli(args, env(FIRST));
    assert.is(first.exit, 0, first.stdout + first.stderr);
  });
  test.after(() => world.close());

  test('the push that brings the policy is held to the stricter one of before', async () => {
    const before = [kept(101, 'app'), kept(102, 'server')];
    const push = await merged('follow', { 'phoenix.json': phoenix('follow') });
    const { exitCode, stdout, summary } = await world.push(push, env(SECOND));
    assert.is(exitCode, 0, stdout);
    assert.not.match(stdout + summary, /SHARED/);
    assert.equal([kept(101, 'app'), kept(102, 'server')], before);
  });

  test('the next one brings the value in, though no pull request showed it', async () => {
    const push = await merged('cores', { 'lxc/other.json': guest(103, { cores: 2 }) });
    const { exitCode, stdout, stderr, summary } = await world.push(push, env(SECOND));
    assert.is(exitCode, 0, stdout + stderr);
    assert.match(stdout, /\[2\/2\] lxc\/\w+: secrets compared in .*: \w+: secret env:SHARED has changed/);
    assert.match(summary, CHANGED);
    assert.not.match(stdout + stderr + summary, SECOND);
    const lines = readFileSync(join(world.node, 'var/lib/phoenix/journal/lab.jsonl'), 'utf8').split('\n');
    const runs = lines.filter((line) => /"begin".*"features"/.test(line)).slice(-2);
    assert.match(runs[0] ?? '', /"102","install server"/);
    assert.match(runs[1] ?? '', /"101","install app"/);
    const night = await world.drift(env(THIRD));
    assert.is(night.outputs['changed'], 'false', night.stdout);
  });

  test('where it cannot be read, the push says so and ends with 1; what it is about is done', async () => {
    const push = await merged('more-cores', { 'lxc/other.json': guest(103, { cores: 3 }) });
    const { exitCode, summary } = await world.push(push);
    assert.is(exitCode, 1, summary);
    assert.match(summary, /secrets not compared: /);
    assert.match(world.conf(103) ?? '', /^cores: 3$/m);
  });
});
