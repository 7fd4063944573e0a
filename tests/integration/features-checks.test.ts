/**
 * Drift in guests on a node whose guests are recorded: `apply --check`, `plan --check`. Check scripts are stand-ins, and
 * everything else is real. Without root; it needs namespaces of the user.
 */
import process from 'node:process';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import {
  feature,
  type Files,
  guest,
  NAMESPACES,
  settings,
  withGuests,
  type World,
} from '../support/guest-estate.ts';

const SECRET = 'correct-horse-battery';

const ESTATE = {
  'phoenix.json': settings({ drift: 'live' }),
  ...feature('app'),
  ...feature('keeper', { restarts: true }),
  'lxc/web.json': guest(101, { features: { app: {}, keeper: {} } }),
};
/** With a second guest, whose software has a secret. */
const BOTH = {
  ...ESTATE,
  ...feature('vault', { options: { password: { type: 'string', secret: true } } }),
  'features/vault/check.sh': '#!/bin/sh\n. "$PHX_LIB"\nphx_secret password | cmp -s /etc/vault -\n',
  'lxc/safe.json': guest(102, { features: { app: {}, vault: { password: '${secret:env:VAULT_PASSWORD}' } } }),
};

const withEstate = (files: Files, use: (world: World) => Promise<void>) =>
  withGuests(files, { VAULT_PASSWORD: SECRET }, use);

const DRIFT = 'echo "the service is stopped"; exit 10\n';
/** A check that finds drift until the install has run. */
const MENDED = '[ -f /srv/recorded/mended ] || { echo "the service is stopped"; exit 10; }\n';

describe(NAMESPACES ? 'drift in guests' : 'drift in guests (skipped)', (test) => {
  if (!NAMESPACES) return;

  test('nothing has drifted: every guest is entered once, and nothing is written', async () => {
    await withEstate(BOTH, async ({ applyCheck, answer, ran, conf, markers, begun }) => {
      answer(101, 'app/check.sh', 'exit 0\n');
      const before = [conf(101), conf(102), markers(101), markers(102), begun()];
      const { exit, out, err } = await applyCheck();
      assert.is(exit, 0, out + err);
      assert.match(out, /nothing to do/);
      assert.match(err, /\[2\/2\] lxc\/\w+: checked in .*: as it shall be/);
      assert.equal(ran(101), ['app app/check.sh']);
      assert.equal([conf(101), conf(102), markers(101), markers(102), begun()], before);
    });
  });

  test('what has drifted is told by a plan, put right by an apply, and then nothing is left', async () => {
    await withEstate(ESTATE, async ({ planCheck, applyCheck, apply: plainly, answer, ran, markers }) => {
      const hash = markers(101)['app.json']?.replace(/"at":.*/, '');
      answer(101, 'app/check.sh', MENDED);
      answer(101, 'app/install.sh', ': >/srv/recorded/mended\n');
      const told = await planCheck();
      assert.is(told.exit, 2, told.out + told.err);
      assert.match(told.out, /lxc\/web/);
      assert.match(told.out, /has drifted: the service is stopped/);
      assert.equal(ran(101), ['app app/check.sh'], 'a plan only looks');
      assert.match((await plainly()).out, /nothing to do/, 'without --check nobody asks');
      const done = await applyCheck();
      assert.is(done.exit, 0, done.out + done.err);
      assert.match(done.err + done.out, /app had drifted, and was put right/);
      assert.equal(ran(101), ['app app/check.sh', 'app app/check.sh', 'app app/install.sh']);
      assert.is(markers(101)['app.json']?.replace(/"at":.*/, ''), hash);
      const again = await applyCheck();
      assert.is(again.exit, 0);
      assert.match(again.out, /nothing to do/);
    });
  });

  test('drift is only reported where the policy says so, and where a restart may come of it', async () => {
    const estate = { ...ESTATE, 'phoenix.json': settings({ drift: 'report' }) };
    await withEstate(estate, async ({ applyCheck, commit, answer, ran }) => {
      answer(101, 'app/check.sh', DRIFT);
      const reported = await applyCheck();
      assert.is(reported.exit, 0, reported.out);
      assert.match(reported.out, /has drifted: the service is stopped/);
      assert.equal(ran(101), ['app app/check.sh']);
      commit({ 'phoenix.json': settings({ drift: 'live' }) });
      answer(101, 'app/check.sh', null);
      answer(101, 'keeper/check.sh', DRIFT);
      const restarts = await applyCheck();
      assert.match(restarts.out, /has drifted: the service is stopped; may restart the guest/);
      assert.equal(ran(101), ['keeper keeper/check.sh']);
    });
  });

  test('a check that fails is told and makes the exit 1; the others are asked all the same', async () => {
    await withEstate(ESTATE, async ({ applyCheck, answer }) => {
      answer(101, 'app/check.sh', 'echo "no such unit"; exit 3\n');
      answer(101, 'keeper/check.sh', DRIFT);
      const { exit, out } = await applyCheck();
      assert.is(exit, 1, out);
      assert.match(out, /not checked: app: check ended with exit code 3; no such unit/);
      assert.match(out, /has drifted: the service is stopped/);
    });
  });

  test('what a check prints is bounded and harmless', async () => {
    await withEstate(ESTATE, async ({ planCheck, answer }) => {
      answer(101, 'app/check.sh', 'printf "%05000d\\033[31mred\\007\\n" 7; exit 10\n');
      const { out } = await planCheck();
      assert.match(out, /has drifted: 0{100}/);
      assert.not.match(out, /0{300}|\u001b|\u0007/);
    });
  });

  test('a guest that does not run is told of, and not asked; other guests only by name', async () => {
    await withEstate(BOTH, async ({ planCheck, applyCheck, pct, commit }) => {
      commit({ 'lxc/web.json': guest(101, { state: 'stopped', features: { app: {}, keeper: {} } }) });
      pct('stop', '101');
      const { out, err } = await planCheck();
      assert.match(out, /lxc\/web.*\n.*not checked: it does not run/);
      assert.not.match(err, /lxc\/web/);
      const named = await applyCheck('lxc/safe');
      assert.match(named.err, /\[1\/1\] lxc\/safe: checked in/);
      assert.not.match(named.out, /lxc\/web/);
    });
  });

  test('a check that reads secrets waits for somebody who brings them; no other sees any', async () => {
    await withEstate(BOTH, async ({ planCheck, applyCheck, answer }) => {
      const reads =
        'cat "$PASSWORD_FILE" >/srv/recorded/seen && echo "it is $(cat "$PASSWORD_FILE")"; exit 10\n';
      answer(102, 'vault/check.sh', reads);
      answer(102, 'app/check.sh', 'ls /run/phoenix/vault; exit 10\n');
      const { out } = await planCheck();
      assert.match(out, /not checked: vault: its check reads secrets/);
      assert.not.match(out, SECRET);
      const brought = await applyCheck();
      assert.match(brought.out, /has drifted: it is \*\*\*/);
      delete process.env['VAULT_PASSWORD'];
      const missing = await applyCheck();
      assert.match(
        missing.out,
        /not checked: vault: the secret \$\{secret:env:VAULT_PASSWORD\} is not there/,
      );
    });
  });

  test('what is installed otherwise than its marker says has drifted', async () => {
    await withEstate(ESTATE, async ({ planCheck, markers, answer }) => {
      answer(101, 'app/install.sh', 'exit 0\n');
      assert.ok(markers(101)['app.json']);
      answer(101, '../../var/lib/phoenix/features/app.json', null);
      const { out } = await planCheck();
      assert.match(out, /has drifted: the guest has another version of it, other options, or none of it/);
    });
  });
});
