/**
 * Proxmox's comma-separated property strings: `local:101/disk.raw,mp=/data,size=1G`. Splits and joins them in the
 * order in which Proxmox writes them (PVE 9.2); whether a value is valid is for others to say.
 */

/** What splitting and joining must know of one key. */
interface PropertyField {
  readonly type?: string;
  readonly optional?: boolean;
  /** This key may stand without its name. */
  readonly defaultKey?: boolean;
  readonly format?: string;
  /** The key that this name stands for; with `keyAlias` the name is that key's value: `virtio=MAC` of a machine's net. */
  readonly alias?: string;
  readonly keyAlias?: string;
}

export type PropertyFields = Readonly<Record<string, PropertyField>>;

/** Keys and values of one property string; booleans are `0` and `1`, all else as written. */
export type Properties = ReadonlyMap<string, string>;

const flags = (...names: readonly string[]): PropertyFields =>
  Object.fromEntries(names.map((name) => [name, { type: 'boolean', optional: true }]));
const texts = (...names: readonly string[]): PropertyFields =>
  Object.fromEntries(names.map((name) => [name, { type: 'string', optional: true }]));

const VOLUME: PropertyFields = {
  volume: { type: 'string', defaultKey: true },
  size: { type: 'string', optional: true, format: 'disk-size' },
  ...texts('mountoptions', 'idmap'),
  ...flags('acl', 'ro', 'quota', 'replicate', 'shared'),
};

/** The keys of each family of a container's options. `startup` is kept as written: Proxmox only checks it. */
export const FAMILIES = {
  net: {
    name: { type: 'string' },
    ...texts('type', 'bridge', 'hwaddr', 'mtu', 'ip', 'gw', 'ip6', 'gw6', 'tag', 'trunks', 'rate'),
    ...flags('firewall', 'link_down', 'host-managed'),
  },
  rootfs: VOLUME,
  mp: { ...VOLUME, mp: { type: 'string' }, ...flags('backup', 'keepattrs') },
  unused: { volume: { type: 'string', defaultKey: true } },
  dev: {
    path: { type: 'string', optional: true, defaultKey: true },
    ...texts('mode', 'uid', 'gid'),
    ...flags('deny-write'),
  },
  /** Disks and drives of virtual machines, whatever they are plugged into. */
  drive: {
    file: { type: 'string', defaultKey: true },
    ...flags('backup', 'iothread', 'replicate', 'ro', 'shared', 'ssd', 'pre-enrolled-keys'),
  },
  features: { ...texts('mount'), ...flags('nesting', 'keyctl', 'fuse', 'mknod', 'force_rw_sys') },
} as const satisfies Readonly<Record<string, PropertyFields>>;

export type Family = keyof typeof FAMILIES;

const DRIVE = /^(?:(?:scsi|virtio|sata|ide)\d+|efidisk0|tpmstate0)$/;

/** The family of a conf key: `net3` is of `net`, `memory` of none. */
export function familyOf(key: string): Family | null {
  if (DRIVE.test(key)) return 'drive';
  const name = key.replace(/\d+$/, '');
  return Object.hasOwn(FAMILIES, name) ? (name as Family) : null;
}

/** Proxmox's words for a true or false value; undefined when it is neither. */
export function parseBoolean(text: string): '0' | '1' | undefined {
  if (/^(?:1|on|yes|true)$/i.test(text)) return '1';
  if (/^(?:0|off|no|false)$/i.test(text)) return '0';
  return undefined;
}

/** The string cannot be split; the message is Proxmox's. */
export class PropertyStringError extends Error {}

const own = (fields: PropertyFields, key: string) => (Object.hasOwn(fields, key) ? fields[key] : undefined);

function valueFor(field: PropertyField | undefined, text: string): string {
  return field?.type === 'boolean' ? (parseBoolean(text) ?? text) : text;
}

const DEFAULT_KEYS = new WeakMap<PropertyFields, { readonly key: string | undefined }>();

function defaultKeyOf(fields: PropertyFields): string | undefined {
  const known = DEFAULT_KEYS.get(fields) ?? {
    key: Object.keys(fields).find((key) => own(fields, key)?.defaultKey),
  };
  DEFAULT_KEYS.set(fields, known);
  return known.key;
}

/** The key that a name means; what the name itself says is taken down. */
function unaliased(fields: PropertyFields, name: string, result: Map<string, string>): string {
  const { alias, keyAlias } = own(fields, name) ?? {};
  if (alias === undefined) return name;
  if (keyAlias !== undefined) {
    if (result.has(keyAlias)) throw new PropertyStringError(`key alias '${keyAlias}' is already defined`);
    result.set(keyAlias, name);
  }
  if (result.has(alias)) throw new PropertyStringError(`key '${alias}' is already defined (via alias)`);
  return alias;
}

/** No value goes over its line. */
const LINE_BREAK = /[\n\r\u2028\u2029]/;

/**
 * Splits a property string. A key that the fields do not name is kept, so that the caller can name it.
 * @throws PropertyStringError for duplicate keys, and for a value without key where none is the default.
 */
export function parsePropertyString(fields: PropertyFields, text: string): Map<string, string> {
  const defaultKey = defaultKeyOf(fields);
  const isBroken = LINE_BREAK.test(text);
  const result = new Map<string, string>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    if (equals < 0 && part.trim() === '') continue;
    const value = part.slice(equals + 1);
    if (equals > 0 && value !== '' && !(isBroken && LINE_BREAK.test(value))) {
      const name = part.slice(0, equals);
      if (result.has(name)) throw duplicate(name);
      const key = unaliased(fields, name, result);
      result.set(key, valueFor(own(fields, key), value));
    } else if (equals >= 0) {
      throw new PropertyStringError('missing key in comma-separated list property');
    } else {
      if (defaultKey === undefined) {
        throw new PropertyStringError('value without key, but schema does not define a default key');
      }
      if (result.has(defaultKey)) throw duplicate(defaultKey);
      result.set(defaultKey, valueFor(own(fields, defaultKey), part));
    }
  }
  return result;
}

const duplicate = (key: string) =>
  new PropertyStringError(`duplicate key in comma-separated list property: ${key}`);

const COMBINED = new WeakMap<PropertyFields, ReadonlyMap<string, string>>();

/** Keys whose value is written as the name of another key's: `model` and `macaddr` as `virtio=MAC`. */
function combinedKeys(fields: PropertyFields): ReadonlyMap<string, string> {
  const known = COMBINED.get(fields);
  if (known) return known;
  const combined = new Map(
    Object.values(fields).flatMap(({ alias, keyAlias }): [string, string][] =>
      alias !== undefined && keyAlias !== undefined ? [[keyAlias, alias]] : [],
    ),
  );
  COMBINED.set(fields, combined);
  return combined;
}

/** Joins properties as Proxmox writes them: the default key without name, required keys, then the rest by name. */
export function formatPropertyString(fields: PropertyFields, properties: Properties): string {
  const keys = [...properties.keys()].sort();
  const isDefault = (key: string) => own(fields, key)?.defaultKey === true;
  const isRequired = (key: string) => {
    const field = own(fields, key);
    return field !== undefined && !field.optional;
  };
  const ordered = [
    ...keys.filter(isDefault),
    ...keys.filter((key) => !isDefault(key) && isRequired(key)),
    ...keys.filter((key) => !isDefault(key) && !isRequired(key)),
  ];
  const combined = combinedKeys(fields);
  const whole = ordered.filter((key) => ![...combined].some(([by, of]) => of === key && properties.has(by)));
  return whole
    .map((key) => {
      const value = properties.get(key) ?? '';
      const other = properties.get(combined.get(key) ?? '');
      if (other !== undefined) return `${value}=${other}`;
      return isDefault(key) ? value : `${key}=${value}`;
    })
    .join(',');
}

const UNITS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** `8G` or `1.5GiB` in bytes; a bare number is bytes. Null when it is no size, or one beyond 8 PiB. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(?:([KMGT])(?:iB)?)?$/.exec(text);
  if (!match) return null;
  const bytes = Math.trunc(Number(match[1]) * (match[2] ? (UNITS[match[2]] ?? 1) : 1));
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** Bytes in the largest unit that divides them: `8G`, `1536M`. Zero is `0T`, as Proxmox writes it. */
export function formatSize(bytes: number): string {
  let rest = Math.trunc(bytes);
  for (const unit of ['', 'K', 'M', 'G']) {
    if (rest % 1024 !== 0) return `${rest}${unit}`;
    rest /= 1024;
  }
  return `${rest}T`;
}
