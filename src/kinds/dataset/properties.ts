/** The properties of a dataset that git may set: what a file may say of each, how ZFS prints it, what a change costs. */
import { z } from 'zod';
import { diskSize, sizeInKiB } from '../../config/units.ts';
import type { Effect } from '../effect.ts';

type Form =
  | { readonly is: 'size'; readonly none?: true }
  | { readonly is: 'switch' }
  | { readonly is: 'word'; readonly words: readonly string[] }
  | { readonly is: 'pattern'; readonly pattern: RegExp; readonly like: string };

interface PropertyRow {
  readonly form: Form;
  readonly about: string;
  readonly effect?: Effect;
  /** What a reader of the plan has to know. */
  readonly note?: string;
  /** Other spellings that ZFS takes, and prints as this. */
  readonly same?: Readonly<Record<string, string>>;
}

const size = (about: string): PropertyRow => ({ form: { is: 'size', none: true }, about });
const onOff = (about: string): PropertyRow => ({ form: { is: 'switch' }, about });
const word = (about: string, ...words: readonly string[]): PropertyRow => ({
  form: { is: 'word', words },
  about,
});

const WRITTEN_NOW = 'for what is written from now on';

const COMPRESSION = /^(?:on|off|lz4|lzjb|zle|gzip(?:-[1-9])?|zstd(?:-(?:1?\d|fast(?:-\d{1,4})?))?)$/;
/** What is mounted over /etc or /usr takes it from the node. */
const MOUNTPOINT =
  /^(?:none|legacy|(?:\/(?!\.{1,2}(?:\/|$))(?<!^\/(?:bin|boot|dev|etc|lib\w*|proc|root|run|sbin|sys|usr)\/)[^\0-\x1f"'\\/]+)+)(?<!^\/(?:bin|boot|dev|etc|lib\w*|proc|root|run|sbin|sys|usr|var))$/;
const CHECKSUM = /^(?:on|off|fletcher[24]|sha256|sha512|skein|edonr|blake3)(?:,verify)?$/;

/** By their names in ZFS (OpenZFS 2.2 and 2.3), in the order of a file. */
export const PROPERTIES: Readonly<Record<string, PropertyRow>> = {
  quota: size('How much it may take with all its snapshots and children; "none" for no limit.'),
  refquota: size('How much its own files may take; "none" for no limit.'),
  reservation: size('What is kept free for it, its snapshots and its children.'),
  refreservation: size('What is kept free for its own files.'),
  compression: {
    form: { is: 'pattern', pattern: COMPRESSION, like: '"lz4", "zstd" or "off"' },
    about: 'How new blocks are compressed.',
    note: WRITTEN_NOW,
    same: { 'gzip-6': 'gzip' },
  },
  recordsize: {
    form: { is: 'size' },
    about: 'The largest block of a file: "16K" for databases, "1M" for large files.',
    note: WRITTEN_NOW,
  },
  mountpoint: {
    form: {
      is: 'pattern',
      pattern: MOUNTPOINT,
      like: 'a path that hides no folder of the system, "none" or "legacy"',
    },
    about: 'Where it is mounted on the node; below its parent unless said otherwise.',
    effect: 'offline',
    note: 'it is unmounted and mounted again: ZFS refuses that while something uses it',
  },
  canmount: {
    ...word('Whether it is mounted.', 'on', 'off', 'noauto'),
    effect: 'offline',
    note: 'it may be mounted or unmounted at once',
  },
  acltype: {
    ...word('Which access lists its files have.', 'off', 'posix', 'nfsv4'),
    same: { posixacl: 'posix', noacl: 'off' },
  },
  xattr: { ...word('How extended attributes are kept.', 'sa', 'dir', 'off'), same: { on: 'sa' } },
  atime: onOff('Whether reading a file is noted.'),
  relatime: onOff('Whether reading is noted once a day at most.'),
  readonly: {
    ...onOff('Whether nothing can be written.'),
    effect: 'offline',
    note: 'writers get errors at once',
  },
  exec: onOff('Whether programs on it can be started.'),
  setuid: onOff('Whether set-uid bits count.'),
  devices: onOff('Whether device nodes on it work.'),
  sync: word('When a write counts as done.', 'standard', 'always', 'disabled'),
  logbias: word('What synchronous writes are made for.', 'latency', 'throughput'),
  primarycache: word('What is kept in memory.', 'all', 'metadata', 'none'),
  secondarycache: word('What is kept on cache devices.', 'all', 'metadata', 'none'),
  snapdir: word('Whether the folder .zfs is seen.', 'hidden', 'visible'),
  dnodesize: {
    ...word('Room for attributes.', 'legacy', 'auto', '1k', '2k', '4k', '8k', '16k'),
    note: WRITTEN_NOW,
  },
  copies: { ...word('How often each block is kept.', '1', '2', '3'), note: WRITTEN_NOW },
  checksum: {
    form: { is: 'pattern', pattern: CHECKSUM, like: '"on" or "sha256"' },
    about: 'How blocks are checked.',
    note: WRITTEN_NOW,
  },
  dedup: {
    ...word('Whether equal blocks are kept once; it costs much memory.', 'on', 'off', 'verify', 'sha256'),
    note: WRITTEN_NOW,
  },
  redundant_metadata: word('How many copies metadata has.', 'all', 'most', 'some', 'none'),
  special_small_blocks: {
    form: { is: 'size', none: true },
    about: 'Blocks up to this go to special devices.',
    note: WRITTEN_NOW,
  },
};

const MAX_SIZE = 2 ** 53;

/** Bytes as `zfs get -p` prints them; null: it is no size. */
function bytesOf(value: unknown, none: boolean): string | null {
  if (none && value === 'none') return '0';
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  if (value === 0) return none ? '0' : null;
  const kib = sizeInKiB(value, 'G');
  return kib === null || kib <= 0 || kib * 1024 >= MAX_SIZE ? null : String(kib * 1024);
}

const yesNo: Readonly<Record<string, string>> = { true: 'on', false: 'off', on: 'on', off: 'off' };

/** What ZFS prints of a value of the file; null: it is none. */
export function wordOfProperty(name: string, value: unknown): string | null {
  const row = PROPERTIES[name];
  if (!row) return null;
  const { form, same = {} } = row;
  switch (form.is) {
    case 'size':
      return bytesOf(value, form.none === true);
    case 'switch':
      return yesNo[String(value)] ?? null;
    case 'word': {
      const text = typeof value === 'boolean' ? (yesNo[String(value)] ?? '') : String(value);
      const plain = Object.hasOwn(same, text) ? (same[text] as string) : text;
      return form.words.includes(plain) ? plain : null;
    }
    case 'pattern': {
      const text = String(value);
      if (!form.pattern.test(text)) return null;
      return Object.hasOwn(same, text) ? (same[text] as string) : text;
    }
  }
}

const likeOf = (form: Form): string => {
  switch (form.is) {
    case 'size':
      return form.none ? 'a size such as "500G", a number of GiB, or "none"' : 'a size such as "16K" or "1M"';
    case 'switch':
      return 'true or false';
    case 'word':
      return form.words.map((one) => `"${one}"`).join(', ');
    case 'pattern':
      return form.like;
  }
};

const shapeOf = (form: Form): z.ZodType => {
  switch (form.is) {
    case 'size':
      return z.union([z.int().nonnegative(), z.string()]);
    case 'switch':
      return z.union([z.boolean(), z.enum(['on', 'off'])]);
    case 'word':
      return form.words.every((one) => /^\d$/.test(one)) ? z.union([z.int(), z.string()]) : z.string();
    case 'pattern':
      return z.string().max(4096);
  }
};

/** The properties as members of a strict object. */
export const propertyShape: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  Object.entries(PROPERTIES).map(([name, { form, about }]) => [
    name,
    shapeOf(form)
      .refine((value) => wordOfProperty(name, value) !== null, `must be ${likeOf(form)}`)
      .optional()
      .describe(about),
  ]),
);

/** Of the properties that are one of some words: these. */
export const wordExamples: readonly (readonly [string, readonly string[]])[] = Object.entries(
  PROPERTIES,
).flatMap(([name, { form }]) => (form.is === 'word' ? [[name, form.words] as const] : []));

/** What people read: `500G` for bytes, `none` for no limit. */
export function textOfProperty(name: string, value: string): string {
  const form = PROPERTIES[name]?.form;
  if (form?.is !== 'size') return value;
  if (value === '0') return 'none';
  const bytes = Number(value);
  return bytes % 1024 === 0 ? diskSize(bytes / 1024) : `${value}B`;
}

/** Whether what a node has is what is wanted, in spite of other words for it (OpenZFS 2.3 says `on` for `sa`). */
export function isSameValue(name: string, wanted: string, has: string): boolean {
  return has === wanted || PROPERTIES[name]?.same?.[has] === wanted;
}
