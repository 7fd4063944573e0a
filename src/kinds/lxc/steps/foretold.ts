/**
 * What a clone's conf file will hold right after `pct clone`. Steps are data and are made before anything runs, and the
 * source may be made in the same apply: then its spec tells. Only names of volumes and MAC addresses stay unknown.
 */
import { type ConfSection, digest, EMPTY_CONF, formatConf } from '../../../node/conf.ts';
import type { Snapshot } from '../../../node/port.ts';
import { FAMILIES, formatPropertyString } from '../../../node/property-string.ts';
import type { GuestLive } from '../../guest/live.ts';
import { liveIn, liveOf } from '../live.ts';
import type { LxcSource, LxcSpec } from '../spec.ts';
import { madeOptions } from './made.ts';
import { parseProperties } from '../../guest/steps/values.ts';

export type CloneSource = Extract<LxcSource, { is: 'clone' }>;

export interface Lookup {
  readonly estate: string;
  readonly snapshot: Snapshot;
  readonly specOf: (address: string) => LxcSpec | null;
}

/** Options that a clone does not take over. */
const LEFT_BEHIND = /^(?:unused\d+|lock|template|parent|snaptime|snapstate)$/;

/** Options that a spec of a clone does not say and its source does. */
const INHERITED = /^(?:rootfs|mp\d+|memory|swap|arch|ostype|unprivileged)$/;

/** What `pct create` writes down although nobody said it (PVE 9.2). */
const CREATED: readonly (readonly [string, string])[] = [
  ['memory', '512'],
  ['swap', '512'],
];

const NO_SECTION: ConfSection = { description: null, options: new Map(), raw: [] };

/** `local-zfs:8` becomes a volume of 8G whose name nobody knows yet. */
function allocated(option: string, value: string): string {
  const properties = parseProperties(option, value);
  const [, storage, gib] = /^([^:/]+):(\d+(?:\.\d+)?)$/.exec(properties.get('volume') ?? '') ?? [];
  if (storage === undefined || gib === undefined) return value;
  const mib = Number(gib) * 1024;
  properties.set('volume', `${storage}:unknown`);
  properties.set('size', mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`);
  return formatPropertyString(option === 'rootfs' ? FAMILIES.rootfs : FAMILIES.mp, properties);
}

/** A guest that this apply makes. */
function sectionOfSpec(spec: LxcSpec, lookup: Lookup): ConfSection {
  const origin = spec.source?.is === 'clone' ? sectionOf(spec.source, lookup) : NO_SECTION;
  const inherited = [...origin.options].filter(([option]) => INHERITED.test(option));
  const options = new Map(spec.source?.is === 'clone' ? inherited : CREATED);
  const places = new Map(
    [...options].flatMap(([option, value]) => {
      const path = parseProperties(option, value).get('mp');
      return path === undefined ? [] : [[path, option] as const];
    }),
  );
  for (const [option, value] of madeOptions(spec, lookup.estate)) {
    const own = allocated(option, value);
    const path = parseProperties(option, value).get('mp');
    options.set(path === undefined ? option : (places.get(path) ?? option), own);
  }
  const raw = Object.entries(spec.raw).flatMap(([key, values]) => values.map((value) => ({ key, value })));
  return { description: null, options, raw };
}

function sectionOf(source: CloneSource, lookup: Lookup): ConfSection {
  const live = liveIn(lookup.snapshot, source.vmid);
  // What a build left that was killed is made anew before anything is cloned from it.
  const stays = source.layer === undefined || live?.conf.options.get('template') === '1';
  if (live && stays) {
    const snapshot = source.snapshot === undefined ? undefined : live.conf.snapshots.get(source.snapshot);
    return snapshot ?? live.conf;
  }
  const spec = source.address === null ? null : lookup.specOf(source.address);
  return spec ? sectionOfSpec(spec, lookup) : NO_SECTION;
}

/** The node that the source is on; null when nobody knows. */
export function nodeOfSource(source: CloneSource, lookup: Lookup): string | null {
  const live = lookup.snapshot.guests.get(source.vmid);
  return live?.node ?? (source.address === null ? null : (lookup.specOf(source.address)?.node ?? null));
}

/** The clone as it will be before anything is set. */
export function foretoldClone(spec: LxcSpec, source: CloneSource, lookup: Lookup): GuestLive {
  const section = sectionOf(source, lookup);
  const options = new Map([...section.options].filter(([option]) => !LEFT_BEHIND.test(option)));
  options.set('hostname', spec.hostname);
  if (source.storage !== undefined) {
    for (const [option, value] of options) {
      if (!/^(?:rootfs|mp\d+)$/.test(option)) continue;
      const properties = parseProperties(option, value);
      properties.set('volume', `${source.storage}:unknown`);
      const family = option === 'rootfs' ? FAMILIES.rootfs : FAMILIES.mp;
      options.set(option, formatPropertyString(family, properties));
    }
  }
  const text = formatConf({ ...EMPTY_CONF, options, raw: section.raw });
  const file = { vmid: spec.vmid, type: 'lxc' as const, node: spec.node, text, digest: digest(text) };
  return liveOf(file, false, spec.pool ?? null);
}
