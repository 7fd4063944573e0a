/** What a plan tells of secrets whose values it never sees: an entry of the vault that is written anew may have changed. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../../../src/config/model.ts';
import type { Change } from '../../../../src/kinds/change.ts';
import { parseMarker, writeMarker } from '../../../../src/kinds/guest/marker.ts';
import { secretsOf } from '../../../../src/kinds/guest/secrets.ts';
import { stampOf } from '../../../../src/kinds/guest/software.ts';
import type { LxcSpec } from '../../../../src/kinds/lxc/spec.ts';
import { kinds } from '../../../../src/kinds/registry.ts';
import { planFromGit } from '../../../../src/plan/build.ts';
import { describe } from '../../../support/describe.ts';
import { filesOf, manifest } from '../../../support/feature-files.ts';
import { estateOf } from '../../../support/in-process-apply.ts';
import { markOf } from '../../../support/lxc-resource.ts';

const secret = { type: 'string', secret: true } as const;
const FEATURES = {
  'features/db/feature.json': manifest('db', {
    options: { password: secret, user: secret, port: { type: 'integer', default: 1 } },
    restarts: true,
  }),
  'features/db/install.sh': 'exit 0\n',
  'features/app/feature.json': manifest('app', { dependsOn: { db: {} } }),
  'features/app/install.sh': 'exit 0\n',
  'features/shop/feature.json': manifest('shop', {
    dependsOn: { db: { password: '${secret:db/app}', user: '${secret:db/app#user}' } },
  }),
  'features/shop/install.sh': 'exit 0\n',
};

interface World {
  readonly features?: object;
  readonly more?: object;
  readonly vault?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly previous?: Estate;
}

const USED = { db: { password: '${secret:db/app}' }, app: {} };
const VAULT = { 'db/app': 'one', 'db/other': 'two' };

function estate({ features = USED, more = {}, vault = VAULT, files = {}, previous }: World = {}): Estate {
  const guest = {
    vmid: 101,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local', size: '4G' },
    features,
    ...more,
  };
  const texts = [
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })],
    ['lxc/web.json', JSON.stringify(guest)],
  ] as const;
  const entries = Object.entries(vault).map(([name, text]) => [`vault/${name}.gpg`, text] as const);
  return estateOf(new Map(texts), {
    kept: filesOf({ ...FEATURES, ...files, ...Object.fromEntries(entries) }),
    ...(previous && { previous }),
  });
}

function changes(base: World, head: World): readonly Change[] {
  const before = estate(base);
  const { plan } = planFromGit({ kinds, head: estate({ ...head, previous: before }), base: before });
  return plan.items.flatMap((item) => item.changes);
}

const told = (base: World, head: World) =>
  changes(base, head).map(({ path, effect, note = '' }) => `${path} ${effect} ${note}`);

const specOf = (one: Estate) => one.resources.get('lxc/web')?.spec as LxcSpec;
const stampIn = (one: Estate, id: string) =>
  (specOf(one).software ?? [])
    .filter((feature) => feature.id === id)
    .map(stampOf)
    .join();

const ANEW = { ...VAULT, 'db/app': 'uno' };
const may = 'may restart the guest';

/** [what changes, before, after, what the plan says] */
const cases: readonly [string, World, World, readonly string[]][] = [
  ['nothing', {}, {}, []],
  ['an entry', {}, { vault: ANEW }, [`/features/db restart secret db/app may have changed; ${may}`]],
  ['an entry that it does not use', {}, { vault: { ...VAULT, 'db/other': 'due' } }, []],
  ['an entry that is new', {}, { vault: { ...VAULT, 'db/third': 'tre' } }, []],
  [
    'the reference, to whatever value',
    {},
    { features: { db: { password: '${secret:db/other}' }, app: {} } },
    [`/features/db restart password \${secret:db/app} → \${secret:db/other}; ${may}`],
  ],
  [
    'the reference to a secret outside of git',
    { features: { db: { password: '${secret:env:A}' } } },
    { features: { db: { password: '${secret:env:B}' } } },
    [`/features/db restart password \${secret:env:A} → \${secret:env:B}; ${may}`],
  ],
  [
    'two entries',
    { features: { db: { password: '${secret:db/other}', user: '${secret:db/app#user}' } } },
    {
      features: { db: { password: '${secret:db/other}', user: '${secret:db/app#user}' } },
      vault: { 'db/app': 'uno', 'db/other': 'due' },
    },
    [`/features/db restart secrets db/app, db/other may have changed; ${may}`],
  ],
  [
    'an entry of which two parts are used',
    { features: { db: { password: '${secret:db/app}', user: '${secret:db/app#user}' } } },
    { features: { db: { password: '${secret:db/app}', user: '${secret:db/app#user}' } }, vault: ANEW },
    [`/features/db restart secret db/app may have changed; ${may}`],
  ],
  [
    'an entry that another option takes now',
    { features: { db: { password: '${secret:db/app}' } } },
    { features: { db: { user: '${secret:db/app}' } }, vault: ANEW },
    [
      `/features/db restart password \${secret:db/app} → nothing; user nothing → \${secret:db/app}; secret db/app may have changed; ${may}`,
    ],
  ],
  [
    'an entry that one feature gives to another',
    { features: { shop: {} } },
    { features: { shop: {} }, vault: ANEW },
    [`/features/db restart secret db/app may have changed; ${may}`],
  ],
  [
    'an entry and an option, which runs those that depend on it too',
    {},
    { features: { db: { password: '${secret:db/app}', port: 2 }, app: {} }, vault: ANEW },
    [
      `/features/db restart port 1 → 2; secret db/app may have changed; ${may}`,
      '/features/app live its files changed, or what it depends on',
    ],
  ],
  [
    'an entry and the files of the feature',
    { features: { db: { password: '${secret:db/app}' } } },
    {
      features: { db: { password: '${secret:db/app}' } },
      vault: ANEW,
      files: { 'features/db/install.sh': 'exit 0 # other\n' },
    },
    [`/features/db restart its files changed, or what it depends on; secret db/app may have changed; ${may}`],
  ],
  [
    'an entry of a stopped guest',
    { more: { state: 'stopped' } },
    { more: { state: 'stopped' }, vault: ANEW },
    [`/features/db config waits until the guest runs; secret db/app may have changed; ${may}`],
  ],
  ['an entry of a template', { more: { template: true } }, { more: { template: true }, vault: ANEW }, []],
  [
    'the reference of a template',
    { features: { db: { password: '${secret:db/app}' } }, more: { template: true } },
    { features: { db: { password: '${secret:db/other}' } }, more: { template: true } },
    [
      `/features/db impossible a template stays as it is; raise "generation" to have it made anew; password \${secret:db/app} → \${secret:db/other}; ${may}`,
    ],
  ],
];

describe('a secret in a plan', (test) => {
  for (const [name, base, head, want] of cases) {
    test(name, () => {
      assert.equal(told(base, head), want);
      assert.equal(told(head, head), [], 'and nothing afterwards');
    });
  }

  test('its stamp differs in the seal alone, and that stands in the marker', () => {
    const [before, after] = [
      stampIn(estate(), 'db').split(' '),
      stampIn(estate({ vault: ANEW }), 'db').split(' '),
    ];
    assert.equal(before.slice(0, 2), after.slice(0, 2));
    assert.is.not(before[2], after[2]);
    assert.match(before[2] ?? '', /^[0-9a-f]{16}$/);
    assert.is(stampIn(estate(), 'app').split(' ').length, 2, 'one without secrets has none');
    const features = { db: after.join(' '), app: stampIn(estate(), 'app') };
    const { spec } = estate().resources.get('lxc/web') as { spec: LxcSpec };
    assert.equal(parseMarker(writeMarker('', markOf(spec, { features })))?.features, features);
    const forged = { db: `${after.join(' ')} 0123456789abcdef` };
    assert.is(parseMarker(writeMarker('', markOf(spec, { features: forged })))?.features, undefined);
  });

  test('a resource is used again while the entries that it asked for are the same', () => {
    const first = estate({ features: { shop: {} } });
    const again = estate({ features: { shop: {} }, vault: { ...VAULT, 'db/other': 'due' }, previous: first });
    assert.is(again.resources.get('lxc/web'), first.resources.get('lxc/web'));
    const other = estate({ features: { shop: {} }, vault: ANEW, previous: first });
    assert.is.not(other.resources.get('lxc/web'), first.resources.get('lxc/web'));
  });

  test('the secrets of a guest are known by reference and place', () => {
    const uses = secretsOf(specOf(estate({ features: { shop: {} } })));
    assert.equal(
      uses.map(({ reference, path }) => `${path} ${reference}`),
      ['/features/db/password ${secret:db/app}', '/features/db/user ${secret:db/app#user}'],
    );
    const anew = secretsOf(specOf(estate({ features: { shop: {} }, vault: ANEW })));
    assert.is(new Set(uses.map(({ seal }) => seal)).size, 1, 'both are read from one file');
    assert.is.not(anew[0]?.seal, uses[0]?.seal);
  });
});
