/** Files in a vault that are no part of one, or hold in the open what should be encrypted. Pure. */
import { quote } from '../../config/quote.ts';
import type { Finding } from '../../errors.ts';
import { entryOf, SCRATCH, type VaultFiles } from './files.ts';
import { findingOf } from './finding-ids.ts';
import { inspectMessage } from './inspect.ts';
import { PUBLIC_KEYS, type UnusableKeyFile } from './public-keys.ts';

/**
 * What stands beside entries without being one: of `pass`, gopass and git, and a README at the top. A note in any other
 * file is a secret in the open sooner or later.
 */
const PARTS = /^(?:.*\/)?(?:\.gpg-id(?:\.sig)?|\.gitattributes|\.gitignore|\.gitkeep)$|^README(?:\.md)?$/;

export function checkFiles(files: VaultFiles, unusable: readonly UnusableKeyFile[]): Finding[] {
  const found = [...files].flatMap(([path, bytes]) => {
    if (path.startsWith(`${PUBLIC_KEYS}/`) || PARTS.test(path)) return [];
    return checkFile(path, bytes) ?? [];
  });
  return [...found, ...unusable.map(checkKeyFile)];
}

function checkFile(path: string, bytes: Uint8Array): Finding | null {
  const entry = entryOf(path);
  if (entry === null) {
    return SCRATCH.test(path)
      ? findingOf(
          'PHX930',
          path,
          'a write of the vault was cut off here',
          'Remove this file: the entry is as it was.',
        )
      : findingOf(
          'PHX930',
          path,
          `${quote(path)} is neither an entry nor a file that a vault needs`,
          'Move it out of the vault; a secret that stands in it in the open is known to all who read the repository: change it. An entry is a file NAME.gpg; its name holds no ":", "#", "$", "{" or "}", and no part of it begins with ".".',
        );
  }
  const inspected = inspectMessage(bytes);
  if ('wrong' in inspected) {
    return findingOf(
      'PHX924',
      path,
      `the entry ${entry} ${inspected.wrong}`,
      `Write it again: phoenix vault set ${entry}. What stood in the open in git is no secret any more: change it where it is used.`,
    );
  }
  if (inspected.protection !== null) return null;
  return findingOf(
    'PHX924',
    path,
    `the entry ${entry} is not protected against changes, so that it will not be decrypted`,
    `Write it again: phoenix vault set ${entry}`,
  );
}

function checkKeyFile({ path, wrong }: UnusableKeyFile): Finding {
  return wrong === 'private'
    ? findingOf(
        'PHX931',
        path,
        'this is a private key, which opens the vault',
        'Remove it, make a new key, and encrypt everything anew: who has read it can read the vault. Put the public key here: gpg --armor --export FINGERPRINT',
      )
    : findingOf(
        'PHX931',
        path,
        'this holds no public key that can be read',
        'Put it there again: gpg --armor --export FINGERPRINT',
      );
}
