/**
 * Facts of a node as a flat table, `nvidia.driver` to `580.76.05`: what features may require, what phoenix.json may declare,
 * and what people ask. From files that are read anyway; a fact that nobody tells is left out. Pure.
 */
import { bridgesOf, cardsOf, coresOf, memoryOf } from './host-facts.ts';

const KERNEL_PATH = '/proc/sys/kernel/osrelease';
const NVIDIA_PATHS = ['/sys/module/nvidia/version', '/proc/driver/nvidia/version'] as const;
const ZFS_PATH = '/sys/module/zfs/version';
const SYSTEM_PATH = '/etc/os-release';
/** One folder a pool; nothing of it needs `zpool`. */
const POOL_PATTERN = '/proc/spl/kstat/zfs/*/state';

export const FACT_PATTERNS = [KERNEL_PATH, ...NVIDIA_PATHS, ZFS_PATH, SYSTEM_PATH, POOL_PATTERN] as const;

/** By name, sorted. */
export type FactTable = Readonly<Record<string, string>>;

type Files = ReadonlyMap<string, string>;

const line = (files: Files, path: string) => files.get(path)?.trim() ?? '';

function nvidiaDriver(files: Files): string {
  const [inSys, inProc] = NVIDIA_PATHS;
  const told = /^NVRM version:.*?\s(\d+(?:\.\d+)+)\s/m.exec(files.get(inProc) ?? '')?.[1] ?? '';
  return line(files, inSys) || told;
}

/** `debian:13`, as features name systems. */
function systemOf(files: Files): string {
  const text = files.get(SYSTEM_PATH) ?? '';
  const value = (key: string) => new RegExp(`^${key}="?([a-z0-9.]+)"?$`, 'm').exec(text)?.[1] ?? '';
  const [id, version] = [value('ID'), value('VERSION_ID')];
  return id === '' || version === '' ? '' : `${id}:${version}`;
}

function poolsOf(files: Files): string[] {
  return [...files.keys()].flatMap(
    (path) => /^\/proc\/spl\/kstat\/zfs\/([^/]+)\/state$/.exec(path)?.[1] ?? [],
  );
}

const gibibytes = (kib: number) => (kib === 0 ? '' : `${Math.round(kib / 1024 ** 2)}G`);
const count = (n: number) => (n === 0 ? '' : String(n));
const list = (names: readonly string[]) => [...names].sort().join(' ');

/** @param pve as it was found out, from files or by a command */
export function factTable(files: Files, pve: string): FactTable {
  const cpu = files.get('/proc/cpuinfo') ?? '';
  const facts: Readonly<Record<string, string>> = {
    bridges: list(bridgesOf(files)),
    'cpu.cores': count(coresOf(cpu)),
    'cpu.model': /^model name\s*:\s*(.+?)\s*$/m.exec(cpu)?.[1] ?? '',
    gpus: list(cardsOf(files).map(({ pci, driver }) => `${pci}=${driver}`)),
    kernel: line(files, KERNEL_PATH),
    memory: gibibytes(memoryOf(files.get('/proc/meminfo') ?? '')),
    'nvidia.driver': nvidiaDriver(files),
    os: systemOf(files),
    pools: list(poolsOf(files)),
    pve,
    'zfs.version': line(files, ZFS_PATH),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''));
}
