/** What Proxmox takes for a field that nobody sets, by the field's place in the file; the values stand in options.ts. */
import { type Pointer, pointerSegments } from '../../json.ts';
import { OPTIONS } from './options.ts';

const DEFAULTS: ReadonlyMap<string, string> = new Map(
  OPTIONS.flatMap((row) => (row.default === undefined ? [] : [[row.file, row.default] as const])),
);

/** How the table calls a place: every card as `net0`, every mount and device as `PATH`. */
function placeOf([first = '', second, ...rest]: readonly string[]): string {
  if (second === undefined) return first;
  if (first === 'mounts' || first === 'devices') return [first, 'PATH', ...rest].join('.');
  return [/^net\d+$/.test(first) ? 'net0' : first, second, ...rest].join('.');
}

/** In Proxmox's words; undefined: Proxmox has no default, or none that holds everywhere. */
export function defaultAt(path: Pointer): string | undefined {
  return DEFAULTS.get(placeOf(pointerSegments(path)));
}
