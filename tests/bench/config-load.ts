/**
 * How long the config side takes, part by part, run by hand: `npx tsx tests/bench/config-load.ts [containers …]`.
 * Each size runs in a process of its own, so that nothing is warm and memory is its own.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { loadEstate } from '../../src/config/estate.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { openRepository } from '../../src/sources/git.ts';

function writeEstate(top: string, count: number): void {
  const write = (path: string, content: object) =>
    writeFileSync(join(top, 'configs', path), JSON.stringify(content, null, 2));
  for (const folder of ['lxc', 'base', 'profiles'])
    mkdirSync(join(top, 'configs', folder), { recursive: true });
  write('phoenix.json', { name: 'lab', nodes: { pve1: { storages: { 'local-zfs': { type: 'zfspool' } } } } });
  write('base/lxc.json', { net0: { bridge: 'vmbr0', gw: '10.0.0.1' }, tags: ['lab'], onboot: true });
  write('profiles/docker.json', { nesting: true, keyctl: true, tags: ['docker'] });
  write('profiles/web.json', { cores: 4, memory: '4G', tags: ['web'] });
  for (let n = 0; n < count; n += 1) {
    write(`lxc/web-${n}.json`, {
      vmid: 1000 + n,
      description: `web server ${n}`,
      extends: n % 3 === 0 ? ['docker', 'web'] : ['web'],
      ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
      cores: 1 + (n % 8),
      rootfs: { storage: 'local-zfs', size: '8G' },
      startup: { order: 3, up: 5 },
      net0: { ip: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}/8` },
    });
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', top, '-c', 'user.name=b', '-c', 'user.email=b@b', '-c', 'gc.auto=0', ...args]);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message=bench');
  git('gc', '--quiet');
}

/** Milliseconds of this process on a processor: other work on the machine does not count. */
function processorTime(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A bare reader of the same files: what no tool can do without. */
function bareRead(folder: string): number {
  const start = process.cpuUsage();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.json')) JSON.parse(readFileSync(join(folder, name), 'utf8'));
  }
  return processorTime(start);
}

async function measure(top: string): Promise<void> {
  const times: Record<string, number> = {};
  const timed = async <T>(name: string, run: () => T | Promise<T>): Promise<T> => {
    const start = process.cpuUsage();
    const result = await run();
    times[name] = processorTime(start);
    return result;
  };
  times['bare read'] = bareRead(join(top, 'configs'));
  const repository = openRepository(top);
  const gitTree = await timed('git', () => repository.tree('HEAD', 'configs'));
  const diskTree = await timed('disk', () => readDiskTree(join(top, 'configs')));
  const first = await timed('load', () => loadEstate(gitTree, { env: null, kinds }));
  await timed('load again', () => loadEstate(diskTree, { env: null, kinds, previous: first }));
  repository.close();
  if (first.findings.length > 0) throw new Error(JSON.stringify(first.findings[0]));
  const count = first.resources.size;
  const cells = Object.entries(times).map(
    ([name, ms]) => `${name} ${ms.toFixed(0)} ms (${((ms * 1000) / count).toFixed(0)} µs each)`,
  );
  console.log(
    `${count} containers: ${cells.join(', ')}, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  );
}

const [first, ...more] = process.argv.slice(2);
if (first?.startsWith('/')) await measure(first);
else {
  for (const count of first === undefined ? ['1000', '10000'] : [first, ...more]) {
    const top = mkdtempSync(join(tmpdir(), 'phoenix-bench-'));
    writeEstate(top, Number(count));
    spawnSync(process.execPath, [...process.execArgv, process.argv[1] ?? '', top], { stdio: 'inherit' });
    rmSync(top, { recursive: true, force: true });
  }
}
