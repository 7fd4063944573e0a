/** How a dataset begins: its key, ZFS's own step, the folder, the exports, the script of its snapshots. */
import type { StepsInput } from '../kind.ts';
import type { Mark } from '../seen.ts';
import type { Step, Verb } from '../step.ts';
import { type Act, assign, exportActs, markAct, run, type Subject } from './acts.ts';
import { when } from './conditions.ts';
import { exportsText } from './exports.ts';
import { keepWord } from './fields.ts';
import type { DatasetLive } from './live.ts';
import { formatMark } from './mark.ts';
import { ownerWord } from './owner.ts';
import { isScriptThere, SCRIPT, SCRIPT_PATH } from './snapshots.ts';
import type { DatasetSpec } from './spec.ts';
import { KEEP_PROPERTY, MARK_PROPERTY, OWNER_PROPERTY } from './zfs-reading.ts';

export type Input = StepsInput<DatasetSpec, DatasetLive>;

/** The key stays on the node, for root alone: without it nothing could be mounted after a start. */
const keyPath = (dataset: string): string => `/etc/phoenix/keys/${encodeURIComponent(dataset)}`;

function keyAct({ dataset, encryption }: DatasetSpec): Act[] {
  if (!encryption) return [];
  const content = [{ secret: encryption.key }, '\n'];
  const write: Verb = { verb: 'write', path: keyPath(dataset), content, mode: 0o600 };
  return [{ verb: 'key', title: 'write its key for root of the node', do: write }];
}

function encryptionOptions({ dataset, encryption }: DatasetSpec): Record<string, string> {
  if (!encryption) return {};
  const { cipher, format } = encryption;
  return { encryption: cipher, keyformat: format, keylocation: `file://${keyPath(dataset)}` };
}

/** Marked from its first moment, so that a run that is cut off finds it again. */
function createAct({ node, dataset }: Subject, spec: DatasetSpec, mark: Mark): Act {
  const keep = keepWord(spec.keep);
  const own = { ...spec.properties, ...(keep === null ? {} : { [KEEP_PROPERTY]: keep }) };
  const options = assign({ ...encryptionOptions(spec), ...own, [MARK_PROPERTY]: formatMark(mark) });
  return {
    verb: 'create',
    title: `create ${dataset}`,
    do: run('zfs', 'create', ...options.flatMap((option) => ['-o', option]), dataset),
    guard: [when.absent(node, dataset)],
    verify: [when.local(node, dataset, own)],
  };
}

/** The folder is changed only while the dataset is mounted: else it would be the one beneath. */
export function folderActs({ node, dataset }: Subject, spec: DatasetSpec): Act[] {
  const path = spec.properties['mountpoint'];
  const word = ownerWord(spec);
  if (word === null || path === undefined) return [];
  const [uid, gid, mode] = word.split(':');
  const guard = [when.mounted(node, dataset, true)];
  const who = gid === '-' ? uid : `${uid === '-' ? '' : uid}:${gid}`;
  return [
    ...(uid === '-' && gid === '-'
      ? []
      : [
          {
            verb: 'owner',
            title: `give ${path} to ${who}`,
            do: run('chown', '--', String(who), path),
            guard,
          },
        ]),
    ...(mode === '-'
      ? []
      : [
          {
            verb: 'mode',
            title: `set the mode of ${path} to ${mode}`,
            do: run('chmod', '--', String(mode), path),
            guard,
          },
        ]),
  ].map((act, at, all) => (at === all.length - 1 ? { ...act, verify: [when.owned(node, path, word)] } : act));
}

export function scriptAct({ snapshot }: Input, { node }: Subject, spec: DatasetSpec): Act[] {
  if (!spec.keep || isScriptThere(snapshot, node)) return [];
  const write: Verb = { verb: 'write', path: SCRIPT_PATH, content: SCRIPT, mode: 0o755 };
  const locks: Step['locks'] = [{ name: `file:${node}:${SCRIPT_PATH}`, mode: 'exclusive' }];
  return [{ verb: 'script', title: 'write what takes snapshots every hour', do: write, locks }];
}

/** What Phoenix says of the folder, once it is so. */
export function ownerProperty(spec: DatasetSpec): Record<string, string> {
  const word = ownerWord(spec);
  return word === null ? {} : { [OWNER_PROPERTY]: word };
}

export function created(input: Input, subject: Subject, spec: DatasetSpec): Act[] {
  const { mark } = subject;
  const rest = [
    ...folderActs(subject, spec),
    ...(exportsText(spec) === null ? [] : exportActs(subject, spec.dataset, spec)),
    ...scriptAct(input, subject, spec),
  ];
  const key = keyAct(spec);
  if (rest.length === 0) return [...key, createAct(subject, spec, mark)];
  const begun = { ...mark, owed: [''] };
  return [...key, createAct(subject, spec, begun), ...rest, markAct(subject, ownerProperty(spec))];
}
