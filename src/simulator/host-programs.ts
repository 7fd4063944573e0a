/**
 * Programs of a node that set up the node itself: kernel settings, modules, packages, and what Phoenix runs there by its
 * bundle. Nothing of it touches this machine; a failure is asked for by a file /.sim/failing/NODE/WHAT.
 */
import { failingPath } from './failing.ts';
import { die } from './failure.ts';
import type { Command, Session } from './session.ts';
import { ownPath } from './own-files.ts';
import { performed, type Performer } from './silent-guests.ts';
import { setTimer, stopTimers } from './timers.ts';
import { filesOfBundle, isBootstrap } from './stand-ins.ts';

const DPKG = '/var/lib/dpkg/status';
const own = ({ node }: Session, path: string) => ownPath(node.name, path);

const fails = ({ host, node }: Session, what: string) => host.read(failingPath(node.name, what)) !== null;

/** `sysctl --load=FILE`; values go where the kernel shows them. */
export const sysctl: Command = (session) => {
  const [, option = ''] = session.argv;
  const file =
    /^--load=(.+)$/.exec(option)?.[1] ?? die(`sysctl: only --load=FILE is simulated, not ${option}`);
  const text =
    session.host.read(own(session, file)) ?? die(`sysctl: cannot open "${file}": No such file or directory`);
  let failed = false;
  for (const line of text.split('\n')) {
    const [, key = '', value = ''] = /^([^#=\s][^=]*?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key === '') continue;
    if (fails(session, `sysctl ${key}`)) {
      session.warn(`sysctl: setting key "${key}": Invalid argument\n`);
      failed = true;
    } else {
      session.host.write(own(session, `/proc/sys/${key.replaceAll('.', '/')}`), `${value}\n`);
      session.print(`${key} = ${value}\n`);
    }
  }
  if (failed) die('', 255);
};

export const modprobe: Command = (session) => {
  const name =
    session.argv.slice(1).find((word) => !word.startsWith('-')) ?? die('modprobe: ERROR: missing parameters');
  if (fails(session, `module ${name}`))
    die(`modprobe: FATAL: Module ${name} not found in directory /lib/modules`);
  session.host.write(own(session, `/sys/module/${name.replaceAll('-', '_')}/initstate`), 'live\n');
};

interface Wish {
  readonly name: string;
  /** Null: it goes. */
  readonly version: string | null;
}

function wishIn(word: string): Wish {
  if (word.endsWith('-')) return { name: word.slice(0, -1), version: null };
  const [name = '', version = '1.0-1'] = word.split('=');
  return { name, version };
}

/** `apt-get update` and `apt-get install`: what is installed stands where dpkg has it. */
export const aptGet: Command = (session) => {
  const [, verb, ...words] = session.argv;
  if (verb === 'update') {
    if (fails(session, 'apt update'))
      die('E: Failed to fetch http://deb.debian.org/debian/dists/trixie/InRelease', 100);
    return;
  }
  if (verb !== 'install') die(`E: Invalid operation ${verb ?? ''}`, 100);
  const at = words.indexOf('--');
  const wishes = (at < 0 ? [] : words.slice(at + 1)).map(wishIn);
  for (const { name } of wishes)
    if (fails(session, `package ${name}`)) die(`E: Unable to locate package ${name}`, 100);
  const path = own(session, DPKG);
  const kept = (session.host.read(path) ?? '')
    .split('\n\n')
    .filter((entry) => entry.trim() !== '')
    .filter((entry) => !wishes.some(({ name }) => entry.startsWith(`Package: ${name}\n`)));
  const fresh = wishes.flatMap(({ name, version }) =>
    version === null
      ? []
      : [`Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}`],
  );
  session.host.write(path, `${[...kept, ...fresh].join('\n\n')}\n\n`);
};

/** Where the kernel tells what a feature of a node makes true. */
const FACT_FILES: Readonly<Record<string, string>> = { 'nvidia.driver': '/sys/module/nvidia/version' };

interface HostManifest {
  readonly facts?: Readonly<Record<string, string>>;
}

/** The driver that an install of a feature brings runs at once. */
function makeFacts(session: Session, feature: string, files: ReadonlyMap<string, string>): void {
  const { facts = {} } = JSON.parse(files.get(`f/${feature}/feature.json`) ?? '{}') as HostManifest;
  for (const [fact, option] of Object.entries(facts)) {
    const path = FACT_FILES[fact];
    const variable = option.replaceAll(/\W/g, '_').toUpperCase();
    const value = new RegExp(`\\b${variable}='?([^'\\n]*)`).exec(files.get(`m/${feature}/env`) ?? '')?.[1];
    if (path !== undefined && value) session.host.write(own(session, path), `${value}\n`);
  }
}

/** Phoenix's own bundle, as `systemd-run … sh -c BOOTSTRAP`. */
export const systemdRun: Command = (session) => {
  if (setTimer(session)) return;
  const at = session.argv.indexOf('--');
  // What systemd makes of the words of a unit's command.
  const argv = session.argv.slice(at + 1).map((word) => word.replaceAll('$$', () => '$'));
  if (at < 0 || !isBootstrap(argv)) die('systemd-run: only what Phoenix starts is simulated');
  const files = filesOfBundle(Buffer.from(session.stdin, 'latin1'));
  const performer: Performer = {
    read: (path) => session.host.read(own(session, path)),
    write: (path, text) => session.host.write(own(session, path), text),
    remove: (path) => session.host.remove(own(session, path)),
    fails: (feature) => fails(session, `feature ${feature}`),
    wantsRestart: (feature) => fails(session, `restart ${feature}`),
    installed: (feature, given) => makeFacts(session, feature, given),
  };
  session.at('host:begun');
  const { exit, stdout } = performed(files, performer);
  session.print(stdout);
  if (exit !== 0) die('', exit);
};

/** `systemctl stop UNIT…`: timers alone are simulated. */
export const systemctl: Command = (session) => {
  const [, verb, ...units] = session.argv;
  if ((verb === 'reload' || verb === 'restart') && /^dnsmasq@[A-Za-z]\w*$/.test(units[0] ?? '')) {
    const zone = (units[0] ?? '').replace('dnsmasq@', '');
    if (session.host.list(own(session, `/etc/dnsmasq.d/${zone}`)).length > 0) return;
    die(`Job for dnsmasq@${zone}.service failed because the control process exited with error code.`, 1);
  }
  if (verb !== 'stop') die(`systemctl: only stop, and reload of dnsmasq, are simulated, not ${verb ?? ''}`);
  stopTimers(session, units);
};
