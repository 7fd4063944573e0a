/**
 * The node of `npm run test:real`: a real `pct`, named by environment variables. Without them the tests are skipped.
 *
 *   PHOENIX_REAL_PCT=1            run them, as root on the host; they make and destroy VMIDs PHOENIX_REAL_VMID … +9
 *   PHOENIX_REAL_TEMPLATE         a template archive, such as local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst
 *   PHOENIX_REAL_STORAGE          a storage for root file systems (default: local)
 *   PHOENIX_REAL_BRIDGE           a bridge (default: vmbr0)
 *   PHOENIX_REAL_VMID             the first of ten free VMIDs (default: 7300)
 *   PHOENIX_REAL_NODE             what to pass to --node (default: local; sim:DIR tries the tests themselves)
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { localName } from '../../src/node/local.ts';
import { openLab, runInLab } from '../../src/simulator/edge/lab.ts';
import type { Ran } from './world.ts';

const env = (name: string, otherwise: string): string => process.env[name] || otherwise;

export const isAsked = process.env['PHOENIX_REAL_PCT'] === '1';
export const node = env('PHOENIX_REAL_NODE', 'local');
export const template = env('PHOENIX_REAL_TEMPLATE', 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst');
export const storage = env('PHOENIX_REAL_STORAGE', 'local');
export const bridge = env('PHOENIX_REAL_BRIDGE', 'vmbr0');
export const firstVmid = Number(env('PHOENIX_REAL_VMID', '7300'));

const lab = node.startsWith('sim:') ? openLab(node.slice(4)) : null;

/** What the node is called in `phoenix.json`. */
export const nodeName = lab ? (lab.nodes[0] ?? 'pve1') : localName();

/** A command on the node; its failure is a result. */
export function onNode(...argv: readonly string[]): Ran {
  if (lab) return runInLab(lab.dir, argv);
  const [program = '', ...args] = argv;
  try {
    const stdout = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return { exit: 0, stdout, stderr: '' };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number | null; stdout: string; stderr: string };
    return { exit: status, stdout, stderr };
  }
}

/** The text of a guest's conf file; null when there is none. */
export function confOf(vmid: number): string | null {
  try {
    return readFileSync(join(lab?.dir ?? '/', 'etc/pve/nodes', nodeName, 'lxc', `${vmid}.conf`), 'utf8');
  } catch {
    return null;
  }
}

export const isRunning = (vmid: number): boolean =>
  onNode('pct', 'status', String(vmid)).stdout.includes('running');

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly argv: readonly string[];
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      const argv = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return [{ pid: Number(name), parent, argv }];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

/** Proxmox's worker calls itself `task UPID:node:…:vzcreate:7303:root@pam:`. */
function isAtWork(argv: readonly string[], words: readonly string[]): boolean {
  const title = argv.join(' ');
  return (
    words.every((word) => argv.includes(word)) ||
    (title.includes('UPID:') && title.includes(`:${words.at(-1)}:`))
  );
}

/** Ends a command, Proxmox's worker for it and everything below them with SIGKILL, as a power cut would; how many. */
export function killAll(...words: readonly string[]): number {
  const all = processes();
  const doomed = new Set(all.filter(({ argv }) => isAtWork(argv, words)).map(({ pid }) => pid));
  for (let size = -1; size !== doomed.size;) {
    size = doomed.size;
    for (const { pid, parent } of all) if (doomed.has(parent)) doomed.add(pid);
  }
  doomed.delete(process.pid);
  for (const pid of doomed) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
  return doomed.size;
}

/** Removes whatever a test left, marker or not. */
export function sweep(): void {
  for (let vmid = firstVmid + 9; vmid >= firstVmid; vmid--) {
    if (confOf(vmid) === null) continue;
    const id = String(vmid);
    onNode('pct', 'unlock', id);
    onNode('pct', 'unmount', id);
    onNode('pct', 'stop', id);
    onNode('pct', 'set', id, '--protection', '0');
    onNode('pct', 'destroy', id, '--destroy-unreferenced-disks', '1');
  }
}
