/**
 * Timers that `systemd-run --on-active=SECONDS` leaves on a node: by the host's clock, when anybody looks, their commands
 * run. Known are copying and removing a file, and restarting the node, which is what Phoenix sets.
 */
import { die } from './failure.ts';
import type { Host } from './host.ts';
import { isOwn, ownPath } from './own-files.ts';
import { restartNode } from './power.ts';
import type { Session } from './session.ts';
import { held } from './shared-files.ts';

const FOLDER = '/.sim/timers';

interface Timer {
  readonly node: string;
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly argv: readonly string[];
}

const pathOf = (node: string, unit: string) => `${FOLDER}/${node}/${unit}`;

function run(host: Host, { node, argv }: Timer): void {
  const [program, ...rest] = argv;
  const [from = '', to = ''] = rest.filter((word) => !word.startsWith('-'));
  const place = (path: string) => (isOwn(path) ? ownPath(node, path) : path);
  if (program === 'rm') host.remove(place(from));
  if (program === 'systemctl') restartNode(host, node);
  const text = program === 'cp' ? host.read(place(from)) : null;
  if (text !== null) host.write(place(to), text);
}

/** Runs what is due. */
export function fireTimers(host: Host): void {
  for (const node of host.list(FOLDER)) {
    for (const unit of host.list(`${FOLDER}/${node}`)) {
      const text = host.read(pathOf(node, unit));
      const timer = text === null ? null : (JSON.parse(text) as Timer);
      // Of several programs that look at once, one takes it away, and that one runs it.
      if (timer && timer.due <= host.now() && host.remove(pathOf(node, unit))) run(host, timer);
    }
  }
}

/** `systemd-run --unit=U --on-active=N … -- COMMAND`; false: it is no timer. */
export function setTimer({ host, node, argv }: Session): boolean {
  const valueOf = (name: string) =>
    argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const seconds = valueOf('on-active');
  if (seconds === undefined) return false;
  const unit = `${valueOf('unit') ?? 'run-1'}.timer`;
  const command = argv.slice(argv.indexOf('--') + 1);
  const restarts = command.join(' ') === 'systemctl reboot';
  if (command[0] !== 'cp' && command[0] !== 'rm' && !restarts)
    die(`systemd-run: only cp, rm and a restart of the node are simulated, not ${command[0] ?? ''}`);
  const timer: Timer = { node: node.name, due: host.now() + Number(seconds) * 1000, argv: command };
  held(host, 'timers', () => {
    if (host.read(pathOf(node.name, unit)) !== null)
      die(`Failed to start transient timer unit: Unit ${unit} was already loaded`);
    host.write(pathOf(node.name, unit), JSON.stringify(timer));
  });
  return true;
}

/** `systemctl stop PATTERN`: a pattern that fits nothing is no failure, a name that nothing has is one. */
export function stopTimers({ host, node }: Session, patterns: readonly string[]): void {
  for (const pattern of patterns) {
    const form = new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
    const units = host.list(`${FOLDER}/${node.name}`).filter((unit) => form.test(unit));
    for (const unit of units) host.remove(pathOf(node.name, unit));
    if (units.length === 0 && !pattern.includes('*')) {
      die(`Failed to stop ${pattern}: Unit ${pattern} not loaded.`, 5);
    }
  }
}
