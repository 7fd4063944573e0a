/** A dataset as its node shows it, found by its name or by its own marker: one that is retired has another name. */
import type { Snapshot } from '../../node/port.ts';
import type { Id } from '../kind.ts';
import type { Mark } from '../seen.ts';
import type { NodeName } from '../step.ts';
import { type Exports, exportsOn } from './exports.ts';
import { isRetiredName, markIn } from './mark.ts';
import { type Properties, zfsOn } from './zfs-reading.ts';

export interface DatasetLive {
  readonly node: NodeName;
  /** As it is called now. */
  readonly dataset: string;
  readonly properties: Properties;
  readonly mark: Mark | null;
  readonly exports: Exports;
  /** Datasets below it, as far as files and counts tell. */
  readonly hasChildren: boolean;
}

export interface Named {
  readonly node: NodeName;
  readonly dataset: string;
}

/** `dataset:pve1:rpool/data/x`. */
export function namedBy(id: Id): Named {
  const [, node = '', dataset = ''] = /^dataset:([^:]*):(.*)$/s.exec(id) ?? [];
  return { node, dataset };
}

export function liveOf(snapshot: Snapshot, node: NodeName, dataset: string): DatasetLive | null {
  const properties = zfsOn(snapshot, node)?.datasets.get(dataset);
  if (!properties) return null;
  const mark = markIn(properties);
  const own = mark ? namedBy(mark.id).dataset : dataset;
  const home = isRetiredName(dataset, own) ? own : dataset;
  return {
    node,
    dataset,
    properties,
    mark,
    exports: exportsOn(snapshot, node, home, properties.get('mountpoint')?.value),
    hasChildren: Number(properties.get('usedbychildren')?.value ?? '0') > 0,
  };
}

/** Every dataset with a marker of that estate: those that are where it says, and those that are retired. */
export function* markedOn(
  snapshot: Snapshot,
  estate: string,
  env: string | null,
): Generator<DatasetLive & { mark: Mark }> {
  for (const node of snapshot.nodes.keys()) {
    const reading = zfsOn(snapshot, node);
    for (const [dataset, properties] of reading?.datasets ?? []) {
      const mark = markIn(properties);
      if (!mark || mark.estate !== estate || mark.env !== env) continue;
      const home = namedBy(mark.id);
      const isHome = home.node === node && home.dataset === dataset;
      const isRetired = home.node === node && isRetiredName(dataset, home.dataset);
      const live = isHome || isRetired ? liveOf(snapshot, node, dataset) : null;
      if (live) yield { ...live, mark };
    }
  }
}
