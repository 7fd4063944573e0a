/** `phoenix explain`: the value of a field and the chain of files that it came through. */
import { explainField, explainResource } from '../config/explain.ts';
import type { Address } from '../config/model.ts';
import type { Console } from './console.ts';
import { openWorkspace, soundToLook } from './workspace.ts';

export interface ExplainOptions {
  readonly address: Address;
  readonly field?: string;
  readonly configs: string;
  readonly env?: string;
  readonly json?: boolean;
}

/** Exit code 0. @throws PhoenixError `USAGE` for an address or field that is not there. */
export async function explain(options: ExplainOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const estate = soundToLook(workspace.onDisk(), io);
    const found =
      options.field === undefined
        ? explainResource(estate, options.address)
        : [explainField(estate, options.address, options.field)];
    io.out(
      options.json
        ? JSON.stringify({ v: 1, fields: found }, null, 2)
        : found.map((one) => one.text).join('\n'),
    );
    return 0;
  } finally {
    workspace.close();
  }
}
