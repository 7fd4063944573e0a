/** The commands that change an entry of HA: `ha-manager` for each of its files (PVE 8.4 and 9.2). */
import type { Verb } from '../step.ts';
import type { HaFile, HaSpec } from './spec.ts';

type Entry = Pick<HaSpec, 'file' | 'type' | 'name'>;

/** By key what it shall be; null: it goes. */
export type Edits = Readonly<Record<string, string | null>>;

const run = (...argv: readonly string[]): Verb => ({ verb: 'run', argv: ['ha-manager', ...argv] });

const words = (options: Readonly<Record<string, string>>): string[] =>
  Object.entries(options).flatMap(([key, value]) => [`--${key}`, value]);

/** Proxmox takes "0" for them and keeps what stood there: only deleting turns them off (PVE 9.2). */
const SWITCHES = ['disable', 'strict', 'restricted', 'nofailback'];

const isOff = (key: string, value: string | null) =>
  value === null || (SWITCHES.includes(key) && value === '0');

function editWords(edits: Edits): string[] {
  const set = Object.entries(edits).filter(([key, value]) => !isOff(key, value));
  const gone = Object.keys(edits).filter((key) => isOff(key, edits[key] ?? null));
  return [
    ...words(Object.fromEntries(set.map(([key, value]) => [key, value ?? '']))),
    ...(gone.length > 0 ? ['--delete', gone.join(',')] : []),
  ];
}

export function addCommand({ file, type, name }: Entry, options: Readonly<Record<string, string>>): Verb {
  const told = Object.entries(options).filter(([key, value]) => !isOff(key, value));
  const more = words(Object.fromEntries(told));
  switch (file) {
    case 'resources':
      return run('add', name, ...more);
    case 'rules':
      return run('rules', 'add', type, name, ...more);
    case 'groups':
      return run('groupadd', name, ...more);
  }
}

export function setCommand({ file, type, name }: Entry, edits: Edits): Verb {
  switch (file) {
    case 'resources':
      return run('set', name, ...editWords(edits));
    case 'rules':
      return run('rules', 'set', type, name, ...editWords(edits));
    case 'groups':
      return run('groupset', name, ...editWords(edits));
  }
}

export function removeCommand(file: HaFile, name: string): Verb {
  switch (file) {
    case 'resources':
      return run('remove', name);
    case 'rules':
      return run('rules', 'remove', name);
    case 'groups':
      return run('groupremove', name);
  }
}
