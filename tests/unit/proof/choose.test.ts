/** What a proof takes of a plan, what is built with it, and why something is not proved. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../../src/config/model.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { planFromGit } from '../../../src/plan/build.ts';
import { type Candidate, chooseProofs, isWorthProof } from '../../../src/proof/choose.ts';
import { type Machine, obstaclesOf } from '../../../src/proof/obstacles.ts';
import { describe } from '../../support/describe.ts';
import { filesOf } from '../../support/feature-files.ts';
import { estateOf } from '../../support/in-process-apply.ts';
import { SEALED } from '../../support/sealed.ts';

const DEBIAN = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const ROOT = { rootfs: { storage: 'local-zfs', size: '4G' } };
const net = (host: number) => ({ bridge: 'vmbr0', ip: `10.0.0.${host}/24`, gw: '10.0.0.1' });

const MACHINE: Machine = {
  canBuild: (volume) => volume.includes('debian'),
  hasDevice: (path) => path === '/dev/net/tun',
  memory: 16 * 1024 ** 2,
  cores: 4,
};

const SETTINGS = {
  name: 'lab',
  nodes: {
    pve1: {
      storages: { 'local-zfs': { type: 'zfspool' } },
      gpus: { gpu0: { pci: '0000:01:00.0', driver: 'nvidia' } },
      facts: { 'nvidia.driver': '580.76.05' },
    },
  },
  layers: { vmids: [9000, 9019] },
};

const feature = (id: string, more: object = {}) => ({
  [`features/${id}/feature.json`]: { id, version: '1.0.0', name: id, ...more },
  [`features/${id}/install.sh`]: '#!/bin/sh\n:\n',
});

const FEATURES = {
  ...feature('motd', { options: { text: { type: 'string', default: 'hello' } } }),
  ...feature('db', { options: { password: { type: 'string', secret: true } } }),
  ...feature('two', { options: { key: { type: 'string', secret: true } } }),
  ...feature('driver', { requires: { host: { 'nvidia.driver': true } } }),
  ...feature('young', { experimental: true }),
};

type Files = Readonly<Record<string, object | string>>;

const guest = (vmid: number, more: object = {}) => ({
  vmid,
  ostemplate: DEBIAN,
  net0: net(vmid),
  ...ROOT,
  ...more,
});

function estate(files: Files, settings: object = {}): Estate {
  const all: Files = { 'phoenix.json': { ...SETTINGS, ...settings }, ...files };
  const texts = Object.entries(all).map(
    ([path, value]) => [path, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  const vault = [
    ['vault/.gpg-id', Buffer.from('A\n')],
    ['vault/db/app.gpg', SEALED],
  ] as const;
  return estateOf(new Map(texts), { kept: new Map([...filesOf(FEATURES), ...vault]) });
}

interface Asked {
  readonly base?: Estate;
  readonly named?: readonly string[];
  readonly upgrades?: boolean;
}

function chosen(head: Estate, { base, named = [], upgrades = true }: Asked = {}): Candidate[] {
  assert.equal(
    head.findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  const { plan } = planFromGit({ kinds, head, base: base ?? null });
  const obstacles: Parameters<typeof chooseProofs>[0]['obstacles'] = (one, of) =>
    obstaclesOf(one, { estate: of, machine: MACHINE, experiments: named.length > 0 });
  return chooseProofs({ plan, head, base: base ?? null, named, kinds, upgrades, obstacles });
}

const addresses = (candidates: readonly Candidate[]) => candidates.map(({ address }) => address).toSorted();

describe('what is worth a proof', (test) => {
  const before = { 'lxc/web.json': guest(101, { features: { motd: {} }, memory: '512M' }) };
  const changes: readonly [what: string, more: object, isWorth: boolean][] = [
    ['an option of a feature', { features: { motd: { text: 'other' } } }, true],
    ['another feature', { features: { motd: {}, db: { password: '${secret:env:PW}' } } }, true],
    ['a health check', { features: { motd: {} }, health: { up: { tcp: ':80' } } }, true],
    ['an address', { features: { motd: {} }, net0: net(111) }, true],
    ['nesting', { features: { motd: {} }, nesting: true }, true],
    ['a higher generation', { features: { motd: {} }, generation: 2 }, true],
    ['memory', { features: { motd: {} }, memory: '1G' }, false],
    ['a tag', { features: { motd: {} }, tags: ['a'] }, false],
    ['nothing', { features: { motd: {} } }, false],
  ];
  for (const [what, more, isWorth] of changes) {
    test(what, () => {
      const head = estate({ 'lxc/web.json': guest(101, { memory: '512M', ...more }) });
      const { plan } = planFromGit({ kinds, head, base: estate(before) });
      assert.is(plan.items.some(isWorthProof), isWorth);
    });
  }

  test('what goes', () => {
    const { plan } = planFromGit({ kinds, head: estate({}), base: estate(before) });
    assert.equal(
      plan.items.map(({ action }) => action),
      ['retire'],
    );
    assert.not.ok(plan.items.some(isWorthProof));
  });
});

describe('what is built', (test) => {
  const layered = {
    'layer/base.json': { ostemplate: DEBIAN, net0: net(11), ...ROOT, features: { motd: {} } },
    'lxc/db.json': { vmid: 101, clone: 'layer/base', net0: net(101) },
    'lxc/web.json': { vmid: 102, clone: 'layer/base', net0: net(102), dependsOn: ['lxc/db'] },
    'lxc/probe.json': guest(103),
    'lxc/api.json': guest(104, { health: { up: { tcp: ':80', from: 'lxc/probe' } } }),
  };

  test('a new guest with its layers, what it depends on, and who asks for its health', () => {
    const all = chosen(estate(layered));
    assert.equal(addresses(all), ['layer/base@pve1', 'lxc/api', 'lxc/db', 'lxc/probe', 'lxc/web']);
    assert.equal(all.find(({ address }) => address === 'lxc/web')?.needs, ['layer/base@pve1', 'lxc/db']);
    assert.equal(all.find(({ address }) => address === 'lxc/api')?.needs, ['lxc/probe']);
    assert.ok(all.every(({ obstacle, upgrade }) => obstacle === null && !upgrade.is));
  });

  test('a layer that changes, and not the guests that stay on the old one', () => {
    const head = estate({
      ...layered,
      'layer/base.json': { ...layered['layer/base.json'], features: { motd: { text: 'other' } } },
    });
    const base = estate(layered);
    assert.equal(addresses(chosen(head, { base })), ['layer/base@pve1']);
    assert.equal(addresses(chosen(head, { base, named: ['lxc/db'] })), ['lxc/db']);
    assert.equal(addresses(chosen(head, { base, named: ['layer/base'] })), ['layer/base@pve1']);
  });

  test('a changed guest is upgraded, with what it needed; a new one, or one made anew, is not', () => {
    const base = estate(layered);
    const web = { ...layered['lxc/web.json'], features: { motd: {} } };
    const head = estate({ ...layered, 'lxc/web.json': web, 'lxc/new.json': guest(105) });
    const [fresh, changed] = chosen(head, { base }).toSorted((a, b) => (a.address < b.address ? -1 : 1));
    assert.equal([fresh?.address, fresh?.upgrade], ['lxc/new', { is: false, why: null }]);
    assert.equal(changed?.upgrade, { is: true, needs: ['lxc/web', 'layer/base@pve1', 'lxc/db'] });
    assert.not.ok(chosen(head, { base, upgrades: false }).some(({ upgrade }) => upgrade.is));
    const anew = estate({ ...layered, 'lxc/probe.json': guest(103, { generation: 2 }) });
    assert.equal(chosen(anew, { base })[0]?.upgrade, { is: false, why: null });
  });

  test('of a renamed guest the one that it was is upgraded', () => {
    const { 'lxc/probe.json': probe, 'lxc/api.json': _, ...rest } = layered;
    const head = estate({ ...rest, 'lxc/eye.json': { ...probe, hostname: 'eye', features: { motd: {} } } });
    const [candidate] = chosen(head, { base: estate({ ...rest, 'lxc/probe.json': probe }) });
    assert.is(candidate?.address, 'lxc/eye');
    assert.equal(candidate?.upgrade, { is: true, needs: ['lxc/probe'] });
  });

  test('an upgrade that Proxmox cannot do is not tried', () => {
    const base = estate({ 'lxc/web.json': guest(101) });
    const [candidate] = chosen(estate({ 'lxc/web.json': guest(101, { unprivileged: false }) }), { base });
    assert.equal(candidate?.upgrade, { is: false, why: 'Proxmox cannot do this change' });
  });
});

describe('what stands in the way', (test) => {
  const secret = { features: { db: { password: '${secret:env:PW}' } } };
  const cases: readonly [what: string, guest: object, obstacle: RegExp | null, settings?: object][] = [
    ['a card', { gpus: { gpu0: {} } }, /^it has the card "gpu0"$/],
    [
      'a device that is not here',
      { devices: { '/dev/ttyUSB0': {} } },
      /the device \/dev\/ttyUSB0 is not here/,
    ],
    ['a device that is here', { devices: { '/dev/net/tun': {} } }, null],
    [
      'a fact of the node',
      { features: { driver: {} } },
      /"driver" requires the fact "nvidia.driver" of its node/,
    ],
    ['an experimental feature', { features: { young: {} } }, /"young" is experimental/],
    [
      'an archive',
      { ostemplate: 'local:vztmpl/alpine-3.22-default_20250617_amd64.tar.xz' },
      /no lab can build/,
    ],
    [
      'a source outside',
      { ostemplate: undefined, clone: { from: 500 } },
      /cloned from 500, which no file describes/,
    ],
    ['a secret', secret, /needs the secret env:PW: declare .*"placeholders": \{ "env:PW": true \}/],
    ['a secret with a placeholder', secret, null, { proof: { placeholders: { 'env:PW': true } } }],
    [
      'parts of an entry of the vault',
      { features: { db: { password: '${secret:db/app}' }, two: { key: '${secret:db/app#key}' } } },
      /needs the secret db\/app#key: .*"db\/app#key": true/,
      { proof: { placeholders: { 'db/app': true } } },
    ],
    [
      'a secret in a header of a health check',
      { health: { api: { http: ':80', headers: { authorization: 'Bearer ${secret:db/app}' } } } },
      /needs the secret db\/app: declare/,
    ],
    ['a placeholder of another', secret, /env:PW/, { proof: { placeholders: { 'env:OTHER': true } } }],
  ];
  for (const [what, more, obstacle, settings = {}] of cases) {
    test(what, () => {
      const [candidate] = chosen(estate({ 'lxc/web.json': guest(101, more) }, settings));
      if (obstacle === null) assert.is(candidate?.obstacle, null);
      else assert.match(candidate?.obstacle ?? '', obstacle);
    });
  }

  test('an experiment is none for whoever asks for it by name', () => {
    const head = estate({ 'lxc/web.json': guest(101, { features: { young: {} } }) });
    assert.is(chosen(head, { named: ['lxc/web'] })[0]?.obstacle, null);
  });

  test('all secrets are told of at once', () => {
    const features = { db: { password: '${secret:env:A}' }, two: { key: '${secret:env:B}' } };
    const [candidate] = chosen(estate({ 'lxc/web.json': guest(101, { features }) }));
    assert.match(candidate?.obstacle ?? '', '"placeholders": { "env:A": true, "env:B": true }');
  });

  test('in what it needs, and then that is named', () => {
    const files = {
      'lxc/gpu.json': guest(101, { gpus: { gpu0: {} } }),
      'lxc/web.json': guest(102, { dependsOn: ['lxc/gpu'] }),
    };
    const web = chosen(estate(files)).find(({ address }) => address === 'lxc/web');
    assert.is(web?.obstacle, 'it needs lxc/gpu, and that cannot be built here: it has the card "gpu0"');
  });

  test('in what it was: then only its upgrade is not proved', () => {
    const base = estate({ 'lxc/web.json': guest(101, { features: { young: {} } }) });
    const [candidate] = chosen(estate({ 'lxc/web.json': guest(101, { features: { motd: {} } }) }), { base });
    assert.is(candidate?.obstacle, null);
    assert.equal(candidate?.upgrade, {
      is: false,
      why: 'as the base has it: the feature "young" is experimental',
    });
  });
});
