/** How the nodes and the guests of an estate are, from one reading of them. Pure. */
import type { Address } from '../../config/model.ts';
import { grouped } from '../../grouped.ts';
import type { Mark, Seen } from '../../kinds/seen.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Figure } from '../signal.ts';
import { figure, secondsOf, type Whose } from './figure.ts';

export type GuestState = 'running' | 'stopped' | 'retired' | Exclude<Seen<unknown>['is'], 'ours'>;

/** One guest, declared or left over. */
export interface SeenGuest {
  readonly address: Address;
  readonly node: string;
  readonly state: GuestState;
  readonly shallRun: boolean;
  /** Git has it. */
  readonly declared: boolean;
  readonly mark: Mark | null;
}

interface LayerInstance {
  readonly node: string;
  readonly is: 'current' | 'old' | 'unfinished';
  /** ISO time; null where nobody knows. */
  readonly built: string | null;
}

interface SeenLayer {
  readonly address: Address;
  readonly instances: readonly LayerInstance[];
  /** Guests that were made from an older content. */
  readonly behind: readonly unknown[];
}

export interface NodesTold {
  readonly of: Whose;
  readonly snapshot: Snapshot;
  readonly guests: readonly SeenGuest[];
  readonly layers: readonly SeenLayer[];
  /** Milliseconds that a retired guest is kept. */
  readonly kept: number;
}

const STATES: readonly GuestState[] = [
  'running',
  'stopped',
  'retired',
  'absent',
  'foreign',
  'copy',
  'debris',
  'adoptable',
  'unknown',
];

/** How many guests that are down are named; more are only counted. */
const NAMED = 50;

const isDown = ({ state, shallRun }: SeenGuest) => state === 'stopped' && shallRun;

function nodeFigures(of: Whose, { nodes }: Snapshot): Figure[] {
  return [...nodes].flatMap(([node, facts]) => [
    figure('phoenix_node_reachable', { ...of, node }, facts.reachable ? 1 : 0),
    ...(facts.reachable && facts.pve !== ''
      ? [figure('phoenix_node_info', { ...of, node, pve: facts.pve }, 1)]
      : []),
  ]);
}

function guestFigures(of: Whose, guests: readonly SeenGuest[], nodes: Iterable<string>): Figure[] {
  const byNode = grouped(guests, ({ node }) => node);
  const down = guests.filter(isDown).toSorted((a, b) => (a.address < b.address ? -1 : 1));
  return [
    ...[...new Set([...nodes, ...byNode.keys()])].flatMap((node) => {
      const own = byNode.get(node) ?? [];
      return [
        figure('phoenix_declared_guests', { ...of, node }, own.filter(({ declared }) => declared).length),
        figure('phoenix_down_guests', { ...of, node }, own.filter(isDown).length),
        ...STATES.map((state) =>
          figure('phoenix_guests', { ...of, node, state }, own.filter((one) => one.state === state).length),
        ),
      ];
    }),
    ...down
      .slice(0, NAMED)
      .map(({ node, address }) => figure('phoenix_guest_down', { ...of, node, address }, 1)),
  ];
}

/** Of each node, the newest instance that is whole tells the age; those of each state are counted. */
function layerFigures(of: Whose, { address: layer, instances, behind }: SeenLayer): Figure[] {
  return [
    figure('phoenix_layer_behind_guests', { ...of, layer }, behind.length),
    ...[...grouped(instances, ({ node }) => node)].flatMap(([node, own]) => {
      const built = own.flatMap(({ is, built }) => (is === 'unfinished' || built === null ? [] : [built]));
      const newest = built.toSorted().at(-1);
      return [
        ...(newest === undefined
          ? []
          : [figure('phoenix_layer_built_timestamp_seconds', { ...of, layer, node }, secondsOf(newest))]),
        ...(['current', 'old', 'unfinished'] as const).map((state) =>
          figure(
            'phoenix_layer_instances',
            { ...of, layer, node, state },
            own.filter(({ is }) => is === state).length,
          ),
        ),
      ];
    }),
  ];
}

/** `nginx 1.0.0` of every guest, counted. */
function featureFigures(of: Whose, guests: readonly SeenGuest[]): Figure[] {
  const installed = guests.flatMap(({ mark }) =>
    Object.entries(mark?.features ?? {}).map(([feature, stamp]) => ({
      feature,
      version: stamp.replace(/ .*$/s, ''),
    })),
  );
  return [...grouped(installed, ({ feature, version }) => `${feature} ${version}`).values()].flatMap((same) =>
    same[0] ? [figure('phoenix_feature_guests', { ...of, ...same[0] }, same.length)] : [],
  );
}

function isDue({ state, mark }: SeenGuest, kept: number, now: string): boolean {
  return (
    state === 'retired' && mark?.retired !== undefined && Date.parse(mark.retired) + kept <= Date.parse(now)
  );
}

/** All of the group `nodes`: what is not told here is gone. */
export function nodesFigures({ of, snapshot, guests, layers, kept }: NodesTold): readonly Figure[] {
  const owing = guests.filter(({ state, mark }) => state !== 'retired' && (mark?.owed ?? []).length > 0);
  const due = guests.filter((one) => isDue(one, kept, snapshot.at));
  return [
    figure('phoenix_nodes_read_timestamp_seconds', of, secondsOf(snapshot.at)),
    ...nodeFigures(of, snapshot),
    ...guestFigures(of, guests, snapshot.nodes.keys()),
    figure('phoenix_restart_pending_guests', of, owing.length),
    figure('phoenix_retired_due_guests', of, due.length),
    ...layers.flatMap((layer) => layerFigures(of, layer)),
    ...featureFigures(of, guests),
  ];
}
