/** A bundle by the guest agent of a machine that is only recorded: all of Phoenix runs, and no script of a feature does. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { enterGuest } from '../../src/apply/enter-guest.ts';
import { frame } from '../../src/features/bundle.ts';
import type { FeatureEvent } from '../../src/features/event.ts';
import type { NodePort } from '../../src/node/port.ts';
import { guestRuntime } from '../../src/simulator/edge/guest-runtime.ts';
import { guestRoot } from '../../src/simulator/guest-files.ts';
import { describe } from '../support/describe.ts';
import { install, NONCE } from '../support/guest-run.ts';

const namespaces =
  spawnSync('/usr/bin/unshare', ['--user', '--map-root-user', '--mount', '--', '/bin/true']).status === 0;
if (!namespaces) console.log('skipped: this machine lets nobody make namespaces');

describe('a recorded machine', (suite) => {
  const test = (name: string, run: () => Promise<void>) =>
    namespaces ? suite(name, run) : suite.skip(name, run);
  let lab = '';
  suite.before(() => void (lab = mkdtempSync(join(tmpdir(), 'phoenix-recorded-'))));
  suite.after(() => rmSync(lab, { recursive: true, force: true }));

  test('takes features in pieces, with stand-ins for their scripts', async () => {
    const runtime = guestRuntime((path) => join(lab, path), 'captured');
    const run: NodePort['run'] = async (argv, { stdin = '' } = {}) => {
      const words = argv.slice(argv.indexOf('--') + 1);
      const text = Buffer.from(stdin).toString('latin1');
      const { exit, stdout, stderr } = runtime.exec({
        vmid: 104,
        argv: words,
        env: {},
        stdin: text,
        captured: true,
      });
      const out = { exited: 1, exitcode: exit, 'out-data': stdout, 'err-data': stderr };
      return { exit: 0, stdout: JSON.stringify(out), stderr: '', ms: 1 };
    };
    const ran = join(lab, 'ran');
    const tasks = [install('web', { install: `: >${ran}; : >/root/ran` })];
    const recorded = join(lab, guestRoot(104), 'srv/recorded/web');
    mkdirSync(recorded, { recursive: true });
    writeFileSync(join(recorded, 'install.sh'), 'echo "$TRACEPARENT $TRACESTATE"\n');
    const trace = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, tracestate: 'vendor=x' };
    const events: FeatureEvent[] = [];
    const { outcome, result } = await enterGuest({
      node: { run } as unknown as NodePort,
      vmid: 104,
      transport: 'agent',
      bundle: { stdin: frame({ tasks, nonce: NONCE, secretKey: 'a', trace }), nonce: NONCE, secrets: [] },
      asked: [{ do: 'install', id: 'web' }],
      timeout: 60_000,
      onEvent: (event) => void events.push(event),
    });
    assert.equal(outcome.run, { is: 'ended' }, JSON.stringify({ outcome, result }));
    assert.is(outcome.features[0]?.verdict.is, 'installed');
    assert.not.ok(existsSync(ran));
    const span = events.flatMap((one) => (one.event === 'begin' ? (one.span ?? []) : []))[0];
    const line = events.find((one) => one.event === 'line');
    assert.is(line?.text, `00-${'a'.repeat(32)}-${span}-01 vendor=x`, 'the script names its own span');
    const root = join(lab, guestRoot(104));
    assert.not.ok(existsSync(join(root, 'root/ran')));
    assert.match(readFileSync(join(root, 'var/lib/phoenix/features/web.json'), 'utf8'), /"id":"web"/);
  });
});
