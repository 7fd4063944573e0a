/**
 * Snippets on a node: written before a configuration names them, removed when none names them any more. A name tells the
 * content, so that a step that was cut off can be run again.
 */
import { PhoenixError } from '../../../errors.ts';
import type { Snapshot, StorageEntry } from '../../../node/port.ts';
import type { Step, Verb } from '../../step.ts';
import type { Snippet, Told } from './files.ts';

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
const writeStep = ({ part, name, content }: Snippet, place: Place): Step =>
  step(place, `snippet:${part}`, `write the ${part} data of cloud-init`, {
    verb: 'write',
    path: `${place.folder}/${name}`,
    content,
    mode: 0o600,
  });

const removeStep = (name: string, place: Place): Step =>
  step(place, `snippet:remove:${name}`, `remove ${name}`, {
    verb: 'write',
    path: `${place.folder}/${name}`,
    content: null,
  });

interface OwnFile {
  readonly storage: string;
  readonly name: string;
}

/** Files of Phoenix for this machine in a value of `cicustom`; those of others stay. */
export function ownFiles(vmid: number, cicustom: string): OwnFile[] {
  const own = new RegExp(
    `=([^=,:]+):snippets/(phoenix-${vmid}-(?:user|vendor)-[0-9a-f]{8}\\.yaml)(?=,|$)`,
    'g',
  );
  return [...cicustom.matchAll(own)].map(([, storage = '', name = '']) => ({ storage, name }));
}

interface Around {
  readonly address: string;
  readonly vmid: number;
  readonly node: string;
  readonly snapshot: Snapshot;
  readonly told: Told | null;
  /** `cicustom` as the configuration has it now, and as git had it at the last commit that was applied. */
  readonly before: readonly string[];
  /** Whether the steps between bring a configuration that names what shall be told. */
  readonly writes: boolean;
  /** The machine goes for good. */
  readonly goes: boolean;
}

/** @throws PhoenixError `REFUSED` where the storage has no place for files */
function folderOn({ snapshot, node }: Around, storage: string): string {
  const folder = snippetFolder(snapshot.storages.get(storage));
  if (folder !== null) return folder;
  throw new PhoenixError('REFUSED', `the storage ${storage} has no folder for snippets on ${node}`, {
    hint: 'name one with folders in "cloudInit": { "snippets": … }, and have "snippets" among its content',
  });
}

/** The steps of a machine between the writing of what they name and the removal of what they named. */
export function withSnippets(around: Around, steps: readonly Step[]): readonly Step[] {
  const { address, vmid, node, told, before, writes, goes } = around;
  if (steps.length === 0) return steps;
  const place = (storage: string, after: readonly string[]): Place => ({
    address,
    node,
    folder: folderOn(around, storage),
    after,
  });
  const made = told && writes ? told.snippets.map((one) => writeStep(one, place(told.storage, []))) : [];
  const ids = made.map(({ id }) => id);
  const begun = steps.map((one) => (one.after.length === 0 && ids.length > 0 ? { ...one, after: ids } : one));
  const kept = new Set(goes ? [] : told?.snippets.map(({ name }) => name));
  const named = before.flatMap((one) => ownFiles(vmid, one));
  const old = new Map(named.filter(({ name }) => !kept.has(name)).map((one) => [one.name, one]));
  // Where the configuration names them still, a later apply takes them away.
  const at = writes || goes ? begun.findLastIndex(({ rescue }) => !rescue) : -1;
  const last = begun[at];
  if (!last || old.size === 0) return [...made, ...begun];
  // The marker comes after it: a run that is cut off before the files are gone is not done.
  const after = last.remark ? last.after : [last.id];
  const removed = [...old.values()].map(({ storage, name }) => removeStep(name, place(storage, after)));
  const gone = removed.map(({ id }) => id);
  if (!last.remark) return [...made, ...begun, ...removed];
  return [...made, ...begun.slice(0, at), ...removed, { ...last, after: gone }, ...begun.slice(at + 1)];
}
