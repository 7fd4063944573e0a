/** A lab that is there already: whoever only reads it needs none of the code that makes labs and runs commands in them. */
import { resolve } from 'node:path';
import { nodeNames } from '../facts.ts';
import type { Host } from '../host.ts';
import { diskHost } from './disk-host.ts';
import { type Layout, readLayout } from './layout.ts';
import { simulatorCommand } from './program.ts';
import { binFolder, writeShims } from './shims.ts';

export interface Lab {
  readonly dir: string;
  readonly layout: Layout;
  readonly host: Host;
  /** Nodes of the cluster, sorted. */
  readonly nodes: readonly string[];
  /** The folder of a node's programs, for PATH. */
  bin(node?: string): string;
}

/** The lab with that layout; its programs start this build of Phoenix, whichever made them. */
export function labWith(dir: string, layout: Layout): Lab {
  const host = diskHost(dir, layout);
  const nodes = nodeNames(host);
  for (const node of nodes) writeShims(dir, node, simulatorCommand());
  const { node: own } = layout;
  return { dir, layout, host, nodes, bin: (node = own) => binFolder(dir, node) };
}

/**
 * Null when the folder is no lab yet.
 * @throws PhoenixError `USAGE` when it is a file, or its layout cannot be read any more
 */
export function knownLab(folder: string): Lab | null {
  const dir = resolve(folder);
  const layout = readLayout(dir);
  return layout && labWith(dir, layout);
}
