/** The one option that stands in the way of others: a protected guest keeps its disks, and is not destroyed. */
import type { GuestLive } from '../live.ts';
import type { Edit } from './edit.ts';
import type { Work } from './row.ts';

export function isProtected({ conf }: GuestLive): boolean {
  return conf.options.get('protection') === '1';
}

export function protectionEdit(value: '0' | '1', before: string | null): Edit {
  return {
    slot: 'protection',
    option: 'protection',
    value,
    before,
    family: 'scalar',
    allocates: false,
    expects: [{ slot: 'protection', key: null, value }],
    when: 'now',
    effect: 'config',
    title: 'protection',
  };
}

/** For a guest that goes: nothing has to be remembered. */
export function unprotectWork(live: GuestLive): Work[] {
  if (!isProtected(live)) return [];
  const title = 'take the protection off';
  const edits = [protectionEdit('0', '1')];
  return [{ call: { what: 'unprotect', edits, mark: null, running: false, title } }];
}
