/**
 * `download-url` of a storage, without a network: a URL gives a file of the checksum that is asked for, unless
 * /.sim/downloads.json says what is behind it (pve-storage 9.1: API2/Storage/Status.pm, PVE::Tools).
 */
import type { Json } from '../../json.ts';
import { die } from '../failure.ts';
import { forgiving } from '../pct/forgiving.ts';
import { readJson } from '../read-json.ts';
import type { Session } from '../session.ts';
import { availableStorage, typeOf } from '../storage/storages.ts';
import { type VolumeId, volumeRecord, type VolumeRecord, writeVolume } from '../storage/volumes.ts';
import { runTask } from '../tasks.ts';
import type { ApiCall } from './route.ts';

/** What a lab says of URLs: nothing is there, or a file of this size and checksum. */
type Downloads = Readonly<
  Record<string, { readonly gone?: true; readonly size?: number; readonly sum?: string }>
>;

const DOWNLOADS = '/.sim/downloads.json';

/** Bytes of a file of which nobody says anything. */
const UNSAID_BYTES = 400 * 1024 ** 2;

const ENDINGS: Readonly<Record<string, RegExp>> = {
  iso: /[^/]+\.(?:iso|img)$/i,
  vztmpl: /[^/]+\.tar\.(?:gz|xz|zst|bz2)$/i,
  import: /^[a-zA-Z0-9\-.+=_]+\.(?:ova|qcow2|raw|vmdk)$/,
};

const isHere = ({ node }: VolumeRecord, session: Session, shared: boolean) =>
  shared || node === undefined || node === session.node.name;

function download(session: Session, id: VolumeId, shared: boolean, { values }: ApiCall): void {
  const { host } = session;
  const url = values.get('url') ?? '';
  const algorithm = values.get('checksum-algorithm');
  const sum =
    algorithm === undefined ? undefined : `${algorithm}:${(values.get('checksum') ?? '').toLowerCase()}`;
  session.print(`downloading ${url} to ${id.name}\n`);
  const known = volumeRecord(host, id);
  const there = known && isHere(known, session, shared) ? known : null;
  const hex = (text: string) => text.replace(/^.*:/, '');
  if (there && sum === undefined) die(`refusing to override existing file '${id.name}'`);
  if (there && sum !== undefined) {
    session.print('calculating checksum of existing file...');
    if (there.sum === sum) return session.print('OK, got correct file already, no need to download\n');
    session.print('\n');
    die(`checksum mismatch: got '${hex(there.sum ?? 'none')}' != expect '${hex(sum)}', aborting`);
  }
  const behind = (readJson(host, DOWNLOADS) as Downloads | null)?.[url];
  if (behind?.gone) die(`download failed: command 'wget ${url}' failed: exit code 8`);
  if (sum !== undefined) {
    const got = behind?.sum ?? sum;
    session.print('calculating checksum...');
    if (got !== sum) {
      session.print('\n');
      die(`checksum mismatch: got '${hex(got)}' != expect '${hex(sum)}'`);
    }
    session.print('OK, checksum verified\n');
  }
  const format = id.name.replace(/^.*\./, '');
  const size = behind?.size ?? UNSAID_BYTES;
  // One record tells of one node, or of all: of a local file on a second one, of all.
  const node = known || shared ? {} : { node: session.node.name };
  const ctime = Math.trunc(host.now() / 1000);
  writeVolume(host, id, { format, size, used: size, ctime, ...(sum !== undefined && { sum }), ...node });
  session.print(`download of '${url}' to '${id.name}' finished\n`);
}

export function downloadUrl(call: ApiCall): Json {
  const { session, values } = call;
  const storage = availableStorage(session, values.get('storage') ?? '');
  const content = values.get('content') ?? '';
  if (!storage.options.has('path')) {
    die(`can't upload to storage type '${storage.type}', not a file based storage!`);
  }
  if (!storage.content.includes(content)) {
    die(`storage '${storage.id}' is not configured for content-type '${content}'`);
  }
  const filename = values.get('filename') ?? '';
  if (!ENDINGS[content]?.test(filename) || typeOf(storage).parse(`${content}/${filename}`) === null) {
    die(`400 Parameter verification failed.\nfilename: invalid filename or wrong extension`, 2);
  }
  const id = { storage: storage.id, name: `${content}/${filename}` };
  // Whatever becomes of the task, pvesh exits 0 (PVE 9.2).
  return forgiving(session, () =>
    runTask(session, 'download', filename, () => download(session, id, storage.shared, call)),
  );
}
