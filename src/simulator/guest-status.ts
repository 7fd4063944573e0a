/** What Proxmox tells of a container beside its configuration: `pct status --verbose`, `/nodes/N/lxc`, resources. */
import { parseSize } from '../node/property-string.ts';
import type { Draft } from './conf-store.ts';
import { runningState } from './guests.ts';
import { mountsOf } from './pct/mount-list.ts';
import { fileSystemOf } from './pct/df.ts';
import { messageOf } from './failure.ts';
import type { Session } from './session.ts';

/** Values as Proxmox's API has them: numbers, texts, and null for what this kernel does not measure. */
export type GuestStatus = Readonly<Record<string, number | string | null>>;

const MIB = 1024 * 1024;
const DEFAULT_DISK = 4 * 1024 ** 3;

/** Bytes that an idle guest takes. */
const IDLE_MEMORY = 12 * MIB;

function diskOf(session: Session, draft: Draft, running: boolean): { disk: number; maxdisk: number } {
  const rootfs = mountsOf(draft.options).find(({ key }) => key === 'rootfs');
  if (running && rootfs) {
    try {
      const { used, total } = fileSystemOf(session, rootfs.volume);
      return { disk: used, maxdisk: total };
    } catch (error) {
      messageOf(error);
    }
  }
  return { disk: 0, maxdisk: parseSize(rootfs?.properties.get('size') ?? '') || DEFAULT_DISK };
}

export function guestStatus(session: Session, vmid: number, draft: Draft): GuestStatus {
  const { options } = draft;
  const state = runningState(session.host, vmid);
  const isOn = (key: string) => (options.get(key) ?? '0') !== '0';
  const cores = isOn('cores')
    ? Number(options.get('cores'))
    : isOn('cpulimit')
      ? (options.get('cpulimit') ?? '')
      : null;
  const [tags, lock] = [options.get('tags'), options.get('lock')];
  const unmeasured = ['cpufull', 'cpusome', 'iofull', 'iosome', 'memoryfull', 'memorysome'];
  const since = state?.since;
  return {
    type: 'lxc',
    vmid,
    status: state ? 'running' : 'stopped',
    name: (options.get('hostname') || `CT${vmid}`).replace(/\s/g, ''),
    cpus: cores ?? session.node.cores,
    ...(tags === undefined ? {} : { tags }),
    ...diskOf(session, draft, state !== null),
    mem: state ? IDLE_MEMORY : 0,
    swap: 0,
    maxmem: (Number(options.get('memory')) || 512) * MIB,
    maxswap: Number(options.get('swap') ?? 0) * MIB,
    uptime: since === undefined ? 0 : Math.max(0, Math.floor((session.host.now() - since) / 1000)),
    cpu: 0,
    netin: 0,
    netout: 0,
    diskread: 0,
    diskwrite: 0,
    ...(options.get('template') === '1' ? { template: 1 } : {}),
    ...(lock ? { lock } : {}),
    ...(state?.pid === undefined ? {} : { pid: state.pid }),
    ...(state ? Object.fromEntries(unmeasured.map((name) => [`pressure${name}`, null])) : {}),
  };
}
