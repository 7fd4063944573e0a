/** What cloud-init is told: how it is written, what is found in it, which snippets a machine needs, how it is waited for. */
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import type { JsonObject } from '../../../../src/json.ts';
import {
  cicustomOf,
  secretsTold,
  type SnippetInput,
  type Told,
} from '../../../../src/kinds/vm/cloud-init/files.ts';
import { holdsReady, lookAtReady, readyCond, withReady } from '../../../../src/kinds/vm/cloud-init/ready.ts';
import { ownFiles, snippetFolder, withSnippets } from '../../../../src/kinds/vm/cloud-init/steps.ts';
import type { Step } from '../../../../src/kinds/step.ts';
import type { Snapshot, StorageEntry } from '../../../../src/node/port.ts';
import { GOOD, snippets, written } from '../../../support/cloud-config.ts';
import { describe } from '../../../support/describe.ts';

const idsOf = (given: Partial<SnippetInput>) =>
  snippets(given).findings.map(({ id, path }) => `${id} ${path}`);

describe('cloud-init: user data', (test) => {
  for (const [name, value] of Object.entries(GOOD)) {
    test(`${name}: what is written is what was said, and nothing is found in it`, () => {
      const { snippets: made, findings } = snippets({ userData: value });
      assert.equal(findings, []);
      const [text = ''] = made.map(({ content }) => written(content, 'sesame'));
      assert.is(text.split('\n', 1)[0], '#cloud-config');
      const said = JSON.parse(JSON.stringify(value).replaceAll('${secret:vm/token}', 'sesame')) as JsonObject;
      assert.equal(parse(text), said);
    });
  }

  test('a secret of any form stays one value, and its reference is all that anybody sees before', () => {
    const { snippets: made } = snippets({ userData: GOOD['files'] ?? {} });
    assert.equal(secretsTold({ storage: 'local', snippets: made }), [
      { reference: '${secret:vm/token}', path: '/cloudInit/userData' },
    ]);
    const content = made[0]?.content ?? [];
    assert.equal(
      content.filter((part) => typeof part !== 'string'),
      [{ secret: '${secret:vm/token}', as: 'json' }],
    );
    for (const secret of ['a', '"', "'", '\n- x: y', '\\', '#', '\u0000', '✓', '{{ jinja }}']) {
      const { write_files: files } = parse(written(content, secret)) as {
        write_files: { content: string }[];
      };
      assert.is(files[1]?.content, secret);
    }
  });

  test('the agent comes with the first boot, beside the packages of user data', () => {
    const own = snippets({ userData: { packages: ['nginx'], runcmd: ['true'] }, needsAgent: true }).snippets;
    assert.equal(
      own.map(({ part }) => part),
      ['user'],
    );
    const { packages, runcmd } = parse(written(own[0]?.content ?? [])) as JsonObject;
    assert.equal(packages, ['nginx', 'qemu-guest-agent']);
    assert.is((runcmd as unknown[]).length, 2);
    const none = snippets({ needsAgent: true }).snippets;
    assert.equal(
      none.map(({ part }) => part),
      ['vendor'],
    );
    const both = snippets({ userData: { packages: ['qemu-guest-agent'] }, vendorData: {}, needsAgent: true });
    assert.equal((parse(written(both.snippets[0]?.content ?? [])) as JsonObject)['packages'], [
      'qemu-guest-agent',
    ]);
    assert.not.match(JSON.stringify(both.snippets[1]), 'qemu-guest-agent');
    assert.equal(snippets({}).snippets, []);
  });

  const wrong: readonly [JsonObject, string][] = [
    [{ package: ['x'] }, 'PHX676 /cloudInit/userData/package'],
    [{ 'write-files': [], 'ca-certs': {} }, ''],
    [{ password: 'hunter2' }, 'PHX677 /cloudInit/userData/password'],
    [{ password: '${secret:vm/password}' }, ''],
    [
      { users: [{ name: 'a', plain_text_passwd: 'x' }] },
      'PHX677 /cloudInit/userData/users/0/plain_text_passwd',
    ],
    [{ users: [{ name: 'a', passwd: 'x' }] }, 'PHX677 /cloudInit/userData/users/0/passwd'],
    [
      {
        users: [
          { name: 'a', hashed_passwd: '!' },
          { name: 'b', passwd: '${secret:b}' },
        ],
      },
      '',
    ],
    [{ chpasswd: { list: 'root:hunter2' } }, 'PHX677 /cloudInit/userData/chpasswd/list'],
    [{ chpasswd: { list: ['root:RANDOM', 'a:$6$x'] } }, ''],
    [
      { chpasswd: { users: [{ name: 'a', password: 'x', type: 'text' }] } },
      'PHX677 /cloudInit/userData/chpasswd/users/0/password',
    ],
    [
      {
        chpasswd: {
          users: [
            { name: 'a', password: '$6$x$y' },
            { name: 'b', type: 'RANDOM' },
          ],
        },
      },
      '',
    ],
    [{ runcmd: ['x'.repeat(1024 * 1024)] }, 'PHX678 /cloudInit/userData'],
  ];
  for (const [userData, found] of wrong) {
    test(`finds ${found || 'nothing'} in ${JSON.stringify(userData).slice(0, 60)}`, () => {
      assert.is(idsOf({ userData }).join(), found);
    });
  }

  const texts: readonly [string | null, RegExp | null][] = [
    ['#cloud-config\npackages: [nginx]\n', null],
    ['#cloud-config\r\npackages:\r\n  - nginx\r\n', null],
    ['packages: [nginx]\n', /first line/],
    ['\n#cloud-config\n', /first line/],
    [null, /there is no file vm\/web\.user-data\.yaml/],
    ['#cloud-config\nusers:\n\t- a\n', /line 3 .*tab/],
    ['#cloud-config\nwritefiles: []\n', /does not know the key "writefiles"/],
    ['#cloud-config\nusers:\n  - name: a\n    plain_text_passwd: hunter2\n', /password in line 4/],
    ['#cloud-config\npassword: $6$abc$def\n', null],
    ['#cloud-config\npassword: ${secret:a}\n', /refers to a secret/],
  ];
  for (const [text, message] of texts) {
    test(`of a file: ${JSON.stringify(text)}`, () => {
      const textOf = (path: string) => (path === 'vm/web.user-data.yaml' ? text : null);
      const { findings, snippets: made } = snippets({ userData: 'web.user-data.yaml', textOf });
      if (message === null) assert.equal(findings, []);
      else assert.match(findings.map((one) => one.message).join(), message);
      if (message === null) assert.is(written(made[0]?.content ?? []), text?.replaceAll('\r\n', '\n'));
    });
  }
});

const STORAGE: StorageEntry = {
  id: 'local',
  type: 'dir',
  nodes: [],
  content: ['snippets'],
  shared: false,
  options: { path: '/var/lib/vz' },
};

describe('cloud-init: snippets', (test) => {
  test('have the name of their content, and another one for another content', () => {
    const [one, two] = [{ packages: ['a'] }, { packages: ['b'] }].map(
      (userData) => snippets({ userData }).snippets[0]?.name ?? '',
    );
    assert.match(one ?? '', /^phoenix-104-user-[0-9a-f]{8}\.yaml$/);
    assert.is.not(one, two);
    assert.is(snippets({ userData: { packages: ['a'] } }).snippets[0]?.name, one);
  });

  const told = (userData: JsonObject, vendorData?: JsonObject): Told => ({
    storage: 'local',
    snippets: snippets({ userData, ...(vendorData && { vendorData }) }).snippets,
  });
  const namesOf = (one: Told) => one.snippets.map(({ name }) => name);
  const step = (id: string, after: readonly string[], verb: Step['do']): Step => ({
    id: `vm/web:${id}`,
    address: 'vm/web',
    node: 'pve1',
    title: id,
    effect: 'live',
    after: after.map((one) => `vm/web:${one}`),
    locks: [],
    guard: [],
    verify: [],
    do: verb,
    retry: 'never',
    timeout: 1,
  });
  const qm = (...argv: string[]): Step['do'] => ({ verb: 'run', argv: ['qm', ...argv] });
  const ROW = [step('create', [], qm('create', '104')), step('start', ['create'], qm('start', '104'))];
  const around = {
    address: 'vm/web',
    vmid: 104,
    node: 'pve1',
    snapshot: { storages: new Map([['local', STORAGE]]) } as unknown as Snapshot,
    before: [],
    writes: true,
    goes: false,
  };
  const shown = (steps: readonly Step[]) =>
    steps.map(({ id, do: verb }) =>
      verb.verb === 'write'
        ? `${verb.content === null ? 'remove' : `write ${verb.mode?.toString(8)}`} ${verb.path}`
        : id,
    );

  test('are written for root alone before anything names them', () => {
    const one = told({ packages: ['a'] }, { timezone: 'UTC' });
    assert.match(
      cicustomOf(one),
      /^user=local:snippets\/phoenix-104-user-\w+\.yaml,vendor=local:snippets\/phoenix-104-vendor-\w+\.yaml$/,
    );
    const steps = withSnippets({ ...around, told: one }, ROW);
    const [user, vendor] = namesOf(one);
    assert.equal(shown(steps), [
      `write 600 /var/lib/vz/snippets/${user}`,
      `write 600 /var/lib/vz/snippets/${vendor}`,
      'vm/web:create',
      'vm/web:start',
    ]);
    assert.equal(steps[2]?.after, ['vm/web:snippet:user', 'vm/web:snippet:vendor']);
    assert.equal(
      withSnippets({ ...around, told: one }, []),
      [],
      'where nothing is to be done, nothing is written',
    );
    assert.equal(withSnippets({ ...around, told: one, writes: false }, ROW), ROW);
  });

  test('are taken away when nothing names them any more', () => {
    const [one, two] = [told({ packages: ['a'] }, { timezone: 'UTC' }), told({ packages: ['b'] })];
    const before = [cicustomOf(one)];
    const steps = withSnippets({ ...around, told: two, before }, ROW);
    assert.equal(
      shown(steps).slice(-2),
      namesOf(one).map((name) => `remove /var/lib/vz/snippets/${name}`),
    );
    assert.equal(steps.at(-1)?.after, ['vm/web:start']);
    assert.equal(shown(withSnippets({ ...around, told: one, before }, ROW)).length, 4);
    assert.equal(
      shown(withSnippets({ ...around, told: null, before, writes: false, goes: true }, ROW)).length,
      4,
    );
    const stays = withSnippets({ ...around, told: null, before, writes: false }, ROW);
    assert.equal(stays, ROW, 'a configuration that stays as it is names them still');
    const others = 'user=local:snippets/mine.yaml,meta=local:snippets/phoenix-105-user-00000000.yaml';
    assert.equal(ownFiles(104, others), []);
    assert.equal(
      ownFiles(104, cicustomOf(one)).map(({ name }) => name),
      namesOf(one),
    );
  });

  test('need a storage with folders', () => {
    const snapshot = { storages: new Map() } as unknown as Snapshot;
    assert.throws(() => withSnippets({ ...around, snapshot, told: told({}) }, ROW), /no folder for snippets/);
  });

  test('what enters a machine after its start waits until it has come up', () => {
    const guest = step('features', ['start'], {
      verb: 'guest',
      vmid: 104,
      transport: 'agent',
      install: ['web'],
      remove: [],
      restart: false,
    });
    const row = withReady(104, [...ROW, guest]);
    assert.equal(
      row.map(({ id }) => id),
      ['vm/web:create', 'vm/web:start', 'vm/web:ready:features', 'vm/web:features'],
    );
    assert.equal(row.map(({ after }) => after).slice(2), [['vm/web:start'], ['vm/web:ready:features']]);
    assert.equal(withReady(104, ROW), ROW);
  });

  const folders: readonly [StorageEntry | undefined, string | null][] = [
    [STORAGE, '/var/lib/vz/snippets'],
    [{ ...STORAGE, options: { path: '/mnt/pve/nas/' } }, '/mnt/pve/nas/snippets'],
    [{ ...STORAGE, options: { path: '/a', 'content-dirs': 'iso=/x,snippets=/b/c' } }, '/a/b/c'],
    [{ ...STORAGE, options: { pool: 'rpool' } }, null],
    [undefined, null],
  ];
  for (const [storage, folder] of folders) {
    test(`are in ${folder}`, () => assert.is(snippetFolder(storage), folder));
  }
});

const said = (stdout: string) => ({
  files: new Map<string, string>(),
  digest: null,
  said: {
    exit: 0,
    stdout: JSON.stringify({ exited: 1, exitcode: 0, 'out-data': stdout }),
    stderr: '',
    ms: 1,
  },
});

describe('cloud-init: waiting for a machine', (test) => {
  test('asks by its agent', () => {
    const look = lookAtReady(readyCond(104).scope);
    assert.equal(look?.ask?.slice(0, 4), ['qm', 'guest', 'exec', '104']);
    assert.is(lookAtReady('guest:104'), null);
  });

  const answers: readonly [string, true | RegExp][] = [
    ['phx-cloud none\n', true],
    ['phx-cloud 0\nstatus: done\nextended_status: done\n', true],
    ['phx-cloud 2\nstatus: done\nextended_status: degraded done\nlog\nWARNING\n', true],
    ['phx-cloud 0\nstatus: disabled\n', true],
    ['phx-cloud 0\nstatus: running\n', /^cloud-init is not done: running$/],
    [
      "phx-cloud 1\nstatus: error\ndetail:\n('locale', Error)\nlog\nE: Unable to locate package ngnix\n",
      /^cloud-init failed: status: error; detail:; \('locale', Error\); the end of its log: E: Unable to locate package ngnix$/,
    ],
    ['\u001b[2Jhello\n', /not what was asked/],
  ];
  for (const [stdout, verdict] of answers) {
    test(`understands ${JSON.stringify(stdout)}`, () => {
      const held = holdsReady(said(stdout));
      if (verdict === true) assert.is(held, true);
      else assert.match(String(held), verdict);
    });
  }

  test('tells why an agent does not answer', () => {
    const silent = {
      ...said(''),
      said: { exit: 255, stdout: '', stderr: 'QEMU guest agent is not running\n', ms: 1 },
    };
    assert.is(holdsReady(silent), 'its guest agent does not answer: QEMU guest agent is not running');
  });
});
