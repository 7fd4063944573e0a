/** Interfaces of a guest that runs, changed as its conf file was: replaced where they are others, readdressed otherwise. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../../sources/write.ts';
import type { GuestOptions } from '../../session.ts';
import { initOf } from './containers.ts';
import type { GuestNet } from './guest-nets.ts';
import { inGuestNetwork, plugIn } from './lifecycle.ts';
import { must, run } from './machine.ts';
import type { LabNames } from './names.ts';
import { withNetworkLock } from './network.ts';
import type { Places } from './stage.ts';

const planPath = (names: LabNames, vmid: number) => join(names.run, `nets-${vmid}.json`);

const isSame = (a: GuestNet, b: GuestNet) =>
  (['name', 'bridge', 'hwaddr', 'mtu', 'down'] as const).every((key) => a[key] === b[key]);

function setAddresses(names: LabNames, vmid: number, net: GuestNet): void {
  const ip = (...argv: string[]) => inGuestNetwork(names, vmid, ['ip', ...argv]);
  ip('-4', 'addr', 'flush', 'dev', net.name);
  if (net.address !== undefined) ip('addr', 'add', net.address, 'dev', net.name);
  if (net.address6 !== undefined) ip('-6', 'addr', 'replace', net.address6, 'dev', net.name);
  if (net.gateway !== undefined) ip('route', 'replace', 'default', 'via', net.gateway, 'dev', net.name);
  if (net.gateway6 !== undefined)
    ip('-6', 'route', 'replace', 'default', 'via', net.gateway6, 'dev', net.name);
}

function plug(names: LabNames, vmid: number, net: GuestNet): void {
  const ip = (...argv: string[]) => must(['ip', '-n', names.namespace, ...argv]);
  const peer = `${net.veth}p`;
  const init = initOf(names, vmid);
  // What a killed command has left half plugged in.
  run(['ip', '-n', names.namespace, 'link', 'del', net.veth]);
  ip(
    'link',
    'add',
    net.veth,
    ...(net.mtu === undefined ? [] : ['mtu', net.mtu]),
    'type',
    'veth',
    'peer',
    'name',
    peer,
  );
  if (net.hwaddr !== undefined) ip('link', 'set', peer, 'address', net.hwaddr);
  ip('link', 'set', peer, 'netns', String(init), 'name', net.name);
  if (net.down) return;
  ip('link', 'set', net.veth, 'master', net.bridge, 'up');
  inGuestNetwork(names, vmid, ['ip', 'link', 'set', net.name, 'up']);
  setAddresses(names, vmid, net);
}

/** Brings the interfaces of a running guest to what its conf file says. @throws Failure */
export function applyNets(guest: GuestOptions, places: Places): void {
  const { names } = places;
  const path = planPath(names, guest.vmid);
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as GuestNet[]) : [];
  withNetworkLock(() => {
    const now = plugIn(guest, places);
    if (JSON.stringify(now) === JSON.stringify(before)) return;
    for (const old of before) {
      const kept = now.find(({ key }) => key === old.key);
      if (!kept || !isSame(old, kept)) run(['ip', '-n', names.namespace, 'link', 'del', old.veth]);
    }
    for (const net of now) {
      const old = before.find(({ key }) => key === net.key);
      if (!old || !isSame(old, net)) plug(names, guest.vmid, net);
      else if (JSON.stringify(old) !== JSON.stringify(net) && !net.down) setAddresses(names, guest.vmid, net);
    }
    writeWhole(path, JSON.stringify(now));
  });
}
