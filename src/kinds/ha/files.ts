/** The files of Proxmox's HA manager, as sections in one form: lists sorted, switches as 0 and 1, defaults filled in. */
import { parseSections } from '../../node/section-cfg.ts';
import type { HaFile, HaLive } from './spec.ts';

export const HA_FILES: Readonly<Record<HaFile, string>> = {
  resources: '/etc/pve/ha/resources.cfg',
  rules: '/etc/pve/ha/rules.cfg',
  groups: '/etc/pve/ha/groups.cfg',
};

/** What Proxmox takes where a section says nothing (pve-ha-manager 5.0). */
export const HA_DEFAULTS: Readonly<Record<HaFile, Readonly<Record<string, string>>>> = {
  resources: { state: 'started', max_restart: '1', max_relocate: '1', failback: '1' },
  rules: { strict: '0', disable: '0' },
  groups: { restricted: '0', nofailback: '0' },
};

const LISTS = ['resources', 'nodes'];

/** A value as two texts that mean the same have it in common. */
export function haValue(key: string, value: string): string {
  if (LISTS.includes(key)) {
    const words = value.split(/[\s,;]+/).filter((word) => word !== '');
    return words
      .map((word) => (key === 'nodes' ? word.replace(/:0$/, '') : word))
      .toSorted()
      .join(',');
  }
  // An old word of the same meaning (PVE 4).
  return key === 'state' && value === 'enabled' ? 'started' : value;
}

function membersOf(resources: string, group: string): string {
  const members = parseSections(resources).filter(({ options }) => options.get('group') === group);
  return members
    .map(({ type, name }) => `${type}:${name}`)
    .toSorted()
    .join(',');
}

/** The section of that name; null: there is none. */
export function haEntry(
  texts: ReadonlyMap<string, string>,
  { file, name }: { readonly file: HaFile; readonly name: string },
): HaLive | null {
  const sections = parseSections(texts.get(HA_FILES[file]) ?? '');
  const found = sections.find(
    (one) => (file === 'resources' ? `${one.type}:${one.name}` : one.name) === name,
  );
  if (!found) return null;
  const own = [...found.options].map(([key, value]) => [key, haValue(key, value)] as const);
  const members = file === 'groups' ? membersOf(texts.get(HA_FILES.resources) ?? '', name) : '';
  return {
    type: found.type,
    options: { ...HA_DEFAULTS[file], ...Object.fromEntries(own), ...(members && { resources: members }) },
  };
}
