import * as assert from 'uvu/assert';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import { parseMarker } from '../../../../src/kinds/guest/marker.ts';
import type { Step } from '../../../../src/kinds/step.ts';
import { describe } from '../../../support/describe.ts';
import { confOf, guest, resource } from '../../../support/lxc-resource.ts';
import { lines, make } from '../../../support/steps-of.ts';
import { SUBJECT } from '../../../support/spec-world.ts';

const BOTH = { plain: { port: 81 }, rebooting: {} } as const;
const STOPPED = { state: 'stopped' } as const;

/** What the marker says of software after these steps, and what it owes. */
function told(steps: readonly Step[]) {
  const words = steps.flatMap(({ do: verb }) => (verb.verb === 'run' ? verb.argv : []));
  const text = words.findLast((word) => typeof word === 'string' && word.includes('<!-- phoenix'));
  const mark = parseMarker(typeof text === 'string' ? text : null);
  return { features: Object.keys(mark?.features ?? {}), owed: mark?.owed ?? [] };
}

type Case = readonly [
  name: string,
  base: Partial<LxcInput> | null,
  want: Partial<LxcInput>,
  running: boolean,
  expected: readonly string[],
  features: readonly string[],
  owed: readonly string[],
];

const CREATE =
  'pct create 950 local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst --hostname subject --unprivileged 1 --rootfs local-zfs:4 --tags phoenix --description <b owes everything>';

const CASES: readonly Case[] = [
  [
    'a new guest is made and started, and has one exec and one call for the marker',
    null,
    { features: BOTH },
    false,
    [CREATE, 'pct start 950', 'features 950 plain rebooting', 'pct set 950 --description <b>'],
    ['plain', 'rebooting'],
    [],
  ],
  [
    'a new guest that stays stopped owes its software',
    null,
    { features: BOTH, ...STOPPED },
    false,
    [CREATE, 'pct set 950 --description <b owes /features/plain /features/rebooting>'],
    [],
    ['/features/plain', '/features/rebooting'],
  ],
  [
    'a template runs once, for its software',
    null,
    { features: { plain: {} }, template: true },
    false,
    [
      CREATE,
      'pct start 950',
      'features 950 plain',
      'pct set 950 --description <b owes everything>',
      'pct shutdown 950 --timeout 60 --forceStop 1',
      'pct template 950',
      'pct set 950 --description <b>',
    ],
    ['plain'],
    [],
  ],
  [
    'an option: only its feature runs, and the marker says so beforehand',
    { features: { ...BOTH, plain: { port: 80 } } },
    { features: BOTH },
    true,
    [
      'pct set 950 --description <a owes /features/plain>',
      'features 950 plain',
      'pct set 950 --description <b>',
    ],
    ['plain', 'rebooting'],
    [],
  ],
  [
    'what is not named any more is removed, before what is new',
    { features: { plain: {} } },
    { features: { rebooting: {} } },
    true,
    [
      'pct set 950 --description <a owes /features/rebooting /features/plain>',
      'features 950 -plain rebooting',
      'pct set 950 --description <b>',
    ],
    ['rebooting'],
    [],
  ],
  [
    'with other options: they are set first, in the call that announces it',
    {},
    { memory: 1024, features: { plain: {} } },
    true,
    [
      'pct set 950 --memory 1024 --description <a owes /features/plain>',
      'features 950 plain',
      'pct set 950 --description <b>',
    ],
    ['plain'],
    [],
  ],
  [
    'after the restart that something else needs',
    {},
    { nameserver: '9.9.9.9', features: { plain: {} } },
    true,
    [
      'pct set 950 --nameserver 9.9.9.9 --description <a owes /state /features/plain>',
      'pct reboot 950 --timeout 60',
      'features 950 plain',
      'pct set 950 --description <b>',
    ],
    ['plain'],
    [],
  ],
  [
    'after the start of a guest that was stopped',
    STOPPED,
    { features: { plain: {} } },
    false,
    [
      'pct set 950 --description <a owes /features/plain>',
      'pct start 950',
      'features 950 plain',
      'pct set 950 --description <b>',
    ],
    ['plain'],
    [],
  ],
  [
    'before a guest stops',
    { features: { plain: {} } },
    { features: { plain: { port: 81 } }, ...STOPPED },
    true,
    [
      'pct set 950 --description <a owes /features/plain>',
      'features 950 plain',
      'pct set 950 --description <a>',
      'pct shutdown 950 --timeout 60 --forceStop 1',
      'pct set 950 --description <b>',
    ],
    ['plain'],
    [],
  ],
  [
    'a guest that is stopped and stays so owes it, and still has what it had',
    { features: { plain: {} }, ...STOPPED },
    { features: { plain: { port: 81 } }, ...STOPPED },
    false,
    ['pct set 950 --description <b owes /features/plain>'],
    ['plain'],
    ['/features/plain'],
  ],
  [
    'a guest that becomes a template is started for it',
    { features: { plain: {} }, ...STOPPED },
    { features: { plain: { port: 81 } }, template: true },
    false,
    [
      'pct set 950 --description <a owes /state /template /features/plain>',
      'pct start 950',
      'features 950 plain',
      'pct set 950 --description <a owes /state /template>',
      'pct shutdown 950 --timeout 60 --forceStop 1',
      'pct template 950',
      'pct set 950 --description <b>',
    ],
    ['plain'],
    [],
  ],
];

describe('steps of software', (test) => {
  for (const [name, base, want, running, expected, features, owed] of CASES) {
    test(name, () => {
      const { steps } = make({ want: guest(want), base: base ? guest(base) : null, running });
      assert.equal(lines(steps), expected);
      assert.equal(told(steps), { features, owed });
    });
  }

  test('what runs may restart the guest only where somebody restarts guests', () => {
    const situation = { want: guest({ features: BOTH }), base: guest(), running: true };
    const verbs = (waits: boolean) =>
      make({ ...situation, waits }).steps.flatMap(({ do: verb, locks }) =>
        verb.verb === 'guest' ? [[verb.restart, locks.some(({ name }) => name === 'restarts')]] : [],
      );
    assert.equal(verbs(false), [[true, true]]);
    assert.equal(verbs(true), [[false, false]]);
  });

  test('a step holds no value of a secret, and no text of a script', () => {
    const { steps } = make({ want: guest({ features: BOTH }), base: guest(), running: true });
    const own = steps.find(({ do: verb }) => verb.verb === 'guest');
    assert.equal(own?.do, {
      verb: 'guest',
      vmid: SUBJECT.vmid,
      install: ['plain', 'rebooting'],
      remove: [],
      restart: true,
    });
  });

  test('a change that nobody may make leaves the marker at what is there', () => {
    const { steps } = make({
      base: guest({ features: { plain: {} } }),
      want: guest({ features: BOTH, memory: 1024 }),
      running: true,
      covered: ({ path }) => path === '/memory',
    });
    assert.equal(lines(steps), ['pct set 950 --memory 1024 --description <b>']);
    assert.equal(told(steps), { features: ['plain'], owed: [] });
  });

  test('what an apply has begun is finished, also when git was taken back', () => {
    const same = guest({ features: { plain: {} } });
    const { steps } = make({ base: same, want: same, running: true, mark: { owed: ['/features/plain'] } });
    assert.equal(lines(steps).slice(-2), ['features 950 plain', 'pct set 950 --description <b>']);
    const none = guest();
    const gone = make({ base: none, want: none, running: true, mark: { owed: ['/features/plain'] } });
    assert.equal(lines(gone.steps).slice(-2), ['features 950 -plain', 'pct set 950 --description <b>']);
  });

  test('a guest that is taken over gets it, or owes it', () => {
    const steps = (running: boolean) => {
      const state = running ? {} : STOPPED;
      const plain = guest(state);
      const conf = { ...confOf(plain.spec), description: null };
      const want = guest({ ...state, adopt: true, features: { plain: {} } });
      return make({ want, conf, running }).steps;
    };
    assert.ok(lines(steps(true)).includes('features 950 plain'));
    assert.equal(told(steps(true)), { features: ['plain'], owed: [] });
    assert.not.ok(lines(steps(false)).includes('features 950 plain'));
    assert.equal(told(steps(false)), { features: [], owed: ['/features/plain'] });
  });

  test('a clone of a template with software runs its own', () => {
    const want = resource({ vmid: SUBJECT.vmid, clone: 'lxc/base', features: { plain: {} } });
    const steps = lines(make({ want, wanted: () => null }).steps);
    assert.equal(steps.slice(-3), ['pct start 950', 'features 950 plain', 'pct set 950 --description <b>']);
  });
});
