/** A proof beside a plan, by the built action: how it is shown, what is refused, and who may make one. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { Pull } from '../../src/github/loopback/state.ts';
import type { Proof } from '../../src/proof/proof.ts';
import { describe } from '../support/describe.ts';
import { MALLORY } from '../support/github/fake.ts';
import { sampleProof } from '../support/sample-proof.ts';
import { createWorld, SMALL_ESTATE, type World } from '../support/world.ts';

const net0 = (host: number) => ({ bridge: 'vmbr0', ip: `10.0.0.${host}/24`, gw: '10.0.0.1' });
const NEW = { vmid: 110, memory: 512, net0: net0(110), health: { up: { tcp: ':80' } } };
const HELD = { ...NEW, vmid: 111, net0: net0(111), devices: { '/dev/ttyUSB7': {} } };

async function withPull(
  story: (world: World, pull: Pull) => Promise<void>,
  files: Readonly<Record<string, object>> = { 'lxc/new.json': NEW, 'lxc/held.json': HELD },
): Promise<void> {
  const world = await createWorld(SMALL_ESTATE);
  try {
    await story(world, await world.propose('more', files));
  } finally {
    await world.close();
  }
}

/** A proof of that pull request. */
async function proofOf(world: World, pull: Pull, change: Partial<Proof> = {}): Promise<Proof> {
  const base = await world.repository.id('main');
  return sampleProof({
    base,
    head: pull.mergeSha,
    guests: [
      {
        address: 'lxc/new',
        is: 'proved',
        ways: [{ way: 'new', is: 'proved', ms: 42_000 }],
        needs: [],
        notes: [],
      },
      { address: 'lxc/held', is: 'unproved', ways: [], why: 'the device is not here', needs: [], notes: [] },
    ],
    ok: true,
    ...change,
  });
}

const checksOf = ({ github }: World) => [...github.state.checks.values()].toSorted((a, b) => a.id - b.id);

const show = (world: World, pull: Pull, proof: string, more: Parameters<World['plan']>[2] = {}) =>
  world.plan(pull, 'opened', { ...more, inputs: { command: 'plan', proof } });

describe('a proof that is handed to a plan', (test) => {
  test('comes into the comment that stands there, and into the check run', () =>
    withPull(async (world, pull) => {
      const plan = await world.plan(pull);
      assert.is(plan.exitCode, 0, plan.stdout);
      assert.is(plan.outputs['provable'], '2');
      assert.not.match(world.comments(pull)[0] ?? '', 'Proof');

      const again = await show(world, pull, JSON.stringify(await proofOf(world, pull)));
      assert.is(again.exitCode, 0, again.stdout);
      const [comment = '', ...more] = world.comments(pull);
      assert.equal(more, []);
      assert.match(comment, /\| Why \| Proof \|/);
      assert.match(comment, /`lxc\/new` 110 .*\| ✅ 42 s \|/);
      assert.match(comment, 'Not proved: `lxc/held` (the device is not here).');
      assert.match(again.summary, '✅ 42 s');
      const last = checksOf(world).at(-1);
      assert.is(last?.conclusion, 'success');
      assert.match(last?.summary ?? '', '✅ 42 s');
    }));

  test('that failed: the check run is neutral and says so; the plan counts as shown all the same', () =>
    withPull(async (world, pull) => {
      await world.plan(pull);
      const way = {
        way: 'new',
        is: 'failed',
        ms: 9000,
        why: 'motd: install ended with exit code 3',
        lines: ['boom'],
      } as const;
      const guests = [{ address: 'lxc/new', is: 'failed', ways: [way], needs: [], notes: [] }] as const;
      const shown = await show(
        world,
        pull,
        JSON.stringify(await proofOf(world, pull, { guests, ok: false })),
      );
      assert.is(shown.exitCode, 0, shown.stdout);
      const [comment = ''] = world.comments(pull);
      assert.match(comment, '**Failed:** `lxc/new`.');
      assert.match(comment, '```\nboom\n```');
      const last = checksOf(world).at(-1);
      assert.is(last?.conclusion, 'neutral');
      assert.match(last?.title ?? '', /; proof failed for 1$/);
      assert.is(last?.externalId, checksOf(world)[0]?.externalId);
    }));

  const foreign: readonly [what: string, handed: (proof: Proof) => string, why: RegExp][] = [
    [
      'of other commits',
      (proof) => JSON.stringify({ ...proof, head: 'd'.repeat(40) }),
      /it is of other commits/,
    ],
    ['of another base', (proof) => JSON.stringify({ ...proof, base: null }), /it is of other commits/],
    ['of another estate', (proof) => JSON.stringify({ ...proof, estate: 'evil' }), /it is of another estate/],
    ['that is none', () => '{"v":1,"guests":"all proved"}', /it is not what a proof looks like/],
    ['that is no JSON', () => '<img src=x>', /it is no JSON/],
    ['that is too long', () => 'x'.repeat(125_000), /it is too long/],
  ];
  for (const [what, handed, why] of foreign) {
    test(`one ${what} is not shown, with a word; the plan is`, () =>
      withPull(async (world, pull) => {
        const shown = await show(world, pull, handed(await proofOf(world, pull)));
        assert.is(shown.exitCode, 0, shown.stdout);
        const [comment = ''] = world.comments(pull);
        assert.match(comment, why);
        assert.not.match(comment, '| Proof |');
        assert.not.match(comment, 'img');
        assert.is(checksOf(world).at(-1)?.conclusion, 'success');
      }));
  }

  test('whose texts mean harm is escaped, in the comment and in the log', () =>
    withPull(async (world, pull) => {
      const why = '</details><script>alert(1)</script> @everyone ::add-mask::x\n::error::boo';
      const guests = [
        {
          address: 'lxc/new',
          is: 'failed',
          ways: [{ way: 'new', is: 'failed', ms: 1, why, lines: ['```', why] }],
          needs: [],
          notes: [],
        },
        { address: '| evil | `x`', is: 'unproved', ways: [], why, needs: [], notes: [] },
      ] as const;
      const shown = await show(world, pull, JSON.stringify(await proofOf(world, pull, { guests })));
      assert.is(shown.exitCode, 0, shown.stdout);
      const [comment = ''] = world.comments(pull);
      const outside = comment.replaceAll(/^(`{3,})\n[\s\S]*?\n\1$/gm, '').replaceAll(/`[^`\n]*`/g, '');
      assert.not.match(outside, '<script');
      assert.not.match(outside, '@everyone');
      assert.not.match(shown.stdout, /^::(?:error|add-mask)::(?:boo|x)/m);
    }));

  test("of a fork: its token only reads, and the job's summary has it", () =>
    withPull(async (world) => {
      const { state } = world.github;
      const text = JSON.stringify(NEW);
      await world.repository.commit(
        'refs/forks/mallory/patch',
        { 'configs/lxc/new.json': text },
        { from: 'main' },
      );
      const { openPull } = await import('../../src/github/loopback/pull-requests.ts');
      const fork = { id: 99, owner: 'mallory', repo: state.repository.repo };
      const pull = await openPull(state, { head: 'patch', title: 'From a fork', author: MALLORY, fork });
      const shown = await show(world, pull, JSON.stringify(await proofOf(world, pull)), {
        token: 'stranger',
      });
      assert.is(shown.exitCode, 0, shown.stdout);
      assert.equal(world.comments(pull), []);
      assert.match(shown.summary, '✅ 42 s');
    }));
});

describe('command: proof', (test) => {
  const prove = (world: World, pull: Pull, more: Parameters<World['plan']>[2] = {}) =>
    world.plan(pull, 'opened', { token: '', ...more, inputs: { command: 'proof', comment: 'false' } });

  test('never runs on a self-hosted runner', () =>
    withPull(async (world, pull) => {
      const ran = await prove(world, pull, { hosted: 'self-hosted' });
      assert.is(ran.exitCode, 1);
      assert.match(ran.stdout, 'never on a self-hosted runner');
      assert.is(ran.outputs['proof'], undefined);
    }));

  // What needs no container needs root all the same, as on a hosted runner.
  const wholeWay = (): Promise<void> =>
    withPull(
      async (world, pull) => {
        const before = world.github.log.length;
        const ran = await prove(world, pull);
        assert.is(ran.exitCode, 0, ran.stdout + ran.stderr);
        assert.is(world.github.log.length, before);
        const proof = JSON.parse(ran.outputs['proof'] ?? '') as Proof;
        assert.equal([proof.head, proof.base], [pull.mergeSha, await world.repository.id('main')]);
        assert.equal(
          proof.guests.map(({ address, is, why }) => [address, is, why]),
          [['lxc/held', 'unproved', 'the device /dev/ttyUSB7 is not here']],
        );
        assert.match(ran.summary, 'Phoenix proof for `lab`');
        await show(world, pull, ran.outputs['proof'] ?? '');
        assert.match(world.comments(pull)[0] ?? '', /`lxc\/held` 111 .*\| not proved \|/);
      },
      { 'lxc/held.json': HELD },
    );
  const title = 'hands over what a plan takes, and asks GitHub for nothing';
  if (process.getuid?.() === 0) test(title, wholeWay);
  else test.skip(title, wholeWay);
});
