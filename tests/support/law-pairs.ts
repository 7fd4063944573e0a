/** Pairs of files for the laws: over every key, templates among them, for one version of Proxmox, each a guest of its own. */
import fc from 'fast-check';
import { OPTIONS } from '../../src/kinds/lxc/options.ts';
import { atLeast } from '../../src/kinds/lxc/pve-version.ts';
import type { LxcInput, MountInput } from '../../src/kinds/lxc/schema.ts';
import { pick } from './arbitrary-keys.ts';
import { arbitraryPair } from './arbitrary-spec.ts';
import { fitting } from './fitting-spec.ts';

export type Pve = '8.4' | '9.2';

export interface LawPair {
  readonly before: LxcInput;
  readonly after: LxcInput;
  /** Somebody stops the guest by hand in between. */
  readonly stopped: boolean;
}

/** A template's disks stay as they are. */
function sameDisks(before: LxcInput, after: LxcInput): LxcInput {
  const size = before.rootfs?.size;
  const rootfs = after.rootfs && { ...after.rootfs, ...(size === undefined ? {} : { size }) };
  const mounts = Object.entries(after.mounts ?? {}).map(([path, value]): [string, MountInput] => {
    const old = before.mounts?.[path];
    const grown = typeof old === 'object' && old.size !== undefined && typeof value === 'object';
    return [path, grown ? { ...value, size: old.size } : value];
  });
  const { rootfs: _, ...rest } = after;
  // A clone's disk is as large as its source's, unless its file says otherwise.
  const kept = size === undefined && rootfs ? { ...rootfs, size: undefined } : rootfs;
  return JSON.parse(
    JSON.stringify({ ...rest, ...(kept ? { rootfs: kept } : {}), mounts: Object.fromEntries(mounts) }),
  );
}

/** Sub-properties that the version does not know yet. */
function newerThan(pve: Pve): ReadonlySet<string> {
  const newer = OPTIONS.filter(({ since }) => since !== undefined && !atLeast(pve, since));
  return new Set(newer.map(({ field }) => field.replace(/^(?:net|mount|rootfs|device|features)\./, '')));
}

/** The file without what the version does not know. */
function known(input: LxcInput, pve: Pve): LxcInput {
  const newer = newerThan(pve);
  if (newer.size === 0) return input;
  return JSON.parse(JSON.stringify(input, (key, value: unknown) => (newer.has(key) ? undefined : value)));
}

type Templates = 'neither' | 'after' | 'both';

function withTemplates(
  [before, after]: readonly [LxcInput, LxcInput],
  templates: Templates,
): Omit<LawPair, 'stopped'> {
  if (templates === 'neither') return { before, after };
  const next = fitting({ ...after, template: true });
  if (templates === 'after') return { before, after: next };
  const first = fitting({ ...before, template: true });
  return { before: first, after: fitting(sameDisks(first, next)) };
}

/** Two files of one guest, the second a possible change of the first. */
export function arbitraryLawPair(pve: Pve): fc.Arbitrary<LawPair> {
  const templates = pick<Templates>(...Array<Templates>(8).fill('neither'), 'after', 'both');
  return fc.tuple(arbitraryPair, templates, fc.boolean()).map(([pair, which, stopped]) => {
    const { before, after } = withTemplates(pair, which);
    return { before: known(before, pve), after: known(after, pve), stopped };
  });
}

const FIRST_VMID = 1000;

export const lawName = (index: number) => `guest-${index}`;
export const lawVmid = (index: number) => FIRST_VMID + index;

/** The file as that of another guest: VMID, addresses and MACs are its own. */
export function rehomed(input: LxcInput, index: number): LxcInput {
  const text = JSON.stringify({ ...input, vmid: lawVmid(index) })
    .replaceAll('"10.1.', `"10.${10 + index}.`)
    .replaceAll('02:00:00:00:00:', `02:00:00:00:${(16 + index).toString(16)}:`);
  return JSON.parse(text) as LxcInput;
}
