/**
 * Secrets in files of the runner: `${secret:file:db/app}` is /etc/phoenix/secrets/db/app. Which folder it is, the runner says
 * and never a file in git.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { basename, isAbsolute, join, sep } from 'node:path';
import process from 'node:process';
import { PhoenixError } from '../errors.ts';
import type { Provider, Secret } from './provider.ts';
import { isEntryName } from './vault/entry-name.ts';
import { wholeOnly } from './whole.ts';

const FOLDER = '/etc/phoenix/secrets';
const FOLDER_VARIABLE = 'PHOENIX_SECRETS_DIR';
/** As much as AWS Secrets Manager takes. */
const MOST_BYTES = 65_536;

/** What opens the vault opens every secret, and is none itself: wherever somebody has put it. */
const KEY_NAMES = ['vault.key', 'vault.passphrase'];
const KEY_VARIABLES = ['PHOENIX_VAULT_KEY_FILE', 'PHOENIX_VAULT_PASSPHRASE_FILE'];

const refused = (message: string, hint: string) => new PhoenixError('REFUSED', message, { hint });

const folderOfRunner = (): string => process.env[FOLDER_VARIABLE] || FOLDER;

export const file: Provider = {
  scheme: 'file',
  parse: (name) => (isEntryName(name) ? { secret: name, field: null } : null),
  hint: `Write "\${secret:file:NAME}" with the path of a file below ${FOLDER} of the runner, such as db/app; no part of it may begin with ".".`,
  floats: () => true,
  open: async () => {
    const folder = folderOfRunner();
    if (!isAbsolute(folder)) {
      throw refused(`${FOLDER_VARIABLE} is not a whole path: ${folder}`, 'Begin it with "/".');
    }
    return async (names) =>
      new Map(await Promise.all(names.map(async (name) => [name, await read(folder, name)] as const)));
  },
  missing: (name) =>
    `Put it on the runner: install -D -m 600 /dev/stdin ${join(folderOfRunner(), name)}, as the user that runs Phoenix.`,
};

async function read(folder: string, name: string): Promise<Secret | PhoenixError | null> {
  try {
    const path = await realpath(join(folder, name));
    const wrong = await wrongWithPath(path, folder, name);
    if (wrong) return wrong;
    // A pipe would keep us waiting.
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return (await wrongWithFile(handle, path)) ?? wholeOnly(await textOf(handle, path), 'a file');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof PhoenixError) return error;
    return failed(error, join(folder, name));
  }
}

async function wrongWithPath(path: string, folder: string, name: string): Promise<PhoenixError | null> {
  if (!path.startsWith(`${await realpath(folder)}${sep}`)) {
    return refused(
      `${join(folder, name)} leads out of ${folder}`,
      'Put the file itself there, not a link to it.',
    );
  }
  const named = KEY_VARIABLES.flatMap((variable) => process.env[variable]?.split(':') ?? []);
  const keys = await Promise.all(named.map((key) => realpath(key).catch(() => key)));
  if (!KEY_NAMES.includes(basename(path)) && !keys.includes(path)) return null;
  return refused(`${path} is what opens the vault, and goes into no guest`, 'Name another file.');
}

async function wrongWithFile(handle: FileHandle, path: string): Promise<PhoenixError | null> {
  const stat = await handle.stat();
  const own = process.getuid?.() ?? 0;
  if (!stat.isFile()) return refused(`${path} is no file`, 'Name a file.');
  if (stat.uid !== own && stat.uid !== 0) {
    return refused(`${path} belongs to another user (uid ${stat.uid})`, `Run: chown ${own} ${path}`);
  }
  if ((stat.mode & 0o007) !== 0) {
    return refused(`every user of the runner can get at ${path}`, `Run: chmod o= ${path}`);
  }
  if (stat.size > MOST_BYTES) {
    return refused(`${path} is larger than a secret may be (64 KiB)`, 'Keep only the secret in it.');
  }
  return null;
}

/** Without the line feed that an editor puts at the end. */
async function textOf(handle: FileHandle, path: string): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      buffer.subarray(0, bytesRead),
    );
    return text.endsWith('\n') ? text.slice(0, -1) : text;
  } catch {
    throw refused(`${path} is no text in UTF-8`, 'Store it in base64, and let the guest decode it.');
  }
}

function failed(error: unknown, path: string): PhoenixError | null {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  const own = process.getuid?.() ?? 0;
  return code === 'EACCES' || code === 'EPERM'
    ? refused(`${path} may not be read by the user that runs Phoenix`, `Run: chown ${own} ${path}`)
    : refused(`${path} cannot be read (${code})`, 'See what is there.');
}
