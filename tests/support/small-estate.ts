/** Estates of a few guests at a commit, and the node on which one was applied. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { applyTo, estateOf, hostFor } from './in-process-apply.ts';
import { commitOf } from './law-estate.ts';
import { virtualClock } from './virtual-clock.ts';

const LEAST = {
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
};

type Guests = Readonly<Record<string, object>>;

/** Each guest is completed to the least that a file must say. What is wrong with them stands in its findings. */
export function uncheckedEstate(commit: string, guests: Guests, settings: object = {}): Estate {
  const files = new Map([
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} }, ...settings })],
  ]);
  for (const [name, guest] of Object.entries(guests)) {
    files.set(`lxc/${name}.json`, JSON.stringify({ ...LEAST, ...guest }));
  }
  return estateOf(files, { revision: commitOf(commit) });
}

/** The same, with nothing wrong. */
export function smallEstate(commit: string, guests: Guests, settings: object = {}): Estate {
  const made = uncheckedEstate(commit, guests, settings);
  assert.equal(made.findings, []);
  return made;
}

/** A fresh node with the whole estate on it. */
export async function appliedHost(first: Estate): Promise<MemoryHost> {
  const host = hostFor(first);
  const { report } = await applyTo(host, first, { clock: virtualClock() });
  assert.ok(report.ok, JSON.stringify(report.resources));
  return host;
}
