/**
 * What a clone's conf file will hold right after `qm clone`. Steps are data and are made before anything runs, and the
 * source may be made in the same apply: then its spec tells. Only names of volumes and MAC addresses stay unknown.
 */
import { digest, EMPTY_CONF, formatConf } from '../../../node/conf.ts';
import type { Snapshot } from '../../../node/port.ts';
import { isVolumeSlot } from '../../guest/field.ts';
import { family } from '../../guest/field-name.ts';
import { type GuestLive, liveIn, liveOf } from '../../guest/live.ts';
import type { CloneSource } from '../../guest/spec.ts';
import { propertiesOf } from '../families.ts';
import { VM_GRAMMAR } from '../grammar.ts';
import type { VmSpec } from '../spec.ts';
import { driveText } from './drives.ts';
import { madeOptions } from './made.ts';

export interface Lookup {
  readonly estate: string;
  readonly snapshot: Snapshot;
  readonly specOf: (address: string) => VmSpec | null;
}

type Options = ReadonlyMap<string, string>;

/** Options that a clone does not take over. */
const LEFT_BEHIND = /^(?:unused\d+|lock|template|parent|snaptime|snapstate|vmstate|running.*)$/;

/** `local-zfs:8` becomes a volume of 8G whose name nobody knows yet. */
function allocated(option: string, value: string): string {
  const properties = propertiesOf(family(option), value);
  const file = properties.get('file') ?? '';
  const [, storage, gib] = /^([^:/]+):(\d+(?:\.\d+)?)$/.exec(file) ?? [];
  if (file.endsWith(':cloudinit'))
    return driveText(`${file.replace(/:.*$/, '')}:vm-0-cloudinit`, new Map([['media', 'cdrom']]));
  if (storage === undefined || gib === undefined) return value;
  const isImage = properties.has('import-from');
  properties.delete('import-from');
  properties.delete('file');
  const mib = Number(gib) * 1024;
  if (!isImage) properties.set('size', mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`);
  return driveText(`${storage}:unknown`, properties);
}

function optionsOfSpec(spec: VmSpec, lookup: Lookup): Options {
  const origin = spec.source?.is === 'clone' ? optionsOf(spec.source, lookup) : new Map<string, string>();
  const options = new Map([...origin].filter(([option]) => !VM_GRAMMAR.own.test(option)));
  for (const [option, value] of madeOptions(spec, lookup.estate)) {
    options.set(option, isVolumeSlot(option) ? allocated(option, value) : value);
  }
  // What began with an image has grown to its size by then.
  for (const slot of Object.keys(spec.imports)) {
    const size = spec.disks[slot]?.['size'];
    if (size !== undefined) options.set(slot, `${options.get(slot) ?? ''},size=${size}`);
  }
  const keys = spec.cloudInit['sshkeys'];
  if (keys !== undefined) options.set('sshkeys', encodeURIComponent(`${keys}\n`));
  return options;
}

function optionsOf(source: CloneSource, lookup: Lookup): Options {
  const live = liveIn(VM_GRAMMAR, lookup.snapshot, source.vmid);
  if (live) {
    const snapshot = source.snapshot === undefined ? undefined : live.conf.snapshots.get(source.snapshot);
    return (snapshot ?? live.conf).options;
  }
  const spec = source.address === null ? null : lookup.specOf(source.address);
  return spec ? optionsOfSpec(spec, lookup) : new Map();
}

/** The node that the source is on; null when nobody knows. */
export function nodeOfSource(source: CloneSource, lookup: Lookup): string | null {
  const live = lookup.snapshot.guests.get(source.vmid);
  return live?.node ?? (source.address === null ? null : (lookup.specOf(source.address)?.node ?? null));
}

/** The clone as it will be before anything is set. */
export function foretoldClone(spec: VmSpec, source: CloneSource, lookup: Lookup): GuestLive {
  const options = new Map([...optionsOf(source, lookup)].filter(([option]) => !LEFT_BEHIND.test(option)));
  options.set('name', spec.hostname);
  if (source.storage !== undefined) {
    for (const [option, value] of options) {
      if (!isVolumeSlot(option) || value.includes('media=cdrom')) continue;
      const properties = propertiesOf(family(option), value);
      properties.delete('file');
      options.set(option, driveText(`${source.storage}:unknown`, properties));
    }
  }
  const text = formatConf({ ...EMPTY_CONF, options });
  const file = { vmid: spec.vmid, type: 'qemu' as const, node: spec.node, text, digest: digest(text) };
  return liveOf(VM_GRAMMAR, file, false, spec.pool ?? null);
}
