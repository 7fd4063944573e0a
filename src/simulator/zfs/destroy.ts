/** `zfs snapshot`, and `zfs destroy` of snapshots and datasets. */
import type { Session } from '../session.ts';
import { opened, save, stateOf, type Verb, withDataset } from './edit.ts';
import { fail, readOptions, usage } from './options.ts';
import { freeGuestDataset, type ZfsState } from './state.ts';
import { below, clonesOf, tell } from './tree.ts';

export const snapshot: Verb = (session, words) => {
  const { rest } = readOptions(words, 'ro:');
  if (rest.length === 0) usage('missing snapshot argument');
  let state = stateOf(session);
  for (const full of rest) {
    const [name = '', tag] = full.split('@');
    if (tag === undefined) usage(`invalid snapshot name '${full}'`);
    const dataset = opened(state, name);
    if (dataset.snapshots.some((one) => one.name === tag))
      return fail(`cannot create snapshot '${full}': dataset already exists`);
    const created = Math.floor(session.host.now() / 1000);
    state = withDataset(state, name, {
      ...dataset,
      snapshots: [...dataset.snapshots, { name: tag, created }],
    });
  }
  save(session, state);
};

function destroySnapshot(session: Session, state: ZfsState, full: string): void {
  const [name = '', tag = ''] = full.split('@');
  const dataset = state.datasets[name];
  if (!dataset?.snapshots.some((one) => one.name === tag))
    return fail(`could not find any snapshots to destroy; check snapshot names.`);
  const clones = clonesOf(state, name).filter((clone) => state.datasets[clone]?.origin === full);
  if (clones.length > 0) {
    return fail(
      `cannot destroy '${full}': snapshot has dependent clones\nuse '-R' to destroy the following datasets:\n${clones.join('\n')}`,
    );
  }
  save(
    session,
    withDataset(state, name, { ...dataset, snapshots: dataset.snapshots.filter((one) => one.name !== tag) }),
  );
}

export const destroy: Verb = (session, words) => {
  const { flags, rest } = readOptions(words, 'rRfd');
  const [name] = rest;
  if (name === undefined) usage('missing dataset argument');
  const state = stateOf(session);
  if (name.includes('@')) return destroySnapshot(session, state, name);
  const dataset = opened(state, name);
  if (!name.includes('/')) {
    return fail(
      `cannot destroy '${name}': operation does not apply to pools\nuse 'zfs destroy -r ${name}' to destroy all datasets in the pool\nuse 'zpool destroy ${name}' to destroy the pool itself`,
    );
  }
  const others = below(state, name);
  const inside = [...others, ...dataset.snapshots.map((one) => `${name}@${one.name}`)];
  if (inside.length > 0 && !flags.has('r') && !flags.has('R')) {
    return fail(
      `cannot destroy '${name}': filesystem has children\nuse '-r' to destroy the following datasets:\n${inside.join('\n')}`,
    );
  }
  const going = [...others, name];
  const clones = going.flatMap((one) => clonesOf(state, one)).filter((clone) => !going.includes(clone));
  if (clones.length > 0) {
    return fail(
      `cannot destroy '${name}': filesystem has dependent clones\nuse '-R' to destroy the following datasets:\n${clones.join('\n')}`,
    );
  }
  const busy = going.find((one) => state.datasets[one]?.busy && state.datasets[one]?.mounted);
  if (busy !== undefined)
    return fail(`cannot unmount '${tell(state, busy, 'mountpoint')?.value}': pool or dataset is busy`);
  for (const one of going) freeGuestDataset(session.host, session.node.name, one);
  const datasets = Object.fromEntries(Object.entries(state.datasets).filter(([one]) => !going.includes(one)));
  save(session, { ...state, datasets });
};
