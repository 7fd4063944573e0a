/** Which entries of a configs folder are read, entered or refused: the same for a disk and for a git tree. Pure. */
import type { Finding, Position } from '../errors.ts';
import { VAULT_FOLDER } from '../secrets/vault/entry-name.ts';
import { finding } from './finding-ids.ts';
import { MAX_FOLDER_LEVELS } from './limits.ts';
import { wholeFile } from './place.ts';
import { quote } from './quote.ts';

export type EntryType = 'file' | 'folder' | 'link' | 'other';
/** `keep`: a file whose bytes count, whatever they are: of a feature, of the vault, what a kind reads, or the lock. */
export type Verdict = 'read' | 'keep' | 'enter' | 'skip' | Finding;

/** `.` and `..`, separators, control characters, text direction marks, and what was not UTF-8. */
const UNUSABLE_NAME = /^\.\.?$|[/\\\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]/;
const UNREAD_FORMAT = /\.(ya?ml|json5|hjson|toml|json|jsonc)$/i;
/** The one for generated schemas. */
const IGNORED: ReadonlySet<string> = new Set(['schemas']);
/** The estate's own features. */
export const OWN_FEATURES = 'features';
export const LOCK_FILE = 'phoenix.lock';

/** Whether a kind reads the bytes of that file. */
type IsBeside = (parent: string, name: string) => boolean;

/** What to do with the entry `name` of the folder `parent` (`''` is the configs folder itself). */
export function judgeEntry(parent: string, name: string, type: EntryType, isBeside: IsBeside): Verdict {
  if (UNUSABLE_NAME.test(name)) {
    return finding(
      'PHX004',
      `the name ${quote(name)} in ${parent === '' ? 'the configs folder' : parent} cannot be used`,
      {
        hint: 'Rename it: letters, digits, ".", "_" and "-" are enough.',
        // The name itself must not reach a place where a path is printed.
        at: parent === '' ? undefined : wholeFile(parent),
      },
    );
  }
  const inVault = isBelow(parent, VAULT_FOLDER);
  if (inVault && name.startsWith('.git')) return 'skip';
  // `.gpg-id` says who may read an entry, and `.public-keys` who that is.
  if (inVault && type === 'file') return 'keep';
  if (type === 'file' && isKept(parent, name, isBeside)) return name.startsWith('.') ? 'skip' : 'keep';
  // Thousands of files are judged, nearly all of them good.
  if (type === 'file' && (name.endsWith('.json') || name.endsWith('.jsonc'))) {
    return name.startsWith('.') ? 'skip' : 'read';
  }
  const path = parent === '' ? name : `${parent}/${name}`;
  const at = wholeFile(path);
  switch (type) {
    case 'link':
      return finding('PHX003', 'symbolic links are never followed', {
        hint: 'Put the file itself here; share parts between files with a profile.',
        at,
      });
    case 'other':
      return finding('PHX006', 'this is neither a file nor a folder', {
        hint: 'Remove it from the configs folder.',
        at,
      });
    case 'folder':
      return judgeFolder(parent, name, path, at);
    case 'file':
      if (name.startsWith('.') || !UNREAD_FORMAT.test(name)) return 'skip';
      return finding('PHX007', 'Phoenix reads .json and .jsonc only, so this file has no effect', {
        hint: 'Rewrite it as .json or .jsonc, or move it out of the configs folder.',
        at,
      });
  }
}

/** Whether a file is one of a feature of the estate's own, one that a kind reads, or phoenix.lock. */
function isKept(parent: string, name: string, isBeside: IsBeside): boolean {
  if (parent === '') return name === LOCK_FILE;
  return isBelow(parent, OWN_FEATURES) || isBeside(parent, name);
}

function isBelow(parent: string, folder: string): boolean {
  return parent === folder || parent.startsWith(`${folder}/`);
}

function judgeFolder(parent: string, name: string, path: string, at: Position): Verdict {
  if (name.startsWith('.') && !isBelow(parent, VAULT_FOLDER)) return 'skip';
  if (parent === '' && IGNORED.has(name)) return 'skip';
  if (path.split('/').length > MAX_FOLDER_LEVELS) {
    return finding('PHX005', `folders are nested more than ${MAX_FOLDER_LEVELS} levels deep`, {
      hint: 'A resource stands at KIND/NAME.json; remove the folder.',
      at,
    });
  }
  return 'enter';
}

export function tooLarge(path: string): Finding {
  return finding('PHX002', 'the file is larger than 1 MiB', {
    hint: path.startsWith(`${OWN_FEATURES}/`)
      ? 'What is larger is fetched by "downloads" of the feature, with its SHA-256.'
      : 'Config of one resource is small; move data out of the configs folder.',
    at: wholeFile(path),
  });
}

export function notText(path: string): Finding {
  return finding('PHX008', 'the file is not UTF-8 text', {
    hint: 'Save it as UTF-8.',
    at: wholeFile(path),
  });
}

export function unreadable(path: string, why: string): Finding {
  return finding('PHX014', `it cannot be read: ${why}`, {
    hint: 'Give the user that runs Phoenix permission to read it.',
    at: wholeFile(path),
  });
}
