/** What Proxmox would refuse of a finished spec, or make something else of: found before anything is sent. */
import { nodeIn } from '../../config/declared-node.ts';
import { sizeInKiB } from '../../config/units.ts';
import type { NodeSettings, Settings } from '../../config/settings.ts';
import { type Pointer, pointer } from '../../json.ts';
import type { PointedFinding } from '../../errors.ts';
import { fieldName } from '../guest/field-name.ts';
import { networks } from './network-checks.ts';
import { fieldsOf } from './fields.ts';
import { finding } from './finding-ids.ts';
import { isDnsName } from '../guest/formats.ts';
import { idMaps } from './id-map-checks.ts';
import { hasMarkerLine, OWN_TAGS } from '../guest/marker.ts';
import { OPTIONS, optionRow } from './options.ts';
import { OWN_SNAPSHOT } from '../guest/own-snapshot.ts';
import { atLeast } from '../guest/pve-version.ts';
import type { LxcInput } from './schema.ts';
import { noSnapshotReason } from './snapshots.ts';
import { isVolume, type LxcSpec } from './spec.ts';
import type { Values } from '../guest/spec.ts';

/** One thing that can be wrong with a spec; `input` is the file as written. */
type Check = (spec: LxcSpec, node: NodeSettings | undefined, input: LxcInput) => readonly PointedFinding[];

const identity: Check = (spec, _node, input) => {
  const findings: PointedFinding[] = [];
  if (!isDnsName(spec.hostname)) {
    findings.push(
      finding(
        'PHX616',
        '/hostname',
        `"${spec.hostname}" cannot be a host name`,
        'write a "hostname" of letters, digits and "-"',
      ),
    );
  }
  if (hasMarkerLine(spec.description ?? '')) {
    findings.push(
      finding(
        'PHX615',
        '/description',
        'a line of the description looks like a marker of Phoenix',
        'write it otherwise',
      ),
    );
  }
  const own = (input.tags ?? []).filter((tag) => OWN_TAGS.includes(tag.toLowerCase()));
  for (const tag of own) {
    findings.push(finding('PHX615', '/tags', `the tag "${tag}" is Phoenix's own`, 'leave it out'));
  }
  if (Object.hasOwn(spec.snapshots, OWN_SNAPSHOT)) {
    const path = pointer('snapshots', OWN_SNAPSHOT);
    findings.push(finding('PHX615', path, `a snapshot "${OWN_SNAPSHOT}" is Phoenix's own`, 'rename it'));
  }
  return findings;
};

const rootDisk: Check = (spec) => {
  const { rootfs, source } = spec;
  if (source?.is !== 'ostemplate' || (rootfs?.['storage'] !== undefined && rootfs['size'] !== undefined))
    return [];
  return [
    finding(
      'PHX607',
      '/rootfs',
      'a guest that is made from an archive needs a root disk',
      'write "rootfs": { "storage": "local-zfs", "size": "8G" }',
    ),
  ];
};

const templates: Check = (spec) => {
  if (!spec.template) return [];
  const findings: PointedFinding[] = [];
  const add = (path: string, message: string, hint: string) =>
    findings.push(finding('PHX610', path, message, hint));
  if (spec.state === 'running') add('/state', 'a template does not run', 'leave "state" out');
  for (const [path, mount] of Object.entries(spec.mounts)) {
    if (!isVolume(mount)) {
      add(
        pointer('mounts', path),
        'Proxmox makes no template of a guest with a bind',
        'move the bind to the guests that are cloned from it',
      );
    }
  }
  if (Object.keys(spec.snapshots).length > 0) {
    add('/snapshots', 'Proxmox makes no template of a guest with snapshots', 'leave them out');
  }
  return findings;
};

const snapshots: Check = (spec, node) => {
  if (Object.keys(spec.snapshots).length === 0 || spec.template) return [];
  const reason = noSnapshotReason(fieldsOf(spec), node, null);
  return reason === null
    ? []
    : [finding('PHX614', '/snapshots', reason, 'leave the snapshots out, or what forbids them')];
};

/** A node that knows every option needs no look at each of them. */
const KNOWS_ALL = OPTIONS.reduce((most, { since }) => (since && !atLeast(most, since) ? since : most), '8.3');

const versions: Check = (spec, node) => {
  if (!node || atLeast(node.pve, KNOWS_ALL)) return [];
  return fieldsOf(spec).flatMap(({ path, slot, key, value }) => {
    const discard = key === 'mountoptions' && value.split(';').includes('discard');
    const since = optionRow(fieldName(slot, key)).since ?? (discard ? '8.3' : undefined);
    if (since === undefined || atLeast(node.pve, since)) return [];
    return [
      finding(
        'PHX612',
        path,
        `${discard ? '"discard"' : fieldName(slot, key)} needs Proxmox VE ${since}, and ${spec.node} is declared with ${node.pve}`,
        'leave it out, or upgrade the node and its "pve"',
      ),
    ];
  });
};

const storages: Check = (spec, node) => {
  if (!node || Object.keys(node.storages).length === 0) return [];
  const { source, options } = spec;
  const named: (readonly [path: Pointer, storage: string | undefined])[] = [
    ...disksOf(spec).map(([path, { storage }]) => [pointer(...path, 'storage'), storage] as const),
    ['/ostemplate', source?.is === 'ostemplate' ? storageOf(source.volume) : undefined],
    ['/hookscript', options['hookscript'] === undefined ? undefined : storageOf(options['hookscript'])],
  ];
  return named.flatMap(([path, storage]) => {
    if (storage === undefined || Object.hasOwn(node.storages, storage)) return [];
    return [
      finding(
        'PHX613',
        path,
        `the storage "${storage}" is not declared for ${spec.node}`,
        'write it under "storages" of the node in phoenix.json',
      ),
    ];
  });
};

/** Of a volume that is there before the guest; `local` comes with Proxmox, and few write it down. */
function storageOf(volume: string): string | undefined {
  const storage = volume.slice(0, volume.indexOf(':'));
  return storage === 'local' ? undefined : storage;
}

/** Root disk and mounts, each with where it stands in the file. */
function disksOf(spec: LxcSpec): (readonly [path: readonly string[], disk: Values])[] {
  const disks: [string[], Values][] = spec.rootfs ? [[['rootfs'], spec.rootfs]] : [];
  for (const path of Object.keys(spec.mounts)) disks.push([['mounts', path], spec.mounts[path] as Values]);
  return disks;
}

const quotas: Check = (spec) => {
  if (!spec.unprivileged) return [];
  return disksOf(spec)
    .filter(([, { quota }]) => quota === '1')
    .map(([path]) =>
      finding(
        'PHX617',
        pointer(...path, 'quota'),
        'an unprivileged guest with quotas does not start',
        'leave "quota" out, or write "unprivileged": false',
      ),
    );
};

const cards: Check = (spec, node) =>
  Object.entries(spec.gpus).flatMap(([name, { vram }]) => {
    const size = node?.gpus[name]?.vram;
    const has = size === undefined ? null : sizeInKiB(size, 'M');
    if (vram === null || has === null || vram <= has) return [];
    return [
      finding(
        'PHX602',
        pointer('gpus', name, 'vram'),
        `the card "${name}" has less memory than that`,
        `it has ${size}`,
      ),
    ];
  });

const CHECKS: readonly Check[] = [
  identity,
  rootDisk,
  networks,
  templates,
  snapshots,
  versions,
  storages,
  quotas,
  cards,
  (spec, _node, input) => idMaps(spec, input),
];

export function checkSpec(spec: LxcSpec, input: LxcInput, settings: Settings): readonly PointedFinding[] {
  const node = nodeIn(settings, spec.node);
  return CHECKS.flatMap((check) => check(spec, node, input));
}
