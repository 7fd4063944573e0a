/** `phoenix status` for people: a row for each guest, below it what is not as it should be, then nodes, and the sum last. */
import { durationText, momentText } from '../config/units.ts';
import { type Colors, colorsOf } from '../plan/render/colors.ts';
import { idText } from '../plan/render/comment/names.ts';
import { clip, plain } from '../plan/render/escape.ts';
import { capacityText, EFFECT_WORDS, plural } from '../plan/render/words.ts';
import type { EstateStatus, GuestStatus, HealthStatus } from './estate-status.ts';
import type { NodeStatus, Used } from './node-status.ts';
import { type Cell, type Column, fitting, tableLines } from './status-table.ts';

export interface StatusView {
  readonly color: boolean;
  readonly columns: number;
  /** The guests were asked for by name: of them everything is told. */
  readonly isNamed: boolean;
}

const STATES: Readonly<Record<GuestStatus['state'], string>> = {
  running: 'running',
  stopped: 'stopped',
  retired: 'retired',
  absent: 'not made yet',
  unknown: 'unknown',
  foreign: 'not ours',
  copy: 'not ours',
  debris: 'half made',
  adoptable: 'not adopted yet',
};

function healthLine(name: string, { is, text, ms }: HealthStatus, colors: Colors): string {
  const [mark, tint] =
    is === 'healthy' ? ['✓', colors.green] : is === 'unhealthy' ? ['✗', colors.red] : ['?', colors.yellow];
  return `    ${tint(mark)} ${plain(name, 40)}: ${plain(text)}${colors.dim(`  (${durationText(ms)})`)}`;
}

/** Software of a guest that does not run waits for it: nobody has to do anything. */
function owedText({ state, owed }: GuestStatus): string {
  const waits = state === 'stopped' && owed.every((path) => path.startsWith('/features/'));
  return waits ? 'its features are installed once it runs' : 'an apply has left work: apply again';
}

/** `2/3`: how many are well. */
function healthCell({ health }: GuestStatus, colors: Colors): Cell {
  const all = Object.values(health);
  if (all.length === 0) return { text: '' };
  const well = all.filter(({ is }) => is === 'healthy').length;
  const isBad = all.some(({ is }) => is === 'unhealthy');
  const tint = isBad ? colors.red : well === all.length ? colors.green : colors.yellow;
  return { text: `${well}/${all.length}`, tint };
}

function layerCell({ layer }: GuestStatus, colors: Colors): Cell {
  if (!layer) return { text: '' };
  const name = clip(layer.address, 30);
  return layer.behind ? { text: `${name} behind`, tint: colors.yellow } : { text: name };
}

function featureTexts({ features, plan }: GuestStatus): string[] {
  const others = new Set(plan?.action === 'create' ? [] : plan?.features);
  const installed = Object.entries(features).map(
    ([id, version]) => `${plain(id, 60)} ${plain(version, 64)}${others.has(id) ? '*' : ''}`,
  );
  const missing = [...others].filter((id) => !Object.hasOwn(features, id)).map((id) => `${plain(id, 60)} *`);
  return [...installed, ...missing];
}

/** `2 restart`, `2 live, drift`: how many fields differ, and the worst of it. */
function planCell({ plan }: GuestStatus, colors: Colors): Cell {
  if (!plan) return { text: '' };
  const { action, effect, changes, drift, held } = plan;
  const isWhole = action !== 'update' && action !== 'no-op';
  const what = isWhole ? action : `${changes} ${EFFECT_WORDS[effect]}`;
  const why = drift > 0 ? ', drift' : held > 0 && held >= changes ? ', on hold' : '';
  const isHard = effect === 'impossible' || effect === 'destroy' || effect === 'retire';
  return { text: `${what}${why}`, tint: isHard ? colors.red : colors.yellow };
}

function markCell({ state, well }: GuestStatus, colors: Colors): Cell {
  if (!well) return { text: '✗', tint: colors.red };
  const isQuiet = state !== 'running' && state !== 'stopped';
  return isQuiet ? { text: '·', tint: colors.dim } : { text: '✓', tint: colors.green };
}

const addressText = ({ addresses }: GuestStatus): string =>
  Object.values(addresses)
    .map((address) => plain(address, 45))
    .join(', ');

const shortCommit = ({ commit }: GuestStatus): string => commit?.slice(0, 7) ?? '';

function columnsOf({ guests, nodes }: EstateStatus, colors: Colors): readonly Column[] {
  const column = (head: string, rank: number, cellOf: (guest: GuestStatus) => Cell | string): Column => ({
    head,
    rank,
    cells: guests.map((guest) => {
      const cell = cellOf(guest);
      return typeof cell === 'string' ? { text: cell } : cell;
    }),
  });
  const isOne = nodes.length < 2;
  return [
    column('', 0, (guest) => markCell(guest, colors)),
    column('guest', 0, ({ address }) => ({ text: plain(address, 40), tint: colors.bold })),
    { ...column('id', 0, ({ id }) => idText(id)), isRight: true },
    column('state', 0, ({ state }) => STATES[state]),
    column('node', isOne ? 5 : 2, ({ node }) => plain(node, 30)),
    column('health', 0, (guest) => healthCell(guest, colors)),
    column('plan', 0, (guest) => planCell(guest, colors)),
    column('layer', 1, (guest) => layerCell(guest, colors)),
    column('address', 3, (guest) => clip(addressText(guest), 40)),
    column('features', 4, (guest) => clip(featureTexts(guest).join(', '), 60)),
    column('commit', 6, (guest) => ({ text: shortCommit(guest), tint: colors.dim })),
  ];
}

function stateWords(guest: GuestStatus): string[] {
  const { state, why, keptUntil, lock, owed, well } = guest;
  return [
    ...(why === null ? [] : [plain(why)]),
    ...(keptUntil === null ? [] : [`kept until ${momentText(Date.parse(keptUntil))}`]),
    ...(lock === null ? [] : [`locked by Proxmox: ${plain(lock, 40)}`]),
    ...(owed.length === 0 ? [] : [owedText(guest)]),
    ...(state === 'stopped' && !well ? ['it shall run'] : []),
  ];
}

/** What has no room in the row, and what is not as it should be. */
function detailLines(
  guest: GuestStatus,
  shown: ReadonlySet<string>,
  { isNamed }: StatusView,
  colors: Colors,
) {
  const words = stateWords(guest);
  const { layer, health } = guest;
  const features = featureTexts(guest).join(', ');
  const address = addressText(guest);
  const isAddressClipped = !shown.has('address') || address.length > 40;
  const isClipped = !shown.has('features') || features.length > 60 || isNamed;
  const checks = Object.entries(health).filter(([, { is }]) => isNamed || is !== 'healthy');
  return [
    ...(words.length > 0 ? [`    ${words.join('; ')}`] : []),
    ...(layer?.behind && (isNamed || !shown.has('layer'))
      ? [
          `    behind: made from ${plain(layer.address, 80)} as of ${layer.hash}, which is ${layer.wanted ?? 'gone'} now`,
        ]
      : []),
    ...(address !== '' && isAddressClipped ? [`    ${colors.dim(`at ${address}`)}`] : []),
    ...(features !== '' && isClipped ? [`    ${colors.dim(`has ${features}`)}`] : []),
    ...checks.map(([check, one]) => healthLine(check, one, colors)),
  ];
}

function usedText(what: 'memory' | 'cores', { used, of }: Used): string {
  const most = of === null ? '' : ` of ${capacityText(what, of)}`;
  return `${what} ${capacityText(what, used)}${most}`;
}

/** What does not stand in the line of the node, as far as its files tell. */
const TOLD = ['os', 'kernel', 'cpu.model', 'nvidia.driver', 'gpus', 'zfs.version', 'pools'] as const;

function factLines({ facts, declared }: NodeStatus, colors: Colors): string[] {
  const told = TOLD.filter((name) => Object.hasOwn(facts, name)).map(
    (name) => `${name} ${plain(facts[name] ?? '', 80)}`,
  );
  const other = Object.entries(declared).map(
    ([name, value]) =>
      `${plain(name, 60)} is ${plain(facts[name] ?? '', 80)}, and phoenix.json declares ${plain(value, 80)}`,
  );
  return [
    ...(told.length > 0 ? [`    ${colors.dim(told.join(', '))}`] : []),
    ...other.map((text) => `    ${colors.yellow('!')} ${text}`),
  ];
}

function nodeLine({ node, reachable, why, pve, running, memory, cores }: NodeStatus, colors: Colors): string {
  const name = `node ${colors.bold(plain(node, 60))}`;
  if (!reachable) return `${colors.red('✗')} ${name}  cannot be reached: ${plain(why ?? '')}`;
  const version = pve === null ? '' : `Proxmox VE ${plain(pve, 20)}, `;
  return `${colors.green('✓')} ${name}  ${version}${plural(running, 'guest')} running; ours take ${usedText('memory', memory)}, ${usedText('cores', cores)}`;
}

/** `2 running, 1 retired; 1 behind its layer; 2 differ, 1 of them by drift`. */
function countsText({ guests }: EstateStatus): string {
  const states = new Map<string, number>();
  for (const { state } of guests) states.set(STATES[state], (states.get(STATES[state]) ?? 0) + 1);
  const behind = guests.filter(({ layer }) => layer?.behind).length;
  const differ = guests.filter(({ plan }) => plan !== null).length;
  const drifted = guests.filter(({ plan }) => (plan?.drift ?? 0) > 0).length;
  const unchecked = guests
    .flatMap(({ health }) => Object.values(health))
    .filter(({ is }) => is === 'unchecked');
  const parts = [
    [...states].map(([state, n]) => `${n} ${state}`).join(', '),
    ...(differ > 0 ? [`${differ} to change${drifted > 0 ? `, ${drifted} drifted` : ''}`] : []),
    ...(behind > 0 ? [`${behind} behind ${behind === 1 ? 'its layer' : 'their layers'}`] : []),
    ...(unchecked.length > 0 ? [`${unchecked.length} not checked`] : []),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function summary(status: EstateStatus, colors: Colors): string {
  const { estate, guests } = status;
  const unwell = guests.filter(({ well }) => !well).length;
  const name = plain(estate, 80);
  const counts = countsText(status);
  const aside = counts === '' ? '' : `; ${counts}`;
  if (unwell === 0) return `${colors.green(`${guests.length} of ${name}: nothing is unwell`)}${aside}`;
  return `${colors.red(`${unwell} of ${guests.length} of ${name} unwell`)}${aside}`;
}

/** As lines of text, without a newline at the end. */
export function statusText(status: EstateStatus, view: StatusView): string {
  const colors = colorsOf(view.color);
  const columns = fitting(columnsOf(status, colors), view.columns);
  const shown = new Set(columns.map(({ head }) => head));
  const [heads = '', ...rows] = tableLines(columns);
  const guests = status.guests.flatMap((guest, i) => [
    rows[i] ?? '',
    ...detailLines(guest, shown, view, colors),
  ]);
  const strangers = status.strangers.map(
    ({ vmid, node, why }) =>
      `${colors.yellow('?')} ${vmid} on ${plain(node, 60)}  has the tag of Phoenix and is not ours: ${plain(why, 200)}`,
  );
  const hasOther = guests.some((line) => line.includes('*')) && shown.has('features');
  return [
    ...(guests.length > 0 ? [colors.dim(heads), ...guests, ''] : []),
    ...(view.isNamed
      ? []
      : [
          ...strangers,
          ...status.nodes.flatMap((node) => [nodeLine(node, colors), ...factLines(node, colors)]),
          '',
        ]),
    ...(hasOther ? [colors.dim('* git wants it otherwise')] : []),
    summary(status, colors),
  ].join('\n');
}
