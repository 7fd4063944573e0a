/** Steps of a pool: `pvesh … /pools`, whose way with `--poolid` knows pools in pools too (PVE 8.4 and 9.2). */
import { pointerSegments } from '../../json.ts';
import type { ScopeState } from '../../node/port.ts';
import { anyNode } from '../any-node.ts';
import type { StepsInput } from '../kind.ts';
import { beginStep, markStep } from '../mark-file.ts';
import type { Cond, Step } from '../step.ts';
import { type PoolLive, poolsIn, USERS } from './live.ts';
import type { PoolSpec } from './spec.ts';

type Input = StepsInput<PoolSpec, PoolLive>;

const scope = `file:${USERS}`;

const isThere = (pool: string, there: boolean): Cond => ({ scope, check: { is: 'pool', pool, there } });
const saysComment = (pool: string, comment: string): Cond => ({
  scope,
  check: { is: 'comment', pool, comment },
});
const hasStorages = (pool: string, storages: readonly string[], there: boolean): Cond => ({
  scope,
  check: { is: 'storages', pool, storages, there },
});

export function holdsPool(check: Cond['check'], state: ScopeState): true | string {
  if (!('files' in state)) return 'it is a guest';
  const name = typeof check['pool'] === 'string' ? check['pool'] : '';
  const pool = poolsIn(state.files.get(USERS) ?? '').get(name);
  if (check.is === 'pool') {
    if (check['there'] === (pool !== undefined)) return true;
    return pool ? `there is a pool ${name}` : `there is no pool ${name}`;
  }
  if (!pool) return `there is no pool ${name}`;
  if (check.is === 'comment') return pool.comment === check['comment'] || `its comment is "${pool.comment}"`;
  const storages = Array.isArray(check['storages']) ? check['storages'].map(String) : [];
  const wrong = storages.find((one) => pool.storages.includes(one) !== check['there']);
  return wrong === undefined || `${wrong} is ${check['there'] === true ? 'not in it' : 'in it still'}`;
}

const REMOVES = ['--delete', '1'];

export function poolSteps(input: Input): readonly Step[] {
  const { want, base, seen, changes, mark, settings, snapshot, action } = input;
  const node = anyNode(settings, snapshot);
  const id = mark.id.slice('pool:'.length);
  const steps: Step[] = [];
  const add = (
    what: string,
    title: string,
    argv: readonly string[],
    verify: readonly Cond[],
    guard: Cond[] = [],
  ) => {
    steps.push({
      id: `${mark.address}:${what}`,
      address: mark.address,
      node,
      title,
      effect: 'config',
      after: steps.slice(-1).map((one) => one.id),
      locks: [{ name: scope, mode: 'exclusive' }],
      guard,
      verify,
      do: { verb: 'run', argv },
      retry: 'contention',
      timeout: 60_000,
    });
  };
  const set = ['pvesh', 'set', '/pools', '--poolid', id];
  const listed = (isIn: boolean) =>
    changes.flatMap(({ path, slot, before }) =>
      slot === 'storages' && (before === null) === isIn ? pointerSegments(path).slice(1) : [],
    );
  const comment = changes.find(({ path }) => path === '/comment')?.after;
  const said = typeof comment === 'string' ? comment : undefined;
  if (action === 'remove') {
    const own =
      seen.is === 'ours' ? (base?.spec.storages ?? []).filter((one) => seen.live.storages.includes(one)) : [];
    if (own.length > 0)
      add(
        'empty',
        `take storages out of pool ${id}`,
        [...set, '--storage', own.join(','), ...REMOVES],
        [hasStorages(id, own, false)],
      );
    add('delete', `remove pool ${id}`, ['pvesh', 'delete', '/pools', '--poolid', id], [isThere(id, false)]);
  } else {
    if (action === 'create') {
      steps.push(beginStep({ mark, address: mark.address, node }));
      const words = said === undefined ? [] : ['--comment', said];
      add(
        'create',
        `make pool ${id}`,
        ['pvesh', 'create', '/pools', '--poolid', id, ...words],
        [isThere(id, true)],
        [isThere(id, false)],
      );
    } else if (said !== undefined) {
      add('comment', `say what pool ${id} is`, [...set, '--comment', said], [saysComment(id, said)]);
    }
    const [come, go] = [listed(true), listed(false)];
    if (come.length > 0)
      add(
        'add',
        `put storages into pool ${id}`,
        [...set, '--storage', come.join(',')],
        [hasStorages(id, come, true)],
      );
    if (go.length > 0)
      add(
        'take',
        `take storages out of pool ${id}`,
        [...set, '--storage', go.join(','), ...REMOVES],
        [hasStorages(id, go, false)],
      );
  }
  const { estate, address } = mark;
  const gone = want === null || action === 'remove';
  const after = steps.slice(-1).map((one) => one.id);
  return [...steps, markStep({ mark: gone ? null : mark, id: mark.id, estate, address, node, after })];
}
