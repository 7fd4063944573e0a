/** What people do to a guest by hand that no file speaks of: it must survive whatever git changes, byte for byte. */
import { type Field, mountSlot, rawSlot } from '../../src/kinds/guest/field.ts';
import type { LxcInput } from '../../src/kinds/lxc/schema.ts';
import { parseConf } from '../../src/node/conf.ts';
import { FAMILIES, parsePropertyString } from '../../src/node/property-string.ts';
import { confPath, ownerOf } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import type { LawPair } from './law-pairs.ts';

/** Options that a running guest takes at once, by their keys in a file. */
const OPTIONS: Readonly<Partial<Record<keyof LxcInput, readonly string[]>>> = {
  onboot: ['--onboot', '1'],
  startup: ['--startup', 'order=3,up=4'],
  cpuunits: ['--cpuunits', '77'],
  cpulimit: ['--cpulimit', '1.5'],
  net9: ['--net9', 'name=byhand,bridge=vmbr0,ip=manual,type=veth'],
};

const MOUNT = '/by-hand';
const RAW = 'lxc.prlimit.nproc: 100';

/** A field that people may have set by hand. */
export function isByHand({ slot, key }: Field): boolean {
  const isOption = Object.hasOwn(OPTIONS, slot) || slot === rawSlot(RAW.replace(/:.*$/, ''));
  return isOption || slot === mountSlot(MOUNT) || (slot === 'net0' && key === 'rate');
}

const pathOf = (host: MemoryHost, vmid: number) => confPath(ownerOf(host, vmid)?.node ?? '', vmid);
const textOf = (host: MemoryHost, vmid: number) => host.read(pathOf(host, vmid)) ?? '';

/** Everything of the conf file that no file speaks of. */
function unspoken(host: MemoryHost, vmid: number, { before, after }: LawPair): string[] {
  const { options, raw } = parseConf(textOf(host, vmid));
  const isSaid = (key: keyof LxcInput) => before[key] !== undefined || after[key] !== undefined;
  const own = Object.keys(OPTIONS).filter((key) => !isSaid(key as keyof LxcInput));
  const mounts = [...options].filter(([, value]) => value.includes(`mp=${MOUNT}`)).map(([, value]) => value);
  const rate = parsePropertyString(FAMILIES.net, options.get('net0') ?? '').get('rate');
  return [
    ...own.map((key) => `${key}: ${options.get(key) ?? ''}`),
    ...mounts.map((value) => `mount: ${value}`),
    ...raw.map(({ key, value }) => `${key}: ${value}`).filter((line) => line === RAW),
    ...(isRateFree(before) && isRateFree(after) ? [`net0 rate=${rate ?? ''}`] : []),
  ];
}

const isRateFree = ({ net0 }: LxcInput) => net0 !== undefined && net0.rate === undefined;

/** Guests whose volumes are made anew, or that take no change any more. */
const isFit = ({ before, after }: LawPair) =>
  !before.template && !after.template && before.generation === after.generation;

/** Edits a guest by hand. @returns what must still be there afterwards; null: this guest was left alone */
export function editByHand(host: MemoryHost, vmid: number, pair: LawPair): readonly string[] | null {
  if (!pair.edited || !isFit(pair)) return null;
  const { node = '' } = ownerOf(host, vmid) ?? {};
  const set = (...words: readonly string[]) => {
    const { exit, stderr } = simulate({ host, node, argv: ['pct', 'set', String(vmid), ...words] });
    if (exit !== 0) throw new Error(`pct set ${words.join(' ')}: ${stderr}`);
  };
  for (const [key, words] of Object.entries(OPTIONS)) {
    const name = key as keyof LxcInput;
    if (pair.before[name] === undefined && pair.after[name] === undefined) set(...words);
  }
  const net0 = parseConf(textOf(host, vmid)).options.get('net0');
  if (net0 !== undefined && isRateFree(pair.before) && isRateFree(pair.after))
    set('--net0', `${net0},rate=5`);
  if (!pair.before.protection) set('--mp9', `local-zfs:1,mp=${MOUNT}`);
  const lines = textOf(host, vmid).split('\n');
  const end = lines.findIndex((line) => line.startsWith('['));
  lines.splice(end < 0 ? lines.length - 1 : end - 1, 0, RAW);
  host.write(pathOf(host, vmid), lines.join('\n'));
  return unspoken(host, vmid, pair);
}

/** What is not there any more as it was. */
export function lostByHand(
  host: MemoryHost,
  vmid: number,
  pair: LawPair,
  kept: readonly string[] | null,
): string[] {
  if (kept === null) return [];
  const now = new Set(unspoken(host, vmid, pair));
  return kept.filter((one) => !now.has(one)).map((one) => `what was set by hand is gone: ${one}`);
}
