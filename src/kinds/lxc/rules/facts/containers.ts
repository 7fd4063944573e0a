/** What several rules about containers look at: the containers of an estate, their raw lines, their folders of the node. */
import type { Estate, Resource } from '../../../../config/model.ts';
import { isObject, type Json, type Pointer, pointer } from '../../../../json.ts';
import { IDMAP, idMapOf } from '../../id-map.ts';
import { isLxc, type LxcSpec } from '../../spec.ts';
import type { Values } from '../../../guest/spec.ts';

export function* containersOf({ resources }: Estate): Generator<Resource<LxcSpec>> {
  for (const resource of resources.values()) if (isLxc(resource)) yield resource;
}

export interface RawLine {
  readonly value: string;
  readonly path: Pointer;
}

/** The raw lines with a key, each where it stands. */
export function rawLines({ spec, merged }: Resource<LxcSpec>, key: string): readonly RawLine[] {
  const lines = spec.raw[key];
  if (!lines) return [];
  const at = pointer('raw', key);
  const isList = isObject(merged['raw']) && Array.isArray(merged['raw'][key]);
  return lines.map((value, index) => ({ value, path: isList ? `${at}/${index}` : at }));
}

/**
 * Whether files tell that a guest is unprivileged. What is adopted, or cloned from a guest of somebody else, is as that one
 * is, and counts as unprivileged only for want of a word.
 */
export function isSurelyUnprivileged({ spec, merged }: Resource<LxcSpec>): boolean {
  if (spec.raw[IDMAP] || merged['unprivileged'] !== undefined) return idMapOf(spec) !== null;
  const { source, unprivileged } = spec;
  return unprivileged && source !== null && (source.is === 'ostemplate' || source.address !== null);
}

export interface BindMount {
  /** In the guest. */
  readonly path: string;
  /** In `phoenix.json`. */
  readonly name: string;
  readonly mount: Values;
  /** User id inside the guest; null: phoenix.json does not say whose the files are. */
  readonly owner: number | null;
}

function nameOf(mount: Json | undefined): string | null {
  if (typeof mount === 'string') return mount.replace(/^bind:/, '');
  const name = isObject(mount) ? mount['bind'] : undefined;
  return typeof name === 'string' ? name : null;
}

export function bindsOf({ spec, merged }: Resource<LxcSpec>, { settings }: Estate): readonly BindMount[] {
  const binds: BindMount[] = [];
  const mounts = merged['mounts'];
  for (const [path, mount] of Object.entries(spec.mounts)) {
    if (mount['bind'] === undefined) continue;
    const name = isObject(mounts) ? nameOf(mounts[path]) : null;
    if (name === null) continue;
    binds.push({ path, name, mount, owner: settings.binds[name]?.owner ?? null });
  }
  return binds;
}

/** The nearest mount that a path lies below; null: none. */
export function mountAbove(path: string, mounts: LxcSpec['mounts']): string | null {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const above = path.slice(0, at);
    if (Object.hasOwn(mounts, above)) return above;
  }
  return null;
}
