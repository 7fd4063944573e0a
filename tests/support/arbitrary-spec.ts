/**
 * Files of containers over every key of the schema, valid in one small world (spec-world.ts), for properties: single
 * ones, and pairs of which the second is a possible change of the first.
 */
import { fc } from './fast-check.ts';
import { sizeInKiB } from '../../src/config/units.ts';
import type { LxcInput, MountInput } from '../../src/kinds/lxc/schema.ts';
import { NET_KEYS } from '../../src/kinds/lxc/schema-net.ts';
import { ARBITRARIES, type Arbitraries, flag, type Key, pick } from './arbitrary-keys.ts';
import { fitting, isBind, SNAPSHOT_STORAGE, without } from './fitting-spec.ts';
import { SUBJECT } from './spec-world.ts';

/** Cards beyond the fourth are rare, since a file with 32 of them says little else. */
const RARE: readonly string[] = NET_KEYS.slice(4);

function fileWith(overrides: Partial<Arbitraries>): fc.Arbitrary<LxcInput> {
  const all = { ...ARBITRARIES, ...overrides };
  const common = without(all, ...RARE);
  const rare = Object.fromEntries(Object.entries(all).filter(([key]) => RARE.includes(key)));
  return fc
    .tuple(
      fc.record(common, { requiredKeys: ['vmid'] }),
      fc.oneof(
        { weight: 9, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: fc.record(rare, { requiredKeys: [] }) },
      ),
    )
    .map(([a, b]) => fitting({ ...a, ...b }));
}

/** A file over every key of the schema, without findings in the world above. */
export const arbitraryInput: fc.Arbitrary<LxcInput> = fileWith({});

/** The same, templates among them. */
export const arbitraryInputOrTemplate: fc.Arbitrary<LxcInput> = fileWith({ template: flag });

const CREATION: readonly Key[] = ['ostemplate', 'clone', 'unprivileged', 'arch', 'ostype', 'ssh-public-keys'];

function larger(a: string | number | undefined, b: string | number | undefined): string | number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return (sizeInKiB(a, 'G') ?? 0) >= (sizeInKiB(b, 'G') ?? 0) ? a : b;
}

function mountAfter(before: MountInput | undefined, after: MountInput): MountInput {
  if (before === undefined) return after;
  if (isBind(before) !== isBind(after)) return before;
  if (typeof before === 'string' || typeof after === 'string' || isBind(after)) return after;
  return { ...after, storage: before.storage, size: larger(before.size, after.size) };
}

/** `want` as a change of `before` that Proxmox can make: nothing shrinks, moves, or is made otherwise. */
function possibleAfter(before: LxcInput, want: LxcInput): LxcInput {
  const created = Object.fromEntries(
    CREATION.filter((key) => before[key] !== undefined).map((key) => [key, before[key]]),
  );
  const kept = { ...without(want, ...CREATION), ...created, template: before.template || want.template };
  const snapshots = Object.entries(want.snapshots ?? {}).map(([name, value]) => [
    name,
    before.snapshots?.[name] ?? value,
  ]);
  const mounts = Object.entries(want.mounts ?? {}).map(([path, value]) => [
    path,
    mountAfter(before.mounts?.[path], value),
  ]);
  const rootfs = {
    ...want.rootfs,
    storage: before.rootfs?.storage,
    size: larger(before.rootfs?.size, want.rootfs?.size),
  };
  const next = {
    ...kept,
    snapshots: Object.fromEntries(snapshots),
    mounts: Object.fromEntries(mounts),
    rootfs: Object.fromEntries(Object.entries(rootfs).filter(([, value]) => value !== undefined)),
  } as LxcInput;
  return fitting(withoutSnapshotsElsewhere(before, next));
}

/** A volume that is where no snapshots are stays there, and a bind goes with a restart only: then none is wanted. */
function withoutSnapshotsElsewhere(before: LxcInput, next: LxcInput): LxcInput {
  const elsewhere = [before.rootfs, ...Object.values(before.mounts ?? {})].some(
    (volume) =>
      typeof volume === 'object' && volume.storage !== undefined && volume.storage !== SNAPSHOT_STORAGE,
  );
  const bound = Object.values(before.mounts ?? {}).some(isBind);
  const other = typeof before.clone === 'object' && before.clone.storage !== undefined;
  return elsewhere || bound || other ? without(next, 'snapshots') : next;
}

/** Two files of one guest, the second a possible change of the first: some keys differ, most often few. */
export const arbitraryPair: fc.Arbitrary<readonly [LxcInput, LxcInput]> = fc
  .tuple(
    arbitraryInput,
    arbitraryInput,
    fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }),
    pick(0.1, 0.3, 1),
  )
  .map(([before, other, dice, share]) => {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(other)])].sort();
    const changed = keys.filter(
      (_, index) => share === 1 || (dice[index % dice.length] && index % 10 < share * 20),
    );
    const mixed = Object.fromEntries(
      keys.flatMap((key) => {
        const value = (changed.includes(key) ? other : before)[key as Key];
        return value === undefined ? [] : [[key, value]];
      }),
    );
    return [before, possibleAfter(before, { ...mixed, vmid: SUBJECT.vmid })] as const;
  });
