/** The glance that spares most guests a close look: it never misses what a close look finds. */
import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { Mark } from '../../../../src/kinds/seen.ts';
import { liveIn } from '../../../../src/kinds/lxc/live.ts';
import { isSettled } from '../../../../src/kinds/lxc/settled.ts';
import type { LxcSpec } from '../../../../src/kinds/lxc/spec.ts';
import { EMPTY_CONF, type GuestConf } from '../../../../src/node/conf.ts';
import { arbitraryInputOrTemplate, arbitraryPair } from '../../../support/arbitrary-spec.ts';
import { describe } from '../../../support/describe.ts';
import { brief, type LiveOptions, liveDiff, settled } from '../../../support/lxc-diff.ts';
import {
  confOf,
  editedConf,
  fileOf,
  guest,
  markOf,
  resource,
  snapshotOf,
} from '../../../support/lxc-resource.ts';
import { SUBJECT } from '../../../support/spec-world.ts';

type Wanted = ReturnType<typeof resource>;

function glance(want: Wanted, conf: GuestConf, { mark, ...options }: LiveOptions, base = want): boolean {
  const live = liveIn(snapshotOf([fileOf(conf)], options), SUBJECT.vmid);
  assert.ok(live);
  return isSettled(want, base, { is: 'ours', live, mark: mark ?? markOf(base.spec) });
}

/** Of a marker without a commit the diff always looks closely, and otherwise finds the same. */
function look(want: Wanted, conf: GuestConf, options: LiveOptions) {
  return liveDiff(want, want, conf, { ...options, mark: markOf(want.spec, { commit: null }) });
}

const isRare = ({ env, raw, snapshots }: LxcSpec) =>
  [env, raw, snapshots].some((values) => Object.keys(values).length > 0);

describe('a glance', (test) => {
  test('sees every guest that is as git wants it, the rare ones left out', () => {
    fc.assert(
      fc.property(arbitraryInputOrTemplate, (input) => {
        const want = resource(input);
        assert.is(glance(want, confOf(want.spec), settled(want.spec)), !isRare(want.spec));
      }),
      { numRuns: 300 },
    );
  });

  test('never takes a guest for settled in which a close look finds something', () => {
    let [differ, taken] = [0, 0];
    const edits = fc.array(
      fc.tuple(fc.nat(), fc.constantFrom('take', 'delete', 'digit', 'space', 'double', 'pending')),
      {
        minLength: 1,
        maxLength: 2,
      },
    );
    fc.assert(
      fc.property(arbitraryPair, edits, ([mine, other], list) => {
        // A glance never takes the rare ones.
        const { env: _env, raw: _raw, snapshots: _snapshots, ...common } = mine;
        const want = resource(common);
        const others = confOf(resource(other).spec).options;
        let conf = confOf(want.spec);
        for (const [index, how] of list) {
          const keys = [...new Set([...conf.options.keys(), ...others.keys()])].sort();
          const key = keys[index % keys.length] as string;
          conf = edited(conf, key, how, others);
        }
        const options = settled(want.spec);
        const found = look(want, conf, options);
        if (found.action !== 'no-op') differ += 1;
        if (!glance(want, conf, options)) return;
        taken += 1;
        assert.equal(
          { ...found, changes: brief(found) },
          {
            action: 'no-op',
            changes: [],
            notes: [],
            downtime: 0,
          },
        );
      }),
      { numRuns: 1000 },
    );
    assert.ok(differ > 200, `${differ} of 1000 differ`);
    assert.ok(taken > 150, `${taken} of 1000 are settled`);
  });

  const file = {
    memory: 1024,
    pool: 'p',
    description: 'Mine',
    mounts: { '/a': { storage: 'local-zfs', size: '1G' } },
  };
  const want = guest(file);
  const conf = confOf(want.spec);
  const fine: LiveOptions = { running: [SUBJECT.vmid], pools: { p: [SUBJECT.vmid] } };
  const marks: readonly (readonly [what: string, mark: Partial<Mark>])[] = [
    ['names no commit', { commit: null }],
    ['owes something', { owed: ['/hostname'] }],
    ['says that it is retired', { retired: '2026-11-20T10:00:00.000Z' }],
    ['has another name', { address: 'lxc/before' }],
  ];
  for (const [what, mark] of marks) {
    test(`leaves a guest whose marker ${what} to a close look`, () => {
      assert.is(glance(want, conf, fine), true);
      assert.is(glance(want, conf, { ...fine, mark: markOf(want.spec, mark) }), false);
    });
  }

  const others: readonly (readonly [what: string, conf: GuestConf, LiveOptions])[] = [
    ['is stopped', conf, { pools: { p: [SUBJECT.vmid] } }],
    ['is in another pool', conf, { ...fine, pools: { q: [SUBJECT.vmid] } }],
    ['has something pending', { ...conf, pending: { ...EMPTY_CONF, delete: ['memory'] } }, fine],
    ['has other Notes', { ...conf, description: (conf.description ?? '').replace('Mine', 'Yours') }, fine],
    [
      'has two mounts for one path, of which the one with the lower number counts',
      editedConf(conf, { mp0: null, mp10: conf.options.get('mp0') ?? '', mp2: 'local-zfs:x,mp=/a,size=2G' }),
      fine,
    ],
    ['carries the tag of a retired one', editedConf(conf, { tags: 'phoenix;phoenix-retired' }), fine],
  ];
  for (const [what, there, options] of others) {
    test(`leaves a guest that ${what} to a close look`, () => {
      assert.is(glance(want, there, options), false);
    });
  }

  test('leaves a guest that is on another node to a close look', () => {
    const live = liveIn(
      snapshotOf([fileOf(conf, SUBJECT.vmid, 'pve2')], { ...fine, nodes: ['pve2'] }),
      SUBJECT.vmid,
    );
    assert.ok(live);
    assert.is(isSettled(want, want, { is: 'ours', live, mark: markOf(want.spec) }), false);
  });

  test('leaves what git changed since the commit of the marker to a close look', () => {
    assert.is(glance(want, conf, fine, guest({ ...file, cores: 2 })), false);
  });
});

/** What hands and other tools do to one line of a conf file. */
function edited(
  conf: GuestConf,
  key: string,
  how: 'take' | 'delete' | 'digit' | 'space' | 'double' | 'pending',
  others: ReadonlyMap<string, string>,
): GuestConf {
  const value = conf.options.get(key) ?? '';
  switch (how) {
    case 'take':
      return editedConf(conf, { [key]: others.get(key) ?? null });
    case 'delete':
      return editedConf(conf, { [key]: null });
    case 'digit':
      return editedConf(conf, { [key]: value.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) });
    case 'space':
      return editedConf(conf, { [key]: value.replace(/[,;]/, ', ') });
    case 'double':
      return editedConf(conf, { [key.replace(/\d+$/, '9')]: value });
    case 'pending':
      return { ...conf, pending: { ...EMPTY_CONF, options: new Map([[key, value]]), delete: [] } };
  }
}
