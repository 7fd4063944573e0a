/** Starting and ending real guests. The simulator has checked and locked all before; here the machine does it. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { writeWhole } from '../../../sources/write.ts';
import { die } from '../../failure.ts';
import { runningPath } from '../../guests.ts';
import type { GuestOptions, StopOrder } from '../../session.ts';
import { sleepSync } from '../file-lock.ts';
import { containerConfig, isUnprivileged, limits, type Surroundings } from './container-config.ts';
import { initOf, isUp, lxc, monitorOf } from './containers.ts';
import { gatewayOf, type GuestNet, guestNets } from './guest-nets.ts';
import { addressesOfLab } from './lab-addresses.ts';
import { takeLease } from './leases.ts';
import { cgroupVersion, must, run } from './machine.ts';
import { containerName, type LabNames, logFile, pidFile } from './names.ts';
import { ensureNetwork, takenSubnets, uplinkMtu, withNetworkLock } from './network.ts';
import { endProcesses } from './processes.ts';
import { labLines } from './raw-lines.ts';
import { FIRST_ID } from './shift.ts';
import { makeDevices, type Places, stage, unstage } from './stage.ts';
import { writeSystemFiles } from './system-files.ts';

const SECCOMP = '/usr/share/lxc/config/common.seccomp';

const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

const machine = () => ({
  cgroup: cgroupVersion(),
  countsSwap: existsSync('/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes'),
  processors: availableParallelism(),
});

/** Several guests start at once, and one of them may just be calling it: it is whole at any moment. */
function writeProgram(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text, { mode: 0o755 });
  renameSync(fresh, path);
}

/** Two small programs that LXC calls: one plugs a cable in, one tells that a guest has ended by itself. */
function writeHooks({ dir, names }: Places, vmid: number): Pick<Surroundings, 'plug' | 'ended'> {
  const plug = join(names.run, 'plug');
  const ended = join(names.run, `ended-${vmid}`);
  // The arguments: the bridge, the container, `net`, `up`, `veth`, and this end's name.
  writeProgram(plug, '#!/bin/sh\nexec /sbin/ip link set "$6" master "$1" up\n');
  const mark = quote(join(dir, runningPath(vmid)));
  writeProgram(ended, `#!/bin/sh\n[ "$LXC_TARGET" = reboot ] || /bin/rm -f ${mark}\n`);
  return { plug, ended };
}

/** Interfaces of a guest, and the bridges for them. The caller holds the network's lock. */
export function plugIn(guest: GuestOptions, { dir, names }: Places): GuestNet[] {
  ensureNetwork(names, []);
  const taken = () => takenSubnets(names);
  const nets = guestNets(guest.vmid, guest.options, (key, bridge) =>
    takeLease({ dir, id: names.id, taken }, `${guest.vmid}/${key}`, bridge),
  ).map((net) => ({ ...net, mtu: net.mtu ?? String(uplinkMtu()) }));
  const own = addressesOfLab(dir);
  const needs = nets.map((net) => {
    const gateway = gatewayOf(net);
    // A guest of the estate may be the router of the others.
    const isGuest = gateway !== null && own.has(gateway.split('/')[0] ?? '');
    return { bridge: net.bridge, gateways: gateway === null || isGuest ? [] : [gateway] };
  });
  ensureNetwork(names, needs);
  return nets;
}

function reasonIn(log: string): string {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  const errors = lines.filter((line) => line.includes(' ERROR '));
  return errors
    .map((line) => line.replace(/^.*? ERROR\s+/, ''))
    .slice(0, 6)
    .join('\n');
}

/** @throws Failure when it does not come up, with what LXC said */
export function startContainer(guest: GuestOptions, places: Places, warn: (text: string) => void): void {
  const { names } = places;
  const { vmid } = guest;
  const name = containerName(names.id, vmid);
  if (isUp(names, vmid)) die(`container ${name} runs already, although CT ${vmid} does not`);
  const nets = withNetworkLock(() => plugIn(guest, places));
  const rootfs = stage(guest, places, warn);
  try {
    writeSystemFiles(rootfs, guest, nets, isUnprivileged(guest.options) ? FIRST_ID : 0);
    const devices = makeDevices(guest, places, warn);
    const seccomp = existsSync(SECCOMP) ? SECCOMP : null;
    const hooks = writeHooks(places, vmid);
    const around: Surroundings = { ...machine(), ...hooks, container: name, rootfs, nets, devices, seccomp };
    const folder = join(names.lxc, name);
    mkdirSync(folder, { recursive: true });
    const { lines, left } = labLines(guest.raw, places.real);
    for (const text of left) warn(text);
    writeFileSync(join(folder, 'config'), containerConfig({ ...guest, raw: lines }, around));
    writeWhole(join(names.run, `nets-${vmid}.json`), JSON.stringify(nets));
    rmSync(logFile(names, vmid), { force: true });
    const argv = lxc(
      names,
      vmid,
      'lxc-start',
      '-d',
      '-p',
      pidFile(names, vmid),
      '-o',
      logFile(names, vmid),
      '-l',
      'INFO',
    );
    // Without newuidmap on its PATH LXC maps ids itself, as root may; with it, it asks for a line in /etc/subuid.
    const path = join(names.run, 'bin');
    const absolute = argv.map((word) => (word === 'lxc-start' ? '/usr/bin/lxc-start' : word));
    const { exit, stderr } = run(['env', `PATH=${path}`, '/usr/bin/nsenter', ...absolute.slice(1)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (exit !== 0) {
      die(`startup for container '${vmid}' failed\n${reasonIn(logFile(names, vmid)) || stderr.trim()}`);
    }
  } catch (error) {
    run(lxc(names, vmid, 'lxc-stop', '--kill'));
    unstage(names, vmid);
    throw error;
  }
}

/** Waits until the watching process is gone too: only then nothing of the guest is in use any more. */
function awaitEnd(names: LabNames, vmid: number, seconds: number): boolean {
  for (let waited = 0; waited < seconds * 20; waited += 1) {
    if (monitorOf(names, vmid) === null) return true;
    sleepSync(50);
  }
  return monitorOf(names, vmid) === null;
}

/** A system that is still booting may not hear the first request, so it is made again. */
function shutDown(names: LabNames, vmid: number, seconds: number): boolean {
  const until = Date.now() + seconds * 1000;
  do {
    const left = Math.max(1, Math.ceil((until - Date.now()) / 1000));
    run(lxc(names, vmid, 'lxc-stop', '--nokill', '--timeout', String(Math.min(5, left))));
    if (awaitEnd(names, vmid, 0.5)) return true;
  } while (Date.now() < until);
  return false;
}

/** What is left of a guest that ended, or whose watching process was killed: then its own would go on unseen. */
export function cleanUp(names: LabNames, vmid: number): void {
  endProcesses(names, vmid);
  unstage(names, vmid);
  rmSync(pidFile(names, vmid), { force: true });
}

/** @throws Failure when it does not end in time and is not to be forced */
export function stopContainer(vmid: number, order: StopOrder, names: LabNames): void {
  const ended = !isUp(names, vmid) || (order.how === 'shutdown' && shutDown(names, vmid, order.seconds));
  if (!ended) {
    if (order.how === 'shutdown' && !order.force) {
      die(`command 'lxc-stop -n ${vmid} --nokill --timeout ${order.seconds}' failed: exit code 1`);
    }
    run(lxc(names, vmid, 'lxc-stop', '--kill'));
    if (!awaitEnd(names, vmid, 30)) die(`container ${containerName(names.id, vmid)} does not end`);
  }
  cleanUp(names, vmid);
}

/** Limits of a guest that runs become those of its conf file. */
export function applyLimits(guest: GuestOptions, names: LabNames, warn: (text: string) => void): void {
  const wanted = limits(guest, machine());
  // Memory and memory with swap may not pass each other on the way: up begins with the larger one, down with the smaller.
  for (const order of [wanted, wanted.toReversed()]) {
    // `-1` takes a limit away, and is no option.
    const failed = order.filter(
      ([file, value]) => run(lxc(names, guest.vmid, 'lxc-cgroup', '--', file, value)).exit !== 0,
    );
    if (failed.length === 0) return;
    if (order !== wanted) warn(`limits that could not be set: ${failed.map(([file]) => file).join(', ')}\n`);
  }
}

/** Runs a program where a guest's interfaces are. */
export function inGuestNetwork(names: LabNames, vmid: number, argv: readonly string[]): string {
  const init = initOf(names, vmid) ?? die(`CT ${vmid} does not run`);
  return must(['nsenter', '-t', String(init), '-n', ...argv]);
}
