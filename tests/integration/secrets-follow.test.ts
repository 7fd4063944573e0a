/**
 * Secrets that change outside git, on a node whose guests are recorded: who is asked, who runs again, and in which order.
 * Install scripts are stand-ins, and everything else is real. Without root; it needs namespaces of the user.
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

const OLD = { SHARED: 'the-first-password', OWN: 'another-password', TOKEN: 'a-token-of-its-own' };
const secret = (more: object = {}) => ({ type: 'string', secret: true, ...more });

/** The client comes first by name and by number: only the secret says that the server goes first. */
const ESTATE: Files = {
  'phoenix.json': settings({ secrets: 'follow' }),
  ...feature('app', { options: { password: secret(), token: secret() } }),
  ...feature('server', { options: { password: secret({ defines: true }) } }),
  ...feature('plain'),
  'lxc/client.json': guest(101, { features: { app: { password: '${secret:env:SHARED}' }, plain: {} } }),
  'lxc/server.json': guest(102, { features: { server: { password: '${secret:env:SHARED}' } } }),
  'lxc/both.json': guest(103, {
    features: {
      app: { password: '${secret:env:OWN}', token: '${secret:env:TOKEN}' },
      server: { password: '${secret:env:OWN}' },
    },
  }),
  'lxc/quiet.json': guest(104, { features: { plain: {} } }),
};
const withEstate = (more: Files, use: (world: World) => Promise<void>) =>
  withGuests({ ...ESTATE, ...more }, OLD, use);

const ASKED = ['101', '102', '103'];

describe(
  NAMESPACES ? 'secrets that change outside git' : 'secrets that change outside git (skipped)',
  (test) => {
    if (!NAMESPACES) return;

    test('nothing has changed: guests with such secrets are entered once, no script runs, nothing is written', async () => {
      await withEstate({}, async ({ apply, entered, answer, ran, begun, conf, markers }) => {
        answer(101, 'app/check.sh', 'exit 0\n');
        const before = [begun(), conf(101), conf(102), markers(101), markers(102)];
        const { exit, out, err } = await apply();
        assert.is(exit, 0, out + err);
        assert.match(out, /nothing to do/);
        assert.match(err, /\[3\/3\] lxc\/\w+: secrets compared in .*: as it shall be/);
        assert.equal(entered().sort(), ASKED);
        assert.equal(ran(101), []);
        assert.equal([begun(), conf(101), conf(102), markers(101), markers(102)], before);
      });
    });

    test('a value changed: exactly its users run again, the server before its client, and then nobody', async () => {
      await withEstate({}, async ({ apply, entered, story, markers }) => {
        const before = [markers(101), markers(102), markers(103)];
        process.env['SHARED'] = 'the-second-password';
        const { exit, out, err } = await apply();
        assert.is(exit, 0, out + err);
        assert.match(out, /features\.server .*secret env:SHARED has changed/);
        assert.match(out, /features\.app .*secret env:SHARED has changed/);
        assert.not.match(out + err, /the-(first|second)-password/);
        assert.equal(story(), ['102 install server', '102 ended', '101 install app', '101 ended']);
        assert.equal(entered().slice(3), ['102', '101']);
        const [client, server, both] = before;
        assert.is.not(markers(101)['app.json'], client?.['app.json']);
        assert.is(markers(101)['plain.json'], client?.['plain.json']);
        assert.is.not(markers(102)['server.json'], server?.['server.json']);
        assert.equal(markers(103), both);
        const again = await apply();
        assert.match(again.out, /nothing to do/);
        assert.equal(entered().sort(), ASKED);
      });
    });

    test('in one guest who defines it goes first, and who has another secret runs alone', async () => {
      await withEstate({}, async ({ apply, story }) => {
        process.env['OWN'] = 'another-second-password';
        assert.is((await apply()).exit, 0);
        assert.equal(story(), ['103 install server install app', '103 ended']);
        process.env['TOKEN'] = 'a-second-token';
        const { out } = await apply();
        assert.match(out, /features\.app .*secret env:TOKEN has changed/);
        assert.equal(story(), ['103 install app', '103 ended']);
      });
    });

    test('where the server fails, its client keeps the value that the server knows; both come next time', async () => {
      await withEstate({}, async ({ apply, answer, entered, story, markers }) => {
        const client = markers(101);
        answer(102, 'server/install.sh', 'exit 3\n');
        process.env['SHARED'] = 'the-second-password';
        const { exit, out } = await apply();
        assert.is(exit, 1, out);
        assert.match(out, /lxc\/server did not succeed/);
        assert.equal(story(), ['102 install server', '102 ended']);
        assert.equal(entered().slice(3), ['102']);
        assert.equal(markers(101), client);
        answer(102, 'server/install.sh', 'exit 0\n');
        const next = await apply();
        assert.is(next.exit, 0, next.out);
        assert.equal(story(), ['102 install server', '102 ended', '101 install app', '101 ended']);
      });
    });

    test('an edge the other way goes before what secrets ask for', async () => {
      const features = { server: { password: '${secret:env:SHARED}' } };
      const more = { 'lxc/server.json': guest(102, { dependsOn: ['lxc/client'], features }) };
      await withEstate(more, async ({ apply, story }) => {
        process.env['SHARED'] = 'the-second-password';
        assert.is((await apply()).exit, 0);
        assert.equal(story(), ['101 install app', '101 ended', '102 install server', '102 ended']);
      });
    });

    test('pinned: nobody is asked, and the value is met when its feature runs next', async () => {
      const pinned = { 'phoenix.json': settings({}) };
      await withEstate(pinned, async ({ apply, commit, entered, story, markers }) => {
        const before = [markers(101), markers(102)];
        process.env['SHARED'] = 'the-second-password';
        const { exit, out } = await apply();
        assert.is(exit, 0, out);
        assert.match(out, /nothing to do/);
        assert.equal([entered(), story()], [[], []]);
        assert.equal([markers(101), markers(102)], before);
        commit(feature('server', { version: '1.0.1', options: { password: secret({ defines: true }) } }));
        assert.is((await apply()).exit, 0);
        assert.is.not(markers(102)['server.json'], before[1]?.['server.json']);
        assert.is(markers(101)['app.json'], before[0]?.['app.json'], 'it waits for its own turn');
      });
    });

    test('a secret that cannot be read is told of its guest; the others are compared, and somebody has to look', async () => {
      await withEstate({}, async ({ apply, commit, story }) => {
        delete process.env['OWN'];
        process.env['SHARED'] = 'the-second-password';
        const { exit, out, err } = await apply();
        assert.is(exit, 1, out);
        const why = /secrets not compared: server, app: the secret \$\{secret:env:OWN\} is not there/;
        for (const text of [out, err]) assert.match(text, why);
        assert.equal(story(), ['102 install server', '102 ended', '101 install app', '101 ended']);
        const both = JSON.parse(JSON.stringify(ESTATE['lxc/both.json'])) as object;
        commit({ 'lxc/both.json': { ...both, cores: 2 } });
        const other = await apply();
        assert.is(other.exit, 1, other.out);
        assert.match(other.out, /✓ lxc\/both +cores 2; secrets not compared: server, app: /);
      });
    });

    test('what may restart its guest waits for somebody who names it, and its clients with it', async () => {
      const more = feature('server', { restarts: true, options: { password: secret({ defines: true }) } });
      await withEstate(more, async ({ apply, story }) => {
        process.env['SHARED'] = 'the-second-password';
        const { exit, out } = await apply();
        assert.is(exit, 0, out);
        assert.match(out, /secret env:SHARED has changed; may restart the guest/);
        assert.equal(story(), []);
        assert.is((await apply('lxc/server')).exit, 0);
        assert.equal(story(), ['102 install server', '102 ended']);
        assert.is((await apply()).exit, 0);
        assert.equal(story(), ['101 install app', '101 ended']);
      });
    });

    test('plans never read a secret, and checks tell the same of it', async () => {
      await withEstate({}, async ({ planCheck, applyCheck, entered, story }) => {
        process.env['SHARED'] = 'the-second-password';
        const told = await planCheck();
        assert.is(told.exit, 0, told.out);
        assert.not.match(told.out, /SHARED/);
        entered();
        const { exit, out } = await applyCheck();
        assert.is(exit, 0, out);
        assert.match(out, /secret env:SHARED has changed/);
        assert.equal(story(), ['102 install server', '102 ended', '101 install app', '101 ended']);
        assert.equal(entered().slice(0, 4).sort(), ['101', '102', '103', '104']);
      });
    });
  },
);
