/** `phoenix status`: how every guest is now, its health checks asked once. It changes nothing, and needs no GitHub. */
import type { Address, Estate } from '../config/model.ts';
import { unknownAddress } from '../config/unknown-address.ts';
import { PhoenixError } from '../errors.ts';
import { canonical, type Json } from '../json.ts';
import { connect } from '../node/connect.ts';
import type { Console } from './console.ts';
import { estateStatus } from './estate-status.ts';
import { statusText } from './status-text.ts';
import { openWorkspace, soundToLook } from './workspace.ts';

export interface StatusOptions {
  readonly addresses: readonly Address[];
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly json?: boolean;
}

function notShown(address: Address, estate: Estate): PhoenixError {
  if (!estate.resources.has(address)) return unknownAddress(address, estate);
  return new PhoenixError('USAGE', `${address} is a template, which runs nothing`, {
    hint: 'phoenix layers tells of it',
  });
}

/** Exit code 0 when nothing is unwell, else 1. */
export async function status(options: StatusOptions, io: Console): Promise<number> {
  const { addresses, node, json } = options;
  const workspace = openWorkspace(options);
  try {
    const estate = soundToLook(workspace.onDisk(), io);
    const cluster = await connect(node, estate.settings, io.err);
    try {
      const found = await estateStatus({ estate, cluster, addresses });
      const missing = addresses.find((one) => found.guests.every(({ address }) => address !== one));
      if (missing !== undefined) throw notShown(missing, estate);
      io.out(json ? canonical({ v: 1, ...found } as unknown as Json) : statusText(found, io.color));
      return found.well ? 0 : 1;
    } finally {
      await cluster.close();
    }
  } finally {
    workspace.close();
  }
}
