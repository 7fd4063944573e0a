/** `phoenix status` for people: a line for each guest and one for each check, what is not well marked. */
import { durationText } from '../config/units.ts';
import { type Colors, colorsOf } from '../plan/render/colors.ts';
import { idText } from '../plan/render/comment/names.ts';
import { plain } from '../plan/render/escape.ts';
import { longest } from '../plan/render/words.ts';
import type { EstateStatus, GuestStatus, HealthStatus } from './estate-status.ts';

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

function guestLines(guest: GuestStatus, width: { address: number; id: number }, colors: Colors): string[] {
  const { address, id, node, state, why, commit, features, owed, health, well } = guest;
  const isQuiet = state !== 'running' && state !== 'stopped';
  const mark = well ? (isQuiet ? colors.dim('·') : colors.green('✓')) : colors.red('✗');
  const words = [
    `${STATES[state]} on ${plain(node, 60)}`,
    ...(why === null ? [] : [plain(why)]),
    ...(commit === null ? [] : [`at ${commit.slice(0, 7)}`]),
    ...(owed.length === 0 ? [] : [owedText(guest)]),
    ...(state === 'stopped' && !well ? ['it shall run'] : []),
  ];
  const installed = Object.entries(features)
    .map(([feature, version]) => `${plain(feature, 60)} ${plain(version, 64)}`)
    .join(', ');
  const name = colors.bold(plain(address, 80).padEnd(width.address));
  return [
    `${mark} ${name}  ${idText(id).padStart(width.id)}  ${words.join('; ')}`,
    ...(installed === '' ? [] : [`      ${colors.dim(`has ${installed}`)}`]),
    ...Object.entries(health).map(([check, one]) => healthLine(check, one, colors)),
  ];
}

function summary({ estate, guests }: EstateStatus, colors: Colors): string {
  const unwell = guests.filter(({ well }) => !well).length;
  const unchecked = guests
    .flatMap(({ health }) => Object.values(health))
    .filter(({ is }) => is === 'unchecked');
  const aside = unchecked.length === 0 ? '' : `; ${unchecked.length} not checked`;
  const name = plain(estate, 80);
  if (unwell === 0) return `${colors.green(`${guests.length} of ${name}: nothing is unwell`)}${aside}`;
  return `${colors.red(`${unwell} of ${guests.length} of ${name} unwell`)}${aside}`;
}

/** As lines of text, without a newline at the end. */
export function statusText(status: EstateStatus, color: boolean): string {
  const colors = colorsOf(color);
  const width = {
    address: Math.min(40, longest(status.guests.map(({ address }) => plain(address, 80)))),
    id: longest(status.guests.map(({ id }) => idText(id))),
  };
  return [
    ...status.guests.flatMap((guest) => guestLines(guest, width, colors)),
    ...(status.guests.length > 0 ? [''] : []),
    summary(status, colors),
  ].join('\n');
}
