/**
 * A lab's network: a namespace of its own with the node's bridges by their own names, a cable to this machine, and NAT.
 * So labs with the same addresses do not meet, and an estate's subnet may be this machine's own.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeWhole } from '../../../sources/write.ts';
import { LockTimeout } from '../../host.ts';
import { lockFile } from '../file-lock.ts';
import {
  formatAddress,
  formatSubnet,
  freeSubnet,
  overlaps,
  parseSubnet,
  reachableResolvers,
  type Subnet,
} from './addresses.ts';
import { allowForwarding } from './host-network.ts';
import { must, run } from './machine.ts';
import { type LabNames, LABS } from './names.ts';

const LOCK_SECONDS = 60;

/** One lab's changes of the network at a time, and one look at what this machine has. */
export function withNetworkLock<T>(body: () => T): T {
  const path = `${LABS}/network.lock`;
  const release = lockFile(path, LOCK_SECONDS, () => {});
  if (!release) throw new LockTimeout(path);
  try {
    return body();
  } finally {
    release();
  }
}

/** A command within the lab's network: sockets of LXC are there too. */
export const inNamespace = (names: LabNames, argv: readonly string[]): string[] => [
  'nsenter',
  `--net=/run/netns/${names.namespace}`,
  ...argv,
];

const inside = (names: LabNames, ...argv: string[]) => must(['ip', '-n', names.namespace, ...argv]);

interface Route {
  readonly dst?: string;
  readonly dev?: string;
}

function routes(): { readonly subnet: Subnet; readonly dev: string }[] {
  const all = JSON.parse(run(['ip', '-4', '-j', 'route', 'show', 'table', 'main']).stdout || '[]') as Route[];
  return all.flatMap(({ dst = '', dev = '' }) => {
    const subnet = dst === 'default' ? null : parseSubnet(dst);
    return subnet ? [{ subnet, dev }] : [];
  });
}

/** The largest packet that leaves this machine whole; a bridge with more would send what is lost. */
export function uplinkMtu(): number {
  const route = JSON.parse(run(['ip', '-4', '-j', 'route', 'show', 'default']).stdout || '[]') as Route[];
  const dev = route[0]?.dev ?? '';
  const path = `/sys/class/net/${dev}/mtu`;
  const mtu = dev !== '' && existsSync(path) ? Number(readFileSync(path, 'utf8')) : 1500;
  return Math.min(1500, mtu || 1500);
}

/** Resolvers of this machine; systemd's own list where /etc/resolv.conf names only the loopback. */
export function hostResolvers(): string[] {
  for (const path of ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf']) {
    const found = existsSync(path) ? reachableResolvers(readFileSync(path, 'utf8')) : [];
    if (found.length > 0) return found;
  }
  return ['1.1.1.1'];
}

/** Both ends of the cable: this machine's is the first address, the lab's the second. */
function cableOf(names: LabNames): {
  readonly subnet: Subnet;
  readonly outer: string;
  readonly inner: string;
} {
  const path = `${names.run}/cable`;
  if (!existsSync(path)) {
    const taken = routes().map(({ subnet }) => subnet);
    writeWhole(path, formatSubnet({ ...freeSubnet(names.id, 'cable', taken), bits: 30 }));
  }
  const subnet = parseSubnet(readFileSync(path, 'utf8').trim());
  if (!subnet) throw new Error(`${path} holds no network`);
  return { subnet, outer: formatAddress(subnet.base + 1), inner: formatAddress(subnet.base + 2) };
}

/** This machine's own address as the lab's guests reach it. */
export const machineAddress = (names: LabNames): string => cableOf(names).outer;

/** NAT of the lab, whole: questions for names that leave it, or are put to its gateways, go to this machine's resolver. */
export function labRules(gateways: readonly string[], subnets: readonly string[], resolver: string): string {
  const set = (values: readonly string[]) =>
    values.length > 0 ? `elements = { ${values.join(', ')} };` : '';
  const ask = (match: string) =>
    ['udp', 'tcp']
      .map((kind) => `    iifname != "uplink" ${match} ${kind} dport 53 dnat to ${resolver}\n`)
      .join('');
  return [
    'table ip lab\ndelete table ip lab\ntable ip lab {\n',
    `  set gateways { type ipv4_addr; ${set(gateways)} }\n`,
    `  set subnets { type ipv4_addr; flags interval; auto-merge; ${set(subnets)} }\n`,
    '  chain pre {\n    type nat hook prerouting priority -100;\n',
    ask('ip daddr @gateways'),
    ask('ip daddr != @subnets'),
    '  }\n  chain post {\n    type nat hook postrouting priority 100;\n    oifname "uplink" masquerade\n  }\n}\n',
  ].join('');
}

function makeNamespace(names: LabNames): void {
  const { subnet, outer, inner } = cableOf(names);
  if (!existsSync(`/run/netns/${names.namespace}`)) must(['ip', 'netns', 'add', names.namespace]);
  if (!existsSync(`/sys/class/net/${names.cable}`)) {
    const mtu = String(uplinkMtu());
    must([
      'ip',
      'link',
      'add',
      names.cable,
      'mtu',
      mtu,
      'type',
      'veth',
      'peer',
      'name',
      'uplink',
      'mtu',
      mtu,
      'netns',
      names.namespace,
    ]);
  }
  must(['ip', 'addr', 'replace', `${outer}/30`, 'dev', names.cable]);
  must(['ip', 'link', 'set', names.cable, 'up']);
  inside(names, 'addr', 'replace', `${inner}/30`, 'dev', 'uplink');
  for (const device of ['lo', 'uplink']) inside(names, 'link', 'set', device, 'up');
  inside(names, 'route', 'replace', 'default', 'via', outer);
  must(inNamespace(names, ['sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward']));
  allowForwarding(names, formatSubnet(subnet));
}

/** A bridge of the node as the lab's guests need it: its name there, and the gateways it stands for. */
export interface BridgeNeed {
  readonly bridge: string;
  /** With mask, such as `192.168.1.1/24`. */
  readonly gateways: readonly string[];
}

interface Made {
  readonly addresses: readonly string[];
}

/** What the lab's bridges have now, by name. */
function bridges(names: LabNames): Map<string, Made> {
  interface Link {
    readonly ifname: string;
    readonly linkinfo?: { readonly info_kind?: string };
    readonly addr_info?: readonly {
      readonly family: string;
      readonly local: string;
      readonly prefixlen: number;
    }[];
  }
  const links = JSON.parse(inside(names, '-j', '-d', 'addr')) as Link[];
  return new Map(
    links
      .filter(({ linkinfo }) => linkinfo?.info_kind === 'bridge')
      .map(({ ifname, addr_info = [] }) => [
        ifname,
        {
          addresses: addr_info
            .filter(({ family }) => family === 'inet')
            .map((a) => `${a.local}/${a.prefixlen}`),
        },
      ]),
  );
}

/** A way from this machine to the guests, where no other way to that network would be lost. */
function routeTo(names: LabNames, subnet: Subnet, inner: string): void {
  const others = routes().filter(({ subnet: other }) => overlaps(subnet, other));
  if (others.length === 0)
    must(['ip', 'route', 'add', formatSubnet(subnet), 'via', inner, 'dev', names.cable]);
}

/** A bridge without one takes that of a guest's cable, another one when that guest stops: the others lose their gateway. */
function hardwareAddress({ id }: LabNames, bridge: string): string {
  const digest = createHash('sha256').update(`${id}\0${bridge}`).digest();
  return ['02', ...Array.from(digest.subarray(0, 5), (byte) => byte.toString(16).padStart(2, '0'))].join(':');
}

/**
 * Makes what is missing of the lab's network, so that a guest can be plugged in.
 * @throws Failure when this machine does not let it
 */
export function ensureNetwork(names: LabNames, needs: readonly BridgeNeed[]): void {
  makeNamespace(names);
  const { inner } = cableOf(names);
  const before = bridges(names);
  for (const { bridge, gateways } of needs) {
    if (!before.has(bridge)) {
      const mtu = String(uplinkMtu());
      inside(
        names,
        'link',
        'add',
        bridge,
        'address',
        hardwareAddress(names, bridge),
        'mtu',
        mtu,
        'type',
        'bridge',
      );
      inside(names, 'link', 'set', bridge, 'up');
    }
    for (const gateway of gateways) {
      if (before.get(bridge)?.addresses.includes(gateway)) continue;
      inside(names, 'addr', 'replace', gateway, 'dev', bridge);
      const subnet = parseSubnet(gateway);
      if (subnet) routeTo(names, subnet, inner);
    }
  }
  const addresses = [...bridges(names).values()].flatMap((made) => made.addresses);
  const gateways = [...new Set(addresses.map((address) => address.split('/')[0] ?? ''))];
  const subnets = [...new Set(addresses.flatMap((address) => parseSubnet(address) ?? []).map(formatSubnet))];
  const rules = labRules(gateways, subnets, hostResolvers()[0] ?? '1.1.1.1');
  must(inNamespace(names, ['nft', '-f', '-']), { input: rules });
}

/** Bridges with their addresses, and whether this machine has a way there; empty when there is no network. */
export function networkOf(
  names: LabNames,
): { readonly bridge: string; readonly address: string; readonly routed: boolean }[] {
  if (!existsSync(`/run/netns/${names.namespace}`)) return [];
  const own = routes()
    .filter(({ dev }) => dev === names.cable)
    .map(({ subnet }) => formatSubnet(subnet));
  return [...bridges(names)].flatMap(([bridge, { addresses }]) =>
    addresses.map((address) => {
      const subnet = parseSubnet(address);
      return { bridge, address, routed: subnet !== null && own.includes(formatSubnet(subnet)) };
    }),
  );
}

/** Networks that `ip=dhcp` must not take: this machine's, and those of the lab's bridges. */
export function takenSubnets(names: LabNames): Subnet[] {
  const own = [...bridges(names).values()].flatMap(({ addresses }) =>
    addresses.flatMap((a) => parseSubnet(a) ?? []),
  );
  return [...routes().map(({ subnet }) => subnet), ...own];
}
