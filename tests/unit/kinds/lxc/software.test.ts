import * as assert from 'uvu/assert';
import { featuresOf } from '../../../../src/features/estate-features.ts';
import { systemOf } from '../../../../src/kinds/lxc/guest-facts.ts';
import { liveIn } from '../../../../src/kinds/lxc/live.ts';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import { describe } from '../../../support/describe.ts';
import { brief, gitDiff, liveDiff } from '../../../support/lxc-diff.ts';
import { confOf, fileOf, guest, markOf, resolved, snapshotOf } from '../../../support/lxc-resource.ts';
import { SUBJECT } from '../../../support/spec-world.ts';
import { filesOf, manifest } from '../../../support/feature-files.ts';

const least = {
  vmid: SUBJECT.vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
};

const featured = (features: LxcInput['features'], more: Partial<LxcInput> = {}) =>
  guest({ features, ...more });
const stamp = (one: ReturnType<typeof guest>, id = 'plain') => {
  const software = one.spec.software?.find((feature) => feature.id === id);
  return `${software?.version} ${software?.hash}`;
};

describe('software of a file', (test) => {
  test('is in the order of installation, with its options completed', () => {
    const { software = [] } = featured({ rebooting: {}, plain: {} }).spec;
    assert.equal(
      software.map(({ id, values, restarts }) => [id, values, restarts ?? false]),
      [
        ['plain', { port: 80 }, false],
        ['rebooting', {}, true],
      ],
    );
  });

  test('its hash changes with what it is given, and with nothing else', () => {
    assert.is(stamp(featured({ plain: {} })), stamp(featured({ plain: { port: 80 } }, { memory: 1024 })));
    assert.is.not(stamp(featured({ plain: {} })), stamp(featured({ plain: { port: 81 } })));
  });

  test('there is no member where there is none', () => {
    assert.is('software' in featured({}).spec, false);
  });

  const wrong: readonly [features: object, at: string, message: RegExp][] = [
    [{ plian: {} }, '/features/plian', /no feature "plian"/],
    [{ plain: { prot: 1 } }, '/features/plain/prot', /no option "prot"/],
    [{ plain: { port: 'many' } }, '/features/plain/port', /port/],
    [{ plain: { port: '${secret:env:PORT}' } }, '/features/plain/port', /not secret/],
  ];
  for (const [features, at, message] of wrong) {
    test(`${JSON.stringify(features)} is found wrong`, () => {
      const { findings } = resolved({ ...least, features });
      assert.equal(
        findings.map(({ path }) => path),
        [at],
      );
      assert.match(findings[0]?.message ?? '', message);
    });
  }

  for (const [volume, system] of [
    ['local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst', 'debian:12'],
    ['local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst', 'ubuntu:24.04'],
    ['local:vztmpl/mine.tar.zst', null],
  ] as const) {
    test(`${volume} is ${system}`, () => assert.is(systemOf(volume), system));
  }
});

describe('a change of software', (test) => {
  test('tells its options, and is live', () => {
    const [before, after] = [featured({ plain: {} }), featured({ plain: { port: 81 } })];
    const diff = gitDiff(before, after);
    assert.equal(brief(diff), [`/features/plain ${stamp(before)} -> ${stamp(after)} live`]);
    assert.is(diff.changes[0]?.note, 'port 80 → 81');
  });

  test('may restart the guest where its manifest says so', () => {
    const { changes } = gitDiff(guest(), featured({ rebooting: {} }));
    assert.equal(
      changes.map(({ effect, note }) => [effect, note]),
      [['restart', 'may restart the guest']],
    );
  });

  test('tells what a removal takes back, and what it leaves', () => {
    const { changes } = gitDiff(featured({ plain: {}, rebooting: {} }), guest());
    assert.equal(
      changes.map(({ path, note }) => [path, note]),
      [
        ['/features/plain', 'it has no remove script: what it installed stays until the guest is made anew'],
        ['/features/rebooting', 'its remove script runs'],
      ],
    );
  });

  test('waits for a guest that stays stopped, and then is told of and not done again', () => {
    const state = { state: 'stopped' } as const;
    const [before, after] = [guest(state), featured({ plain: {} }, state)];
    assert.equal(brief(gitDiff(before, after)), [`/features/plain null -> ${stamp(after)} config`]);
    const mark = markOf(after.spec, { features: {}, owed: ['/features/plain'] });
    const again = liveDiff(after, after, confOf(after.spec, mark), { mark });
    assert.equal(
      [again.action, again.changes, again.notes],
      ['no-op', [], ['waits until the guest runs: plain']],
    );
  });

  test('is impossible in a template', () => {
    const template = { template: true } as const;
    const { changes } = gitDiff(
      featured({ plain: {} }, template),
      featured({ plain: { port: 81 } }, template),
    );
    assert.equal(
      changes.map(({ effect }) => effect),
      ['impossible'],
    );
  });

  test('the marker of a copy tells nothing', () => {
    const { spec } = featured({ plain: {} });
    const live = (id: string) =>
      liveIn(snapshotOf([fileOf(confOf(spec, markOf(spec, { id })))]), SUBJECT.vmid)?.fields ?? [];
    const of = (id: string) => live(id).filter(({ slot }) => slot === 'feature:plain').length;
    assert.equal([of('vmid:950'), of('vmid:101')], [1, 0]);
  });
});

describe('features of an estate', (test) => {
  const own = (version: string) => ({
    root: 'configs',
    revision: null,
    files: new Map(),
    findings: [],
    kept: filesOf({
      'features/app/feature.json': manifest('app', { version }),
      'features/app/install.sh': 'exit 0\n',
    }),
  });

  test('are the same object while files, lock and library are the same', () => {
    const first = featuresOf(own('1.0.0'), null, null);
    assert.is(featuresOf(own('1.0.0'), null, first), first);
    assert.is.not(featuresOf(own('1.0.1'), null, first), first);
  });
});
