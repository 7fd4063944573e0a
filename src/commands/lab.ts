/** `phoenix lab`: a command of Proxmox on a simulated node, as a shell there would run it. */
import { openLab, runInLab } from '../simulator/edge/lab.ts';
import { readLayout } from '../simulator/edge/layout.ts';
import { readStdin } from '../sources/stdin.ts';
import type { Console } from './console.ts';
import { labOptionsOf } from './estate-lab.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface LabOptions {
  readonly dir: string;
  readonly argv: readonly string[];
  /** The node of the simulated cluster. */
  readonly on?: string;
  readonly running?: readonly number[];
  /** A configs folder: a new lab gets the nodes, storages and templates that it expects. */
  readonly from?: string;
}

function describe(dir: string): string {
  const lab = openLab(dir);
  const ways = [
    [`phoenix lab ${dir} -- pct list`, `a command on ${lab.layout.node}`],
    [`phoenix plan --live --node sim:${dir}`, 'an estate against it'],
    [`PATH=${lab.bin()}:$PATH pct list`, 'its programs, for other tools'],
  ] as const;
  const width = Math.max(...ways.map(([command]) => command.length));
  return [
    `${lab.dir}: a simulated cluster of ${lab.nodes.join(', ')}`,
    '',
    ...ways.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
  ].join('\n');
}

/** A lab that is there already keeps its nodes, storages and guests. */
function prepare(dir: string, from: string, io: Console): void {
  const isThere = readLayout(dir) !== null;
  openLab(dir, labOptionsOf(sound(openWorkspace({ configs: from }).onDisk())));
  if (isThere) io.err(`${dir} is a lab already, so nothing was taken from ${from}.`);
}

/** The exit code is the command's own. */
export async function lab({ dir, argv, on, running, from }: LabOptions, io: Console): Promise<number> {
  if (from !== undefined) prepare(dir, from, io);
  if (argv.length === 0) {
    io.out(describe(dir));
    return 0;
  }
  const result = runInLab(dir, argv, readStdin, {
    ...(on === undefined ? {} : { node: on }),
    ...(running === undefined ? {} : { running }),
  });
  if (result.stdout !== '') io.out(result.stdout.replace(/\n$/, ''));
  if (result.stderr !== '') io.err(result.stderr.replace(/\n$/, ''));
  // A negative exit is a signal: a shell shows it as 128 and more.
  return result.exit < 0 ? 128 - result.exit : result.exit;
}
