/** The steps of a dataset, one after the other: what ZFS does, then the folder, the exports, and the marker at the end. */
import type { StepsInput } from '../kind.ts';
import type { Step, Verb } from '../step.ts';
import { type Act, assign, exportActs, markAct, rowOf, run, type Subject } from './acts.ts';
import { when } from './conditions.ts';
import { exportsText } from './exports.ts';
import { fieldsOf, keepWord } from './fields.ts';
import { destroy, letGo, retire } from './going-steps.ts';
import type { DatasetLive } from './live.ts';
import { formatMark, isGoing } from './mark.ts';
import { ownerWord } from './owner.ts';
import { changeSnapshot, isScriptThere, SCRIPT, SCRIPT_PATH } from './snapshots.ts';
import type { DatasetSpec } from './spec.ts';
import { KEEP_PROPERTY, MARK_PROPERTY, OWNER_PROPERTY } from './zfs-reading.ts';
import type { Mark } from '../seen.ts';

type Input = StepsInput<DatasetSpec, DatasetLive>;

/** The key stays on the node, for root alone: without it nothing could be mounted after a start. */
const keyPath = (dataset: string): string => `/etc/phoenix/keys/${encodeURIComponent(dataset)}`;

function keyAct({ dataset, encryption }: DatasetSpec): Act[] {
  if (!encryption) return [];
  const content = [{ secret: encryption.key }, '\n'];
  const write: Verb = { verb: 'write', path: keyPath(dataset), content, mode: 0o600 };
  return [{ verb: 'key', title: 'write its key for root of the node', do: write }];
}

function encryptionOptions({ dataset, encryption }: DatasetSpec): Record<string, string> {
  if (!encryption) return {};
  const { cipher, format } = encryption;
  return { encryption: cipher, keyformat: format, keylocation: `file://${keyPath(dataset)}` };
}

/** Marked from its first moment, so that a run that is cut off finds it again. */
function createAct({ node, dataset }: Subject, spec: DatasetSpec, mark: Mark): Act {
  const keep = keepWord(spec.keep);
  const own = { ...spec.properties, ...(keep === null ? {} : { [KEEP_PROPERTY]: keep }) };
  const options = assign({ ...encryptionOptions(spec), ...own, [MARK_PROPERTY]: formatMark(mark) });
  return {
    verb: 'create',
    title: `create ${dataset}`,
    do: run('zfs', 'create', ...options.flatMap((option) => ['-o', option]), dataset),
    guard: [when.absent(node, dataset)],
    verify: [when.local(node, dataset, own)],
  };
}

/** The folder is changed only while the dataset is mounted: else it would be the one beneath. */
function folderActs({ node, dataset }: Subject, spec: DatasetSpec): Act[] {
  const path = spec.properties['mountpoint'];
  const word = ownerWord(spec);
  if (word === null || path === undefined) return [];
  const [uid, gid, mode] = word.split(':');
  const guard = [when.mounted(node, dataset, true)];
  const who = gid === '-' ? uid : `${uid === '-' ? '' : uid}:${gid}`;
  return [
    ...(uid === '-' && gid === '-'
      ? []
      : [
          {
            verb: 'owner',
            title: `give ${path} to ${who}`,
            do: run('chown', '--', String(who), path),
            guard,
          },
        ]),
    ...(mode === '-'
      ? []
      : [
          {
            verb: 'mode',
            title: `set the mode of ${path} to ${mode}`,
            do: run('chmod', '--', String(mode), path),
            guard,
          },
        ]),
  ].map((act, at, all) => (at === all.length - 1 ? { ...act, verify: [when.owned(node, path, word)] } : act));
}

function scriptAct({ snapshot }: Input, { node }: Subject, spec: DatasetSpec): Act[] {
  if (!spec.keep || isScriptThere(snapshot, node)) return [];
  const write: Verb = { verb: 'write', path: SCRIPT_PATH, content: SCRIPT, mode: 0o755 };
  const locks: Step['locks'] = [{ name: `file:${node}:${SCRIPT_PATH}`, mode: 'exclusive' }];
  return [{ verb: 'script', title: 'write what takes snapshots every hour', do: write, locks }];
}

/** What Phoenix says of the folder, once it is so. */
function ownerProperty(spec: DatasetSpec): Record<string, string> {
  const word = ownerWord(spec);
  return word === null ? {} : { [OWNER_PROPERTY]: word };
}

function created(input: Input, subject: Subject, spec: DatasetSpec): Act[] {
  const { mark } = subject;
  const rest = [
    ...folderActs(subject, spec),
    ...(exportsText(spec) === null ? [] : exportActs(subject, spec.dataset, spec)),
    ...scriptAct(input, subject, spec),
  ];
  const key = keyAct(spec);
  if (rest.length === 0) return [...key, createAct(subject, spec, mark)];
  const begun = { ...mark, owed: [''] };
  return [...key, createAct(subject, spec, begun), ...rest, markAct(subject, ownerProperty(spec))];
}

/** What the changes ask for, of which some may be held back. */
function setActs({ changes, now }: Input, subject: Subject, spec: DatasetSpec): Act[] {
  const { node, dataset } = subject;
  const open = new Map(changes.map((change) => [change.path, change]));
  const wanted = fieldsOf(spec).filter(({ path, slot }) => slot === 'properties' && open.has(path));
  const properties = Object.fromEntries(wanted.map(({ property, value }) => [property ?? '', value]));
  const gone = changes.filter(({ slot, after }) => slot === 'properties' && after === null);
  const inherited = gone.map(({ path }) => (path === '/snapshots/keep' ? KEEP_PROPERTY : path.slice(1)));
  const effect = changes.some((change) => change.effect === 'offline') ? 'offline' : 'live';
  const changed = wanted.length + inherited.length > 0;
  return [
    ...(changed && spec.keep?.['change'] !== undefined
      ? [
          {
            verb: 'snapshot',
            title: 'take a snapshot first',
            do: run('zfs', 'snapshot', changeSnapshot(dataset, now)),
          },
        ]
      : []),
    ...(wanted.length > 0
      ? [
          {
            verb: 'set',
            title: `set ${wanted.map(({ property }) => property).join(', ')}`,
            effect,
            do: run('zfs', 'set', ...assign(properties), dataset),
            guard: [when.there(node, dataset)],
            verify: [when.local(node, dataset, properties)],
          } as const,
        ]
      : []),
    // With -S, what was received counts again, and even a quota can be taken away (OpenZFS 2.2).
    ...inherited.map((property) => ({
      verb: `inherit:${property}`,
      title: `let ${property} be inherited`,
      effect: 'live' as const,
      do: run('zfs', 'inherit', '-S', property, dataset),
      verify: [when.unset(node, dataset, property)],
    })),
  ];
}

/** Under its name again, and mounted as it was. */
function backActs(subject: Subject, live: DatasetLive): Act[] {
  const { node, dataset } = subject;
  const { mark } = live;
  if (!mark || !isGoing(mark)) return [];
  const was = mark.was?.['canmount'] ?? null;
  const isAway = live.dataset !== dataset;
  return [
    ...(isAway
      ? [
          {
            verb: 'return',
            title: `rename ${live.dataset} back`,
            do: run('zfs', 'rename', live.dataset, dataset),
            guard: [when.absent(node, dataset), when.marked(node, live.dataset, mark.id)],
            verify: [when.marked(node, dataset, mark.id)],
          },
        ]
      : []),
    {
      verb: 'can-mount',
      title: 'let it be mounted again',
      do:
        was === null
          ? run('zfs', 'inherit', '-S', 'canmount', dataset)
          : run('zfs', 'set', `canmount=${was}`, dataset),
    },
    ...(live.properties.get('mounted')?.value === 'yes'
      ? []
      : [
          {
            verb: 'mount',
            title: 'mount it',
            do: run('zfs', 'mount', dataset),
            verify: [when.mounted(node, dataset, true)],
          },
        ]),
  ];
}

function updated(input: Input, subject: Subject, want: DatasetSpec, live: DatasetLive): Act[] {
  const slots = new Set(input.changes.map(({ slot }) => slot));
  const open = new Set(input.changes.map((change) => change.path));
  const isUnfinished = live.mark?.owed?.includes('') === true;
  const isBack = live.mark !== null && isGoing(live.mark);
  // What is exported is a path, so that another one is another export.
  const moved = open.has('/mountpoint') && want.nfs !== undefined;
  // Where it is to be mounted elsewhere, and that waits, there is no such folder yet.
  const path = want.properties['mountpoint'];
  const isThere =
    path === undefined || live.properties.get('mountpoint')?.value === path || open.has('/mountpoint');
  const isOwned = (slots.has('owner') || isUnfinished) && isThere;
  const unowned = input.changes.some(({ slot, after }) => slot === 'owner' && after === null);
  const { node, dataset } = subject;
  return [
    ...backActs(subject, live),
    ...setActs(input, subject, want),
    ...(isOwned && !unowned ? folderActs(subject, want) : []),
    ...(unowned
      ? [
          {
            verb: 'disown',
            title: 'forget its owner',
            do: run('zfs', 'inherit', OWNER_PROPERTY, dataset),
            verify: [when.unset(node, dataset, OWNER_PROPERTY)],
          },
        ]
      : []),
    ...(isThere && (slots.has('nfs') || moved || ((isUnfinished || isBack) && want.nfs))
      ? exportActs(subject, dataset, want)
      : []),
    ...scriptAct(input, subject, want),
    markAct(subject, isOwned && !unowned ? ownerProperty(want) : {}),
  ];
}

function actsOf(input: Input, subject: Subject): Act[] {
  const { want, seen, action, now } = input;
  const live = 'live' in seen ? seen.live : null;
  switch (action) {
    case 'create':
      return want ? created(input, subject, want.spec) : [];
    case 'update':
    case 'rename':
    case 'adopt':
      return want && live ? updated(input, subject, want.spec, live) : [];
    case 'remove':
      return live ? letGo({ ...subject, dataset: live.dataset }, live) : [];
    case 'retire':
      return live ? retire(subject, live, now) : [];
    case 'destroy':
      return live ? destroy(subject, live, subject.dataset) : [];
    case 'replace':
    case 'migrate':
    case 'no-op':
      return [];
  }
}

export function datasetSteps(input: Input): readonly Step[] {
  const { mark } = input;
  const [, node = '', dataset = ''] = /^dataset:([^:]*):(.*)$/s.exec(mark.id) ?? [];
  const subject = { node, dataset, mark };
  return rowOf(subject, actsOf(input, subject));
}
