/**
 * Snippets on a node: written before a configuration names them, removed when none names them any more. A name tells the
 * content, so that a step that was cut off can be run again.
 */
import type { StorageEntry } from '../../../node/port.ts';
import type { Step, Verb } from '../../step.ts';
import type { Snippet } from './files.ts';

/** Where Proxmox looks for snippets of a storage; null: it is no storage with folders. */
export function snippetFolder(storage: StorageEntry | undefined): string | null {
  const path = storage?.options['path'];
  if (!storage || path === undefined) return null;
  const own = /(?:^|,)snippets=\/?([^,]+)/.exec(storage.options['content-dirs'] ?? '')?.[1];
  return `${path.replace(/\/+$/, '')}/${own ?? 'snippets'}`;
}

interface Place {
  readonly address: string;
  readonly node: string;
  /** By `snippetFolder`. */
  readonly folder: string;
  readonly after: readonly string[];
}

const step = (place: Place, id: string, title: string, verb: Verb): Step => ({
  id: `${place.address}:${id}`,
  address: place.address,
  node: place.node,
  title,
  effect: 'config',
  after: place.after,
  locks: [],
  guard: [],
  // A write reads itself back.
  verify: [],
  do: verb,
  retry: 'contention',
  timeout: 30_000,
});

/** Nobody but root reads them: they may hold secrets. */
export const writeSteps = (snippets: readonly Snippet[], place: Place): Step[] =>
  snippets.map(({ part, name, content }) =>
    step(place, `snippet:${part}`, `write the ${part} data of cloud-init`, {
      verb: 'write',
      path: `${place.folder}/${name}`,
      content,
      mode: 0o600,
    }),
  );

/** Files of Phoenix for this machine in a value of `cicustom`; those of others stay. */
export function ownNames(vmid: number, cicustom: string | null): string[] {
  const own = new RegExp(`:snippets/(phoenix-${vmid}-(?:user|vendor)-[0-9a-f]{8}\\.yaml)(?=,|$)`, 'g');
  return [...(cicustom ?? '').matchAll(own)].map(([, name = '']) => name);
}

/**
 * @param before `cicustom` as the configuration has it now
 * @param snippets what it shall name; none where the machine goes
 */
export function cleanSteps(
  vmid: number,
  before: string | null,
  snippets: readonly Snippet[],
  place: Place,
): Step[] {
  const kept = new Set(snippets.map(({ name }) => name));
  return ownNames(vmid, before)
    .filter((name) => !kept.has(name))
    .map((name) =>
      step(place, `snippet:remove:${name}`, `remove ${name}`, {
        verb: 'write',
        path: `${place.folder}/${name}`,
        content: null,
      }),
    );
}
