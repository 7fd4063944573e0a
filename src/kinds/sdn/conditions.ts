/** Conditions of SDN's steps, decided from a fresh reading of its files. */
import { z } from 'zod';
import type { Look, ScopeState } from '../../node/port.ts';
import type { Cond, Scope } from '../step.ts';
import { sdnOf, SDN_FILES, uncommitted } from './config.ts';
import { LEFT_FILES } from './left.ts';
import { INTERFACES_FILE, lagging, nodeConfigIn } from './node-config.ts';
import { foreignEdits, unmet } from './pending.ts';
import { objectText } from './spec.ts';

const meantObjects = z.record(z.string(), z.record(z.string(), z.string().nullable()).nullable());

const check = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('pending'), objects: meantObjects }),
  z.strictObject({ is: z.literal('committed'), objects: meantObjects }),
  z.strictObject({ is: z.literal('settled'), objects: z.array(z.string()) }),
  z.strictObject({ is: z.literal('ours alone'), addresses: z.array(z.string()), meant: meantObjects }),
  z.strictObject({ is: z.literal('only'), meant: meantObjects }),
  z.strictObject({ is: z.literal('unlocked') }),
  z.strictObject({ is: z.literal('unowned'), mac: z.string() }),
  z.strictObject({ is: z.literal('locked'), token: z.string().optional() }),
  z.strictObject({ is: z.literal('applied'), bridges: z.array(z.string()), gone: z.array(z.string()) }),
]);

const CONF_FILES = ['/etc/pve/nodes/*/lxc/*.conf', '/etc/pve/nodes/*/qemu-server/*.conf'];

/** How SDN is read anew: by files alone. */
export function lookAtSdn(scope: Scope): Look | null {
  if (scope === 'sdn') return { files: [...SDN_FILES, LEFT_FILES] };
  if (scope === 'sdn cards') return { files: CONF_FILES };
  const node = /^sdn@(.+)$/s.exec(scope)?.[1];
  return node === undefined ? null : { files: [...SDN_FILES, INTERFACES_FILE], node };
}

const joined = (problems: readonly string[]): true | string =>
  problems.length === 0 ? true : problems.join(', ');

const HELD =
  'somebody else holds the lock of SDN: wait for them, or free it with "pvesh delete /cluster/sdn/lock --force 1"';

export function sdnHolds(condition: Cond['check'], state: ScopeState): true | string {
  if (!('files' in state)) return 'SDN cannot be read by a guest';
  const asked = check.parse(condition);
  const sdn = sdnOf(state.files);
  switch (asked.is) {
    case 'pending':
      return joined(unmet(sdn.pending, asked.objects));
    case 'committed':
      return joined(unmet(sdn.running, asked.objects));
    case 'settled':
      return joined(
        uncommitted(sdn)
          .filter((key) => asked.objects.includes(key))
          .map((key) => `${objectText(key)} has an edit that is not applied`),
      );
    case 'ours alone':
    case 'only': {
      const addresses = asked.is === 'only' ? [] : asked.addresses;
      const edits = foreignEdits(sdn, addresses, asked.meant);
      return joined(edits.map((edit) => `${edit} by somebody else, and not applied`));
    }
    case 'unowned': {
      const owner = [...state.files].find(([, text]) => text.toUpperCase().includes(asked.mac));
      return owner === undefined || `${owner[0]} has the card ${asked.mac} now`;
    }
    case 'unlocked':
      return sdn.lock === null ? true : HELD;
    case 'locked':
      if (sdn.lock === null) return 'nobody holds the lock of SDN';
      return asked.token === undefined || asked.token === sdn.lock ? true : HELD;
    case 'applied': {
      const config = nodeConfigIn(state.files.get(INTERFACES_FILE));
      const why = lagging(config, sdn.version, asked);
      return why === null ? true : `it ${why}: see the task log of its network reload`;
    }
  }
}
