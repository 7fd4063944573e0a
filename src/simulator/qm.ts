/** `qm` as far as a node without virtual machines answers it. Machines themselves are not simulated. */
import { die } from './failure.ts';
import type { Host } from './host.ts';
import type { Command, Session } from './session.ts';

const folder = (node: string) => `/etc/pve/nodes/${node}/qemu-server`;

const machines = (host: Host, node: string) =>
  host.list(folder(node)).filter((name) => name.endsWith('.conf'));

/** @throws Failure in Proxmox's words for a VMID without a machine, in its own for a machine */
function refuse(session: Session, words: readonly string[], exit: number): never {
  const vmid = words.find((word) => /^\d+$/.test(word)) ?? '';
  if (machines(session.host, session.node.name).includes(`${vmid}.conf`)) {
    die(`the simulator does not model virtual machines: ${session.command} ${vmid}`, 1);
  }
  return die(`Configuration file 'nodes/${session.node.name}/qemu-server/${vmid}.conf' does not exist`, exit);
}

const missing =
  (exit: number): Command =>
  (session, { extra }) =>
    refuse(session, extra, exit);

/** Nothing at all is printed where there is no machine, not even a heading. */
const list: Command = (session) => {
  if (machines(session.host, session.node.name).length > 0) refuse(session, ['list'], 1);
};

/** A resize that fails exits 0, as `pct resize` does. */
const resize: Command = (session, { extra }) => {
  session.warn(
    `Configuration file 'nodes/${session.node.name}/qemu-server/${extra[0] ?? ''}.conf' does not exist\n`,
  );
};

export const qm: Readonly<Record<string, Command>> = {
  list,
  resize,
  start: missing(255),
  ...Object.fromEntries(
    [
      'config',
      'destroy',
      'listsnapshot',
      'pending',
      'set',
      'showcmd',
      'shutdown',
      'snapshot',
      'status',
      'stop',
      'template',
    ].map((name) => [name, missing(2)]),
  ),
};
