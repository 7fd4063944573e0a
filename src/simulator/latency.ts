/**
 * How long the real commands took (latency.json: medians in milliseconds on two idle cores, PVE 9.2, btrfs and dir
 * storage; migrate is assumed, and so is all of `qm`: estimated from what `pct` takes for the same), and at which
 * moments of a command that time passes.
 */
import { confPath, isRunning } from './guests.ts';
import type { Host } from './host.ts';
import latency from './latency.json' with { type: 'json' };
import { vmConfPath } from './qm/machines.ts';

const MEDIANS: Readonly<Record<string, number>> = latency;

/** A command that was not measured takes as long as most do: Perl's start. */
const TYPICAL_MS = 1000;

/** About so much of every command is Perl loading, before anything is looked at. */
const PERL_MS = 700;

export interface TimedCall {
  readonly node: string;
  /** `pct clone` */
  readonly command: string;
  readonly argv: readonly string[];
}

/** What makes the same command slow or quick: a running guest's file system grows at once, a template is linked. */
function variantOf(host: Host, { node, command, argv }: TimedCall): string {
  const vmid = Number(argv.find((word) => /^[1-9]\d{2,8}$/.test(word)) ?? 0);
  if (command === 'pct resize') return isRunning(host, vmid) ? 'pct resize running' : command;
  if (command !== 'pct clone' && command !== 'qm clone') return command;
  const path = command === 'pct clone' ? confPath(node, vmid) : vmConfPath(node, vmid);
  const template = /^template: 1$/m.test(host.read(path) ?? '');
  return template && !argv.includes('--full') ? command : `${command} --full`;
}

/** Milliseconds of the real command. */
export function latencyOf(host: Host, call: TimedCall): number {
  const { command, argv } = call;
  const program = command.split(' ')[0] ?? '';
  const start = argv.includes('--start') && /^(?:pct|qm) (?:create|restore|rollback)$/.test(command);
  const own = MEDIANS[variantOf(host, call)] ?? MEDIANS[command] ?? MEDIANS[program] ?? TYPICAL_MS;
  return own + (start ? (MEDIANS[`${program} start`] ?? 0) : 0);
}

/** Which share of a command's time has passed at its moments; what is not here comes at once. */
const SHARES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'pct create': {
    'create:locked': 0.25,
    'disk:allocated': 0.3,
    'create:allocated': 0.35,
    'create:unpacked': 0.8,
    'create:written': 0.85,
  },
  'pct restore': { 'restore:locked': 0.25, 'disk:allocated': 0.3, 'restore:unpacking': 0.4 },
  'pct clone': {
    'clone:source-locked': 0.3,
    'clone:target-locked': 0.35,
    'clone:planned': 0.4,
    'disk:allocated': 0.5,
    'disk:copying': 0.55,
    'clone:copied': 0.9,
    'clone:unlocked': 0.95,
  },
  'pct destroy': { 'destroy:freed': 0.85, 'destroy:emptied': 0.95 },
  'pct start': { 'start:activated': 0.5, 'start:running': 0.95 },
  'pct stop': { 'stop:signalled': 0.4, 'stop:stopped': 0.95 },
  'pct shutdown': { 'stop:signalled': 0.3, 'stop:stopped': 0.95 },
  'pct reboot': {
    'stop:signalled': 0.25,
    'stop:stopped': 0.5,
    'start:activated': 0.6,
    'start:running': 0.95,
  },
  'pct snapshot': { 'snapshot:prepared': 0.8, 'snapshot:taken': 0.9 },
  'pct delsnapshot': { 'delsnapshot:volume': 0.85 },
  'pct rollback': { 'rollback:prepared': 0.75, 'rollback:volume': 0.9 },
  'pct resize': { 'resize:grown': 0.1 },
  'pct move-volume': { 'move:locked': 0.2, 'disk:allocated': 0.3, 'disk:copying': 0.35, 'move:copied': 0.9 },
  'pct migrate': { 'migrate:locked': 0.2, 'migrate:copying': 0.4, 'migrate:moved': 0.8 },
  'qm create': { 'create:locked': 0.3, 'disk:allocated': 0.4, 'disk:importing': 0.5, 'create:written': 0.9 },
  'qm clone': {
    'clone:planned': 0.3,
    'clone:target-locked': 0.35,
    'disk:allocated': 0.4,
    'disk:copying': 0.45,
    'clone:copied': 0.9,
  },
  'qm destroy': { 'destroy:freed': 0.85, 'destroy:emptied': 0.95 },
  'qm start': { 'start:activated': 0.5, 'start:running': 0.95 },
  'qm stop': { 'stop:signalled': 0.4, 'stop:stopped': 0.95 },
  'qm shutdown': { 'stop:signalled': 0.2, 'stop:stopped': 0.95 },
  'qm reboot': { 'stop:signalled': 0.15, 'stop:stopped': 0.6, 'start:activated': 0.8, 'start:running': 0.95 },
  'qm snapshot': { 'snapshot:prepared': 0.8, 'snapshot:taken': 0.9 },
  'qm migrate': { 'migrate:locked': 0.2, 'migrate:copying': 0.4, 'migrate:moved': 0.9 },
  vzdump: { 'vzdump:locked': 0.15, 'vzdump:archiving': 0.4 },
};

/** Lets a command's time pass, moment by moment. */
export interface Pace {
  reach(point: string): void;
  /** All of it has passed. */
  finish(): void;
  /** Milliseconds that the whole command takes. */
  readonly ms: number;
}

const AT_ONCE: Pace = { reach: () => {}, finish: () => {}, ms: 0 };

/** @param scale factor on the recorded durations; 0 answers at once */
export function paceOf(host: Host, call: TimedCall, scale: number): Pace {
  if (scale === 0) return AT_ONCE;
  const real = latencyOf(host, call);
  const ms = real * scale;
  let passed = 0;
  const pass = (share: number) => {
    const rest = share * ms - passed;
    if (rest <= 0) return;
    passed += rest;
    host.wait(rest);
  };
  const loading = Math.min(PERL_MS / real, 0.7);
  return {
    reach: (point) => pass(point === 'begin' ? loading : (SHARES[call.command]?.[point] ?? 0)),
    finish: () => pass(1),
    ms,
  };
}
