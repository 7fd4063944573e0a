/** `phoenix validate --base`: a change is held to what it is compared with, or it is said that nothing can be compared. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { validate, type ValidateOptions } from '../../src/commands/validate.ts';
import { describe } from '../support/describe.ts';
import { withRepository } from '../support/git-repository.ts';
import { refusalOf, saying } from '../support/said.ts';

const settings = (rules: object) => JSON.stringify({ name: 'lab', nodes: { pve1: {} }, rules });
const GUEST = JSON.stringify({
  vmid: 101,
  unprivileged: false,
  ostemplate: 'local:vztmpl/a.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
});

const options = (top: string, base: string): ValidateOptions => ({
  configs: join(top, 'configs'),
  base,
  format: 'text',
});

describe('phoenix validate --base', (test) => {
  test('a rule that the base has is not turned off, whatever the settings are called now', () =>
    withRepository(async (sandbox) => {
      sandbox.commit({ 'configs/phoenix.json': settings({ PHX621: 'error' }) });
      sandbox.git('mv', 'configs/phoenix.json', 'configs/phoenix.jsonc');
      mkdirSync(join(sandbox.top, 'configs/lxc'));
      writeFileSync(join(sandbox.top, 'configs/lxc/web.json'), GUEST);
      writeFileSync(join(sandbox.top, 'configs/phoenix.jsonc'), settings({ PHX621: 'off' }));
      const { exit, err } = await saying((io) => validate(options(sandbox.top, 'HEAD'), io));
      assert.is(exit, 1);
      assert.match(err, /error PHX621/);
    }));

  test('a rule that finds what the base has already is turned off by a change of its own', () =>
    withRepository(async (sandbox) => {
      sandbox.commit({
        'configs/phoenix.json': settings({ PHX621: 'error' }),
        'configs/lxc/web.json': GUEST,
      });
      writeFileSync(join(sandbox.top, 'configs/phoenix.json'), settings({ PHX621: 'off' }));
      assert.is((await saying((io) => validate(options(sandbox.top, 'HEAD'), io))).exit, 0);
      const other = GUEST.replace('101', '102');
      writeFileSync(join(sandbox.top, 'configs/lxc/db.json'), other);
      const { exit, err } = await saying((io) => validate(options(sandbox.top, 'HEAD'), io));
      assert.is(exit, 1);
      assert.match(err, /error PHX621: lxc\/db is privileged/);
      assert.not.match(err, /lxc\/web is privileged/);
    }));

  test('of findings that are called the same, as many as the base has are turned off', () =>
    withRepository(async (sandbox) => {
      const token = (last: string) => ({
        'configs/lxc/web.json': withEnv({ A: `ghp_${'a1'.repeat(17)}b${last}` }),
      });
      const withEnv = (env: object) =>
        JSON.stringify({ ...(JSON.parse(GUEST) as object), unprivileged: true, env });
      sandbox.commit({ 'configs/phoenix.json': settings({}), ...token('a') });
      sandbox.commit({ 'configs/phoenix.json': settings({ PHX941: 'off' }) });
      const [one, two] = ['b', 'c'].map((last) => `ghp_${'a1'.repeat(17)}b${last}`);
      assert.is((await saying((io) => validate(options(sandbox.top, 'HEAD~1'), io))).exit, 0);
      sandbox.commit({ 'configs/lxc/web.json': withEnv({ A: one, B: two }) });
      const { exit, err } = await saying((io) => validate(options(sandbox.top, 'HEAD~2'), io));
      assert.is(exit, 1);
      assert.is(err.match(/error PHX941/g)?.length, 1);
    }));

  test('a base with errors tells neither its rules nor its guests: nothing is compared with it', () =>
    withRepository(async (sandbox) => {
      sandbox.commit({ 'configs/phoenix.json': '{ "name": "lab", "rules": { "PHX621": "error" }' });
      sandbox.commit({ 'configs/phoenix.json': settings({ PHX621: 'off' }), 'configs/lxc/web.json': GUEST });
      assert.match(
        await refusalOf((io) => validate(options(sandbox.top, 'HEAD~1'), io)),
        /^CONFIG_INVALID: .*configs at \w{7} has 1 error; nothing was done: compare with .*, or leave it out$/,
      );
    }));

  test('where there was no estate yet, everything counts as new, and it is said so', () =>
    withRepository(async (sandbox) => {
      sandbox.commit({ README: 'x' });
      sandbox.commit({ 'configs/phoenix.json': settings({}), 'configs/lxc/web.json': GUEST });
      const { exit, err } = await saying((io) => validate(options(sandbox.top, 'HEAD~1'), io));
      assert.is(exit, 0);
      assert.match(err, /has no such estate yet, so everything counts as new/);
    }));
});
