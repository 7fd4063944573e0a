/** Whether every entry is encrypted for exactly those whom its `.gpg-id` names, and whether these can still be written to. Pure. */
import type { Finding } from '../../errors.ts';
import { entryFile, entryNames, type VaultFiles } from './files.ts';
import { findingOf } from './finding-ids.ts';
import { type GpgId, gpgIdOf } from './gpg-id.ts';
import { inspectMessage } from './inspect.ts';
import { type KnownKey, nameOfKey } from './public-keys.ts';
import { findRecipients, type Recipient, wrongWithRecipient } from './recipients.ts';

const DAY = 24 * 60 * 60 * 1000;
const SOON = 30 * DAY;

export function checkRecipients(files: VaultFiles, keys: readonly KnownKey[], now: Date): Finding[] {
  const gpgIds = new Map<string, GpgId & { readonly recipients: readonly Recipient[] }>();
  const found: Finding[] = [];
  for (const entry of entryNames(files)) {
    const gpgId = gpgIdOf(files, entry);
    if (!gpgId || gpgId.ids.length === 0) {
      found.push(unaddressed(entry));
      continue;
    }
    const known = gpgIds.get(gpgId.path) ?? { ...gpgId, recipients: findRecipients(gpgId.ids, keys) };
    gpgIds.set(gpgId.path, known);
    found.push(...checkEntry(files, entry, known.recipients, keys));
  }
  return [...found, ...[...gpgIds.values()].flatMap((gpgId) => checkGpgId(gpgId, now))];
}

export function unaddressed(entry: string): Finding {
  return findingOf(
    'PHX925',
    entryFile(entry),
    `no .gpg-id says for whom ${entry} is encrypted`,
    'Write one: phoenix vault init.',
  );
}

function checkEntry(
  files: VaultFiles,
  entry: string,
  recipients: readonly Recipient[],
  keys: readonly KnownKey[],
): Finding[] {
  const inspected = inspectMessage(files.get(entryFile(entry)) as Uint8Array);
  if ('wrong' in inspected) return [];
  const { keyIds, hidden, passphrases } = inspected;
  const wanted = [...new Set(recipients.flatMap(({ key }) => key ?? []))];
  const missing = wanted.filter((key) => !key.keyIds.some((id) => keyIds.includes(id)));
  const others = keyIds.filter((id) => !wanted.some((key) => key.keyIds.includes(id)));
  // Ids of nobody may be those of recipients whose key is not there, which is told of at .gpg-id.
  const unknown = recipients.filter(({ key }) => !key).length;
  const strangers = others.filter((id) => !ownerOf(id, keys));
  const intruders = strangers.length > unknown ? others : others.filter((id) => !strangers.includes(id));
  const owed = missing.length + unknown - (others.length - intruders.length);
  if (hidden > 0 && hidden === owed && intruders.length === 0 && passphrases === 0) {
    const hint = `Write it again: phoenix vault rekey. GnuPG hides recipients where gpg.conf says throw-keyids.`;
    return [findingOf('PHX923', entryFile(entry), `the entry ${entry} hides for whom it is encrypted`, hint)];
  }
  const faults = [
    ...(hidden > 0
      ? [
          `it is for ${keyIds.length + hidden} keys, ${hidden} of them hidden, and has ${wanted.length + unknown} recipients`,
        ]
      : missing.map((key) => `${nameOfKey(key)} cannot read it`)),
    ...intruders.map((id) => `${ownerOf(id, keys) ?? `the key ${id}`} can read it and is no recipient`),
    ...(passphrases > 0 ? ['a passphrase opens it too'] : []),
  ];
  if (faults.length === 0) return [];
  const hint = 'Encrypt it anew: phoenix vault rekey. What somebody could read once, they may know.';
  return [findingOf('PHX922', entryFile(entry), `the entry ${entry}: ${faults.join('; ')}`, hint)];
}

function ownerOf(id: string, keys: readonly KnownKey[]): string | null {
  const owner = keys.find((key) => key.allKeyIds.includes(id));
  return owner ? nameOfKey(owner) : null;
}

function checkGpgId(
  { path, recipients }: { path: string; recipients: readonly Recipient[] },
  now: Date,
): Finding[] {
  const found = recipients.flatMap((recipient) => {
    const wrong = wrongWithRecipient(recipient);
    if (wrong !== null) return [findingOf('PHX926', path, wrong, hintFor(recipient))];
    const { key } = recipient;
    if (!key?.expires || Number(key.expires) - Number(now) > SOON) return [];
    const day = key.expires.toISOString().slice(0, 10);
    return [
      findingOf(
        'PHX927',
        path,
        `the key of ${nameOfKey(key)} expires on ${day}: then nothing can be encrypted for it`,
        'Its owner makes it last longer (gpg --quick-set-expire), and its public key is put into .public-keys again.',
      ),
    ];
  });
  const lone = new Set(recipients.map(({ id, key }) => key?.fingerprint ?? id)).size === 1;
  if (!lone) return found;
  const hint =
    'Add another one, kept apart: phoenix vault recipients add. Who loses the only key loses the vault.';
  return [...found, findingOf('PHX928', path, 'there is a single recipient', hint)];
}

function hintFor({ key }: Recipient): string {
  if (!key)
    return 'Write the full fingerprint, and put its public key into .public-keys: phoenix vault recipients add.';
  return key.state === 'expired'
    ? 'Its owner makes it last longer (gpg --quick-set-expire), and its public key is put into .public-keys again.'
    : 'Take it out and change what it could read: phoenix vault recipients remove.';
}
