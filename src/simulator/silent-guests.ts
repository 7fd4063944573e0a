/**
 * Guests without processes, for a simulated machine in memory: no program runs in them, and what Phoenix brings in by its
 * bundle counts as installed. The marks that it would leave stand among the guest's files, and travel with its clones.
 */
import type { TarFile } from '../features/tar.ts';
import { guestRoot } from './guest-files.ts';
import { answerAgent } from './agent-runs.ts';
import { failingPath } from './failing.ts';
import type { Host } from './host.ts';
import type { GuestRuntime } from './session.ts';
import { filesOfBundle, isAgentProgram, isBootstrap, isCleaning } from './stand-ins.ts';

type Files = ReadonlyMap<string, string>;

/** The machine that a bundle comes to, a guest or the node itself; paths are its own. */
export interface Performer {
  read(path: string): string | null;
  write(path: string, text: string): void;
  remove(path: string): boolean;
  /** Scripts of that feature fail. */
  fails?(feature: string): boolean;
  /** Its install asks for a restart. */
  wantsRestart?(feature: string): boolean;
  installed?(feature: string, files: Files): void;
}

export interface Performed {
  readonly exit: number;
  readonly stdout: string;
}

const event = (name: string, more: object) => `${JSON.stringify({ phx: 1, event: name, ...more })}\n`;

const markPath = (feature: string) => `/var/lib/phoenix/features/${feature}.json`;

/** One that was begun has no hash until it has ended. */
const unfinished = (feature: string) => `"v":1,"id":"${feature}","version":"","hash":"","secrets":{}`;

function task(machine: Performer, line: string, files: Files): Performed {
  const [verb, feature = ''] = line.split(' ');
  const path = markPath(feature);
  if (verb === 'remove') {
    const absent = !machine.remove(path);
    return { exit: 0, stdout: event('removed', { feature, ...(absent && { why: 'absent' }) }) };
  }
  const mark = files.get(`m/${feature}/marker`) ?? '';
  const begin = event('begin', { feature });
  const same = machine.read(path) === mark;
  const end = (exit: number, why?: string) =>
    begin + event('end', { feature, exit, ms: 0, ...(why !== undefined && { why }) });
  if (!same && machine.fails?.(feature)) {
    machine.write(path, unfinished(feature));
    const script = event('begin', { feature, script: 'install' });
    return {
      exit: 20,
      stdout: begin + script + event('end', { feature, script: 'install', exit: 1, ms: 0 }) + end(1),
    };
  }
  if (!same && machine.wantsRestart?.(feature)) {
    machine.write(path, unfinished(feature));
    return { exit: 12, stdout: begin + event('restart', { feature }) };
  }
  machine.write(path, mark);
  machine.installed?.(feature, files);
  return { exit: 0, stdout: end(0, same ? 'unchanged' : 'installed') };
}

/** What a bundle does to a machine, without running any of it. @param found null: it was cut */
export function performed(found: readonly TarFile[] | null, machine: Performer): Performed {
  if (!found) return { exit: 21, stdout: event('refused', { why: 'the bundle was cut' }) };
  const files = new Map(found.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()] as const));
  const tasks = (files.get('plan') ?? '').split('\n').filter((line) => line !== '');
  const nonce = (files.get('nonce') ?? '').trim();
  let stdout = '';
  let exit = 0;
  for (const line of tasks) {
    const one = task(machine, line, files);
    stdout += one.stdout;
    exit = one.exit;
    if (exit !== 0) break;
  }
  return { exit, stdout: stdout + event('done', { nonce, exit }) };
}

function guestMachine(host: Host, vmid: number): Performer {
  const at = (path: string) => `${guestRoot(vmid)}${path}`;
  return {
    read: (path) => host.read(at(path)),
    write: (path, text) => host.write(at(path), text),
    remove: (path) => host.remove(at(path)),
    fails: (feature) => host.read(failingPath(vmid, `feature ${feature}`)) !== null,
  };
}

export function silentGuests(host: Host): GuestRuntime {
  return {
    exec: ({ vmid, argv, stdin, captured }) => {
      const perform = (bundle: Buffer) => performed(filesOfBundle(bundle), guestMachine(host, vmid));
      if (isBootstrap(argv)) return { ...perform(Buffer.from(stdin, 'latin1')), stderr: '' };
      if (isAgentProgram(argv)) return answerAgent(host, vmid, stdin, perform);
      if (isCleaning(argv)) return { exit: 0, stdout: '', stderr: '' };
      const who = captured ? '' : `lxc-attach: ${vmid}: `;
      const stderr = `${who}no process can be run in this simulated guest\n`;
      return { exit: 1, stdout: '', stderr };
    },
  };
}
