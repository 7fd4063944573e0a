/** How an entry is read anew, and what guards and verifies of its steps ask. Pure. */
import type { Look, ScopeState } from '../../node/port.ts';
import type { Cond, Scope } from '../step.ts';
import { entryIn, STORAGE_CFG } from './live.ts';
import { canonicalOption, optionRow } from './options.ts';
import { usersIn } from './use.ts';

export const storageScope = (id: string): Scope => `storage:${id}`;
const useScope = (id: string): Scope => `use:${id}`;

const CONFS = ['/etc/pve/nodes/*/lxc/*.conf', '/etc/pve/nodes/*/qemu-server/*.conf'];

export function lookAtStorage(scope: Scope): Look | null {
  if (scope.startsWith('storage:')) return { files: [STORAGE_CFG] };
  return scope.startsWith('use:') ? { files: CONFS } : null;
}

const cond = (id: string, is: string, more: Readonly<Record<string, string | null>> = {}): Cond => ({
  scope: storageScope(id),
  check: { is, id, options: { ...more } },
});

export const when = {
  absent: (id: string) => cond(id, 'absent'),
  /** Null: the option is not set, or as it is by default. */
  says: (id: string, options: Readonly<Record<string, string | null>>) => cond(id, 'says', options),
  unused: (id: string): Cond => ({ scope: useScope(id), check: { is: 'unused', id } }),
};

function says(
  wanted: Readonly<Record<string, string | null>>,
  has: Readonly<Record<string, string>>,
): true | string {
  for (const [name, value] of Object.entries(wanted)) {
    const is = has[name] ?? optionRow(name)?.default ?? null;
    const should = value === null ? (optionRow(name)?.default ?? null) : canonicalOption(name, value);
    if (is !== should) return `${name} is ${is ?? 'not set'}`;
  }
  return true;
}

export function storageHolds(check: Cond['check'], state: ScopeState): true | string {
  if (!('files' in state)) return 'it was not read';
  const id = typeof check['id'] === 'string' ? check['id'] : '';
  if (check.is === 'unused') {
    const files = [...state.files].map(
      ([path, text]) => [Number(/(\d+)\.conf$/.exec(path)?.[1]), text] as const,
    );
    const users = usersIn(files, id);
    return users.length === 0 || `volumes of ${users.join(', ')} are on it`;
  }
  const entry = entryIn(state.files.get(STORAGE_CFG) ?? '', id);
  switch (check.is) {
    case 'absent':
      return entry === null || 'it is there already';
    case 'says':
      return entry
        ? says(check['options'] as Readonly<Record<string, string | null>>, entry.options)
        : 'there is no such storage';
    default:
      return `nobody knows the condition "${check.is}"`;
  }
}
