/** Features of nodes for real, in a container that plays the node: one of the library, and a bundle as an apply sends it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { type BundledFeature, frame } from '../../src/features/bundle.ts';
import { hostCommand } from '../../src/node/guest-exec.ts';
import { describeContainers } from '../support/containers.ts';
import { CLI } from '../support/world.ts';

let folder = '';
let lab = '';

function phoenix(args: readonly string[], input: string | Uint8Array = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder },
    input,
  });
  return { exit: status, out: stdout, text: stdout + stderr };
}

const script = (...lines: readonly string[]) =>
  Buffer.from(['#!/bin/sh', 'set -eu', ...lines, ''].join('\n'));

/** Leaves a file that names the unit it ran in. */
const FEATURE: BundledFeature = {
  id: 'told',
  version: '1.0.0',
  hash: '0123456789abcdef',
  files: new Map([
    ['install.sh', script('grep -o "run-[a-z0-9]*\\.service" /proc/self/cgroup | head -n 1 >/etc/told')],
    ['verify.sh', script('grep -q service /etc/told')],
  ]),
  env: '',
  profile: '',
  timeout: 60,
  network: false,
  restarts: false,
  downloads: [],
  secrets: {},
};

describeContainers('features of nodes', (test) => {
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'phoenix-node-'));
  });
  test.after(() => {
    if (lab !== '') phoenix(['lab', 'down', lab, '--remove']);
    rmSync(folder, { recursive: true, force: true });
  });

  test('node-base of the library holds', () => {
    const { exit, text } = phoenix(['feature', 'test', 'node-base', '--keep']);
    assert.is(exit, 0, text);
    lab = /^kept: phoenix lab (\S+) /m.exec(text)?.[1] ?? '';
    assert.is.not(lab, '');
  });

  test('a bundle runs in a unit of its own, and the second time only its check', () => {
    const bundle = frame({ tasks: [{ do: 'install', feature: FEATURE }], nonce: 'n', secretKey: 'k' });
    const bring = () =>
      phoenix(['lab', lab, '--', 'pct', 'exec', '9001', '--keep-env', '0', '--', ...hostCommand()], bundle);
    const first = bring();
    assert.is(first.exit, 0, first.text);
    assert.match(first.out, '"feature":"told","exit":0');
    assert.match(first.out, '"why":"installed"');
    const told = phoenix(['lab', lab, '--', 'pct', 'exec', '9001', '--', 'cat', '/etc/told']);
    assert.match(told.out, /^run-\w+\.service$/m);
    assert.match(bring().out, '"why":"unchanged"');
  });
});
