/** `phoenix vault init`: says for whom the entries of a folder are, and makes a key where that is asked for. */
import { PhoenixError } from '../../errors.ts';
import { plain } from '../../plan/render/escape.ts';
import { formatGpgId, gpgIdIn } from '../../secrets/vault/gpg-id.ts';
import { type KnownKey, nameOfKey } from '../../secrets/vault/public-keys.ts';
import { wrongWithRecipient } from '../../secrets/vault/recipients.ts';
import { writeVaultFile } from '../../secrets/vault/store.ts';
import type { Console } from '../console.ts';
import { usableKeys } from './recipients-add.ts';
import { entriesOf, folderOf } from './folders.ts';
import { keyFile } from './recipients.ts';
import { changedFiles } from './change.ts';
import { type NewKeyOptions, makeKey, ownKeys } from './new-key.ts';
import { readStore, type VaultStore } from './store.ts';

export interface VaultInitOptions extends Omit<NewKeyOptions, 'file'> {
  /** Files with public keys. */
  readonly recipient?: readonly string[];
  /** A file that is to hold a new private key. */
  readonly newKey?: string;
  readonly path?: string;
  readonly json?: boolean;
}

/** Exit code 0. @throws PhoenixError `REFUSED` where it is made already; then nothing was written */
export async function vaultInit(options: VaultInitOptions, io: Console): Promise<number> {
  const { configs, recipient = [], newKey, json } = options;
  const folder = folderOf(options.path);
  const store = readStore(configs);
  const gpgId = gpgIdIn(folder);
  if (store.files.has(gpgId)) throw isThere(store, gpgId);
  const given = await usableKeys(recipient);
  const made = newKey === undefined ? null : await makeKey({ ...options, file: newKey }, io);
  const own = made ? [made] : given.length === 0 ? await usableOwnKeys() : [];
  const keys = [...new Map([...own, ...given].map((key) => [key.fingerprint, key])).values()];
  for (const key of keys) writeVaultFile(store.folder, ...keyFile(key.fingerprint, key));
  const ids = keys.map(({ fingerprint }) => fingerprint);
  if (!store.files.has(ATTRIBUTES) && folder === '')
    writeVaultFile(store.folder, ATTRIBUTES, Buffer.from(BINARY));
  writeVaultFile(store.folder, gpgId, Buffer.from(formatGpgId(ids)));
  const changes = new Map([[gpgId, Buffer.from(formatGpgId(ids))]]);
  const others = entriesOf(changedFiles(store.files, changes), gpgId);
  if (json) {
    const told = {
      v: 1,
      vault: store.folder,
      file: gpgId,
      recipients: ids,
      key: newKey ?? null,
      entries: others,
    };
    io.out(JSON.stringify(told, null, 2));
    return 0;
  }
  io.out(`Entries of ${store.folder}${folder === '' ? '' : `/${folder}`} are for:`);
  for (const key of keys) io.out(`  ${plain(nameOfKey(key))}`);
  const steps = [
    ...(others.length > 0 ? ['phoenix vault rekey    encrypts the entries that there are for them'] : []),
    ...(newKey === undefined ? [] : keySteps(newKey, options.passphrase !== false)),
    ...(keys.length === 1
      ? [
          'phoenix vault recipients add OTHER.asc    a second key, kept apart: who loses the only one loses the vault',
        ]
      : []),
    `phoenix vault set db/app    writes an entry; "\${secret:db/app}" uses it`,
    `git add ${store.folder} && git commit`,
  ];
  io.out(`\nNext:\n${steps.map((step, at) => `  ${at + 1}. ${step}`).join('\n')}`);
  return 0;
}

/** A small file of bytes could pass for text, and get other line ends on its way through git. */
const ATTRIBUTES = '.gitattributes';
const BINARY = '*.gpg binary\n';

function keySteps(file: string, hasPassphrase: boolean): string[] {
  const passphrase = hasPassphrase ? ', its passphrase the secret PHOENIX_VAULT_PASSPHRASE' : '';
  return [
    `the runner needs the key: make ${file} the secret PHOENIX_VAULT_KEY of the repository${passphrase};\n     or copy it to /etc/phoenix/vault.key there${hasPassphrase ? ', the passphrase to vault.passphrase beside it' : ''}, both with mode 600`,
  ];
}

function isThere({ folder }: VaultStore, gpgId: string): PhoenixError {
  return new PhoenixError('REFUSED', `${folder}/${gpgId} stands there already; nothing was written`, {
    hint: 'Add a recipient with phoenix vault recipients add FILE: that also gives a store of pass the public keys that Phoenix needs.',
  });
}

async function usableOwnKeys(): Promise<KnownKey[]> {
  const keys = await ownKeys();
  const wrong = keys.flatMap((key) => wrongWithRecipient({ id: key.fingerprint, key }) ?? []);
  if (keys.length > 0 && wrong.length === 0) return keys;
  if (wrong.length > 0) {
    throw new PhoenixError('REFUSED', `${wrong.join('; ')}; nothing was written`, {
      hint: `Make another one: phoenix vault init --new-key FILE`,
    });
  }
  throw new PhoenixError('USAGE', 'nobody is named who could open the vault', {
    hint: 'Make a key with --new-key FILE, or name public keys with --recipient FILE.',
  });
}
