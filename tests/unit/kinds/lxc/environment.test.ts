/** Variables with secrets: what stands in the conf file, what the feature of the library is given, what a plan says. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import { loadEstate } from '../../../../src/config/estate.ts';
import type { Estate } from '../../../../src/config/model.ts';
import { compose } from '../../../../src/features/compose.ts';
import { formatLock, updateLock } from '../../../../src/features/lock-file.ts';
import { fieldsOf } from '../../../../src/kinds/lxc/fields.ts';
import type { LxcSpec } from '../../../../src/kinds/lxc/spec.ts';
import { kinds } from '../../../../src/kinds/registry.ts';
import { planFromGit } from '../../../../src/plan/build.ts';
import { shippedFeatures } from '../../../../src/sources/shipped-features.ts';
import type { GuestProcess, GuestRuntime } from '../../../../src/simulator/session.ts';
import { silentGuests } from '../../../../src/simulator/silent-guests.ts';
import { describe } from '../../../support/describe.ts';
import { applyTo, estateOf, hostFor } from '../../../support/in-process-apply.ts';
import { virtualClock } from '../../../support/virtual-clock.ts';

const LEAST = {
  vmid: 101,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
};
const OWN = {
  'features/environment/feature.json': JSON.stringify({ id: 'environment', version: '1.0.0', name: 'Mine' }),
  'features/environment/install.sh': '#!/bin/sh\n',
};

interface Options {
  readonly kept?: Readonly<Record<string, string>>;
  readonly isPinned?: boolean;
}

/** With the library that comes with Phoenix. */
function estate(guest: object, { kept = {}, isPinned = true }: Options = {}): Estate {
  const load = (files: Readonly<Record<string, string>>) => {
    const { tree } = estateOf(
      new Map([
        ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: { pve: '9.1' } } })],
        ['lxc/web.json', JSON.stringify({ ...LEAST, ...guest })],
      ]),
      { kept: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])) },
    );
    return loadEstate(tree, { env: null, kinds, shipped: shippedFeatures });
  };
  const feature = load(kept).features?.features.get('environment');
  if (!isPinned || !feature) return load(kept);
  return load({ ...kept, 'phoenix.lock': formatLock(updateLock(null, [feature], '0.1.0', null)) });
}

const specOf = (from: Estate) => from.resources.get('lxc/web')?.spec as LxcSpec;
const told = (from: Estate) => from.findings.map(({ id, at, message }) => `${id} ${at?.file} ${message}`);

const ENV = { MODE: 'prod', b_KEY: '${secret:env:B_KEY}', API_KEY: '${secret:env:API_KEY}' };

describe('variables with secrets', (test) => {
  test('leave the conf file to the others, and come by the feature', () => {
    const made = estate({ env: ENV });
    assert.equal(made.findings, []);
    const spec = specOf(made);
    assert.equal(spec.env, { MODE: 'prod' });
    assert.equal(
      fieldsOf(spec).flatMap(({ slot, key }) => (slot === 'env' ? [key] : [])),
      ['MODE'],
    );
    const [software] = spec.software ?? [];
    assert.is(software?.id, 'environment');
    assert.equal(software?.values, { variables: ['API_KEY', 'b_KEY'] });
    assert.equal(software?.secrets, { 'value-1': ENV.API_KEY, 'value-2': ENV.b_KEY });
    assert.is(software?.restarts, true);
  });

  test('there is no feature where there are none', () => {
    assert.is(specOf(estate({ env: { MODE: 'prod' } })).software, undefined);
  });

  test('are told to the guest by files, whatever their names are', () => {
    const made = estate({ env: { ...ENV, a: '${secret:env:A}', A: '${secret:env:B}' } });
    const [software] = specOf(made).software ?? [];
    const feature = made.features?.features.get('environment');
    if (!software || !feature) throw new Error('there is no such feature');
    const { version, hash, values, secrets } = software;
    const options = { values, secrets };
    const [bundled] = compose({
      features: [{ feature, version, hash, options, dependsOn: [], broughtBy: [] }],
      host: null,
      secret: (reference) => `value of ${reference}`,
    });
    assert.equal(Object.keys(bundled?.secrets ?? {}), ['VALUE_1', 'VALUE_2', 'VALUE_3', 'VALUE_4']);
    assert.not.ok(bundled?.env.includes('value of'), 'no value is in the environment of a script');
    assert.match(bundled?.env ?? '', "VARIABLES='A\nAPI_KEY\na\nb_KEY'");
  });

  test('are uses of secrets at their own places', () => {
    const health = { api: { http: ':80', headers: { A: 'Bearer ${secret:web/token}' } } };
    const uses = kinds.find(({ kind }) => kind === 'lxc')?.secrets?.(specOf(estate({ env: ENV, health })));
    assert.equal(uses, [
      { reference: ENV.API_KEY, path: '/env/API_KEY' },
      { reference: ENV.b_KEY, path: '/env/b_KEY' },
      { reference: '${secret:web/token}', path: '/health/api/headers/A', to: '127.0.0.1:80' },
    ]);
  });

  test('a plan says what restarts, and which variable it is', () => {
    const [before, head] = [estate({ env: ENV }), estate({ env: { ...ENV, API_KEY: '${secret:env:NEW}' } })];
    const { plan } = planFromGit({ kinds, head, base: before });
    const changes = plan.items.flatMap((item) => item.changes);
    assert.equal(
      changes.map(({ path, effect }) => `${path} ${effect}`),
      ['/features/environment restart'],
    );
    assert.match(changes[0]?.note ?? '', 'env/API_KEY ${secret:env:API_KEY} → ${secret:env:NEW}');
  });

  test('one that becomes plain goes to the conf file, and the feature away', () => {
    const head = estate({ env: { API_KEY: 'plain' } });
    const before = estate({ env: { API_KEY: '${secret:env:API_KEY}' } });
    const { plan } = planFromGit({ kinds, head, base: before });
    assert.equal(
      plan.items.flatMap((item) => item.changes.map(({ path, after }) => `${path} ${after === null}`)),
      ['/env/API_KEY false', '/features/environment true'],
    );
  });

  const many = Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`V${at}`, '${secret:env:V}']));
  const WRONG: readonly (readonly [what: string, guest: object, options: Options, told: RegExp])[] = [
    ['is not pinned', { env: ENV }, { isPinned: false }, /^PHX733 phoenix\.lock .*"environment" is used/],
    [
      'is named by hand',
      { features: { environment: { variables: [] } } },
      {},
      /^PHX723 lxc\/web\.json no file names the feature "environment"$/,
    ],
    [
      'is hidden by an own one',
      { env: ENV },
      { kept: OWN },
      /^PHX723 lxc\/web\.json the feature configs\/features\/environment stands in the way/,
    ],
    [
      'has a name that no shell can have',
      { env: { '1A': '${secret:env:A}' } },
      {},
      /^PHX723 lxc\/web\.json the variable "1A" begins with a digit/,
    ],
    [
      'is too many',
      { env: many },
      {},
      /^PHX723 lxc\/web\.json 33 variables hold secrets, and at most 32 may$/,
    ],
    [
      'is a secret of nobody',
      { env: { A: '${secret:nowhere:A}' } },
      {},
      /^PHX715 lxc\/web\.json the secret of env\.A cannot be understood$/,
    ],
  ];
  for (const [what, guest, options, message] of WRONG) {
    test(`is told where it ${what}`, () => {
      const found = told(estate(guest, options));
      assert.ok(
        found.some((one) => message.test(one)),
        found.join('\n'),
      );
    });
  }

  test('an own feature of that name is as good as any where no variable holds a secret', () => {
    assert.equal(told(estate({ features: { environment: {} } }, { kept: OWN })), []);
  });
});

describe('variables with secrets in an apply', (test) => {
  const VALUE = 'a "secret" $(value)';

  test.after.each(() => {
    delete process.env['API_KEY'];
  });

  test('go into the guest on stdin, and nowhere else', async () => {
    process.env['API_KEY'] = VALUE;
    const head = estate({ env: { MODE: 'prod', API_KEY: ENV.API_KEY } });
    const host = hostFor(head);
    const silent = silentGuests(host);
    const entered: GuestProcess[] = [];
    const runtime: GuestRuntime = { exec: (one) => (entered.push(one), silent.exec(one)) };
    const commands: string[] = [];
    const { live, report } = await applyTo(host, head, {
      clock: virtualClock(),
      runtime,
      onRun: (_node, argv) => commands.push(argv.join(' ')),
    });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.equal(
      entered.map(({ stdin }) => stdin.includes(VALUE)),
      [true],
    );
    const conf = host.read('/etc/pve/nodes/pve1/lxc/101.conf') ?? '';
    assert.match(conf, /MODE=prod/);
    assert.not.match(conf, /API_KEY/);
    const journal = host.read('/var/lib/phoenix/journal/lab.jsonl') ?? '';
    const env = entered.map((one) => JSON.stringify(one.env));
    const said = [conf, journal, ...commands, ...env, JSON.stringify([report, live.plan])].join('\n');
    for (const form of [VALUE, 'a \\"secret', Buffer.from(VALUE).toString('base64')]) {
      assert.not.ok(said.includes(form), form);
    }
  });

  test('that are missing leave the guest untouched', async () => {
    const head = estate({ env: { API_KEY: ENV.API_KEY } });
    const host = hostFor(head);
    const { report } = await applyTo(host, head, { clock: virtualClock(), runtime: silentGuests(host) });
    assert.not(report.ok);
    assert.match(report.resources[0]?.text ?? '', /API_KEY.* is not there/);
    assert.not(host.read('/etc/pve/nodes/pve1/lxc/101.conf'));
  });
});
