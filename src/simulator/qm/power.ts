/** Starting and stopping a machine: what QEMU asks of its conf file, and what each brings into effect (9.2). */
import { parsePropertyString } from '../../node/property-string.ts';
import { bridgeMtu } from '../config/net.ts';
import { die, messageOf } from '../failure.ts';
import type { Session } from '../session.ts';
import { availableStorage } from '../storage/storages.ts';
import { locate, volumeRecord } from '../storage/volumes.ts';
import { confSchema } from '../schema.ts';
import { runVmHook } from './hooks.ts';
import { applyVmPending } from './apply.ts';
import { boot } from './booted.ts';
import { cardsStart } from './cards.ts';
import { writeSeed } from './cloudinit.ts';
import { isCloudinit, type VmDraft } from './conf.ts';
import { driveKeys, managedVolume, parseDrive } from './drives.ts';
import { memoryBytes } from './hotplug.ts';
import { parseVmNet } from './identity.ts';
import { checkVmLock, loadVm, machineState, setMachine, writeVm } from './machines.ts';

/** Is the agent's device declared? */
export function hasAgent({ options }: VmDraft): boolean {
  const fields = confSchema('9.2', 'qemu').get('agent')?.fields ?? {};
  return parsePropertyString(fields, options.get('agent') ?? '').get('enabled') === '1';
}

/** @throws Failure when a volume cannot be used */
function activateVolumes(session: Session, draft: VmDraft): void {
  for (const key of driveKeys(draft.options)) {
    const value = draft.options.get(key) ?? '';
    const volid = managedVolume(parseDrive(key, value));
    if (volid === null || isCloudinit(value)) continue;
    const { id } = locate(session.host, volid);
    availableStorage(session, id.storage);
    if (!volumeRecord(session.host, id)) die(`volume '${volid}' does not exist`);
  }
}

/** Sections of a mapping's file, such as `gpu1`. */
const isMapped = (session: Session, family: string, id: string) =>
  new RegExp(`^${id}$`, 'm').test(session.host.read(`/etc/pve/mapping/${family}.cfg`) ?? '');

/** Devices of the node by their mappings. @throws Failure for one that the cluster does not know */
function checkMappings(session: Session, draft: VmDraft): void {
  for (const [key, value] of draft.options) {
    const [, family] = /^(hostpci|usb|virtiofs)\d+$/.exec(key) ?? [];
    if (family === undefined) continue;
    const fields = confSchema('9.2', 'qemu').get(key)?.fields ?? {};
    const properties = parsePropertyString(fields, value);
    const mapping = properties.get(family === 'virtiofs' ? 'dirid' : 'mapping');
    const [file, name] =
      family === 'hostpci'
        ? ['pci', 'PCI device']
        : family === 'usb'
          ? ['usb', 'USB device']
          : ['directory', 'Directory'];
    if (mapping !== undefined && !isMapped(session, file, mapping)) {
      die(`${name} mapping not found for '${mapping}'`);
    }
  }
}

/** What the network's script says ends QEMU, and its own words are all that tells why. */
function plugNets(session: Session, vmid: number, draft: VmDraft): void {
  for (const [key, value] of draft.options) {
    const index = /^net(\d+)$/.exec(key)?.[1];
    const bridge = index === undefined ? undefined : parseVmNet(value).get('bridge');
    if (index === undefined || bridge === undefined) continue;
    try {
      bridgeMtu(session, bridge);
    } catch (error) {
      session.print(`${messageOf(error)}\n`);
      session.print(
        `kvm: -netdev type=tap,id=${key},ifname=tap${vmid}i${index}: network script /usr/libexec/qemu-server/pve-bridge failed with status 512\n`,
      );
      die('start failed: QEMU exited with code 1');
    }
  }
}

/** Starts a machine whose lock the caller holds and has checked. @throws Failure when it does not come up */
export function startMachine(session: Session, vmid: number): void {
  let draft = loadVm(session, vmid);
  if (draft.pending.size > 0) {
    applyVmPending(session, vmid, draft);
    draft = loadVm(session, vmid);
  }
  if (writeSeed(session, vmid, draft)) writeVm(session, vmid, draft);
  runVmHook(session, vmid, draft, 'pre-start');
  activateVolumes(session, draft);
  cardsStart(session, vmid, draft);
  checkMappings(session, draft);
  session.at('start:activated');
  const memory = memoryBytes(draft);
  if (memory > session.node.memory * 1024) {
    session.print(`kvm: cannot set up guest memory 'pc.ram': Cannot allocate memory\n`);
    die('start failed: QEMU exited with code 1');
  }
  plugNets(session, vmid, draft);
  const pid = 1000 + Math.trunc(session.host.random() * 4_000_000);
  setMachine(session.host, vmid, {
    node: session.node.name,
    pid,
    since: session.host.now(),
    agent: hasAgent(draft),
    memory,
  });
  boot(session, vmid, draft);
  runVmHook(session, vmid, draft, 'post-start');
  session.at('start:running');
}

export interface VmStopOrder {
  /** Seconds that its own shutdown may take; null ends it at once. */
  readonly within: number | null;
  /** What does not end by itself is ended. */
  readonly force: boolean;
  readonly skiplock?: boolean;
}

/** Ends a machine whose lock the caller holds; nothing when it does not run. What is pending stays so (9.2). */
export function stopMachine(session: Session, vmid: number, order: VmStopOrder): void {
  const state = machineState(session.host, vmid);
  if (!state) return;
  const draft = loadVm(session, vmid);
  if (!order.skiplock) checkVmLock(draft);
  runVmHook(session, vmid, draft, 'pre-stop');
  session.at('stop:signalled');
  if (order.within !== null && session.node.deaf?.includes(vmid)) {
    session.host.wait(order.within * 1000);
    if (!order.force) die('VM quit/powerdown failed - got timeout');
    session.warn('VM still running - terminating now with SIGTERM\n');
  }
  setMachine(session.host, vmid, null);
  runVmHook(session, vmid, draft, 'post-stop');
  session.at('stop:stopped');
}

/** Seconds for a shutdown: as asked, as `startup` says, or a minute. */
export function shutdownSeconds(draft: VmDraft, asked: string | undefined): number {
  const down = /(?:^|,)down=(\d+)/.exec(draft.options.get('startup') ?? '')?.[1];
  return Number(asked ?? down ?? 60);
}
