/** What differs of a zone or a vnet, field by field: what git never named is left as it is. */
import type { Change, Diff } from '../change.ts';
import { idOfEstate } from '../../plan/policy.ts';
import type { DiffInput } from '../kind.ts';
import type { Fields, Objects } from './config.ts';
import { leakChange, leaksOf, leakText } from './leaks.ts';
import { whyKept } from './kept.ts';
import { leftIn } from './left.ts';
import { sdnIn, type SdnLive } from './live.ts';
import { foreignEdits } from './pending.ts';
import { fieldPath, objectText, type SdnObject, type SdnSpec, subnetPath } from './spec.ts';

type Input = DiffInput<SdnSpec, SdnLive>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

/** Fields that Proxmox does not change in what is there, and what to do about it. */
const FIXED: Readonly<Record<string, string>> = {
  'zone type': 'Proxmox keeps the type of a zone: make another zone',
  'vnet zone': 'Proxmox keeps a vnet in its zone: make another vnet',
  'subnet vnet': 'Proxmox keeps a subnet in its vnet',
};

/** Traffic does not notice. */
const QUIET: ReadonlySet<string> = new Set(['alias', 'dnszoneprefix', 'dns', 'reversedns', 'dnszone']);

const typeOf = (key: string): string => key.slice(0, key.indexOf(':'));

function effectOf(key: string, field: string): Pick<Change, 'effect' | 'note'> {
  const note = FIXED[`${typeOf(key)} ${field}`];
  if (note !== undefined) return { effect: 'impossible', note };
  return { effect: QUIET.has(field) ? 'config' : 'live' };
}

/** `gateway 10.9.0.1, snat 1`. */
function fieldsText(fields: Fields): string {
  const words = Object.entries(fields).filter(([key]) => key !== 'vnet');
  return words.length === 0
    ? 'there'
    : words.map(([key, value]) => `${key} ${value.replaceAll('\n', ' ')}`).join(', ');
}

function fieldChanges(object: SdnObject, live: Fields, base: Fields | undefined): Change[] {
  const keys = [...Object.keys(object.fields), ...Object.keys(base ?? {})];
  return [...new Set(keys)].flatMap((field): Change[] => {
    const [before, after] = [live[field] ?? null, object.fields[field] ?? null];
    if (before === after) return [];
    return [
      { path: fieldPath(object, field), before, after, slot: object.key, ...effectOf(object.key, field) },
    ];
  });
}

/** A whole object that comes or goes. */
const wholeChange = (
  object: Pick<SdnObject, 'key' | 'path'>,
  before: Fields | null,
  after: Fields | null,
): Change => ({
  path: object.path,
  before: before && fieldsText(before),
  after: after && fieldsText(after),
  effect: 'live',
  slot: object.key,
});

/** Zones have one IPAM for all that is in them. */
function withIpamKept(change: Change, subnets: boolean): Change {
  const isIpam = change.slot.startsWith('zone:') && change.path === '/ipam';
  if (!isIpam || !subnets) return change;
  return {
    ...change,
    effect: 'impossible',
    note: 'Proxmox changes the IPAM of a zone only while it has no subnets',
  };
}

function updated(input: Input, want: SdnSpec, base: SdnSpec | null, live: Objects): Change[] {
  const before = new Map((base?.objects ?? []).map((object) => [object.key, object]));
  const kept = want.objects.flatMap((object) => {
    const now = live.get(object.key);
    return now
      ? fieldChanges(object, now, before.get(object.key)?.fields)
      : [wholeChange(object, null, object.fields)];
  });
  const wanted = new Set(want.objects.map(({ key }) => key));
  const gone = [...before.values()].flatMap((object) => {
    const now = live.get(object.key);
    return now && !wanted.has(object.key) ? [wholeChange(object, now, null)] : [];
  });
  const running = input.snapshot ? sdnIn(input.snapshot).running : null;
  const hasSubnets = !running || [...running.keys()].some((key) => key.startsWith(`subnet:${want.name}-`));
  return [...kept, ...gone].map((change) => withIpamKept(change, hasSubnets));
}

function created({ objects }: SdnSpec): Change[] {
  const [own, ...others] = objects;
  const words = Object.entries(own.fields).map(([field, after]): Change => ({
    path: fieldPath(own, field),
    before: null,
    after,
    effect: 'config',
    slot: own.key,
  }));
  const whole = others.map((object): Change => ({
    ...wholeChange(object, null, object.fields),
    effect: 'config',
  }));
  return [...words, ...whole];
}

/** Whatever is there of it goes: what stands in a vnet cannot outlive it. */
function removed(live: Objects, base: SdnSpec | null): Change[] {
  const paths = new Map((base?.objects ?? []).map(({ key, path }) => [key, path]));
  return [...live]
    .map(([key, fields]) => wholeChange({ key, path: paths.get(key) ?? subnetPath(key) }, fields, null))
    .toSorted((a, b) => (a.slot < b.slot ? 1 : -1));
}

const markerChange = (before: string, note: string): Change => ({
  path: '/commit',
  before,
  after: 'as it shall be',
  effect: 'config',
  slot: 'marker',
  note,
});

const ADOPTION: Change = {
  path: '/adopt',
  before: 'not ours',
  after: 'ours',
  effect: 'config',
  slot: 'marker',
};

/** What keeps SDN from being committed at all. */
function obstacles({ snapshot, settings }: Input): string[] {
  if (!snapshot?.files) return [];
  const { open } = leftIn(snapshot.files, idOfEstate(settings));
  const edits = foreignEdits(sdnIn(snapshot), open, {});
  return edits.length === 0
    ? []
    : [
        `edits of SDN wait in Proxmox that are not of this estate (${edits.join(', ')}): nothing of SDN is changed until somebody applies them or takes them back`,
      ];
}

function finished(changes: readonly Change[], input: Input, action: 'create' | 'update' | 'adopt'): Diff {
  return { action, changes, notes: obstacles(input), downtime: 0 };
}

function ours(input: Input, { live, mark, repair }: { live: SdnLive; mark: unknown; repair?: string }): Diff {
  const want = input.want?.spec;
  if (!want) return NOTHING;
  const all = updated(input, want, input.base?.spec ?? null, live.objects);
  const staying = new Map(
    all.flatMap((change) => {
      const why =
        change.after === null && change.path === subnetPath(change.slot) ? whyKept(input, change.slot) : null;
      return why === null ? [] : [[change, `${objectText(change.slot)} stays: ${why}`] as const];
    }),
  );
  const changes = all.filter((change) => !staying.has(change));
  if (repair !== undefined || mark === null)
    changes.push(markerChange('none', repair ?? 'it has no mark file'));
  // What stays is known by the commit that still named it, so that one is not moved past.
  if (changes.length === 0 && staying.size === 0 && input.base && !sameObjects(input.base.spec, want)) {
    changes.push(markerChange('an earlier commit', 'it is as it shall be already'));
  }
  const [behind] = live.behind;
  if (behind) {
    const nodes = live.behind.map(({ node, why }) => `${node} ${why}`).join(', ');
    changes.push(markerChange(nodes, 'SDN is applied again'));
  }
  const leaks = input.snapshot ? leaksOf(input.snapshot, want.objects[0].key) : [];
  if (want.cleans) changes.push(...leaks.map(leakChange));
  const told = [...staying.values(), ...(want.cleans ? [] : leaks.map(leakText))];
  if (changes.length === 0) return told.length === 0 ? NOTHING : { ...NOTHING, notes: told };
  const diff = finished(changes, input, 'update');
  return { ...diff, notes: [...diff.notes, ...told] };
}

const sameObjects = (a: SdnSpec, b: SdnSpec): boolean =>
  JSON.stringify(a.objects) === JSON.stringify(b.objects);

/** What would keep the subnets of a vnet from going. */
function leaksIn({ snapshot }: Input, { objects }: SdnLive): Change[] {
  const id = [...objects.keys()].find((key) => !key.startsWith('subnet:')) ?? '';
  return snapshot ? leaksOf(snapshot, id).map(leakChange) : [];
}

function gone(input: Input): Diff {
  const { seen, base } = input;
  if (seen === null) {
    if (!base) return NOTHING;
    const objects = new Map(base.spec.objects.map(({ key, fields }) => [key, fields]));
    return { ...NOTHING, action: 'remove', changes: removed(objects, base.spec) };
  }
  switch (seen.is) {
    case 'ours': {
      const id =
        base?.spec.objects[0].key ?? [...seen.live.objects.keys()].find((key) => !key.startsWith('subnet:'));
      const kept = id === undefined ? null : whyKept(input, id);
      if (kept !== null) return { ...NOTHING, notes: [kept] };
      const going = [...removed(seen.live.objects, base?.spec ?? null), ...leaksIn(input, seen.live)];
      const left = [markerChange('its mark file', 'it is gone already')];
      return {
        action: 'remove',
        changes: going.length > 0 ? going : left,
        notes: obstacles(input),
        downtime: 0,
      };
    }
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'absent':
    case 'debris':
    case 'adoptable':
      return NOTHING;
  }
}

export function diffSdn(input: Input): Diff {
  const { want, base, seen } = input;
  if (!want) return gone(input);
  if (seen === null) {
    if (!base && want.spec.adopt) return finished([ADOPTION, ...created(want.spec)], input, 'adopt');
    if (!base) return finished(created(want.spec), input, 'create');
    const before = new Map(base.spec.objects.map(({ key, fields }) => [key, fields]));
    const changes = updated(input, want.spec, base.spec, before);
    return changes.length === 0 ? NOTHING : finished(changes, input, 'update');
  }
  switch (seen.is) {
    case 'absent':
      return finished(created(want.spec), input, 'create');
    case 'adoptable': {
      const changes = updated(input, want.spec, null, seen.live.objects);
      return finished([ADOPTION, ...changes], input, 'adopt');
    }
    case 'ours':
      return ours(input, seen);
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'debris':
      return NOTHING;
  }
}
