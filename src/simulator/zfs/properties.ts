/** Properties of simulated datasets: what ZFS takes for each, what it prints, what it says of anything else (OpenZFS 2.2). */

type Form =
  | { readonly is: 'size'; readonly power?: true }
  | {
      readonly is: 'words';
      readonly words: readonly string[];
      readonly same?: Readonly<Record<string, string>>;
    }
  | { readonly is: 'mountpoint' };

export interface SimProperty {
  readonly default: string;
  readonly form: Form;
  readonly inherits: boolean;
}

const words = (fallback: string, ...all: readonly string[]): SimProperty => ({
  default: fallback,
  form: { is: 'words', words: all },
  inherits: true,
});
const onOff = (fallback: 'on' | 'off') => words(fallback, 'on', 'off');
const limit: SimProperty = { default: '0', form: { is: 'size' }, inherits: false };

const levels = (name: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `${name}-${from + at}`);

/** That can be set. */
export const SETTABLE: Readonly<Record<string, SimProperty>> = {
  quota: limit,
  refquota: limit,
  reservation: limit,
  refreservation: limit,
  recordsize: { default: '131072', form: { is: 'size', power: true }, inherits: true },
  special_small_blocks: { default: '0', form: { is: 'size' }, inherits: true },
  mountpoint: { default: '', form: { is: 'mountpoint' }, inherits: true },
  canmount: { ...words('on', 'on', 'off', 'noauto'), inherits: false },
  compression: {
    default: 'on',
    inherits: true,
    form: {
      is: 'words',
      words: [
        'on',
        'off',
        'lzjb',
        'gzip',
        ...levels('gzip', 1, 9),
        'zle',
        'lz4',
        'zstd',
        'zstd-fast',
        ...levels('zstd', 1, 19),
        ...levels('zstd-fast', 1, 10),
      ],
      same: { 'gzip-6': 'gzip' },
    },
  },
  acltype: {
    default: 'off',
    inherits: true,
    form: { is: 'words', words: ['off', 'posix', 'nfsv4'], same: { posixacl: 'posix', noacl: 'off' } },
  },
  xattr: words('on', 'on', 'off', 'sa', 'dir'),
  atime: onOff('on'),
  relatime: onOff('on'),
  readonly: onOff('off'),
  exec: onOff('on'),
  setuid: onOff('on'),
  devices: onOff('on'),
  sync: words('standard', 'standard', 'always', 'disabled'),
  logbias: words('latency', 'latency', 'throughput'),
  primarycache: words('all', 'all', 'metadata', 'none'),
  secondarycache: words('all', 'all', 'metadata', 'none'),
  snapdir: words('hidden', 'hidden', 'visible', 'disabled'),
  dnodesize: words('legacy', 'legacy', 'auto', '1k', '2k', '4k', '8k', '16k'),
  copies: words('1', '1', '2', '3'),
  checksum: words(
    'on',
    'on',
    'off',
    'fletcher2',
    'fletcher4',
    'sha256',
    'sha512',
    'skein',
    'edonr',
    'blake3',
  ),
  dedup: words('off', 'on', 'off', 'verify', 'sha256'),
  redundant_metadata: words('all', 'all', 'most', 'some', 'none'),
  keylocation: { default: 'none', form: { is: 'mountpoint' }, inherits: false },
};

/** That only creation can say, and what is so without. */
export const FIXED: Readonly<Record<string, string>> = { encryption: 'off', keyformat: 'none' };

/** That nobody can set. */
export const COUNTED: readonly string[] = [
  'type',
  'creation',
  'used',
  'available',
  'referenced',
  'usedbydataset',
  'usedbysnapshots',
  'usedbychildren',
  'origin',
  'mounted',
  'keystatus',
  'volsize',
];

export const isUserProperty = (name: string): boolean => name.includes(':');

const UNITS = 'KMGTPE';

/** Bytes; a reason in the words of ZFS when it is no size. */
function parseSize(text: string): number | { readonly reason: string } {
  if (text === 'none') return 0;
  const match = /^(\d+(?:\.\d+)?)([KMGTPE]?)(?:i?B)?$/i.exec(text);
  if (!match) {
    const suffix = /^\d+(?:\.\d+)?(.+)$/.exec(text)?.[1];
    return {
      reason: suffix === undefined ? `bad numeric value '${text}'` : `invalid numeric suffix '${suffix}'`,
    };
  }
  const unit = match[2] === '' ? 0 : UNITS.indexOf((match[2] ?? '').toUpperCase()) + 1;
  return Math.floor(Number(match[1]) * 1024 ** unit);
}

/** What is kept of a value that was given; a reason when ZFS refuses it. */
export function parseValue(name: string, text: string): string | { readonly reason: string } {
  if (isUserProperty(name)) return text;
  const property = SETTABLE[name];
  if (!property) {
    return {
      reason:
        COUNTED.includes(name) || name in FIXED ? `'${name}' is readonly` : `invalid property '${name}'`,
    };
  }
  const { form } = property;
  switch (form.is) {
    case 'size': {
      const bytes = parseSize(text);
      if (typeof bytes !== 'number') return bytes;
      const isPower = Number.isInteger(Math.log2(bytes)) && bytes >= 512 && bytes <= 16 * 1024 ** 2;
      return form.power && !isPower
        ? { reason: `'${name}' must be power of 2 from 512B to 16M` }
        : String(bytes);
    }
    case 'words': {
      const plain = form.same?.[text] ?? text;
      const known = form.words.includes(plain);
      return known ? plain : { reason: `'${name}' must be one of '${form.words.join(' | ')}'` };
    }
    case 'mountpoint':
      return name !== 'mountpoint' || text === 'none' || text === 'legacy' || text.startsWith('/')
        ? text
        : { reason: `'${name}' must be an absolute path, 'none', or 'legacy'` };
  }
}
