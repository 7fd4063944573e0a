/** How a dataset that is there becomes what git says: properties, the way back of one that was retired, folder and exports. */
import { type Act, assign, exportActs, markAct, run, type Subject } from './acts.ts';
import { when } from './conditions.ts';
import { fieldsOf } from './fields.ts';
import type { DatasetLive } from './live.ts';
import { folderActs, type Input, ownerProperty, scriptAct } from './making-steps.ts';
import { isGoing } from './mark.ts';
import { changeSnapshot } from './snapshots.ts';
import type { DatasetSpec } from './spec.ts';
import { KEEP_PROPERTY, OWNER_PROPERTY, RELEASED_PROPERTY } from './zfs-reading.ts';

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

export function updated(input: Input, subject: Subject, want: DatasetSpec, live: DatasetLive): Act[] {
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
    ...(live.properties.get(RELEASED_PROPERTY)?.source === 'local'
      ? [
          {
            verb: 'forget:released',
            title: 'forget that it was let go of',
            do: run('zfs', 'inherit', RELEASED_PROPERTY, dataset),
            verify: [when.unset(node, dataset, RELEASED_PROPERTY)],
          },
        ]
      : []),
  ];
}
