/** `phoenix lab`: a command of Proxmox on a simulated node, as a shell there would run it. */
import { describeLab, runInLab } from '../simulator/edge/lab.ts';
import { readStdin } from '../sources/stdin.ts';
import type { Console } from './console.ts';

export interface LabOptions {
  readonly dir: string;
  readonly argv: readonly string[];
  /** The node of the simulated cluster. */
  readonly on?: string;
  readonly running?: readonly number[];
}

/** The exit code is the command's own. */
export async function lab({ dir, argv, on, running }: LabOptions, io: Console): Promise<number> {
  const options = {
    ...(on === undefined ? {} : { node: on }),
    ...(running === undefined ? {} : { running }),
  };
  if (argv.length === 0) {
    io.out(describeLab(dir, options));
    return 0;
  }
  const result = await runInLab(dir, argv, readStdin(), options);
  if (result.stdout !== '') io.out(result.stdout.replace(/\n$/, ''));
  if (result.stderr !== '') io.err(result.stderr.replace(/\n$/, ''));
  return result.exit;
}
