/** Whose guest it is, in every case that DESIGN §6 knows. */
import * as assert from 'uvu/assert';
import type { ObserveInput } from '../../../../src/kinds/kind.ts';
import type { Mark, Seen } from '../../../../src/kinds/seen.ts';
import type { GuestLive } from '../../../../src/kinds/guest/live.ts';
import { formatMarker } from '../../../../src/kinds/guest/marker.ts';
import { observeLxc, ownedLxc } from '../../../../src/kinds/lxc/observe.ts';
import type { LxcSpec } from '../../../../src/kinds/lxc/spec.ts';
import type { GuestConf } from '../../../../src/node/conf.ts';
import type { Intent, Snapshot } from '../../../../src/node/port.ts';
import { describe } from '../../../support/describe.ts';
import {
  type ClusterOptions,
  confOf,
  editedConf,
  ESTATE,
  fileOf,
  guest,
  markOf,
  snapshotOf,
} from '../../../support/lxc-resource.ts';

const WANT = guest();
const MARK = markOf(WANT.spec);
const UNMARKED = 'Notes\n';

const INTENT: Intent = {
  estate: ESTATE,
  stepId: 'lxc/subject:create',
  address: 'lxc/subject',
  vmid: 950,
  at: '2026-11-22T09:00:00.000Z',
  argv: ['pct', 'create', '950'],
};

function look(snapshot: Snapshot, changes: Partial<ObserveInput<LxcSpec>> = {}): Seen<GuestLive> {
  return observeLxc({
    snapshot,
    id: 'vmid:950',
    estate: ESTATE,
    env: null,
    want: WANT,
    base: null,
    ...changes,
  });
}

function withConf(conf: GuestConf, options: ClusterOptions = {}): Snapshot {
  return snapshotOf([fileOf(conf)], options);
}

function withMark(changes: Partial<Mark>, edits: Record<string, string | null> = {}): Snapshot {
  return withConf(editedConf(confOf(WANT.spec, { ...MARK, ...changes }), edits));
}

/** Only `lock: create`, as a killed `pct create` leaves it. */
const LEFT: GuestConf = {
  description: null,
  options: new Map([['lock', 'create']]),
  raw: [],
  pending: null,
  snapshots: new Map(),
};

describe('observe', (test) => {
  const cases: readonly [string, Seen<GuestLive>, Seen<GuestLive>['is'], RegExp?][] = [
    ['our marker', look(withMark({})), 'ours'],
    ['no guest', look(snapshotOf([])), 'absent'],
    [
      'the marker of another VMID',
      look(withMark({ id: 'vmid:951' })),
      'copy',
      /copy of lxc\/subject \(951\)/,
    ],
    ['the marker of another estate', look(withMark({ estate: 'e2' })), 'foreign', /estate "e2"/],
    [
      'the marker of another environment',
      look(withMark({ env: 'prod' })),
      'foreign',
      /the environment "prod"/,
    ],
    [
      'no marker, and git had the same hostname before',
      look(withConf(confOf(WANT.spec, MARK, { description: UNMARKED })), { base: WANT }),
      'ours',
    ],
    [
      'no marker and no tag, and git had the same hostname before',
      look(withConf(editedConf(confOf(WANT.spec, MARK, { description: UNMARKED }), { tags: null })), {
        base: WANT,
      }),
      'foreign',
      /without a marker/,
    ],
    [
      'no marker, and git had another hostname before',
      look(withConf(confOf(WANT.spec, MARK, { description: UNMARKED })), { base: guest({ hostname: 'x' }) }),
      'foreign',
      /without a marker/,
    ],
    [
      'no marker, and git is new',
      look(withConf(confOf(WANT.spec, MARK, { description: UNMARKED }))),
      'foreign',
      /called "subject"; "adopt": true in the file takes it over$/,
    ],
    [
      'no marker, and the file adopts',
      look(withConf(confOf(WANT.spec, MARK, { description: UNMARKED })), { want: guest({ adopt: true }) }),
      'adoptable',
    ],
    [
      'the marker of another estate, and the file adopts',
      look(withMark({ estate: 'e2' }), { want: guest({ adopt: true }) }),
      'foreign',
    ],
    [
      'what a killed create of ours left',
      look(withConf(LEFT, { facts: { intents: [INTENT] } })),
      'debris',
      /09:00/,
    ],
    [
      'what a killed clone of ours left, with its marker',
      look(
        withConf(editedConf(confOf(WANT.spec, { ...MARK, owed: [''] }), { lock: 'create' }), {
          facts: { intents: [INTENT] },
        }),
      ),
      'debris',
    ],
    [
      'a guest that another estate is making, where a create of ours was killed before',
      look(
        withConf(confOf(WANT.spec, { ...MARK, estate: 'e2', owed: [''] }), { facts: { intents: [INTENT] } }),
      ),
      'foreign',
    ],
    [
      'the same of another environment',
      look(
        withConf(confOf(WANT.spec, { ...MARK, env: 'test', owed: [''] }), { facts: { intents: [INTENT] } }),
      ),
      'foreign',
    ],
    [
      'a guest whose create was killed, whole and without a lock',
      look(withConf(confOf(WANT.spec, { ...MARK, owed: [''] }), { facts: { intents: [INTENT] } })),
      'debris',
    ],
    [
      'the same after more than a day: somebody may have used it',
      look(
        withConf(confOf(WANT.spec, { ...MARK, owed: [''] }), {
          facts: { intents: [INTENT] },
          at: '2026-11-23T09:00:01.000Z',
        }),
      ),
      'unknown',
      /start it to keep it/,
    ],
    [
      'what is only a lock after more than a day',
      look(withConf(LEFT, { facts: { intents: [INTENT] }, at: '2026-12-22T10:00:00.000Z' })),
      'debris',
    ],
    [
      'a guest that is being made, and whose turning into a template was killed',
      look(
        withConf(confOf(WANT.spec, { ...MARK, owed: [''] }), {
          facts: { intents: [{ ...INTENT, argv: ['pct', 'template', '950'] }] },
        }),
      ),
      'debris',
    ],
    [
      'the same of a guest that was there before',
      look(
        withConf(confOf(WANT.spec, MARK), {
          facts: { intents: [{ ...INTENT, argv: ['pct', 'template', '950'] }] },
        }),
      ),
      'ours',
    ],
    [
      'the same of one that became a template all the same',
      look(
        withConf(editedConf(confOf(WANT.spec, { ...MARK, owed: [''] }), { template: '1' }), {
          facts: { intents: [{ ...INTENT, argv: ['pct', 'template', '950'] }] },
        }),
      ),
      'ours',
    ],
    [
      'a create of ours that is still running',
      look(
        withConf(LEFT, {
          facts: { intents: [INTENT], tasks: ['UPID:pve1:0001:0002:67400000:vzcreate:950:root@pam:'] },
        }),
      ),
      'unknown',
      /being made now \(vzcreate\)/,
    ],
    ['the create of somebody else', look(withConf(LEFT)), 'foreign', /not ours/],
    [
      'a create whose intent is of another guest',
      look(withConf(LEFT, { facts: { intents: [{ ...INTENT, vmid: 951 }] } })),
      'foreign',
    ],
    [
      'a create whose intent is of another estate',
      look(withConf(LEFT, { facts: { intents: [{ ...INTENT, estate: 'e2' }] } })),
      'foreign',
    ],
    ['its node is down', look(withConf(confOf(WANT.spec), { down: ['pve1'] })), 'unknown', /no route/],
    ['no guest, and the node is down', look(snapshotOf([], { down: ['pve1'] })), 'unknown'],
    [
      'it is on another node',
      look(snapshotOf([fileOf(confOf(WANT.spec), 950, 'pve2')], { nodes: ['pve1', 'pve2'] })),
      'ours',
    ],
    [
      'a virtual machine',
      look(snapshotOf([{ ...fileOf(confOf(WANT.spec)), type: 'qemu' }])),
      'foreign',
      /virtual machine/,
    ],
  ];
  for (const [what, seen, is, why] of cases) {
    test(`${what}: ${is}`, () => {
      assert.is(seen.is, is);
      if (why) assert.match('why' in seen ? seen.why : '', why);
    });
  }

  test('a guest without its marker is repaired', () => {
    const seen = look(withConf(confOf(WANT.spec, MARK, { description: UNMARKED })), { base: WANT });
    assert.is(seen.is === 'ours' && seen.mark, null);
    assert.match(seen.is === 'ours' ? (seen.repair ?? '') : '', /marker is missing/);
  });

  test('its live values come along', () => {
    const conf = confOf(WANT.spec, MARK, {
      pending: {
        description: null,
        options: new Map([['tty', '4']]),
        raw: [],
        delete: ['mp0', 'nameserver'],
      },
    });
    const seen = look(
      withConf(editedConf(conf, { lock: 'backup', unused0: 'local-zfs:subvol-950-disk-7' }), {
        running: [950],
        pools: { lab: [1, 950] },
      }),
    );
    assert.ok(seen.is === 'ours');
    assert.is(seen.live.running, true);
    assert.is(seen.live.lock, 'backup');
    assert.equal(seen.live.unused, [{ key: 'unused0', volume: 'local-zfs:subvol-950-disk-7' }]);
    assert.equal(seen.live.pending, ['mp0', 'nameserver', 'tty']);
    assert.ok(seen.live.fields.some((one) => one.slot === 'pool' && one.value === 'lab'));
    assert.is(seen.live.next.find((one) => one.slot === 'tty')?.value, '4');
    assert.is(seen.live.retired, false);
  });
});

describe('owned', (test) => {
  test('are marked guests of this estate and environment, copies left out', () => {
    const at = (vmid: number, mark: Partial<Mark>) => fileOf(confOf(WANT.spec, { ...MARK, ...mark }), vmid);
    const files = [
      at(952, { id: 'vmid:952' }),
      at(950, {}),
      at(951, {}),
      at(953, { id: 'vmid:953', estate: 'e2' }),
      at(954, { id: 'vmid:954', env: 'prod' }),
      { ...at(955, { id: 'vmid:955' }), type: 'qemu' as const },
      fileOf({ ...LEFT, description: 'says phoenix only' }, 956),
    ];
    assert.equal(
      ownedLxc(snapshotOf(files), ESTATE, null).map(({ id }) => id),
      ['vmid:950', 'vmid:952'],
    );
    assert.equal(
      ownedLxc(snapshotOf(files), ESTATE, 'prod').map(({ id }) => id),
      ['vmid:954'],
    );
  });

  test('a marker in the description of a snapshot is not one of the guest', () => {
    const conf = confOf(WANT.spec, MARK, {
      description: null,
      snapshots: new Map([['s1', { description: formatMarker(MARK), options: new Map(), raw: [] }]]),
    });
    assert.equal(ownedLxc(snapshotOf([fileOf(conf)]), ESTATE, null), []);
  });
});
