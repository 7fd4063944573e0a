/** The features that a draft has, and how one more is put into it. Pure. */
import { isObject, type Json } from '../../json.ts';
import type { Draft } from './draft.ts';

export type Options = Record<string, Json>;

export const has = (draft: Draft, id: string): boolean =>
  isObject(draft.value['features']) && Object.hasOwn(draft.value['features'], id);

export function put(draft: Draft, id: string, options: Options): void {
  const all = isObject(draft.value['features']) ? draft.value['features'] : {};
  const there = isObject(all[id]) ? all[id] : {};
  const lists = [there['packages'], options['packages']].flatMap((list) => (list ?? []) as readonly string[]);
  const packages = lists.length > 0 ? { packages: [...new Set(lists)].toSorted() } : {};
  draft.value['features'] = { ...all, [id]: { ...there, ...options, ...packages } };
}
