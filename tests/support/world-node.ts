/** Gives a simulated node what the small world needs besides its files: devices, a pool, a snippet, a stranger's template. */
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { writeVolume } from '../../src/simulator/storage/volumes.ts';
import { STRANGER, WORLD_FILES, WORLD_NEEDS } from './spec-world.ts';

function makeStranger(host: MemoryHost, node: string): void {
  const { ostemplate } = WORLD_FILES['lxc/base.json'];
  for (const argv of [
    ['pct', 'create', String(STRANGER), ostemplate, '--rootfs', 'local-zfs:4', '--unprivileged', '1'],
    ['pct', 'template', String(STRANGER)],
  ]) {
    const { exit, stderr } = simulate({ host, node, argv });
    if (exit !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  }
}

/** @param nodes of the cluster; the stranger is on the first one */
export function equip(host: MemoryHost, nodes: readonly string[]): void {
  for (const name of nodes) {
    const path = `/.sim/nodes/${name}.json`;
    const facts = JSON.parse(host.read(path) ?? '{}') as { devices: string[] };
    const devices = [...new Set([...facts.devices, ...WORLD_NEEDS.devices])];
    host.write(path, JSON.stringify({ ...facts, devices }));
  }
  host.write('/etc/pve/user.cfg', WORLD_NEEDS.pools.map((pool) => `pool:${pool}::::\n`).join(''));
  for (const snippet of WORLD_NEEDS.snippets) {
    const [storage = '', name = ''] = snippet.split(/:(.*)/s);
    writeVolume(host, { storage, name }, { format: 'raw', size: 100 });
  }
  const [first] = nodes;
  if (first !== undefined) makeStranger(host, first);
}
