/** `pve-firewall`: what it says of the files, and whether the daemon has taken them up. It exits 0 whatever it skips. */
import { createHash } from 'node:crypto';
import type { Host } from '../host.ts';
import type { Command, Session } from '../session.ts';
import { addressOf, firewallOf } from './node.ts';

const takenPath = (node: string) => `/.sim/firewall/${node}`;

/** All that the daemon of a node looks at, as one word. */
function stateOf(host: Host, node: string): string {
  const files = host.list('/etc/pve/firewall').map((name) => `/etc/pve/firewall/${name}`);
  const hash = createHash('sha1');
  for (const path of [...files, `/etc/pve/nodes/${node}/host.fw`])
    hash.update(`${path}\n${host.read(path) ?? ''}\n`);
  return hash.digest('hex');
}

const isOn = ({ host, node }: Session, warn: (text: string) => void) =>
  Number(firewallOf(host, node.name, warn).cluster.options.get('enable') ?? '0') > 0;

/** The daemon looks every ten seconds: who asks right after a change is told so, who asks again is not. */
export const firewallStatus: Command = (session) => {
  const { host, node } = session;
  const on = isOn(session, session.warn);
  const state = stateOf(host, node.name);
  const isPending = on && host.read(takenPath(node.name)) !== state;
  host.write(takenPath(node.name), state);
  session.print(`Status: ${on ? 'enabled' : 'disabled'}/running${isPending ? ' (pending changes)' : ''}\n`);
};

export const firewallCompile: Command = (session) => {
  const { host, node } = session;
  const on = isOn(session, session.warn);
  session.print('ipset cmdlist:\n\niptables cmdlist:\n\nip6tables cmdlist:\n\nebtables cmdlist:\n');
  session.print('\niptables table raw cmdlist:\n\nip6tables table raw cmdlist:\n');
  const isPending = on && host.read(takenPath(node.name)) !== stateOf(host, node.name);
  session.print(isPending ? 'detected changes\n' : 'no changes\n');
  if (!on) session.print('firewall disabled\n');
};

export const firewallLocalnet: Command = ({ host, node, print }) => {
  const { cluster, localNetwork } = firewallOf(host, node.name);
  const given = cluster.aliases.get('local_network');
  print(`local hostname: ${node.name}\nlocal IP address: ${addressOf(host, node.name)}\n`);
  print(`network auto detect: ${localNetwork}\n`);
  print(
    given === undefined
      ? `using detected local_network: ${localNetwork}\n`
      : `using user defined local_network: ${given}\n`,
  );
};
