/** Property strings of a virtual machine: which keys they have, as far as writing them must know (PVE 9.2). */
import {
  FAMILIES as KNOWN,
  formatPropertyString,
  type Properties,
  type PropertyFields,
  PropertyStringError,
  parsePropertyString,
} from '../../node/property-string.ts';

const flags = (...names: readonly string[]): PropertyFields =>
  Object.fromEntries(names.map((name) => [name, { type: 'boolean', optional: true }]));
const first = (name: string): PropertyFields => ({ [name]: { type: 'string', defaultKey: true } });

const DRIVE: PropertyFields = KNOWN.drive;

const FAMILIES: Readonly<Record<string, PropertyFields>> = {
  disk: DRIVE,
  efidisk0: DRIVE,
  tpmstate0: DRIVE,
  cpu: { ...first('cputype'), ...flags('hidden') },
  agent: {
    enabled: { type: 'boolean', defaultKey: true },
    ...flags('fstrim_cloned_disks', 'freeze-fs-on-backup'),
  },
  vga: first('type'),
  rng0: first('source'),
  usb: { ...first('host'), ...flags('usb3') },
  hostpci: { ...first('host'), ...flags('pcie', 'x-vga', 'rombar') },
  net: { ...flags('firewall', 'link_down') },
  ipconfig: {},
};

const MODELS = ['virtio', 'e1000', 'e1000e', 'rtl8139', 'vmxnet3', 'ne2k_pci', 'pcnet', 'i82551'];

/** Whether an option of that family is a property string. */
export const isGroup = (family: string): boolean => Object.hasOwn(FAMILIES, family);

/** A card's model and address are one word of its string, `virtio=BC:24:11:…`; here they are two keys. */
function netOf(values: ReadonlyMap<string, string>): Map<string, string> {
  const model = [...values.keys()].find((key) => MODELS.includes(key));
  const rest = [...values].filter(([key]) => key !== model && key !== 'macaddr');
  const hwaddr = (model === undefined ? undefined : values.get(model)) ?? values.get('macaddr');
  return new Map([
    ...(model === undefined ? [] : [['model', model] as const]),
    ...(hwaddr === undefined ? [] : [['hwaddr', hwaddr] as const]),
    ...rest,
  ]);
}

/** Sub-properties by their keys; none where a hand has left what cannot be split. */
export function propertiesOf(family: string, text: string | undefined): Map<string, string> {
  if (text === undefined) return new Map();
  try {
    const values = parsePropertyString(FAMILIES[family] ?? {}, text);
    return family === 'net' ? netOf(values) : values;
  } catch (error) {
    if (error instanceof PropertyStringError) return new Map();
    throw error;
  }
}

/** The string that is sent, in Proxmox's order. */
export function propertyText(family: string, values: Properties): string {
  if (family !== 'net') return formatPropertyString(FAMILIES[family] ?? {}, values);
  const rest = new Map(values);
  const [model, hwaddr] = [rest.get('model') ?? 'virtio', rest.get('hwaddr')];
  rest.delete('model');
  rest.delete('hwaddr');
  const head = hwaddr === undefined ? model : `${model}=${hwaddr}`;
  return [head, formatPropertyString(FAMILIES['net'] ?? {}, rest)].filter((part) => part !== '').join(',');
}
