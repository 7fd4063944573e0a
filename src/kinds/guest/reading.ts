/** A guest's file, parsed once for everyone who asks: whose it is, what it says, how it differs. */
import { type GuestConf, parseConf } from '../../node/conf.ts';
import type { GuestFile } from '../../node/port.ts';
import { parseVmConf } from '../../node/vm-conf.ts';
import type { Mark } from '../seen.ts';
import { parseMarker } from './marker.ts';

export interface Reading {
  readonly conf: GuestConf;
  /** The marker in its description, whoever's it is; null when there is none. */
  readonly mark: Mark | null;
}

const READ = new WeakMap<GuestFile, Reading>();

export function readingOf(file: GuestFile): Reading {
  const known = READ.get(file);
  if (known) return known;
  const conf = file.type === 'qemu' ? parseVmConf(file.text) : parseConf(file.text);
  const reading = { conf, mark: parseMarker(conf.description) };
  READ.set(file, reading);
  return reading;
}
