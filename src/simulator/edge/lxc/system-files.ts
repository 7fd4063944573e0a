/** Files that Proxmox writes into a guest before each start: its name, its resolver, its interfaces. */
import { hostResolvers } from './network.ts';
import type { GuestNet } from './guest-nets.ts';
import { writeWithin } from './within.ts';

/** The text of /etc/hosts: the guest's own name is its first address. */
export function hostsText(name: string, domain: string | undefined, nets: readonly GuestNet[]): string {
  const address = nets.find((net) => net.address !== undefined)?.address?.split('/')[0] ?? '127.0.1.1';
  const names = domain === undefined ? name : `${name}.${domain} ${name}`;
  return `127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n${address} ${names}\n`;
}

/** LXC itself gives the addresses: to ifupdown, if it is there, the interfaces are `manual`. */
export const interfacesText = (nets: readonly GuestNet[]): string =>
  [
    'auto lo\niface lo inet loopback\n',
    ...nets.map(({ name }) => `auto ${name}\niface ${name} inet manual\n`),
  ].join('\n');

export function resolvText(options: ReadonlyMap<string, string>, resolvers: readonly string[]): string {
  const search = options.get('searchdomain');
  const servers =
    options
      .get('nameserver')
      ?.split(/[\s,;]+/)
      .filter(Boolean) ?? resolvers;
  return [
    ...(search === undefined ? [] : [`search ${search}`]),
    ...servers.map((server) => `nameserver ${server}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/**
 * @param root the guest's root file system on this machine
 * @param owner the guest's root here: 0, or 100000 for one without privileges
 */
export function writeSystemFiles(
  root: string,
  guest: { readonly vmid: number; readonly options: ReadonlyMap<string, string> },
  nets: readonly GuestNet[],
  owner: number,
): void {
  const { vmid, options } = guest;
  if (options.get('ostype') === 'unmanaged') return;
  const [name = '', ...rest] = (options.get('hostname') ?? `CT${vmid}`).split('.');
  const domain = rest.length > 0 ? rest.join('.') : options.get('searchdomain')?.split(/[\s,;]+/)[0];
  writeWithin(root, 'etc/hostname', `${name}\n`, owner);
  writeWithin(root, 'etc/hosts', hostsText(name, domain, nets), owner);
  writeWithin(root, 'etc/resolv.conf', resolvText(options, hostResolvers()), owner);
  writeWithin(root, 'etc/network/interfaces', interfacesText(nets), owner);
}
