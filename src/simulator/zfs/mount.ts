/** `zfs mount` and `zfs unmount`. */
import { opened, save, stateOf, type Verb, withDataset } from './edit.ts';
import { fail, readOptions, usage } from './options.ts';
import type { SimDataset } from './state.ts';
import { below, tell } from './tree.ts';

export const mount: Verb = (session, words) => {
  const [name] = readOptions(words, 'vOlao:').rest;
  if (name === undefined) usage('missing dataset argument');
  const state = stateOf(session);
  const dataset = opened(state, name);
  const value = (property: string) => tell(state, name, property)?.value;
  if (dataset.mounted) return fail(`cannot mount '${name}': filesystem already mounted`);
  if (value('canmount') === 'off') return fail(`cannot mount '${name}': 'canmount' property is set to 'off'`);
  if (value('mountpoint') === 'none') return fail(`cannot mount '${name}': no mountpoint set`);
  if (value('mountpoint') === 'legacy') return fail(`cannot mount '${name}': legacy mountpoint`);
  save(session, withDataset(state, name, { ...dataset, mounted: true }));
};

export const unmount: Verb = (session, words) => {
  const { flags, rest } = readOptions(words, 'fau');
  const [name] = rest;
  if (name === undefined) usage('missing filesystem argument');
  const state = stateOf(session);
  const dataset = opened(state, name);
  if (!dataset.mounted) return fail(`cannot unmount '${name}': not currently mounted`);
  // What is mounted on top goes first.
  const going = [name, ...below(state, name)].filter((one) => state.datasets[one]?.mounted);
  const busy = going.find((one) => state.datasets[one]?.busy);
  if (busy !== undefined && !flags.has('f'))
    return fail(`cannot unmount '${tell(state, busy, 'mountpoint')?.value}': pool or dataset is busy`);
  const away = going.map((one) => [one, { ...(state.datasets[one] as SimDataset), mounted: false }] as const);
  save(session, { ...state, datasets: { ...state.datasets, ...Object.fromEntries(away) } });
};
