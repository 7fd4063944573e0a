/**
 * Why a change of a container costs what it costs, in words: for `phoenix explain --changes`. What it costs stands in
 * effects.ts; a note of the change itself comes before these. Sources: the real `pct` (PVE 9.2) and its history.
 */
import { pointerSegments } from '../../json.ts';
import type { Change, Reason } from '../change.ts';
import { family, fieldName } from '../guest/field-name.ts';
import { OPTIONS } from './options.ts';

const CONFINED =
  'LXC confines a container when it starts; Proxmox writes the new value down as pending until then';
const AT_START = 'Proxmox hands it to the container when that starts, and keeps it pending until then';
const MOUNTED = 'Proxmox mounts a volume with its options when the container starts, and mounts none anew';

/** By the name of the field, or of its family: why a change of it restarts a running container. */
const RESTARTS: Readonly<Record<string, string>> = {
  nameserver: `the resolver of the guest is set up at its start: ${AT_START}`,
  searchdomain: `the resolver of the guest is set up at its start: ${AT_START}`,
  timezone: AT_START,
  cmode: `consoles are made when the container starts; ${AT_START}`,
  console: `consoles are made when the container starts; ${AT_START}`,
  tty: `consoles are made when the container starts; ${AT_START}`,
  debug: AT_START,
  entrypoint: 'it is the first process of the container, and nothing else starts that anew',
  env: 'it is the environment of the first process, and nothing else starts that anew',
  features: CONFINED,
  rootfs: MOUNTED,
  mount: MOUNTED,
  'mount.bind': 'Proxmox takes no folder out of a running container, so the other one comes at its start',
  device: 'Proxmox changes and removes no device of a running container',
  net: 'Proxmox writes it at once, and the card takes it when the container starts',
  raw: 'LXC reads these lines when the container starts',
  feature: 'its manifest says that installing it may restart the guest',
};

/** Taking something away, where that has a reason of its own. */
const REMOVALS: Readonly<Record<string, string>> = {
  mount: 'Proxmox takes nothing out of a running container: the mount goes at its next start',
  device: 'Proxmox takes no device out of a running container: it goes at the next start',
};

const LIVE: Readonly<Record<string, string>> = {
  memory: 'the limit of the control group is changed under the running container',
  swap: 'the limit of the control group is changed under the running container',
  cores: 'the control group of the running container gets other cores',
  cpulimit: 'the limit of the control group is changed under the running container',
  cpuunits: 'the weight of the control group is changed under the running container',
  net: 'Proxmox plugs and changes cards of a running container',
  mount: 'Proxmox mounts a new volume or folder into the running container',
  device: 'Proxmox VE 9.0 and later add a device to a running container',
  feature: 'it is installed while the guest runs',
  snapshot: 'a snapshot freezes the container for a moment and stops nothing',
};

const OFFLINE: Readonly<Record<string, string>> = {
  state: 'the file says that it shall be stopped',
  node: 'Proxmox moves containers between nodes only while they are stopped',
  template: 'Proxmox makes a template of a stopped container only',
  feature: 'it is installed while the guest runs for that alone',
};

function keyOf({ slot, path }: Change): string | null {
  const segments = pointerSegments(path);
  if (slot === 'features') return segments[0] === 'mountfs' ? 'mount' : (segments[0] ?? null);
  const own = slot.includes(':') ? 2 : 1;
  return segments.length > own ? (segments.at(-1) ?? null) : null;
}

function inTable(table: Readonly<Record<string, string>>, change: Change): string | undefined {
  return table[fieldName(change.slot, keyOf(change))] ?? table[family(change.slot)];
}

/** What Proxmox does at once to a device from a later version on than that of the node. */
function later(change: Change): string | null {
  if (change.before !== null) return null;
  const name = fieldName(change.slot, keyOf(change));
  const row = OPTIONS.find(({ field }) => field === name || field.startsWith(`${family(change.slot)}.`));
  return row?.addBefore?.effect === change.effect ? row.addBefore.pve : null;
}

/** Null: there is nothing to say that the change does not say itself. */
export function reasonOf(change: Change): Reason | null {
  switch (change.effect) {
    case 'restart': {
      const pve = later(change);
      if (pve !== null) {
        const why = `Proxmox VE before ${pve} adds it at the next start only`;
        return { why, instead: `on Proxmox VE ${pve} it takes no restart` };
      }
      const removal = change.after === null ? inTable(REMOVALS, change) : undefined;
      const why = removal ?? inTable(RESTARTS, change);
      return why === undefined ? null : { why };
    }
    case 'live': {
      const why = inTable(LIVE, change);
      return why === undefined ? null : { why };
    }
    case 'offline': {
      const why = inTable(OFFLINE, change);
      return why === undefined ? null : { why };
    }
    case 'none':
    case 'config':
    case 'replace':
    case 'retire':
    case 'destroy':
    case 'impossible':
      return null;
  }
}
