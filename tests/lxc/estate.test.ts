/**
 * The shop of tests/cases/shop: six guests on three layers, built by `phoenix apply` in real containers, asked over the
 * network, changed, cut off in the middle, and destroyed until the machine is as it was. Each test goes on where the one
 * before ended.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { readRecord } from '../../src/simulator/edge/lxc/record.ts';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { describeContainers } from '../support/containers.ts';
import { leftSince, machineState } from '../support/machine-state.ts';

const SHOP = fileURLToPath(new URL('../cases/shop', import.meta.url));
const PASSWORDS = { SHOP_DB_PASSWORD: 'Paper & pen 1', SHOP_CACHE_PASSWORD: 'Paper & pen 2' };
const GUESTS = { client: 201, db: 202, cache: 203, shop: 204, 'web-1': 205, 'web-2': 206 };

/** The file of the guest `shop`, with the features of its own that a test changes. */
const shopWith = (extra: object) => ({
  vmid: GUESTS.shop,
  clone: 'layer/shop',
  net0: { ip: '10.199.90.14/24' },
  features: { settings: { currency: 'CHF' }, shop: { port: 8080 }, ...extra },
  health: { page: { http: ':8080/', body: 'to sell', from: 'lxc/client' } },
});

interface Report {
  readonly plan: { readonly items: readonly { readonly address: string }[]; readonly unchanged: number };
  readonly resources: readonly {
    readonly address: string;
    readonly steps: readonly {
      readonly outcome: { readonly features?: readonly { id: string; is: string }[] };
    }[];
  }[];
}

let estate: ContainerEstate;
let before: ReadonlySet<string>;
let lab = '';

/** What an apply did, as it tells machines. */
function apply(): Report {
  const { exit, stdout, text } = estate.phoenix('apply', '--yes', '--json', ...estate.here);
  assert.is(exit, 0, text);
  return JSON.parse(stdout) as Report;
}

/** When each feature of each guest was installed, as the guests themselves know it: `lxc/shop settings` → time. */
function installed(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(GUESTS).flatMap(([name, vmid]) => {
      const lines = estate.inGuest(vmid, 'cat /var/lib/phoenix/features/*.json').trim().split('\n');
      const markers = lines.map((line) => JSON.parse(line) as { id: string; at: string });
      return markers.map(({ id, at }) => [`lxc/${name} ${id}`, at] as const);
    }),
  );
}

const changed = (now: ReadonlyMap<string, string>, then: ReadonlyMap<string, string>) =>
  [...now].flatMap(([feature, at]) => (then.get(feature) === at ? [] : [feature]));

/** What a web server answers to the client. */
const page = (host: number) =>
  estate.inGuest(GUESTS.client, `/usr/local/bin/probe http://10.199.90.${host}/`);
const imports = () => estate.inGuest(GUESTS.shop, 'cat /srv/shop/imports').split('\n').filter(Boolean);

async function until(what: string, isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (isTrue()) return;
    await sleep(100);
  }
  throw new Error(`it did not come to this: ${what}`);
}

describeContainers('an estate of six guests on three layers', (test) => {
  test.before(() => {
    before = machineState();
    estate = containerEstate('shop', { from: SHOP, env: PASSWORDS });
  });
  test.after(() => estate.end());

  test('one apply builds all of it, with as few calls as it takes', () => {
    estate.pin();
    estate.commit('The shop');
    estate.up();
    lab = readRecord(estate.lab)?.id ?? '';
    assert.match(estate.done('apply', '--yes'), 'Applied 9 of 9');
    const calls = estate.started().filter(([program]) => program === 'pct');
    for (const [name, vmid] of Object.entries(GUESTS)) {
      const its = calls.filter(
        ([, verb, first, second]) => (verb === 'clone' ? second : first) === String(vmid),
      );
      // `pct clone` cannot be told an address.
      const verbs = ['clone', 'set', 'start', 'exec', 'set'];
      assert.equal(
        its.map(([, verb]) => verb),
        verbs,
        `${name}: ${its.join('\n')}`,
      );
    }
  });

  test('its services answer over the network, asked from another guest', () => {
    for (const host of [15, 16]) assert.is(page(host), '2 things to sell, in EUR\n');
    const sql = `PGPASSWORD='${PASSWORDS.SHOP_DB_PASSWORD}' psql -h 10.199.90.12 -U shop -d shop -Atc 'SELECT 6 * 7'`;
    assert.is(estate.inGuest(GUESTS.client, sql), '42\n');
    const ping = `REDISCLI_AUTH='${PASSWORDS.SHOP_CACHE_PASSWORD}' redis-cli -h 10.199.90.13 PING`;
    assert.is(estate.inGuest(GUESTS.client, ping), 'PONG\n');
    assert.not.match(estate.inGuest(GUESTS.client, 'ip -4 -o addr'), '10.199.90.');
    assert.match(estate.done('status'), 'nothing is unwell');
  });

  test('features in the format of devcontainers are installed as they are', () => {
    const { client } = GUESTS;
    // Options, also those that a dependency is given; an order that is only wished for; the account.
    assert.match(estate.inGuest(client, 'cat /usr/local/bin/probe'), '--max-time 5');
    assert.match(estate.inGuest(client, 'cat /usr/local/bin/retry'), /seq 3[^]*"false" = true/);
    assert.is(estate.inGuest(client, 'cat /etc/motd'), 'A client of the shop. Tools: retry\n');
    assert.is(estate.inGuest(client, 'cat /usr/local/share/probe/README'), 'installed for root\n');
  });

  test('a second apply changes nothing, runs no feature, and starts one process', () => {
    const then = installed();
    estate.started();
    const { plan, resources } = apply();
    assert.equal([plan.items, plan.unchanged, resources], [[], 9, []]);
    assert.equal(estate.started(), [['lxc-ls', '--active']]);
    assert.equal(changed(installed(), then), []);
  });

  test('one option more runs that feature and what depends on it, in that guest', () => {
    estate.write('lxc/shop.jsonc', shopWith({ catalogue: { items: ['pen', 'paper'] } }));
    estate.commit('Prices in francs');
    const then = installed();
    const { plan, resources } = apply();
    assert.equal(
      plan.items.map(({ address }) => address),
      ['lxc/shop'],
    );
    const features = resources.flatMap(({ steps }) => steps.flatMap(({ outcome }) => outcome.features ?? []));
    assert.equal(
      features.map(({ id, is }) => `${id} ${is}`),
      ['settings installed', 'shop installed'],
    );
    assert.equal(changed(installed(), then), ['lxc/shop settings', 'lxc/shop shop']);
    assert.is(page(15), '2 things to sell, in CHF\n');
  });

  test('an apply that is killed in the middle of a feature is finished by the next; it never runs twice at once', async () => {
    const delivery = '/srv/shop/delivery';
    estate.write('lxc/shop.jsonc', shopWith({ catalogue: { items: ['pen', 'paper', 'ink'], delivery } }));
    estate.commit('Sell ink');
    const first = estate.start('apply', '--yes');
    const gone = new Promise((resolve) => first.once('exit', resolve));
    await until('the import runs', () => imports().length === 3);
    first.kill('SIGKILL');
    await gone;
    assert.is(page(15), '2 things to sell, in CHF\n');

    const second = estate.start('apply', '--yes');
    const ended = new Promise((resolve) => second.once('exit', resolve));
    await until('the import runs again', () => imports().length === 4);
    // The one that the killed apply began has ended, or it would say so.
    estate.inGuest(GUESTS.shop, `touch ${delivery}`);
    assert.is(await ended, 0);
    assert.equal(imports(), ['begin', 'end', 'begin', 'begin', 'end']);
    assert.is(page(15), '3 things to sell, in CHF\n');
    assert.equal(apply().plan.items, []);
  });

  test('an upgrade that fails is rolled back, and the shop goes on as before', () => {
    const then = installed();
    const upgrade = (version: string, verify: string) => {
      const manifest = join(estate.configs, 'features/catalogue/feature.json');
      const text = readFileSync(manifest, 'utf8').replace(/"version": "[^"]+"/, `"version": "${version}"`);
      estate.write('features/catalogue/feature.json', text);
      estate.write('features/catalogue/verify.sh', `#!/bin/sh\n${verify}\n`);
      estate.write('lxc/shop.jsonc', {
        ...shopWith({ catalogue: { items: ['pen', 'sand'] } }),
        rollback: 'snapshot',
      });
      estate.commit(`Catalogue ${version}`);
      return estate.phoenix('apply', '--yes', ...estate.here);
    };
    const { exit, text } = upgrade('2.0.0', 'echo "sand is not to be sold"; exit 1');
    assert.is(exit, 1, text);
    assert.match(text, 'sand is not to be sold');
    assert.match(text, 'rolled back: as before, catalogue 1.0.0, running');
    assert.equal(changed(installed(), then), []);
    assert.is(page(15), '3 things to sell, in CHF\n');

    assert.is(upgrade('2.0.1', 'true').exit, 0);
    assert.is(page(15), '2 things to sell, in CHF\n');
    assert.equal(apply().plan.items, []);
  });

  test('without files, all of it goes: guests by two approvals, layers by a prune', () => {
    for (const name of Object.keys(GUESTS)) estate.write(`lxc/${name}.jsonc`, null);
    estate.commit('Close the shop');
    const refused = estate.phoenix('apply', '--yes', ...estate.here);
    assert.is(refused.exit, 1, refused.text);
    assert.match(refused.text, '--allow-destroy');
    assert.match(estate.done('apply', '--yes', '--allow-destroy'), 'Applied 6 of 6');
    estate.write('layer', null);
    estate.commit('Nor are there layers');
    estate.done('layers', 'prune', '--yes');
    assert.not.match(estate.phoenix('lab', estate.lab, '--', 'pct', 'list').text, /\d/);
  });

  test('the lab goes down, and the machine is as it was', () => {
    estate.down();
    assert.equal(leftSince(before, lab), []);
  });
});
