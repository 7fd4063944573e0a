/** The steps of a dataset that git no longer names: let go of, retired, or destroyed. */
import { type Act, assign, exportActs, markAct, run, SLOW, type Subject } from './acts.ts';
import { when } from './conditions.ts';
import type { DatasetLive } from './live.ts';
import { formatMark, retiredName } from './mark.ts';
import { KEEP_PROPERTY, MARK_PROPERTY, OWNER_PROPERTY, RELEASED_PROPERTY } from './zfs-reading.ts';

/** By NFS: what its file says may not be known yet, and what is known may stand in no file any more. */
const mayBeMounted = ({ exports: { isWritten, clients } }: DatasetLive) => isWritten || clients.size > 0;

/** It keeps all that ZFS says of it; what Phoenix put beside it goes. */
export function letGo(subject: Subject, live: DatasetLive): Act[] {
  const { node, dataset } = subject;
  const guard = [when.marked(node, dataset, subject.mark.id)];
  const released = { [RELEASED_PROPERTY]: formatMark(live.mark ?? subject.mark) };
  const own = [KEEP_PROPERTY, OWNER_PROPERTY].filter((name) => live.properties.get(name)?.source === 'local');
  return [
    ...(mayBeMounted(live) ? exportActs(subject, dataset, null) : []),
    // Whoever brings the file back, by a revert say, takes it back by this; nobody else asks for it.
    {
      verb: 'release',
      title: 'write down whose it was',
      do: run('zfs', 'set', ...assign(released), dataset),
      guard,
      verify: [when.local(node, dataset, released)],
    },
    ...[...own, MARK_PROPERTY].map((property) => ({
      verb: `forget:${property}`,
      title: property === MARK_PROPERTY ? 'take its marker away' : `forget ${property}`,
      do: run('zfs', 'inherit', property, dataset),
      verify: [when.unset(node, dataset, property)],
    })),
  ];
}

/**
 * Its marker says that it is retired when all is done: until then the commit in it asks for this again, and what stood
 * there before is kept in it from the first change on.
 */
export function retire(subject: Subject, live: DatasetLive, now: string): Act[] {
  const { node, dataset, mark } = subject;
  const had = live.properties.get('canmount');
  const was = live.mark?.was ?? { canmount: had?.source === 'local' ? had.value : null };
  const isAway = live.dataset !== dataset;
  const named = isAway ? live.dataset : retiredName(dataset, now);
  const guard = [when.marked(node, live.dataset, mark.id), when.alone(node, live.dataset)];
  const begun = formatMark({ ...(live.mark ?? mark), was, owed: [''] });
  const effect = 'retire' as const;
  const isMounted = live.properties.get('mounted')?.value === 'yes';
  return [
    ...(mayBeMounted(live) ? exportActs(subject, dataset, null) : []),
    ...(isMounted
      ? [
          {
            verb: 'unmount',
            title: 'unmount it',
            effect,
            do: run('zfs', 'unmount', live.dataset),
            guard,
            verify: [when.mounted(node, live.dataset, false)],
          },
        ]
      : []),
    ...(isAway
      ? []
      : [
          {
            verb: 'leave',
            title: 'let nothing mount it',
            effect,
            do: run('zfs', 'set', 'canmount=noauto', `${MARK_PROPERTY}=${begun}`, dataset),
            guard,
          },
          {
            verb: 'rename',
            title: `rename it to ${named}`,
            effect,
            do: run('zfs', 'rename', dataset, named),
            guard: [when.absent(node, named), ...guard],
            verify: [when.absent(node, dataset), when.marked(node, named, mark.id)],
          },
        ]),
    { ...markAct({ ...subject, dataset: named, mark: { ...mark, retired: now, was } }), verb: 'retire' },
  ];
}

export function destroy({ node, mark }: Subject, live: DatasetLive, home: string): Act[] {
  const name = live.dataset;
  return [
    ...(mayBeMounted(live) ? exportActs({ node, dataset: home, mark }, home, null) : []),
    {
      verb: 'destroy',
      title: `destroy ${name} with its snapshots`,
      effect: 'destroy',
      // Its snapshots go with it; a dataset below it, or a clone of one of them, stops it.
      do: run('zfs', 'destroy', '-r', name),
      guard: [when.marked(node, name, mark.id), when.alone(node, name)],
      verify: [when.absent(node, name)],
      timeout: SLOW,
    },
  ];
}
