/** What Proxmox would refuse of a finished spec, or make something else of: found before anything is sent. */
import { nodeIn } from '../../config/declared-node.ts';
import type { NodeSettings, Settings } from '../../config/settings.ts';
import type { PointedFinding } from '../../errors.ts';
import { pointer } from '../../json.ts';
import { isDnsName, isInNetwork4, isInNetwork6 } from '../guest/formats.ts';
import { hasMarkerLine, OWN_TAGS } from '../guest/marker.ts';
import { OWN_SNAPSHOT } from '../guest/own-snapshot.ts';
import { fieldsOf } from './fields.ts';
import { DISK } from './field.ts';
import { finding } from './finding-ids.ts';
import type { VmInput } from './schema.ts';
import { noSnapshotReason } from './snapshots.ts';
import { hasAgent, type VmSpec } from './spec.ts';

/** One thing that can be wrong with a spec; `input` is the file as written. */
type Check = (spec: VmSpec, node: NodeSettings | undefined, input: VmInput) => readonly PointedFinding[];

const identity: Check = (spec, _node, input) => {
  const found: PointedFinding[] = [];
  const add = (path: string, message: string, hint: string) =>
    found.push(finding('PHX669', path, message, hint));
  if (!isDnsName(spec.hostname))
    add('/name', `"${spec.hostname}" cannot be a name`, 'write a "name" of letters, digits and "-"');
  if (hasMarkerLine(spec.description ?? '')) {
    add('/description', 'a line of the description looks like a marker of Phoenix', 'write it otherwise');
  }
  for (const tag of (input.tags ?? []).filter((one) => OWN_TAGS.includes(one.toLowerCase()))) {
    add('/tags', `the tag "${tag}" is Phoenix's own`, 'leave it out');
  }
  if (Object.hasOwn(spec.snapshots, OWN_SNAPSHOT)) {
    add(pointer('snapshots', OWN_SNAPSHOT), `a snapshot "${OWN_SNAPSHOT}" is Phoenix's own`, 'rename it');
  }
  return found;
};

const disks: Check = ({ disks: all, source }, _node, input) =>
  Object.entries(all).flatMap(([slot, { storage, size, iso, cloudinit }]) => {
    const path = DISK.test(slot) ? pointer('disks', slot) : pointer(slot);
    const add = (message: string, hint: string) => [finding('PHX662', path, message, hint)];
    if (cloudinit !== undefined && (storage !== undefined || iso !== undefined)) {
      return add(`${slot} is the drive of cloud-init`, 'write another slot, or "cloudInit": { "drive": … }');
    }
    if (cloudinit !== undefined) return [];
    if (iso !== undefined) {
      if (storage === undefined && size === undefined) return [];
      return add('a disc in a drive has no "storage" and no "size"', 'keep "iso" alone');
    }
    if (source?.is !== 'disks') return [];
    if (storage === undefined) return add('a new disk needs a storage', 'write "storage"');
    if (!DISK.test(slot) || size !== undefined || input.disks?.[slot]?.import !== undefined) return [];
    return add('a new disk needs a size, or an image that it begins with', 'write "size", or "import"');
  });

const firmware: Check = ({ options, disks: all, source, adopt }) => {
  const isUefi = options['bios'] === 'ovmf';
  const hasDisk = all['efidisk0'] !== undefined;
  if (isUefi === hasDisk || source?.is === 'clone' || adopt) return [];
  return [
    isUefi
      ? finding(
          'PHX663',
          '/bios',
          '"ovmf" has no disk for its variables',
          'write "efidisk0": { "storage": … }',
        )
      : finding('PHX663', '/efidisk0', 'nothing uses this disk', 'write "bios": "ovmf", or leave it out'),
  ];
};

const agent: Check = (spec) => {
  if (hasAgent(spec)) return [];
  const { software = [], health = {} } = spec;
  const hint = 'write "agent": true';
  const inside = Object.entries(health).filter(([, { from }]) => from.is === 'self');
  return [
    ...(software.length === 0
      ? []
      : [finding('PHX664', '/features', 'features are brought in by the guest agent', hint)]),
    ...inside.map(([name]) =>
      finding(
        'PHX664',
        pointer('health', name),
        'this check is made inside, by the guest agent',
        `${hint}, or "from": "node"`,
      ),
    ),
  ];
};

const templates: Check = ({ template, state, snapshots }) => {
  if (!template) return [];
  return [
    ...(state === 'running'
      ? [finding('PHX665', '/state', 'a template does not run', 'leave "state" out')]
      : []),
    ...(Object.keys(snapshots).length === 0
      ? []
      : [finding('PHX665', '/snapshots', 'a template has no snapshots', 'leave them out')]),
  ];
};

const snapshots: Check = (spec, node) => {
  if (spec.template || Object.keys(spec.snapshots).length === 0) return [];
  const reason = noSnapshotReason(fieldsOf(spec), node, null);
  return reason === null ? [] : [finding('PHX670', '/snapshots', reason, 'leave the snapshots out')];
};

const networks: Check = ({ nets, groups }) => {
  const found: PointedFinding[] = [];
  const add = (path: string, message: string, hint: string) =>
    found.push(finding('PHX668', path, message, hint));
  const seen = new Map<string, string>();
  for (const [slot, net] of Object.entries(nets)) {
    const address = groups[`ipconfig${slot.slice(3)}`] ?? {};
    if (net['bridge'] === undefined) add(pointer(slot), 'the card is on no bridge', 'write "bridge"');
    for (const [key, value] of [
      ['hwaddr', net['hwaddr']],
      ['ip', address['ip']],
      ['ip6', address['ip6']],
    ] as const) {
      if (value === undefined || (key !== 'hwaddr' && !value.includes('/'))) continue;
      const other = seen.get(`${key} ${value}`);
      if (other !== undefined)
        add(pointer(slot, key), `${other} has the same ${key}, ${value}`, 'give each card its own');
      seen.set(`${key} ${value}`, slot);
    }
    for (const [ip, gw, isIn] of [
      ['ip', 'gw', isInNetwork4],
      ['ip6', 'gw6', isInNetwork6],
    ] as const) {
      const [own, gateway] = [address[ip], address[gw]];
      if (gateway === undefined) continue;
      if (own === undefined || !own.includes('/')) {
        add(pointer(slot, gw), `"${gw}" needs an address of its own`, `write "${ip}" with its prefix length`);
      } else if (
        !isIn(gateway, own) &&
        !/\/(?:32|128)$/.test(own) &&
        !gateway.toLowerCase().startsWith('fe80:')
      ) {
        add(
          pointer(slot, gw),
          `the gateway ${gateway} is not in the network of ${own}`,
          'correct one of them',
        );
      }
    }
  }
  return found;
};

const PCIE = /^(?:pc-)?q35/;

const passthrough: Check = ({ groups, options }) =>
  Object.entries(groups).flatMap(([slot, values]) => {
    if (!slot.startsWith('hostpci') || values['pcie'] !== '1' || PCIE.test(options['machine'] ?? ''))
      return [];
    return [
      finding(
        'PHX667',
        pointer(slot, 'pcie'),
        'only the machine "q35" has PCI Express',
        'write "machine": "q35"',
      ),
    ];
  });

const pinned: Check = ({ options }) => {
  const isWindows = (options['ostype'] ?? '').startsWith('w');
  if (!isWindows || !/-\d/.test(options['machine'] ?? '')) return [];
  return [
    finding(
      'PHX674',
      '/machine',
      'Proxmox pins the version of this machine by itself',
      'write "q35" or "pc"',
    ),
  ];
};

const cloudInit: Check = ({ cloudInit: told, disks: all, groups, source, adopt }) => {
  const hasDrive = Object.values(all).some(({ cloudinit }) => cloudinit !== undefined);
  // The drive of a clone comes from its source, and that of an adopted machine is there.
  if (hasDrive || source?.is !== 'disks' || adopt) return [];
  const address = Object.keys(groups).find((slot) => slot.startsWith('ipconfig'));
  const [path] = [
    ...(Object.keys(told).length > 0 ? ['/cloudInit'] : []),
    ...(address === undefined ? [] : [pointer(`net${address.slice('ipconfig'.length)}`)]),
  ];
  if (path === undefined) return [];
  return [finding('PHX673', path, 'there is no drive for cloud-init', 'write "cloudInit": { "storage": … }')];
};

const storages: Check = ({ disks: all, node: name, imports }, node) => {
  if (!node || Object.keys(node.storages).length === 0) return [];
  const named = [
    ...Object.entries(all).map(
      ([slot, { storage }]) =>
        [pointer(...(DISK.test(slot) ? ['disks', slot] : [slot]), 'storage'), storage] as const,
    ),
    ...Object.entries(imports).map(
      ([slot, volume]) => [pointer('disks', slot, 'import'), volume.replace(/:.*$/s, '')] as const,
    ),
  ];
  return named.flatMap(([path, storage]) => {
    if (storage === undefined || storage === 'local' || Object.hasOwn(node.storages, storage)) return [];
    const hint = 'write it under "storages" of the node in phoenix.json';
    return [finding('PHX671', path, `the storage "${storage}" is not declared for ${name}`, hint)];
  });
};

const CHECKS: readonly Check[] = [
  identity,
  disks,
  firmware,
  agent,
  templates,
  snapshots,
  networks,
  passthrough,
  pinned,
  cloudInit,
  storages,
];

export function checkSpec(spec: VmSpec, input: VmInput, settings: Settings): readonly PointedFinding[] {
  const node = nodeIn(settings, spec.node);
  return CHECKS.flatMap((check) => check(spec, node, input));
}
