/** `phoenix layers`: what there is of each layer, who uses it and who is behind. Changes nothing. */
import { connectEstate } from './connect-estate.ts';
import type { Console } from './console.ts';
import { layersIn, layersText } from './layer-list.ts';
import { measureReading } from './measured.ts';
import { openWorkspace, soundToLook } from './workspace.ts';

export interface LayersOptions {
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly json?: boolean;
}

/** Exit code 0, also where guests are behind. */
export async function layers(options: LayersOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const head = soundToLook(await workspace.toApply(), io);
    const cluster = await connectEstate(options.node, head, io.err);
    try {
      const snapshot = await cluster.snapshot();
      await measureReading(head, snapshot);
      const found = layersIn(head, snapshot);
      io.out(options.json ? JSON.stringify({ v: 1, layers: found }) : layersText(found, snapshot.at));
      return 0;
    } finally {
      await cluster.close();
    }
  } finally {
    workspace.close();
  }
}
