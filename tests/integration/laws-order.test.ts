/**
 * The result does not depend on the order of things: of files, of names, of steps that run side by side. Same plan, byte
 * for byte; same conf files at the end.
 */
import { fc } from '../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { Estate, SourceFile } from '../../src/config/model.ts';
import { loadEstate } from '../../src/config/estate.ts';
import { canonical, type Json } from '../../src/json.ts';
import { EFFECTS } from '../../src/kinds/effect.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { planFromGit } from '../../src/plan/build.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { describe } from '../support/describe.ts';
import { applyTo, livePlanOf } from '../support/in-process-apply.ts';
import { commitOf, historyOf, lawEstate, lawHost } from '../support/law-estate.ts';
import { arbitraryLawPair, lawName, rehomed } from '../support/law-pairs.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const SEED = 20_261_122;
const GUESTS = 8;

/** Two commits of several guests. */
function twoCommits(seed: number, name: (index: number) => string): readonly [Estate, Estate] {
  const pairs = fc.sample(arbitraryLawPair('9.2'), { seed, numRuns: GUESTS });
  const at = (side: 'before' | 'after') =>
    Object.fromEntries(
      pairs.map((pair, index) => {
        // The name of a guest is that of its file unless it is given: renamed files must say the same.
        const file = { hostname: lawName(index), ...rehomed(pair[side], index) };
        return [name(index), file];
      }),
    );
  return [lawEstate(commitOf('a'), at('before')), lawEstate(commitOf('b'), at('after'))];
}

/** The same estate, its files inserted in another order. */
function shuffled(estate: Estate, seed: number): Estate {
  const paths = [...estate.tree.files.keys()];
  const [order = []] = fc.sample(fc.shuffledSubarray(paths, { minLength: paths.length }), {
    seed,
    numRuns: 1,
  });
  const files = order.map((path): [string, SourceFile] => [path, estate.tree.files.get(path) as SourceFile]);
  return loadEstate({ ...estate.tree, files: new Map(files) }, { env: null, kinds });
}

/** The same estate, its resources read in another order: nothing promises that loading sorts them. */
function stirred(estate: Estate, seed: number): Estate {
  const all = [...estate.resources];
  const [resources = []] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), {
    seed,
    numRuns: 1,
  });
  return { ...estate, resources: new Map(resources) };
}

const textOf = (plan: Plan) => canonical(plan as unknown as Json);

/** Each item as what it is sorted by: the worst effect first, then the address. */
const places = ({ items }: Plan) =>
  items.map(({ effect, address }) => `${EFFECTS.length - EFFECTS.indexOf(effect)} ${address}`);

/** Random MACs of a clone before Phoenix writes its own, times and processes: what no run shares with another. */
function confsOf(host: MemoryHost): string {
  const confs = [...host.files()].filter(([path]) => /^\/etc\/pve\/nodes\/.*\.conf$/.test(path));
  return confs.map(([path, text]) => `${path}\n${text.replace(/^snaptime: .*$/gm, '')}`).join('\n');
}

const runningOf = (host: MemoryHost) =>
  [...host.files().keys()].filter((path) => path.startsWith('/.sim/running/'));

interface Ended {
  readonly confs: string;
  readonly running: readonly string[];
  readonly digests: readonly string[];
}

/** Both commits applied; what each live plan was, and what is there at the end. */
async function ended([a, b]: readonly [Estate, Estate], parallel: number): Promise<Ended> {
  const host = lawHost(a);
  const digests: string[] = [];
  for (const [estate, history] of [
    [a, historyOf(a)],
    [b, historyOf(a, b)],
  ] as const) {
    const { plan } = await livePlanOf(estate, inProcessCluster(host), { history });
    digests.push(plan.digest);
    const { report } = await applyTo(host, estate, { history, parallel, clock: virtualClock() });
    assert.ok(
      report.ok,
      JSON.stringify(report.resources.filter(({ outcome }) => outcome === 'failed')).slice(0, 1500),
    );
  }
  return { confs: confsOf(host), running: runningOf(host), digests };
}

const plain = (index: number) => lawName(index);
/** The last becomes the first, and what stood between changes places too. */
const renamed = (index: number) => `${String.fromCharCode(122 - index)}-${(index * 5) % GUESTS}`;

/** Addresses stand in plans and markers: told apart by nothing but the names of files. */
function withoutNames(text: string): string {
  return Array.from({ length: GUESTS }, (_, index) => index).reduce(
    (result, index) =>
      result
        .replaceAll(`lxc/${renamed(index)}"`, `lxc/${plain(index)}"`)
        .replaceAll(`lxc/${renamed(index)}.json`, `lxc/${plain(index)}.json`),
    text,
  );
}

describe(`the order of things (seed ${SEED})`, (test) => {
  test('a plan begins with the worst, and what is as bad stands by its address', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = twoCommits(SEED + round, plain);
      const host = lawHost(a);
      await applyTo(host, a, { history: historyOf(a), clock: virtualClock() });
      const history = historyOf(a, b);
      const live = await livePlanOf(stirred(b, round), inProcessCluster(host), { history });
      for (const { plan } of [planFromGit({ kinds, head: b, base: a }), live]) {
        assert.equal(places(plan), places(plan).toSorted());
        const names = plan.items.map(({ address }) => address);
        assert.is.not(names.join(), names.toSorted().join(), 'addresses alone would tell the order too');
      }
    }
  });

  for (let round = 0; round < 5; round += 1) {
    test(`files in another order give the same plan and the same guests, round ${round}`, async () => {
      const [a, b] = twoCommits(SEED + round, plain);
      const first = planFromGit({ kinds, head: b, base: a }).plan;
      for (const seed of [1, 2, 3]) {
        for (const other of [shuffled, stirred]) {
          const again = planFromGit({ kinds, head: other(b, seed), base: other(a, seed) }).plan;
          assert.equal(places(again), places(first));
          // Not `assert.is`: to show where texts of this length differ takes minutes.
          assert.ok(textOf(again) === textOf(first), `${other.name} files make another plan (seed ${seed})`);
        }
      }
      assert.equal(await ended([shuffled(a, 4), shuffled(b, 5)], 4), await ended([a, b], 4));
    });

    test(`one step at a time or four, the same guests, round ${round}`, async () => {
      const commits = twoCommits(SEED + round, plain);
      const alone = await ended(commits, 1);
      assert.equal(await ended(commits, 4), alone);
      assert.equal(await ended(commits, 16), alone);
    });

    test(`files by other names, in another order of names, make the same guests, round ${round}`, async () => {
      const [a, b] = twoCommits(SEED + round, plain);
      const [c, d] = twoCommits(SEED + round, renamed);
      const of = (head: Estate, base: Estate) => {
        const { items } = planFromGit({ kinds, head, base }).plan;
        const bare = items
          .map((item) => ({ ...item, digest: null }))
          .toSorted((x, y) => (x.id < y.id ? -1 : 1));
        return withoutNames(canonical(bare as unknown as Json));
      };
      assert.is(of(d, c), of(b, a));
      const [one, other] = [await ended([a, b], 4), await ended([c, d], 4)];
      assert.is.not(other.confs, one.confs);
      assert.equal(withoutNames(other.confs).split('\n'), one.confs.split('\n'));
      assert.equal(other.running, one.running);
    });
  }
});
