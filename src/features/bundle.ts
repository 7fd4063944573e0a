/**
 * What one `pct exec` brings into a guest: the features' files, what to do with them, and their secrets, as one framed
 * archive. The same input gives the same bytes. guest/bootstrap.sh reads it, guest/run.sh says what stands where.
 */
import { PhoenixError } from '../errors.ts';
import { hmac256, sha256 } from '../hash.ts';
import { canonical } from '../json.ts';
import { LIB, RUN } from './guest-scripts.ts';
import { FEATURE_ID } from './id.ts';
import { tar, type TarFile } from './tar.ts';

interface Download {
  readonly name: string;
  readonly url: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A feature as it is brought into one guest. */
export interface BundledFeature {
  readonly id: string;
  readonly version: string;
  /** 16 hex digits, by hash.ts. */
  readonly hash: string;
  /** By path in the feature's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Lines for a shell, by environment.ts. */
  readonly env: string;
  /** The lines that every login in the guest reads too; empty: none. */
  readonly profile: string;
  /** Of each script, in seconds. */
  readonly timeout: number;
  /** Whether its install is begun only when the guest has an address. */
  readonly network: boolean;
  /** Whether its install may end with 12. */
  readonly restarts: boolean;
  readonly downloads: readonly Download[];
  /** Values by the name of their variable (without `_FILE`). */
  readonly secrets: Readonly<Record<string, string>>;
}

export type Task =
  | { readonly do: 'install'; readonly feature: BundledFeature }
  /**
   * `blind`: without the values of its secrets, so that nothing is said of them. `bare`: only what was kept in the guest is
   * compared, hashes of secrets included; none of its files comes along, and no value.
   */
  | { readonly do: 'check'; readonly feature: BundledFeature; readonly blind?: true; readonly bare?: true }
  /** By what was kept in the guest when it was installed. */
  | { readonly do: 'remove'; readonly id: string };

export interface BundleInput {
  /** In the order in which they run: removals first. */
  readonly tasks: readonly Task[];
  /** Lower-case hex: the last event must name it. */
  readonly nonce: string;
  /** Key of the hashes of secrets that stay in the guest: the estate's id and the guest's. */
  readonly secretKey: string;
  /** What scripts find in TRACEPARENT and TRACESTATE; absent: the run is not traced. No hash and no marker knows of it. */
  readonly trace?: { readonly traceparent: string; readonly tracestate: string | null };
}

/** A guest keeps the bundle in memory twice for a moment. */
const MAX_BUNDLE_BYTES = 16 * 1024 * 1024;

/**
 * The bytes for the stdin of the bootstrap.
 * @throws PhoenixError CONFIG_INVALID when it would be too large
 */
export function frame(input: BundleInput): Uint8Array {
  const archive = tar(filesOf(input));
  if (archive.length > MAX_BUNDLE_BYTES) throw tooLarge(archive.length, input.tasks);
  return Buffer.concat([Buffer.from(`PHX1 ${archive.length} ${sha256(archive)}\n`), archive]);
}

function filesOf({ tasks, nonce, secretKey, trace }: BundleInput): TarFile[] {
  const plan = tasks.map(
    (task) => `${task.do} ${safeId(task.do === 'remove' ? task.id : task.feature.id)}\n`,
  );
  return [
    text('run.sh', RUN),
    text('lib.sh', LIB),
    text('plan', plan.join('')),
    text('nonce', `${nonce}\n`),
    ...(trace ? [text('traceparent', `${trace.traceparent}\n`)] : []),
    ...(trace && trace.tracestate !== null ? [text('tracestate', `${trace.tracestate}\n`)] : []),
    ...tasks.flatMap((task) => (task.do === 'remove' ? [] : featureFiles(task, secretKey))),
  ];
}

function featureFiles(task: Exclude<Task, { do: 'remove' }>, secretKey: string): TarFile[] {
  const { feature } = task;
  if (task.do === 'check' && task.bare) {
    const marker = `${markerStart(feature)}${secretMarks(feature, secretKey)}\n`;
    return [text(`m/${safeId(feature.id)}/marker`, marker)];
  }
  const { id, files, env, profile, timeout, network, restarts, downloads, secrets } = feature;
  const isBlind = task.do === 'check' && task.blind === true;
  const meta = `m/${safeId(id)}`;
  const content = [...files].map(([path, bytes]) => ({ path: `f/${id}/${path}`, bytes, mode: modeOf(path) }));
  const list = downloads.map((one) => `${one.name} ${one.sha256} ${one.url}\n`);
  return [
    ...content,
    text(`${meta}/marker`, `${markerStart(feature)}${isBlind ? '' : secretMarks(feature, secretKey)}\n`),
    text(`${meta}/env`, env),
    text(`${meta}/timeout`, `${timeout}\n`),
    text(`${meta}/downloads`, list.join('')),
    ...(network ? [text(`${meta}/network`, '')] : []),
    ...(restarts ? [text(`${meta}/restarts`, '')] : []),
    ...(profile === '' ? [] : [text(`${meta}/profile`, profile)]),
    ...(isBlind
      ? []
      : Object.entries(secrets).map(([name, value]) => text(`${meta}/secrets/${name}`, value))),
  ];
}

/** The start of what stands in /var/lib/phoenix/features/ID.json while the feature is as it shall be: compared as a text. */
const markerStart = ({ id, version, hash }: BundledFeature): string =>
  `"v":1,"id":"${id}","version":"${version}","hash":"${hash}","secrets":`;

/** A secret of which only the reference stands in git is told by its hash. */
function secretMarks({ id, secrets }: BundledFeature, secretKey: string): string {
  const marks = Object.entries(secrets).map(([name, value]) => {
    return [name, hmac256(`${secretKey} ${id} ${name}`, value).slice(0, 32)] as const;
  });
  return canonical(Object.fromEntries(marks));
}

/** Execute bits are not kept in git on every machine: what looks like a program may be started. */
const modeOf = (path: string) => (/(?:\.(?:sh|bash|py|pl)|(?:^|\/)[^.]+)$/.test(path) ? 0o755 : 0o644);

function text(path: string, value: string): TarFile {
  return { path, bytes: Buffer.from(value, 'utf8'), mode: 0o600 };
}

/** Ids were checked when the features were read; here they become paths and words of a shell. */
function safeId(id: string): string {
  if (!FEATURE_ID.test(id)) throw new Error(`not an id of a feature: ${JSON.stringify(id)}`);
  return id;
}

function tooLarge(size: number, tasks: readonly Task[]): PhoenixError {
  const mebibytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
  const sizes = tasks.flatMap((task) => {
    if (task.do === 'remove') return [];
    const bytes = [...task.feature.files.values()].reduce((sum, one) => sum + one.length, 0);
    return [{ id: task.feature.id, bytes }];
  });
  const largest = sizes.toSorted((a, b) => b.bytes - a.bytes)[0];
  return new PhoenixError(
    'CONFIG_INVALID',
    `the features of one guest make a bundle of ${mebibytes(size)} MiB; at most ${mebibytes(MAX_BUNDLE_BYTES)} MiB can be brought in`,
    {
      hint: `${largest?.id ?? 'the largest'} alone has ${mebibytes(largest?.bytes ?? 0)} MiB: fetch large files by "downloads".`,
    },
  );
}
