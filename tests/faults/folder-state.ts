/** What the folder of a simulated node holds, for fault-state.ts; without what a test itself keeps there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, type State } from './fault-state.ts';

/** Programs, files that are locked and hold nothing, and what the fault is told by. */
const LEFT_OUT = /^\/(?:\.sim\/(?:bin|system|locks|misbehaviour)\/|\.sim\/faults\.|run\/lock\/)/;

/** The clock goes on here; how often SDN was committed; and which commit had a zone applied again that nodes lagged behind. */
const BY_THE_WAY: readonly (readonly [RegExp, string])[] = [
  [/^(snaptime: )\d+/gm, '$1T'],
  [/"(retired)"(%3A|:)"[^"]*"/g, '"$1"$2"T"'],
  [/"(at)":"[^"]*"/g, '"$1":"T"'],
  [/^#version:\d+/gm, '#version'],
  [/"version":\d+/g, '"version"'],
  [/("address":"zone\/lab","commit":)"[0-9a-f]+"/g, '$1C'],
];

const plain = (_: string, text: string) =>
  BY_THE_WAY.reduce((all, [what, by]) => all.replaceAll(what, by), text);

/** Texts by path. */
export function folderState(dir: string): State {
  const state = new Map<string, string>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(dir.length);
    if (entry.isFile() && !LEFT_OUT.test(path)) state.set(path, readFileSync(join(dir, path), 'utf8'));
  }
  return state;
}

/** What is other than it was meant to be, in words. */
export const folderDifferences = (found: State, wanted: State): string[] => differences(found, wanted, plain);

/** Locks of Phoenix and of guests that are held. */
export function heldLocks(state: State): string[] {
  return [...state].flatMap(([path, text]) => {
    if (path.startsWith('/etc/pve/priv/lock/')) return [path];
    return path.startsWith('/etc/pve/') && path.endsWith('.conf') && /^lock: /m.test(text) ? [path] : [];
  });
}
