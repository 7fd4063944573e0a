/** Pairs of files for the laws: over every key, templates among them, for one version of Proxmox, each a guest of its own. */
import { fc } from './fast-check.ts';
import { OPTIONS } from '../../src/kinds/lxc/options.ts';
import { atLeast } from '../../src/kinds/guest/pve-version.ts';
import type { LxcInput, MountInput } from '../../src/kinds/lxc/schema.ts';
import { pick } from './arbitrary-keys.ts';
import { arbitraryPair } from './arbitrary-spec.ts';
import { fitting, isBind } from './fitting-spec.ts';

export type Pve = '8.4' | '9.2';

export interface LawPair {
  readonly before: LxcInput;
  readonly after: LxcInput;
  /** Somebody stops the guest by hand in between. */
  readonly stopped: boolean;
  /** Somebody sets by hand what neither file speaks of. */
  readonly edited: boolean;
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

type Pair = Pick<LawPair, 'before' | 'after'>;

const ORIGIN = { clone: undefined, unprivileged: true } as const;

function withoutBinds(input: LxcInput): LxcInput {
  const volumes = Object.entries(input.mounts ?? {}).filter(([, value]) => !isBind(value));
  return { ...input, mounts: Object.fromEntries(volumes) };
}

/** What is not a matter of single keys. */
const VARIANTS = {
  plain: (pair) => pair,
  template: ({ before, after }) => ({ before, after: fitting({ ...after, template: true }) }),
  templates: ({ before, after }) => {
    const first = fitting({ ...before, template: true });
    return { before: first, after: fitting(sameDisks(first, fitting({ ...after, template: true }))) };
  },
  /** Made anew: the guest must own no data. */
  replaced: ({ before, after }) => ({
    before: {
      ...before,
      mounts: Object.fromEntries(Object.entries(before.mounts ?? {}).filter(([, m]) => isBind(m))),
    },
    after: { ...after, generation: 2 },
  }),
  /** To the other node: no bind and no linked clone goes there. */
  moved: ({ before, after }) => {
    const { node: _, ...rest } = fitting({ ...withoutBinds(after), ...ORIGIN });
    return { before: fitting({ ...withoutBinds(before), ...ORIGIN }), after: { ...rest, node: 'pve2' } };
  },
  adopted: ({ before, after }) => ({ before: { ...before, adopt: true }, after: { ...after, adopt: true } }),
} as const satisfies Readonly<Record<string, (pair: Pair) => Pair>>;

type Variant = keyof typeof VARIANTS;

const OTHERS: readonly Variant[] = ['template', 'templates', 'replaced', 'moved', 'adopted'];

/** Two files of one guest, the second a possible change of the first. */
export function arbitraryLawPair(pve: Pve): fc.Arbitrary<LawPair> {
  const variants = pick<Variant>(...Array<Variant>(20).fill('plain'), ...OTHERS);
  return fc
    .tuple(arbitraryPair, variants, fc.boolean(), fc.boolean())
    .map(([[first, second], variant, stopped, edited]) => {
      const { before, after } = VARIANTS[variant]({ before: first, after: second });
      return { before: known(before, pve), after: known(after, pve), stopped, edited };
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
