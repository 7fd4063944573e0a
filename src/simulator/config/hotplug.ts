/** Applies pending changes to a running guest as far as they can be: the rest stays pending until it stops. */
import { FAMILIES, parsePropertyString } from '../../node/property-string.ts';
import { type Draft, getOption, optionKeys, setOption, unsetOption } from '../conf-store.ts';
import { die, messageOf } from '../failure.ts';
import { cardGone } from '../sdn/cards.ts';
import type { Session } from '../session.ts';
import type { Failures } from './apply.ts';
import { assertDevice } from './lxc-config.ts';
import { applyMount, freeUnused } from './mounts.ts';
import { formatNet, parseNewNet, updateNet } from './net.ts';
import { pendingDeletions, unqueueDeletion } from './pending.ts';

/** These change the conf file at once; the guest itself may see them later (hostname: after a restart). */
const CONFIG_ONLY: ReadonlySet<string> = new Set([
  'description',
  'onboot',
  'startup',
  'protection',
  'hostname',
  'hookscript',
  'cores',
  'tags',
  'lock',
]);

type Outcome = 'done' | 'waits';

function unplug(session: Session, vmid: number, draft: Draft, key: string): Outcome {
  if (CONFIG_ONLY.has(key) || /^(?:swap|cpulimit|cpuunits)$/.test(key)) return 'done';
  if (/^unused\d+$/.test(key)) {
    freeUnused(session, vmid, draft, getOption(draft, key) ?? '');
    return 'done';
  }
  // Only one digit: net10 and above wait for the stop (PVE 9.2).
  if (/^net\d$/.test(key)) {
    session.print(`delete ips from ${key}\n`);
    // PVE 9.1 and later look for the address of no card at all, and leave it in IPAM.
    if (session.node.pve === '8.4') cardGone(session, getOption(draft, key));
    return 'done';
  }
  return 'waits';
}

/** The kernel takes no CPU quota below one millisecond of a tenth of a second. */
function setCpuLimit(session: Session, vmid: number, limit: number): void {
  if (Math.trunc(100_000 * limit) >= 1000) return;
  const file =
    session.node.cgroup === 1
      ? `/sys/fs/cgroup/cpu//lxc/${vmid}/cpu.cfs_quota_us`
      : `/sys/fs/cgroup/lxc/${vmid}/cpu.max`;
  die(`closing file '${file}' failed - Invalid argument`, 22);
}

function plug(session: Session, vmid: number, draft: Draft, key: string): Outcome {
  const value = getOption(draft.pending, key) ?? '';
  if (key === 'cpulimit') setCpuLimit(session, vmid, Number(value));
  else if (key === 'cpuunits') {
    const weight = Number(value);
    if (session.node.cgroup === 2 && (weight < 1 || weight > 10_000)) {
      die('cpu weight (shares) must be in range [1, 10000]');
    }
  } else if (/^net\d+$/.test(key)) {
    const net = parseNewNet(session, value, getOption(draft, key));
    updateNet(session, vmid, draft, key, net);
    setOption(draft.pending, key, formatNet(net));
  } else if (/^mp\d+$/.test(key)) {
    if (draft.options.has(key)) return 'waits';
    applyMount(session, vmid, draft, key, true);
  } else if (/^dev\d+$/.test(key)) {
    // Devices of a running guest came with PVE 9 (pve-container 6.0.4).
    if (draft.options.has(key) || session.node.pve === '8.4') return 'waits';
    assertDevice(session.node, parsePropertyString(FAMILIES.dev, value).get('path'));
  } else if (key !== 'memory' && key !== 'swap') return 'waits';
  return 'done';
}

/** @returns what failed; the keys of this call that cannot change now stay pending without a failure. */
export function hotplugPending(
  session: Session,
  vmid: number,
  draft: Draft,
  selection: ReadonlySet<string>,
): Failures {
  const failures: Failures = new Map();
  const attempt = (key: string, body: () => Outcome): boolean => {
    try {
      return body() === 'done';
    } catch (error) {
      failures.set(key, `unable to hotplug ${key}: ${messageOf(error)}\n`);
      return false;
    }
  };
  const chosen = (key: string) => selection.has(key);
  const take = (key: string) => {
    setOption(draft, key, getOption(draft.pending, key) ?? '');
    unsetOption(draft.pending, key);
  };
  for (const key of optionKeys(draft.pending).filter(chosen)) if (CONFIG_ONLY.has(key)) take(key);
  for (const key of pendingDeletions(draft).filter(chosen)) {
    if (!attempt(key, () => unplug(session, vmid, draft, key))) continue;
    unsetOption(draft, key);
    unqueueDeletion(draft, key);
  }
  for (const key of optionKeys(draft.pending).filter(chosen)) {
    if (attempt(key, () => plug(session, vmid, draft, key))) take(key);
  }
  return failures;
}
