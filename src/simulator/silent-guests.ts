/**
 * Guests without processes, for a simulated machine in memory: no program runs in them, and what Phoenix brings in by its
 * bundle counts as installed. The marks that it would leave stand among the guest's files, and travel with its clones.
 */
import { guestRoot } from './guest-files.ts';
import type { Host } from './host.ts';
import type { GuestEnd, GuestRuntime } from './session.ts';
import { filesOfBundle, isBootstrap, isCleaning } from './stand-ins.ts';

type Files = ReadonlyMap<string, string>;

const event = (name: string, more: object) => `${JSON.stringify({ phx: 1, event: name, ...more })}\n`;

function performed(host: Host, vmid: number, task: string, files: Files): string {
  const [verb, feature = ''] = task.split(' ');
  const path = `${guestRoot(vmid)}/var/lib/phoenix/features/${feature}.json`;
  if (verb === 'remove') {
    const absent = !host.remove(path);
    return event('removed', { feature, ...(absent && { why: 'absent' }) });
  }
  const mark = files.get(`m/${feature}/marker`) ?? '';
  const why = host.read(path) === mark ? 'unchanged' : 'installed';
  host.write(path, mark);
  return event('begin', { feature }) + event('end', { feature, exit: 0, ms: 0, why });
}

function run(host: Host, vmid: number, stdin: string): GuestEnd {
  const found = filesOfBundle(Buffer.from(stdin, 'latin1'));
  if (!found) return { exit: 21, stdout: event('refused', { why: 'the bundle was cut' }), stderr: '' };
  const files = new Map(found.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()] as const));
  const tasks = (files.get('plan') ?? '').split('\n').filter((task) => task !== '');
  const told = tasks.map((task) => performed(host, vmid, task, files)).join('');
  const nonce = (files.get('nonce') ?? '').trim();
  return { exit: 0, stdout: told + event('done', { nonce, exit: 0 }), stderr: '' };
}

export function silentGuests(host: Host): GuestRuntime {
  return {
    exec: (process) =>
      isBootstrap(process.argv)
        ? run(host, process.vmid, process.stdin)
        : isCleaning(process.argv)
          ? { exit: 0, stdout: '', stderr: '' }
          : {
              exit: 1,
              stdout: '',
              stderr: `lxc-attach: ${process.vmid}: no process can be run in this simulated guest\n`,
            },
  };
}
