/** Static addresses of all guests of a lab, read from their conf files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function addressesOfLab(dir: string): Set<string> {
  const nodes = join(dir, 'etc/pve/nodes');
  const found = new Set<string>();
  if (!existsSync(nodes)) return found;
  for (const node of readdirSync(nodes)) {
    const folder = join(nodes, node, 'lxc');
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.conf')) : [];
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [, address = ''] of text.matchAll(/^net\d+:.*?\bip=([\d.]+)\//gm)) found.add(address);
    }
  }
  return found;
}
