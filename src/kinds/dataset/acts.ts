/** What the steps of a dataset are made of: one act after the other, the exports, the marker. */
import type { Mark } from '../seen.ts';
import type { Cond, Step, Verb } from '../step.ts';
import { datasetScope, when } from './conditions.ts';
import { exportsPath, exportsText } from './exports.ts';
import { formatMark } from './mark.ts';
import type { DatasetSpec } from './spec.ts';
import { MARK_PROPERTY } from './zfs-reading.ts';

/** A step before it has its place. */
export interface Act {
  readonly verb: string;
  readonly title: string;
  readonly do: Verb;
  readonly guard?: readonly Cond[];
  readonly verify?: readonly Cond[];
  readonly effect?: Step['effect'];
  readonly locks?: Step['locks'];
  readonly remark?: true;
  readonly timeout?: number;
}

export interface Subject {
  readonly node: string;
  readonly dataset: string;
  readonly mark: Mark;
}

export const run = (...argv: readonly string[]): Verb => ({ verb: 'run', argv });
export const assign = (properties: Readonly<Record<string, string>>): string[] =>
  Object.entries(properties).map(([name, value]) => `${name}=${value}`);

const QUICK = 60_000;
export const SLOW = 600_000;

export function rowOf({ node, dataset, mark }: Subject, acts: readonly Act[]): Step[] {
  const steps: Step[] = [];
  for (const {
    verb,
    title,
    guard = [],
    verify = [],
    effect = 'config',
    locks = [],
    timeout = QUICK,
    ...act
  } of acts) {
    const last = steps.at(-1);
    steps.push({
      id: `${mark.address}:${verb}`,
      address: mark.address,
      node,
      title,
      effect,
      after: last ? [last.id] : [],
      locks: [{ name: datasetScope(node, dataset), mode: 'exclusive' }, ...locks],
      guard,
      verify,
      do: act.do,
      ...(act.remark ? { remark: true } : {}),
      retry: 'never',
      timeout,
    });
  }
  return steps;
}

const EXPORTS_LOCK = (node: string): Step['locks'] => [{ name: `exports:${node}`, mode: 'exclusive' }];

export function exportActs({ node }: Subject, home: string, spec: DatasetSpec | null): Act[] {
  const content = spec ? exportsText(spec) : null;
  const path = exportsPath(home);
  const locks = EXPORTS_LOCK(node);
  const clients = spec?.nfs ?? {};
  const verify =
    spec && content !== null ? [when.exported(node, spec.properties['mountpoint'] ?? '', clients)] : [];
  return [
    {
      verb: 'exports',
      title: content === null ? 'take its NFS exports away' : 'write its NFS exports',
      effect: 'live',
      do: { verb: 'write', path, content, mode: 0o644 },
      locks,
    },
    {
      verb: 'export',
      title: 'tell the NFS server',
      effect: 'live',
      do: run('exportfs', '-ra'),
      verify,
      locks,
    },
  ];
}

export function markAct({ node, dataset, mark }: Subject, more: Readonly<Record<string, string>> = {}): Act {
  return {
    verb: 'mark',
    title: 'write the marker',
    do: run('zfs', 'set', ...assign({ ...more, [MARK_PROPERTY]: formatMark(mark) }), dataset),
    verify: [when.marked(node, dataset, mark.id)],
    remark: true,
  };
}
