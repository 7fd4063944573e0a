/** Steps of one container from a file and a conf file, and their commands as one line each: for tables. */
import type { Resource } from '../../src/config/model.ts';
import type { Settings } from '../../src/config/settings.ts';
import { checkText } from '../../src/health/check.ts';
import type { Action, Change, Diff } from '../../src/kinds/change.ts';
import type { Mark } from '../../src/kinds/seen.ts';
import { lxcKind } from '../../src/kinds/lxc/kind.ts';
import { parseMarker, stripMarker } from '../../src/kinds/guest/marker.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import type { Step, Verb } from '../../src/kinds/step.ts';
import type { GuestConf } from '../../src/node/conf.ts';
import type { GuestFile, Snapshot } from '../../src/node/port.ts';
import {
  type ClusterOptions,
  confOf,
  ESTATE,
  fileOf,
  markOf,
  snapshotOf,
  WORLD_SETTINGS,
} from './lxc-resource.ts';
import { SUBJECT } from './spec-world.ts';

export const OLD = 'a'.repeat(40);
export const NEW = 'b'.repeat(40);
export const NOW = '2026-11-22T10:00:00.000Z';

export interface Situation {
  readonly want: Resource<LxcSpec> | null;
  /** What git wanted at the marker's commit; the guest is as it says unless a conf is given. Null: no guest. */
  readonly base?: Resource<LxcSpec> | null;
  readonly conf?: GuestConf;
  readonly mark?: Partial<Mark>;
  readonly running?: boolean;
  readonly node?: string;
  readonly action?: Action;
  readonly settings?: Settings;
  readonly others?: readonly GuestFile[];
  readonly cluster?: ClusterOptions;
  readonly backups?: ReadonlyMap<number, string>;
  /** Other resources of this apply. */
  readonly wanted?: (address: string) => Resource<LxcSpec> | null;
  /** Nobody restarts it. */
  readonly waits?: boolean;
  /** Only these changes may be made. */
  readonly covered?: (change: Change) => boolean;
}

export interface Made {
  readonly diff: Diff;
  readonly steps: readonly Step[];
  readonly snapshot: Snapshot;
}

function snapshotIn(situation: Situation): Snapshot {
  const { base, conf, mark, node, others = [], cluster, running = false } = situation;
  const spec = base?.spec;
  const before = spec ? markOf(spec, { commit: OLD, ...mark }) : null;
  const text = conf ?? (spec && before ? confOf(spec, before) : null);
  const own = text ? [fileOf(text, SUBJECT.vmid, node)] : [];
  const on = cluster?.running ?? [];
  const shot = snapshotOf([...own, ...others], {
    at: NOW,
    ...cluster,
    running: running ? [SUBJECT.vmid, ...on] : on,
  });
  return situation.backups ? { ...shot, backups: situation.backups } : shot;
}

export function make(situation: Situation): Made {
  const { want, base = null, settings = WORLD_SETTINGS, wanted, covered = () => true } = situation;
  const snapshot = snapshotIn(situation);
  const id = `vmid:${SUBJECT.vmid}`;
  const seen = lxcKind.observe({ snapshot, id, estate: ESTATE, env: null, want, base });
  const known = seen.is === 'absent' || seen.is === 'debris' ? null : base;
  const diff = lxcKind.diff({ want, base: known, seen, settings, snapshot });
  const spec = (want ?? base)?.spec;
  if (!spec) throw new Error('nothing is wanted and nothing is there');
  const address = (want ?? base)?.address ?? SUBJECT.address;
  if (diff.action === 'no-op' && !situation.action) return { diff, steps: [], snapshot };
  const steps = lxcKind.steps({
    want,
    base: known,
    seen,
    settings,
    snapshot,
    ...(wanted ? { wanted } : {}),
    action: situation.action ?? diff.action,
    changes: diff.changes.filter(covered),
    waits: situation.waits ?? false,
    ...(diff.rollback && { rollback: diff.rollback }),
    mark: markOf(spec, { commit: NEW, config: 'new', address }),
    now: NOW,
  });
  return { diff, steps, snapshot };
}

/** `<b>`, or `<a owes /state>`: the marker by the first letter of its commit; the user's text stands before it. */
function description(text: string): string {
  const mark = parseMarker(text);
  if (!mark) return JSON.stringify(text);
  const owed = mark.owed ? ` owes ${mark.owed.map((path) => path || 'everything').join(' ')}` : '';
  const retired = mark.retired === undefined ? '' : ' retired';
  const user = stripMarker(text);
  return `${user === '' ? '' : `${JSON.stringify(user)} `}<${mark.commit?.[0] ?? 'none'}${owed}${retired}>`;
}

/** A verb as one line; the digest, which every set carries, is left out. */
export function lineOf(verb: Verb): string {
  switch (verb.verb) {
    case 'run': {
      const words = verb.argv.map((word, index) => {
        if (typeof word !== 'string') {
          if (word.ref === 'said') return `<${word.step}>`;
          return word.ref === 'digest' ? '<digest>' : `<${word.option}+${JSON.stringify(word.with)}>`;
        }
        return verb.argv[index - 1] === '--description' ? description(word) : word;
      });
      return words.join(' ').replace(' --digest <digest>', '');
    }
    case 'raw':
      return ['raw', verb.vmid, ...verb.lines.map(({ key, value }) => `[${key}: ${value}]`)].join(' ');
    case 'guest':
      return ['features', verb.vmid, ...verb.remove.map((id) => `-${id}`), ...verb.install].join(' ');
    case 'write':
      return `${verb.content === null ? 'remove' : 'write'} ${verb.path}`;
    case 'reach':
      return `reach ${verb.node}`;
    case 'restart':
      return `restart ${verb.argv.join(' ')}`;
    case 'health':
      return `health ${checkText(verb.check)}`;
    case 'wait':
      return `wait ${verb.cond.check.is}`;
  }
}

export function lines(steps: readonly Step[]): string[] {
  return steps.map((step) => lineOf(step.do));
}
