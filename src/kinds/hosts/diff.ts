/** What differs of host records, name by name. */
import type { Change, Diff } from '../change.ts';
import type { DiffInput } from '../kind.ts';
import { pointer } from '../../json.ts';
import { differing, type HostsLive, known } from './live.ts';
import { type HostRecord, type HostsSpec, recordsIn } from './spec.ts';

type Input = DiffInput<HostsSpec, HostsLive>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };
const LATER = 'known after apply';

const shown = ({ ip }: HostRecord): string => (ip.startsWith('$') ? LATER : ip);

function changeOf(name: string, before: string | null, record: HostRecord | null): Change {
  return {
    path: pointer('records', name),
    before,
    after: record && shown(record),
    effect: 'config',
    slot: 'records',
    // IPAM gives another address than before without any commit.
    ...(record?.late && { followed: true as const }),
  };
}

function between(want: readonly HostRecord[], now: ReadonlyMap<string, string>): Change[] {
  const changed = want.flatMap((record) => {
    const before = now.get(record.name) ?? null;
    return before === shown(record) ? [] : [changeOf(record.name, before, record)];
  });
  const names = new Set(want.map(({ name }) => name));
  const gone = [...now].filter(([name]) => !names.has(name)).map(([name, ip]) => changeOf(name, ip, null));
  return [...changed, ...gone];
}

const asMap = (spec: HostsSpec): ReadonlyMap<string, string> =>
  new Map(spec.records.map((record) => [record.name, shown(record)]));

function domainChange(want: HostsSpec, base: HostsSpec | null): Change[] {
  const before = base?.domain ?? null;
  if (before === want.domain) return [];
  return [{ path: '/domain', before, after: want.domain, effect: 'config', slot: 'domain' }];
}

const lag = (nodes: readonly string[]): Change => ({
  path: '/commit',
  before: `${nodes.join(', ')} ${nodes.length === 1 ? 'has' : 'have'} not what it says`,
  after: 'as it shall be',
  effect: 'config',
  slot: 'marker',
});

const diffOf = (action: Diff['action'], changes: readonly Change[]): Diff =>
  changes.length === 0 ? NOTHING : { action, changes, notes: [], downtime: 0 };

export function diffHosts(input: Input): Diff {
  const { want, base, seen, snapshot, estate } = input;
  if (!want) {
    const isThere = seen ? seen.is === 'ours' : base !== null;
    const going: Change = { path: '', before: 'there', after: null, effect: 'config', slot: 'records' };
    return isThere ? diffOf('remove', [going]) : NOTHING;
  }
  if (seen === null || !snapshot) {
    const changes = [
      ...domainChange(want.spec, base?.spec ?? null),
      ...between(want.spec.records, base ? asMap(base.spec) : new Map()),
    ];
    return diffOf(base ? 'update' : 'create', changes);
  }
  const told = known(want.spec, snapshot, estate);
  switch (seen.is) {
    case 'absent': {
      const all = [...domainChange(want.spec, null), ...between(told.records, new Map())];
      return diffOf('create', all.length > 0 ? all : [lag(['every node'])]);
    }
    case 'ours': {
      const nodes = differing(told, seen.live);
      const [first] = nodes;
      if (first === undefined) return NOTHING;
      const now = recordsIn(seen.live.nodes.get(first)?.records);
      const changes = [...domainChange(want.spec, base?.spec ?? null), ...between(told.records, now)];
      return diffOf('update', changes.length > 0 ? changes : [lag(nodes)]);
    }
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'debris':
    case 'adoptable':
      return NOTHING;
  }
}
