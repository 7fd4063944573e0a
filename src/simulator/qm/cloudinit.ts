/** What Proxmox writes onto cloud-init's drive (PVE::QemuServer::Cloudinit, 9.2): user, network, meta and vendor data. */
import { sha1 } from '../../hash.ts';
import { parsePropertyString } from '../../node/property-string.ts';
import { die } from '../failure.ts';
import { splitList } from '../formats.ts';
import { confSchema } from '../schema.ts';
import type { Session } from '../session.ts';
import { locate, locateImage, volumeRecord, writeVolume } from '../storage/volumes.ts';
import { cloudinitKey, type VmDraft, type VmSection } from './conf.ts';
import { managedVolume, parseDrive } from './drives.ts';
import { parseVmNet } from './identity.ts';
import { allocateVmVolume, CLOUDINIT_BYTES } from './volumes.ts';

/** Keys of a conf file that go onto the drive, beside `netN`. */
export const CLOUDINIT_KEYS: readonly string[] = [
  'citype',
  'ciuser',
  'cipassword',
  'ciupgrade',
  'cicustom',
  'searchdomain',
  'nameserver',
  'sshkeys',
];

export const isCloudinitOption = (key: string): boolean =>
  CLOUDINIT_KEYS.includes(key) || /^ipconfig\d+$/.test(key);

/** Changes of these make the drive stale. */
const isSeed = (key: string) => isCloudinitOption(key) || key === 'name' || /^net\d+$/.test(key);

/** Takes down that a key is no longer as the drive has it. */
export function recordChange(draft: VmDraft, key: string, before?: string, after?: string): void {
  if (!isSeed(key)) return;
  const { cloudinit } = draft;
  const added = new Set(splitList(cloudinit.get('added') ?? ''));
  const recorded = cloudinit.get(key);
  if (after !== undefined) {
    if (recorded !== undefined) {
      if (after === recorded) {
        cloudinit.delete(key);
        added.delete(key);
      }
    } else if (!added.has(key)) {
      if (before === undefined) added.add(key);
      else cloudinit.set(key, before);
    }
  } else if (before !== undefined && recorded === undefined) {
    if (added.has(key)) added.delete(key);
    else cloudinit.set(key, before);
  }
  if (added.size > 0) cloudinit.set('added', [...added].sort().join(','));
  else cloudinit.delete('added');
}

function userData(options: VmSection, vmid: number, masked: boolean): string {
  const name = options.get('name') ?? `VM${vmid}`;
  const search = options.get('searchdomain');
  const fqdn = !name.includes('.') && search !== undefined ? `${name}.${search}` : name;
  const [user, password] = [options.get('ciuser'), options.get('cipassword')];
  const keys = decodeURIComponent(options.get('sshkeys') ?? '').split('\n');
  const lines = [
    '#cloud-config',
    `hostname: ${name.replace(/\..*$/s, '')}`,
    'manage_etc_hosts: true',
    `fqdn: ${fqdn}`,
    ...(user === undefined ? [] : [`user: ${user}`]),
    ...(user === 'root' ? ['disable_root: False'] : []),
    ...(password === undefined ? [] : [`password: ${masked ? '**********' : password}`]),
    ...(options.has('sshkeys')
      ? ['ssh_authorized_keys:', ...keys.filter((key) => /\S/.test(key)).map((key) => `  - ${key}`)]
      : []),
    'chpasswd:',
    '  expire: False',
    ...(user === 'root' ? [] : ['users:', '  - default']),
    ...(options.get('ciupgrade') === '0' ? [] : ['package_upgrade: true']),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const MASK_BITS = 32;

function netmask(bits: number): string {
  const mask = bits === 0 ? 0 : (0xffffffff << (MASK_BITS - bits)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 255).join('.');
}

function addressLines(ip: string | undefined, gw: string | undefined): string[] {
  if (ip === undefined) return [];
  if (ip === 'dhcp') return ['- type: dhcp4'];
  const [address = '', bits = '0'] = ip.split('/');
  const gateway = gw === undefined ? [] : [`  gateway: '${gw}'`];
  return ['- type: static', `  address: '${address}'`, `  netmask: '${netmask(Number(bits))}'`, ...gateway];
}

function address6Lines(ip: string | undefined, gw: string | undefined): string[] {
  if (ip === undefined) return [];
  if (ip === 'dhcp') return ['- type: dhcp6'];
  if (ip === 'auto') return ['- type: ipv6_slaac'];
  return ['- type: static6', `  address: '${ip}'`, ...(gw === undefined ? [] : [`  gateway: '${gw}'`])];
}

/** The node's own servers are used where none are named; those of the simulated one are not known. */
function resolverLines(options: VmSection): string[] {
  const [servers, domains] = ['nameserver', 'searchdomain'].map((key) => splitList(options.get(key) ?? ''));
  if (!servers?.length && !domains?.length) return [];
  const list = (title: string, entries: readonly string[] = []) =>
    entries.length === 0 ? [] : [`      ${title}:`, ...entries.map((entry) => `      - '${entry}'`)];
  return ['    - type: nameserver', ...list('address', servers), ...list('search', domains)];
}

function networkData(options: VmSection): string {
  const ipFields = confSchema('9.2', 'qemu').get('ipconfig0')?.fields ?? {};
  const nets = [...options.keys()].filter((key) => /^net\d+$/.test(key)).sort();
  const lines = nets.flatMap((key) => {
    const index = key.slice(3);
    const config = options.get(`ipconfig${index}`);
    if (!config) return [];
    const ip = parsePropertyString(ipFields, config);
    const mac = parseVmNet(options.get(key) ?? '').get('macaddr') ?? '';
    const subnets = [
      ...addressLines(ip.get('ip'), ip.get('gw')),
      ...address6Lines(ip.get('ip6'), ip.get('gw6')),
    ];
    return [
      '    - type: physical',
      `      name: eth${index}`,
      `      mac_address: '${mac.toLowerCase()}'`,
      '      subnets:',
      ...subnets.map((line) => `      ${line}`),
    ];
  });
  return ['version: 1', 'config:', ...lines, ...resolverLines(options)].map((line) => `${line}\n`).join('');
}

const metaData = (user: string, network: string) => `instance-id: ${sha1(user + network)}\n`;

/** A snippet that `cicustom` names. @throws Failure when it is none, or not there */
function snippet(session: Session, volid: string): string {
  const { id, storage, type, name } = locate(session.host, volid);
  if (name.kind !== 'snippets') die(`${volid} is not in the snippets directory`);
  const path = type.path(storage, name);
  const text = session.host.read(path) ?? volumeRecord(session.host, id)?.text;
  return text ?? die(`can't open '${path}' - No such file or directory`, 2);
}

export interface Seed {
  readonly user: string;
  readonly network: string;
  readonly meta: string;
  readonly vendor: string;
}

/** All that the drive will hold. */
export function seedOf(session: Session, vmid: number, options: VmSection): Seed {
  const fields = confSchema('9.2', 'qemu').get('cicustom')?.fields ?? {};
  const custom = parsePropertyString(fields, options.get('cicustom') ?? '');
  const own = (part: string) => {
    const volid = custom.get(part);
    return volid === undefined ? undefined : snippet(session, volid);
  };
  const user = own('user') ?? userData(options, vmid, false);
  const network = own('network') ?? networkData(options);
  return { user, network, meta: own('meta') ?? metaData(user, network), vendor: own('vendor') ?? '' };
}

const MOST = 3 * 1024 ** 2;

/** Writes the drive anew, where there is one. @returns whether the draft's section for it has gone. @throws Failure */
export function writeSeed(session: Session, vmid: number, draft: VmDraft): boolean {
  const key = cloudinitKey(draft.options);
  const volid = key === null ? null : managedVolume(parseDrive(key, draft.options.get(key) ?? ''));
  if (volid === null) return false;
  const seed = seedOf(session, vmid, draft.options);
  if (Object.values(seed).join('').length > MOST) die('Cloud-Init sum of snippets too big (> 3 MiB)');
  const { id, name } = locateImage(session.host, volid);
  if (!volumeRecord(session.host, id)) {
    allocateVmVolume(session, {
      storage: id.storage,
      vmid,
      bytes: CLOUDINIT_BYTES,
      format: name.format,
      name: name.name.replace(/\.[a-z0-9]+$/, ''),
    });
  }
  session.print('generating cloud-init ISO\n');
  const record = volumeRecord(session.host, id);
  if (record) writeVolume(session.host, id, { ...record, text: JSON.stringify(seed) });
  const changed = draft.cloudinit.size > 0;
  draft.cloudinit.clear();
  return changed;
}

/** `qm cloudinit dump`: what would be written without snippets of one's own. */
export function dumpSeed(options: VmSection, vmid: number, type: string, masked = false): string {
  const network = networkData(options);
  if (type === 'user') return userData(options, vmid, masked);
  return type === 'network' ? network : metaData(userData(options, vmid, false), network);
}
