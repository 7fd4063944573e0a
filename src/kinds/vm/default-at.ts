/** What Proxmox takes for a field that nobody sets, by the field's place in the file; the values stand in options.ts. */
import { type Pointer, pointerSegments } from '../../json.ts';
import { OPTIONS } from './options.ts';

const DEFAULTS: ReadonlyMap<string, string> = new Map(
  OPTIONS.flatMap((row) => (row.default === undefined ? [] : [[row.file, row.default] as const])),
);

/** In Proxmox's words; undefined: Proxmox has no default, or none that holds everywhere. */
export function defaultAt(path: Pointer): string | undefined {
  const [first = '', second, ...rest] = pointerSegments(path);
  if (second === undefined) return DEFAULTS.get(first);
  if (first === 'disks') return DEFAULTS.get(['disks', 'SLOT', ...rest].join('.'));
  return DEFAULTS.get(
    [/^(?:net|usb|hostpci)\d+$/.test(first) ? first.replace(/\d+$/, '0') : first, second].join('.'),
  );
}
