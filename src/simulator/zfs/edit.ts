/** What the verbs of `zfs` that change something have in common: the state, names, what is mounted by itself. */
import type { Session } from '../session.ts';
import { fail } from './options.ts';
import { readState, type SimDataset, writeState, type ZfsState } from './state.ts';
import { parentOf, poolOf, tell } from './tree.ts';

export type Verb = (session: Session, words: readonly string[]) => void;

const NAME = /^[A-Za-z][\w.: -]*(?:\/[\w.: -]+)*$/;

export const stateOf = ({ host, node }: Session): ZfsState => readState(host, node.name);
export const save = ({ host, node }: Session, state: ZfsState): void => writeState(host, node.name, state);

export const withDataset = (state: ZfsState, name: string, dataset: SimDataset): ZfsState => ({
  ...state,
  datasets: { ...state.datasets, [name]: dataset },
});

/** @throws Failure where it is not there */
export function opened(state: ZfsState, name: string): SimDataset {
  return state.datasets[name] ?? fail(`cannot open '${name}': dataset does not exist`);
}

/** @throws Failure for a name that cannot be made */
export function checkNew(state: ZfsState, name: string, verb: 'create' | 'rename', from = name): void {
  if (name.includes('@')) fail(`cannot create '${name}': snapshot delimiter '@' in filesystem name`);
  if (!NAME.test(name)) fail(`cannot create '${name}': invalid character in name`);
  if (!Object.hasOwn(state.pools, poolOf(name)))
    fail(`cannot create '${name}': no such pool '${poolOf(name)}'`);
  if (Object.hasOwn(state.datasets, name)) fail(`cannot ${verb} '${from}': dataset already exists`);
  const parent = parentOf(name);
  if (parent === null || !Object.hasOwn(state.datasets, parent))
    fail(`cannot create '${name}': parent does not exist`);
}

export function mountsItself(state: ZfsState, name: string): boolean {
  const [canmount, mountpoint] = ['canmount', 'mountpoint'].map((one) => tell(state, name, one)?.value);
  return canmount === 'on' && mountpoint !== 'none' && mountpoint !== 'legacy';
}
