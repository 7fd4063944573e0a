/**
 * Conf files that someone put in place between two commands: in a lab of bare conf files, each is a new beginning.
 * What the simulator remembers of the guest from before is then forgotten: volumes, files, that it ran.
 */
import { digest } from '../../node/conf.ts';
import { confPath, runningPath, setRunning } from '../guests.ts';
import type { Host } from '../host.ts';

const seenPath = (vmid: number) => `/.sim/seen/${vmid}`;

const guestsNamed = (argv: readonly string[]) =>
  argv.filter((word) => /^[1-9]\d{2,8}$/.test(word)).map(Number);

function removeBelow(host: Host, folder: string): void {
  for (const name of host.list(folder)) {
    if (!host.remove(`${folder}/${name}`)) removeBelow(host, `${folder}/${name}`);
  }
}

function stateOf(host: Host, node: string, vmid: number): string {
  const text = host.read(confPath(node, vmid));
  return text === null ? 'none' : digest(text);
}

/** Call before a command: forgets guests that it names and whose conf files are not as the last command left them. */
export function forgetReplaced(host: Host, node: string, argv: readonly string[]): void {
  for (const vmid of guestsNamed(argv)) {
    const seen = host.read(seenPath(vmid));
    if (seen === null || seen === stateOf(host, node, vmid)) continue;
    for (const storage of host.list('/.sim/volumes')) removeBelow(host, `/.sim/volumes/${storage}/${vmid}`);
    removeBelow(host, `/.sim/guests/${vmid}`);
    // A mark that someone made by hand is empty: that one is of the new beginning.
    if (host.read(runningPath(vmid)) !== '') setRunning(host, vmid, null);
  }
}

/** Call after a command: keeps how it left the conf files. */
export function rememberConfs(host: Host, node: string, argv: readonly string[]): void {
  for (const vmid of guestsNamed(argv)) host.write(seenPath(vmid), stateOf(host, node, vmid));
}
