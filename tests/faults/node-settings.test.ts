/** Faults of what makes a node itself as its file says: kernel settings, modules, packages, a driver that guests stand on. */
import { hostEstate } from '../support/host-estate.ts';
import { applyTo, hostFor } from '../support/in-process-apply.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { BELIEVED } from './exceptions.ts';
import type { FaultWorld } from './fault-world.ts';
import { testFaults } from './world-tests.ts';

const settings = (swappiness: number) => ({
  sysctl: { 'vm.swappiness': swappiness, 'net.ipv4.ip_forward': 1 },
  modules: { 'vfio-pci': true },
});

async function world(): Promise<FaultWorld> {
  const host = hostFor(hostEstate());
  await applyTo(host, hostEstate({ driver: '580.1', node: settings(10) }), { clock: virtualClock() });
  const node = {
    sysctl: { 'vm.swappiness': 20, 'kernel.panic': 10 },
    modules: { 'vfio-pci': true, zfs: 'zfs_arc_max=1' },
    packages: { htop: 'present', nano: 'absent' },
  };
  return {
    name: 'A node',
    host,
    estate: hostEstate({ driver: '590.2', node }),
    exceptions: [
      {
        why: 'guests that stand on a driver are stopped and started again when it is tried again',
        of: ({ row }) => /^(?:pct shutdown|systemd-run|lxc-ls|reading)/.test(row),
        repeats: /^pct (?:shutdown|start) \d+$/,
      },
      BELIEVED,
    ],
  };
}

testFaults({ name: 'A node itself', world, least: 100 });
